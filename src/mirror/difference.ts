/**
 * What changed between the books as mirrored and as read now. The books tell only how things stand; that somebody paid,
 * and when, is worked out here. The changes of one invoice are a chain: each begins where the one before ended, the
 * first at what was mirrored, the last at what was read.
 */
import type { Day } from '../values/day.ts';
import { type Currency, smallest } from '../values/money.ts';

export type InvoiceChangeKind =
  /** Not seen before, with something left to pay. */
  | 'new'
  /** Nothing is left, by a payment (or by what the books do not explain). */
  | 'paid'
  | 'part-paid'
  /** A credit note was set against it; `afterMinor` tells whether anything is left. */
  | 'credited'
  /** It was settled and is owed again: a match was undone. */
  | 're-opened'
  /** More is left than before, of an invoice that was not settled. */
  | 'raised'
  | 'due-day-moved'
  /** The books say another amount for the whole of it than before; what is left moved with it. */
  | 'amount-corrected'
  /** The books do not have it any more: nothing is left of it. */
  | 'deleted'
  /** A negative rest that was not there before: a credit note, or an invoice paid twice. */
  | 'credit-note'
  /** Some or all of a negative rest was used. */
  | 'credit-note-used';

export type InvoiceChange = {
  readonly about: 'invoice';
  readonly kind: InvoiceChangeKind;
  readonly invoiceId: string;
  readonly debtorId: string;
  readonly currency: Currency;
  /** What was left before and is left after, minor units of `currency`; negative on a credit note. */
  readonly beforeMinor: bigint;
  readonly afterMinor: bigint;
  /** The day the money counts from: of the payment in the books where known, else the day it was noticed. */
  readonly valueDay: Day;
  /** Only on 'due-day-moved': the day it fell due before, and the day it does now. */
  readonly dueDayBefore?: Day;
  readonly dueDay?: Day;
  /** Only on 'amount-corrected': the whole amount before and now, minor units of `currency`. */
  readonly grossBeforeMinor?: bigint;
  readonly grossMinor?: bigint;
};

export type DebtorChange = { readonly about: 'debtor'; readonly debtorId: string } & (
  | { readonly kind: 'email-changed'; readonly emailsBefore: readonly string[]; readonly emails: readonly string[] }
  | { readonly kind: 'barred' | 'unbarred' }
  /** Minor units of the creditor's base currency. */
  | { readonly kind: 'balance-changed'; readonly beforeMinor: bigint; readonly afterMinor: bigint }
  /** The books do not list the customer any more, under the number it had. */
  | { readonly kind: 'gone'; readonly numberBefore: string }
  /** The same debtor has another customer number now; null where it had none any more. */
  | { readonly kind: 'renumbered'; readonly numberBefore: string | null; readonly number: string }
  /** The books booked a reminder of their own (a type-6 entry): the debtor was chased there. */
  | {
      readonly kind: 'chased-there';
      readonly day: Day;
      readonly amountMinor: bigint;
      readonly currency: Currency;
      readonly entry: number;
    }
);

export type Change = InvoiceChange | DebtorChange;

/** One side of a match with the invoice that the mirror had not seen before. */
export type Settlement = { readonly by: 'payment' | 'credit-note'; readonly day: Day; readonly amountMinor: bigint };

export type InvoiceState = { readonly remainderMinor: bigint; readonly grossMinor: bigint; readonly dueDay: Day };

export type InvoiceComparison = {
  readonly invoiceId: string;
  readonly debtorId: string;
  readonly currency: Currency;
  /** The day on the invoice. */
  readonly day: Day;
  /** Null when it has not been seen before. */
  readonly before: InvoiceState | null;
  readonly after: InvoiceState;
  /** What was matched with it since the last look. Amounts are the whole entries', positive. */
  readonly settlements: readonly Settlement[];
  /** Business day of the creditor. */
  readonly today: Day;
};

export function differenceOfInvoice(comparison: InvoiceComparison): InvoiceChange[] {
  const { before, after } = comparison;
  const to = after.remainderMinor;
  const changes = corrected(comparison);
  const from = changes[0]?.afterMinor ?? before?.remainderMinor ?? 0n;

  // A rest that changes its sign goes through nothing: the debt is paid, then a credit is left, or the other way round.
  const through = (from > 0n && to < 0n) || (from < 0n && to > 0n) ? [from, 0n, to] : [from, to];
  for (let step = 1; step < through.length; step += 1) {
    changes.push(...moved(comparison, through[step - 1]!, through[step]!));
  }

  if (before !== null && to !== 0n && before.dueDay !== after.dueDay) {
    const days = { dueDayBefore: before.dueDay, dueDay: after.dueDay };
    changes.push({ ...change(comparison, 'due-day-moved', to, to, comparison.today), ...days });
  }
  return changes;
}

