import { creditorToday } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { type Ladders, ownLadderName, segments } from '../ladder/ladder-choice.ts';
import { nextRung } from '../ladder/next-rung.ts';
import { balanceOf } from '../ledger/balance.ts';
import { observeBooks } from '../ledger/observation.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import type { Transaction } from '../ledger/posting.ts';
import { type CasePostings, readTransactions } from '../ledger/store.ts';
import type { Change, InvoiceChange } from '../mirror/difference.ts';
import { setMarket } from '../mirror/set-market.ts';
import { invoiceNumbers } from '../mirror/store-invoices.ts';
import { insertTrailOfMany } from '../trail/store.ts';
import { type Day, earlierDay } from '../values/day.ts';
import { newId } from '../values/secrets.ts';
import { reactToDebtors } from './react-to-debtors.ts';
import { settleCases } from './settle-cases.ts';
import { marketsSaid } from './store-acts.ts';
import { caseCurrencies } from './store-cases.ts';
import { endHoldsOfInvoices, insertHolds, type NewHold } from './store-holds.ts';
import {
  insertPositions,
  lookAgain,
  readPositions,
  reopenPositions,
  type StoredPosition,
  settlePositions,
} from './store-positions.ts';

/**
 * What the books now say becomes what stands here, in the transaction in which it was read: ledgers follow, a payment ends
 * a case, a part payment or a credit note rests it until a person has looked, a debt that came back starts its climb anew.
 */
export async function reactToBooks(work: Work, changes: readonly Change[]): Promise<void> {
  await reactToDebtors(
    work,
    changes.filter((change) => change.about === 'debtor'),
  );
  const ofInvoices = changes.filter((change) => change.about === 'invoice');
  if (ofInvoices.length === 0) return;
  const today = await creditorToday(work);
  const { ladders } = await readSettings(work);
  const positions = await readPositions(work, [...new Set(ofInvoices.map((change) => change.invoiceId))]);
  const caseIds = [...new Set([...positions.values()].map((position) => position.caseId).filter((id) => id !== null))];
  const ledgers = await readTransactions(work, caseIds);
  const currencies = await caseCurrencies(work, caseIds);
  const newcomers = ofInvoices.filter((change) => change.kind === 'new').map((change) => change.debtorId);
  const markets = await marketsSaid(work, [...new Set(newcomers)]);
  const told = ofInvoices.filter((change) => change.kind !== 'new');
  const numbers = await invoiceNumbers(work, [...new Set(told.map((change) => change.invoiceId))]);

  const observed = observations(ofInvoices, positions, ledgers);
  const holds = holdsFor(ofInvoices, positions, observed.explained);
  const settled = ofInvoices
    .filter((change) => change.afterMinor === 0n && change.beforeMinor > 0n)
    .map((change) => change.invoiceId);
  const ended = ofInvoices.filter((change) => change.afterMinor === 0n).map((change) => change.invoiceId);
  const back = ofInvoices.filter((change) => change.kind === 're-opened').map((change) => change.invoiceId);

  await postTransactions(work, observed.postings(currencies));
  for (const [debtorId, market] of markets) await setMarket(work, debtorId, market);
  await insertPositions(work, footOfLadder(ofInvoices, positions, ladders, today));
  await settlePositions(work, settled);
  await reopenPositions(work, back, today);
  await endHoldsOfInvoices(work, ended, 'books-settled');
  await insertHolds(work, holds);
  await settleCases(work, caseIds, 'paid');

  await insertTrailOfMany(
    work,
    'books-changed',
    told.map((change) => happeningOf(change, positions, numbers)),
  );
  await lookAgain(work, [...new Set(told.map((change) => change.debtorId))], today);
  await putOnTimetable(work, 'propose', '', work.now);
}

type Observed = {
  /** Changes that portal money already accounts for: its booking has come, and nobody needs to look. */
  readonly explained: ReadonlySet<InvoiceChange>;
  postings(currencies: ReadonlyMap<string, CasePostings['currency']>): CasePostings[];
};

