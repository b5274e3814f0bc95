/**
 * From due invoices to one letter: all of a debtor's invoices in one currency that are due, at the highest rung among them.
 * A plan says what the letter would say; whether it may go is the guards' to decide.
 */
import type { ChargeRefusal, Charges } from '../law/charges.ts';
import { mostCautious } from '../law/charges.ts';
import { noticeDays } from '../law/notice.ts';
import { rulesOf } from '../law/rules.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { smallest, sum } from '../values/money.ts';
import { chargesOn, feeCap, standsBesideFees } from './charges.ts';
import { nthOf, ruling, rungFor } from './climb.ts';
import { type CompensationReason, type PlannedCompensation, planCompensation } from './compensation-plan.ts';
import { dueRung } from './due-rung.ts';
import type { DebtorFacts, InvoiceFacts } from './facts.ts';
import type { Ladder, Rung, RungKey } from './rungs.ts';
import { kindOf, kindOrder } from './rungs.ts';

export type PlannedLine = {
  readonly invoiceId: string;
  readonly rung: RungKey;
  /** Which of its kind it is for this invoice: its third reminder is 3. */
  readonly nth: number;
  readonly principalMinor: bigint;
  /** False for an invoice that only falls due soon. */
  readonly demanded: boolean;
};

export type FeeReason =
  | 'fee'
  | 'legal-maximum'
  /** The invoice is in another currency than its market's amounts: the fee is what the creditor has set there. */
  | 'set-by-creditor'
  | 'rung-bears-no-fee'
  /** The creditor asks this debtor for no fee, ever. */
  | 'never-fee'
  | 'fee-cap-reached'
  /** Compensation is claimed, and this market's law does not have both. */
  | 'compensation-instead'
  | ChargeRefusal;
export type InterestReason = 'interest' | 'rung-states-none' | ChargeRefusal;

export type LetterPlan = {
  readonly rung: RungKey;
  /** Which of its kind the letter is: a debtor's third reminder is 3. */
  readonly nth: number;
  readonly currency: Currency;
  /** Oldest due day first. */
  readonly lines: readonly PlannedLine[];
  /** Credit notes that are set off, as negative amounts. */
  readonly credits: readonly { readonly invoiceId: string; readonly amountMinor: bigint }[];
  /** The sum of the demanded lines less credit notes. On a nudge nothing is demanded: what will fall due. */
  readonly principalMinor: bigint;
  readonly feeMinor: bigint;
  readonly feeReason: FeeReason;
  /** The market and the paragraph that allow the fee; empty when there is none. */
  readonly feeMarket: string;
  readonly feeParagraph: string;
  /** Claimed by this letter, before fees of earlier letters are set against it. */
  readonly compensation: readonly PlannedCompensation[];
  readonly compensationReason: CompensationReason;
  readonly statesInterest: boolean;
  readonly interestReason: InterestReason;
  /** Days to pay, counted from sending: the ladder's, and on a notice at least what every line's market asks. 0 on a nudge. */
  readonly daysToPay: number;
  /** The creditor's own words for this rung, by language. */
  readonly texts: Rung['texts'];
  /** The roads the rung may go, in order. */
  readonly channels: Rung['channels'];
};

type Due = {
  readonly invoice: InvoiceFacts;
  readonly rung: Rung;
  readonly nth: number;
  /** Where the rung stands on the ladder that rules the invoice. */
  readonly place: number;
};

/**
 * The letter that is due to one debtor in one currency today, or null when none is: nothing is due, or credit notes cover
 * it. A notice lists only the invoices that have climbed to it; the others wait for a letter of their own. One fee a
 * letter, the highest rung's, and none unless every line at a rung with a fee may bear one more. `invoices` are all open
 * ones of the debtor; those in other currencies are left alone.
 */
export function planLetter(input: {
  readonly today: Day;
  readonly ladder: Ladder;
  readonly debtorKind: DebtorFacts['kind'];
  /** No letter to this debtor bears a reminder fee. */
  readonly neverFee: boolean;
  readonly currency: Currency;
  readonly invoices: readonly InvoiceFacts[];
}): LetterPlan | null {
  const { debtorKind, currency } = input;
  const invoices = input.invoices.filter((invoice) => invoice.currency === currency);
  const due = dueOf(input, invoices);
  const highest = highestOf(due);
  if (!highest) return null;
  const top = highest.rung;
  const kind = kindOf(top.key);
  const listed = kind === 'notice' ? due.filter(({ rung }) => kindOf(rung.key) === 'notice') : due;
  const lines = listed.map(({ invoice, rung, nth }) => ({
    invoiceId: invoice.invoiceId,
    rung: rung.key,
    nth,
    principalMinor: invoice.owedMinor,
    demanded: kindOf(rung.key) !== 'nudge',
  }));
  const credits = invoices
    .filter((invoice) => invoice.owedMinor < 0n)
    .map((invoice) => ({ invoiceId: invoice.invoiceId, amountMinor: invoice.owedMinor }));
  const counted = kind === 'nudge' ? lines : lines.filter((line) => line.demanded);
  const principalMinor = sum([
    ...counted.map((line) => line.principalMinor),
    ...credits.map((each) => each.amountMinor),
  ]);
  if (principalMinor <= 0n) return null;
  const charges = chargesOf(listed, debtorKind, input.today);
  const compensation = planCompensation(input.today, listed, debtorKind);
  return {
    rung: top.key,
    nth: highest.nth,
    currency,
    lines,
    credits,
    principalMinor,
    ...(input.neverFee ? noFee('never-fee') : feeOf(top, listed, charges, compensation.compensation)),
    ...compensation,
    ...interestOf(top, charges),
    daysToPay: daysToPay(top, listed, debtorKind),
    texts: top.texts,
    channels: top.channels,
  };
}