/** Another whole amount moves what is left by as much, at most to nothing: that part of the move is nobody's payment. */
function corrected(comparison: InvoiceComparison): InvoiceChange[] {
  const { before, after, today } = comparison;
  if (before === null || before.remainderMinor === 0n || before.grossMinor === after.grossMinor) return [];
  const moved = before.remainderMinor + after.grossMinor - before.grossMinor;
  const left = moved > 0n === before.remainderMinor > 0n ? moved : 0n;
  const amounts = { grossBeforeMinor: before.grossMinor, grossMinor: after.grossMinor };
  return [{ ...change(comparison, 'amount-corrected', before.remainderMinor, left, today), ...amounts }];
}

/** The books were asked for it and do not have it. `today`: business day of the creditor. */
export function deletedInvoice(
  invoice: {
    readonly id: string;
    readonly debtorId: string;
    readonly currency: Currency;
    readonly remainderMinor: bigint;
  },
  today: Day,
): InvoiceChange {
  const { id: invoiceId, debtorId, currency } = invoice;
  return change({ invoiceId, debtorId, currency }, 'deleted', invoice.remainderMinor, 0n, today);
}

/** From one rest to another of the same sign (or from or to nothing). */
function moved(comparison: InvoiceComparison, from: bigint, to: bigint): InvoiceChange[] {
  const { before, day, today } = comparison;
  const isFirst = before === null;
  if (from === to) return [];
  if (to < from && from > 0n) return settled(comparison, from, to);
  if (from < 0n && to > from) return [change(comparison, 'credit-note-used', from, to, today)];
  if (to < 0n) return [change(comparison, 'credit-note', from, to, isFirst ? day : today)];
  if (isFirst) return [change(comparison, 'new', from, to, day)];
  return [change(comparison, from === 0n ? 're-opened' : 'raised', from, to, today)];
}

/**
 * A debt that shrank, payment by payment in the order of their days. An entry may have been matched with several
 * invoices and the books do not say how much went where, so the earliest take as much as they can: no day is later than
 * it was, which is in the debtor's favour. What no entry explains goes with the last one, or counts from today.
 */
function settled(comparison: InvoiceComparison, from: bigint, to: bigint): InvoiceChange[] {
  const steps: { by: Settlement['by']; day: Day; partMinor: bigint }[] = [];
  let left = from - to;
  for (const settlement of comparison.settlements.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    const partMinor = smallest(settlement.amountMinor, left);
    if (partMinor <= 0n) continue;
    left -= partMinor;
    const last = steps.at(-1);
    if (last?.by === settlement.by && last.day === settlement.day) last.partMinor += partMinor;
    else steps.push({ by: settlement.by, day: settlement.day, partMinor });
  }
  if (steps.length === 0) steps.push({ by: 'payment', day: comparison.today, partMinor: 0n });
  steps.at(-1)!.partMinor += left;

  let at = from;
  return steps.map(({ by, day, partMinor }) => {
    const beforeMinor = at;
    at -= partMinor;
    const kind = by === 'credit-note' ? 'credited' : at === 0n ? 'paid' : 'part-paid';
    return change(comparison, kind, beforeMinor, at, day);
  });
}

function change(
  { invoiceId, debtorId, currency }: Pick<InvoiceComparison, 'invoiceId' | 'debtorId' | 'currency'>,
  kind: InvoiceChangeKind,
  beforeMinor: bigint,
  afterMinor: bigint,
  valueDay: Day,
): InvoiceChange {
  return { about: 'invoice', kind, invoiceId, debtorId, currency, beforeMinor, afterMinor, valueDay };
}

export type DebtorState = {
  readonly emails: readonly string[];
  readonly barred: boolean;
  readonly balanceBaseMinor: bigint;
};

export function differenceOfDebtor(debtorId: string, before: DebtorState, after: DebtorState): DebtorChange[] {
  const changes: DebtorChange[] = [];
  if (before.emails.join(' ').toLowerCase() !== after.emails.join(' ').toLowerCase()) {
    changes.push({
      about: 'debtor',
      debtorId,
      kind: 'email-changed',
      emailsBefore: before.emails,
      emails: after.emails,
    });
  }
  if (before.barred !== after.barred) {
    changes.push({ about: 'debtor', debtorId, kind: after.barred ? 'barred' : 'unbarred' });
  }
  if (before.balanceBaseMinor !== after.balanceBaseMinor) {
    const amounts = { beforeMinor: before.balanceBaseMinor, afterMinor: after.balanceBaseMinor };
    changes.push({ about: 'debtor', debtorId, kind: 'balance-changed', ...amounts });
  }
  return changes;
}