/** The books' new sums as differences, case by case, in the order they happened. */
function observations(
  changes: readonly InvoiceChange[],
  positions: ReadonlyMap<string, StoredPosition>,
  ledgers: ReadonlyMap<string, Transaction[]>,
): Observed {
  const explained = new Set<InvoiceChange>();
  const added = new Map<string, Transaction[]>();
  for (const change of changes) {
    const { caseId = null, settled = false } = positions.get(change.invoiceId) ?? {};
    if (caseId === null || change.kind === 'due-day-moved') continue;
    // What was settled and is owed again begins a new climb: it is entered when it joins a case, and not twice.
    if (settled && change.kind === 're-opened') continue;
    const posted = added.get(caseId) ?? [];
    const balance = balanceOf([...(ledgers.get(caseId) ?? []), ...posted]);
    const clearingMinor = balance.clearingByInvoice.get(change.invoiceId) ?? 0n;
    const transaction = observeBooks({
      invoiceId: change.invoiceId,
      booksBeforeMinor: (balance.principalByInvoice.get(change.invoiceId) ?? 0n) + clearingMinor,
      clearingMinor,
      booksNowMinor: change.afterMinor < 0n ? 0n : change.afterMinor,
      valueDay: change.valueDay,
      cause: `books:${newId()}`,
    });
    if (change.beforeMinor - change.afterMinor <= clearingMinor && change.beforeMinor > change.afterMinor)
      explained.add(change);
    if (transaction) added.set(caseId, [...posted, transaction]);
  }
  return {
    explained,
    postings: (currencies) =>
      [...added].map(([caseId, transactions]) => ({ caseId, currency: currencies.get(caseId)!, transactions })),
  };
}

/** Part payments, credit notes: why a person has to look before the rest is asked for. */
function holdsFor(
  changes: readonly InvoiceChange[],
  positions: ReadonlyMap<string, StoredPosition>,
  explained: ReadonlySet<InvoiceChange>,
): NewHold[] {
  return changes.flatMap((change): NewHold[] => {
    const partly =
      (change.kind === 'part-paid' || change.kind === 'credited') && change.afterMinor > 0n && !explained.has(change);
    const kind = partly ? 'part-payment' : change.kind === 'credit-note' ? 'credit-note' : null;
    if (kind === null) return [];
    return [
      {
        kind,
        debtorId: change.debtorId,
        caseId: positions.get(change.invoiceId)?.caseId ?? null,
        invoiceId: change.invoiceId,
        until: null,
        details: {
          beforeMinor: change.beforeMinor.toString(),
          afterMinor: change.afterMinor.toString(),
          currency: change.currency,
          day: change.valueDay,
        },
      },
    ];
  });
}

/** New debts stand at the foot of the ladder and are looked at on the day their first rung may fall due. */
function footOfLadder(
  changes: readonly InvoiceChange[],
  positions: ReadonlyMap<string, StoredPosition>,
  ladders: Ladders,
  today: Day,
) {
  return changes
    .filter((change) => change.kind === 'new' && change.afterMinor > 0n && !positions.has(change.invoiceId))
    .map(({ invoiceId, debtorId, dueDay }) => ({
      invoiceId,
      debtorId,
      lookAgainOn: dueDay ? firstLook(debtorId, dueDay, ladders, today) : today,
    }));
}

const notClimbed = { climbed: [], lastLadder: null, lastLetterDay: null, lastDeadline: null, graceDay: null } as const;

/** By whichever ladder begins first of those that may be this debtor's: a look too early finds nothing, one too late is missed. */
function firstLook(debtorId: string, dueDay: Day, ladders: Ladders, today: Day): Day {
  const own = ladders.get(ownLadderName(debtorId));
  const possible = own ? [own] : segments.flatMap((segment) => ladders.get(segment) ?? []);
  const days = possible.flatMap((ladder) => nextRung(today, ladder, { ...notClimbed, dueDay })?.day ?? []);
  return days.length === 0 ? today : days.reduce(earlierDay);
}

function happeningOf(
  change: InvoiceChange,
  positions: ReadonlyMap<string, StoredPosition>,
  numbers: ReadonlyMap<string, string>,
) {
  const number = numbers.get(change.invoiceId);
  return {
    what: 'books-changed',
    caseId: positions.get(change.invoiceId)?.caseId ?? null,
    debtorId: change.debtorId,
    subjectId: change.invoiceId,
    details: {
      change: change.kind,
      beforeMinor: change.beforeMinor.toString(),
      afterMinor: change.afterMinor.toString(),
      currency: change.currency,
      day: change.valueDay,
      ...(change.dueDay === undefined ? {} : { dueDayBefore: change.dueDayBefore, dueDay: change.dueDay }),
      ...(change.grossMinor === undefined
        ? {}
        : { grossBeforeMinor: String(change.grossBeforeMinor), grossMinor: String(change.grossMinor) }),
      ...(number === undefined ? {} : { invoice: number }),
    },
  };
}
