import { creditorToday } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import { insertHappenings, insertTrailOfMany } from '../trail/store.ts';
import { type Day, instantPlus } from '../values/day.ts';
import { applyStandingYes } from './apply-standing-yes.ts';
import { carryCredit } from './carry-credit.ts';
import { endPromises } from './end-promises.ts';
import type { Judgement } from './judge-drafts.ts';
import { headsUpDelay } from './leaves-at.ts';
import { type Look, type LookTools, lookAtDebtors } from './look-at-debtors.ts';
import { openingPostings } from './opening.ts';
import { insertCases } from './store-cases.ts';
import { debtorsToLookAt } from './store-facts.ts';
import { endHoldsPast, insertHolds } from './store-holds.ts';
import { forgetPastLooks, lockProposing, lookAgain, positionsDue, setLookAgain } from './store-positions.ts';
import { endApprovals, endProposals, insertProposals } from './store-proposals.ts';
import { insertVerdicts, updateJudged } from './store-verdicts.ts';

export type ProposeTools = LookTools;

/** Due invoices whose debtors are looked at in one transaction; whoever asks goes on while there are more. */
const dueAtOnce = 500;

export type Proposed = {
  readonly looked: number;
  readonly proposed: number;
  /** There may be others whose day has come. Fewer due invoices than fit were all there are. */
  readonly more: boolean;
};

const nobody: Proposed = { looked: 0, proposed: 0, more: false };

/**
 * Looks at the debtors whose day has come: works out which letter is due, asks every guard on the mirror, and keeps one
 * open proposal per debtor and currency. Recomputed, never stepped: a letter that would read the same stays, one that
 * would not is made anew and needs a new yes.
 */
export async function propose(work: Work, tools: ProposeTools): Promise<Proposed> {
  const settings = await readSettings(work);
  if (!settings.sendingOn) return nobody;
  const today = await creditorToday(work);
  await lockProposing(work);
  await lookAgain(work, [...(await wakeWhatRested(work, today)), ...(await endPromises(work, today))], today);
  const debtorIds = await debtorsToLookAt(work, today, dueAtOnce);
  if (debtorIds.length === 0) return nobody;
  const due = await positionsDue(work, debtorIds, today);

  const look = await lookAtDebtors(work, tools, settings, { debtorIds, alone: true });

  await insertCases(work, look.newCases);
  // None of these waits for another, so the database has its hands full while the next is written out for it.
  await Promise.all([
    recordJudgement(work, look.judgement),
    postTransactions(work, openingPostings(look.joining, today)),
    insertHolds(work, look.holds),
    setLookAgain(work, look.looks, today),
    tellOfLook(work, look),
  ]);
  await applyStandingYes(work, settings, look.standings);
  await tellOfHandOver(work, look);
  await forgetPastLooks(work, due, today);
  await carryCredit(work, look.caseIds);

  return { looked: debtorIds.length, proposed: look.judgement.inserted.length, more: due.length >= dueAtOnce };
}

/** Snoozes and pauses whose day has come end by themselves, and the trail says so. Answers the debtors they rested. */
async function wakeWhatRested(work: Work, today: Day): Promise<string[]> {
  const ended = await endHoldsPast(work, today);
  await insertTrailOfMany(
    work,
    'hold-ended',
    ended.map((hold) => ({
      what: 'hold-ended',
      caseId: hold.caseId,
      debtorId: hold.debtorId,
      subjectId: hold.id,
      details: { kind: hold.kind, why: 'day-came', ...(hold.until === null ? {} : { until: hold.until }) },
    })),
  );
  return ended.map((hold) => hold.debtorId);
}

/** The human rung has come for these since the last look: from here a person has the case. */
async function tellOfHandOver(work: Work, { standings, looks }: Look): Promise<void> {
  const handedOver = new Set(looks.filter((look) => look.handedOver).map((look) => look.invoiceId));
  if (handedOver.size === 0) return;
  const fresh = standings
    .flatMap((standing) => standing.positions)
    .filter((position) => handedOver.has(position.invoiceId) && position.handedOverOn === null);
  await insertTrailOfMany(
    work,
    'handed-over',
    fresh.map(({ caseId, debtorId, invoiceId, number }) => ({
      what: 'handed-over',
      caseId,
      debtorId,
      subjectId: invoiceId,
      details: { invoice: number },
    })),
  );
}

async function recordJudgement(work: Work, { inserted, kept, yesTakenBack, ended }: Judgement): Promise<void> {
  for (const [why, rows] of Map.groupBy(ended, (each) => each.why)) {
    await endProposals(
      work,
      rows.map((row) => row.id),
      'void',
      why,
    );
  }
  await insertProposals(work, inserted);
  await updateJudged(work, kept);
  await takeYesesBack(work, yesTakenBack);
  await insertVerdicts(work, 'mirror', [
    ...inserted.map(({ id, decision }) => ({ proposalId: id, decision })),
    ...kept,
  ]);
  if (inserted.some((each) => each.status === 'waiting') || kept.some((each) => each.status === 'waiting')) {
    await putOnTimetable(work, 'heads-up', '', instantPlus(work.now, headsUpDelay));
  }
}

/** Which cases a look has opened, which letters it has ended and which are new: in this order. */
async function tellOfLook(work: Work, { newCases, judgement: { ended, inserted } }: Look): Promise<void> {
  await insertHappenings(work, [
    ...newCases.map(({ id, debtorId }) => ({ what: 'case-opened', caseId: id, debtorId })),
    ...ended.map(({ id, caseId, debtorId, why }) => ({
      what: 'letter-ended',
      caseId,
      debtorId,
      subjectId: id,
      details: { why },
    })),
    ...inserted.map((each) => ({
      what: 'letter-proposed',
      caseId: each.caseId,
      debtorId: each.debtorId,
      subjectId: each.id,
      details: {
        rung: each.content.rung,
        nth: each.content.nth,
        totalMinor: each.content.totalMinor.toString(),
        currency: each.currency,
        guard: each.decision.guard,
      },
    })),
  ]);
}

/** What was approved and is held now: the yes is gone, and the trail says what stands in the way. */
async function takeYesesBack(work: Work, letters: Judgement['yesTakenBack']): Promise<void> {
  for (const [guard, rows] of Map.groupBy(letters, (each) => each.guard)) {
    await endApprovals(
      work,
      rows.map((row) => row.id),
      guard,
    );
  }
  await insertTrailOfMany(
    work,
    'letter-held',
    letters.map(({ id: subjectId, caseId, debtorId, rung, nth, guard }) => ({
      what: 'letter-held',
      caseId,
      debtorId,
      subjectId,
      details: { rung, nth, guard, before: 'approved', after: 'held' },
    })),
  );
}
