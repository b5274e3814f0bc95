/** What the books now say of a customer becomes an event on its open cases; a reminder of the books' own rests them. */
import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import type { DebtorChange } from '../mirror/difference.ts';
import type { Happening } from '../trail/happening.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { openCasesOf } from './store-cases.ts';
import { insertHolds, type NewHold } from './store-holds.ts';
import { lookAgain } from './store-positions.ts';

export async function reactToDebtors(work: Work, changes: readonly DebtorChange[]): Promise<void> {
  const telling = changes.filter((change) => change.kind !== 'balance-changed');
  if (telling.length === 0) return;
  const debtorIds = [...new Set(telling.map((change) => change.debtorId))];
  const cases = await openCasesOf(work, debtorIds);

  const happenings = telling.flatMap((change) =>
    cases
      .filter((each) => each.debtorId === change.debtorId)
      .map((each) => ({ ...happeningOf(change), caseId: each.id, debtorId: change.debtorId })),
  );
  const holds = telling.flatMap(holdFor);

  await insertHolds(work, holds);
  for (const happening of happenings) await recordTrail(work, happening);
  await lookAgain(work, debtorIds, await creditorToday(work));
  await putOnTimetable(work, 'propose', '', work.now);
}

/** Addresses are personal: they stand beside the trail, with their hash inside. */
function happeningOf(change: DebtorChange): Happening {
  if (change.kind === 'email-changed') {
    const personal = { before: change.emailsBefore, after: change.emails };
    return { what: 'customer-changed', details: { change: change.kind }, personal };
  }
  return { what: 'customer-changed', details: { change: change.kind, ...beforeAndAfter(change) } };
}

/** How it stood and how it stands. */
function beforeAndAfter(change: Exclude<DebtorChange, { kind: 'email-changed' }>): Happening['details'] {
  switch (change.kind) {
    case 'barred':
      return { before: 'not barred', after: 'barred' };
    case 'unbarred':
      return { before: 'barred', after: 'not barred' };
    case 'renumbered':
      return { numberBefore: change.numberBefore, number: change.number };
    case 'gone':
      return { numberBefore: change.numberBefore, number: null };
    case 'chased-there':
      return {
        day: change.day,
        minor: change.amountMinor.toString(),
        currency: change.currency,
        entry: change.entry,
      };
    case 'balance-changed':
      return { beforeMinor: change.beforeMinor.toString(), afterMinor: change.afterMinor.toString() };
  }
}

function holdFor(change: DebtorChange): NewHold[] {
  if (change.kind !== 'chased-there') return [];
  const { debtorId, day, entry } = change;
  return [{ kind: 'chased-there', debtorId, caseId: null, invoiceId: null, until: null, details: { day, entry } }];
}