/** The days the ladder gives; a notice gives at least as many as the law of each of its lines asks. */
function daysToPay(top: Rung, due: readonly Due[], debtorKind: DebtorFacts['kind']): number {
  if (kindOf(top.key) !== 'notice') return top.daysToPay;
  const asked = due.map(({ invoice }) => {
    const rules = rulesOf(invoice.market);
    return rules ? noticeDays(rules, debtorKind) : 0;
  });
  return Math.max(top.daysToPay, ...asked);
}

function dueOf(
  input: { today: Day; ladder: Ladder; debtorKind: DebtorFacts['kind'] },
  invoices: InvoiceFacts[],
): Due[] {
  const { today, ladder, debtorKind } = input;
  const due = invoices.flatMap((invoice) => {
    const key = dueRung({ today, ladder, debtorKind, invoice }).rung;
    const rung = key === null ? undefined : rungFor(ladder, invoice, key);
    if (!rung) return [];
    const place = ruling(ladder, invoice).rungs.findIndex((each) => each.key === key);
    return [{ invoice, rung, nth: nthOf(rung.key, invoice.climbed), place }];
  });
  return due.sort((a, b) => (orderOf(a.invoice) < orderOf(b.invoice) ? -1 : 1));
}

/** By kind, then by how many the invoice has had, then by place on its ladder; among equals the first. */
function highestOf(due: readonly Due[]): Due | undefined {
  const above = (a: Due, b: Due) => kindOrder(a.rung.key) - kindOrder(b.rung.key) || a.nth - b.nth || a.place - b.place;
  return due.reduce<Due | undefined>((top, each) => (top && above(each, top) <= 0 ? top : each), undefined);
}

/** Oldest due day first, and the same order every time. */
function orderOf(invoice: InvoiceFacts): string {
  return `${invoice.dueDay} ${invoice.invoiceId}`;
}

/** What all lines past their due day may carry together; null when no line is. */
function chargesOf(due: readonly Due[], debtorKind: DebtorFacts['kind'], today: Day): Charges | null {
  const [first, ...rest] = due
    .filter(({ rung }) => kindOf(rung.key) !== 'nudge')
    .map(({ invoice }) => chargesOn(today, invoice, debtorKind));
  return first ? mostCautious([first, ...rest]) : null;
}

type Fee = Pick<LetterPlan, 'feeMinor' | 'feeReason' | 'feeMarket' | 'feeParagraph'>;

function feeOf(
  top: Rung,
  due: readonly Due[],
  charges: Charges | null,
  compensation: readonly PlannedCompensation[],
): Fee {
  if (top.feeMinor <= 0n || !charges) return noFee('rung-bears-no-fee');
  if (!charges.fee.allowed) return noFee(charges.fee.reason);
  const listed = due.filter(({ rung }) => kindOf(rung.key) !== 'nudge');
  const compensated = (invoice: InvoiceFacts) =>
    invoice.compensationClaimed || compensation.some((each) => each.invoiceId === invoice.invoiceId);
  if (listed.some(({ invoice }) => compensated(invoice) && !standsBesideFees(invoice.market)))
    return noFee('compensation-instead');
  let fee: Fee | null = null;
  for (const { invoice, rung } of listed) {
    const law = rulesOf(invoice.market)?.reminderFee;
    const cap = feeCap(invoice);
    if (!law || cap === null || rung.feeMinor <= 0n) continue;
    if (invoice.feesSoFar >= law.maxPerClaim) return noFee('fee-cap-reached');
    const one = feeWithin(cap, top.feeMinor, invoice.currency === rulesOf(invoice.market)?.currency);
    if (fee === null || one.feeMinor < fee.feeMinor)
      fee = { ...one, feeMarket: invoice.market, feeParagraph: law.paragraph };
  }
  return fee ?? noFee('rung-bears-no-fee');
}

/** In the market's own currency the ladder's fee up to the law's; in another one what the creditor has set, whole. */
function feeWithin(cap: bigint, ladders: bigint, ownCurrency: boolean): Pick<Fee, 'feeMinor' | 'feeReason'> {
  if (!ownCurrency) return { feeMinor: cap, feeReason: 'set-by-creditor' };
  const feeMinor = smallest(ladders, cap);
  return { feeMinor, feeReason: feeMinor < ladders ? 'legal-maximum' : 'fee' };
}

function noFee(feeReason: FeeReason): Fee {
  return { feeMinor: 0n, feeReason, feeMarket: '', feeParagraph: '' };
}

function interestOf(
  top: Rung,
  charges: Charges | null,
): { readonly statesInterest: boolean; readonly interestReason: InterestReason } {
  if (!top.interest || !charges) return { statesInterest: false, interestReason: 'rung-states-none' };
  return charges.interest.allowed
    ? { statesInterest: true, interestReason: 'interest' }
    : { statesInterest: false, interestReason: charges.interest.reason };
}
