import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import { readRates, readTransactions } from '../ledger/store.ts';
import { mirrorState } from '../mirror/store-state.ts';
import { insertTrailOfMany } from '../trail/store.ts';
import { dayIn, instantPlus, minute } from '../values/day.ts';
import { carryCredit } from './carry-credit.ts';
import { type DraftQuestion, draftLetter } from './draft-letter.ts';
import { type Drafted, type Judgement, judgeDrafts } from './judge-drafts.ts';
import { type Circumstances, mirrorMaxAgeSeconds } from './letter-facts.ts';
import { type NextLook, nextLooks } from './next-looks.ts';
import { openingPostings, partPaidHolds } from './opening.ts';
import { feeLettersOf } from './ours-on-letter.ts';
import type { Wording } from './port.ts';
import { openCases } from './store-cases.ts';
import { type DebtorStanding, debtorsToLookAt, readStandings } from './store-facts.ts';
import { endHoldsPast, insertHolds } from './store-holds.ts';
import { forgetPastLooks, lockProposing, lookAgain, putInCase, setLookAgain } from './store-positions.ts';
import { endProposals, insertProposals, openProposals } from './store-proposals.ts';
import { sentLetters } from './store-statement.ts';
import { insertVerdicts, updateJudged } from './store-verdicts.ts';

export type ProposeTools = { readonly wording: Wording; readonly wallNow: () => Date };

/** Letters proposed one after the other are told of in one mail. */
const headsUpDelay = 2 * minute;

/** Debtors looked at in one transaction; whoever asks goes on while there are more. */
const debtorsAtOnce = 2000;

export type Proposed = { readonly looked: number; readonly proposed: number };

/**
 * Looks at every debtor whose day has come: works out which letter is due, asks every guard on the mirror, and keeps one
 * open proposal per debtor and currency. Recomputed, never stepped: a letter that would read the same stays, one that
 * would not is made anew and needs a new yes. `asIfOn` is for the preview of a creditor who has not switched on.
 */
export async function propose(work: Work, tools: ProposeTools, asIfOn = false): Promise<Proposed> {
  const decided = await readSettings(work);
  const settings = asIfOn ? { ...decided, sendingOn: true } : decided;
  if (!settings.sendingOn) return { looked: 0, proposed: 0 };
  const creditor = await readCreditor(work);
  const today = dayIn(work.now, creditor.timeZone);
  await lockProposing(work);
  await lookAgain(work, await endHoldsPast(work, today), today);
  const standings = await readStandings(work, await debtorsToLookAt(work, today, debtorsAtOnce));
  if (standings.length === 0) return { looked: 0, proposed: 0 };
  const base = { today, creditor, settings, rates: await readRates(work), textVersion: tools.wording.textVersion };

  const drafted = await draftAll(work, standings, base);
  const opened = await openAll(work, drafted);
  const fresh = opened.size > 0 ? await readStandings(work, [...opened]) : [];
  const standingOf = new Map([...standings, ...fresh].map((standing) => [standing.debtor.debtorId, standing]));
  const mirror = await mirrorState(work);
  const on: Circumstances = {
    now: work.now,
    wallNow: tools.wallNow(),
    timeZone: creditor.timeZone,
    settings,
    booksReadAt: mirror?.booksReadAt ?? null,
    factsMaxAgeSeconds: mirrorMaxAgeSeconds,
  };
  const outcome = judgeDrafts(
    on,
    drafted,
    standingOf,
    tools.wording,
    await openProposals(
      work,
      standings.map((each) => each.debtor.debtorId),
    ),
  );

  await record(work, outcome);
  const looks = nextLooks(base, standings, drafted);
  await setLookAgain(work, looks, today);
  await tellOfHandOver(work, standings, looks);
  await forgetPastLooks(
    work,
    standings.map((each) => each.debtor.debtorId),
    today,
  );
  await carryCredit(work, [...new Set(drafted.map((each) => each.caseId).filter((id) => id !== null))]);

  return { looked: standings.length, proposed: outcome.inserted.length };
}

async function draftAll(
  work: Work,
  standings: readonly DebtorStanding[],
  base: Pick<DraftQuestion, 'today' | 'creditor' | 'settings' | 'rates' | 'textVersion'>,
): Promise<Drafted[]> {
  const caseIds = [
    ...new Set(
      standings.flatMap((each) => each.positions.map((position) => position.caseId)).filter((id) => id !== null),
    ),
  ];
  const ledgers = await readTransactions(work, caseIds);
  const letters = Map.groupBy(await sentLetters(work, caseIds), (letter) => letter.caseId);
  return standings.flatMap((standing) => {
    const currencies = [...new Set(standing.positions.map((position) => position.currency))];
    return currencies.map((currency): Drafted => {
      const caseId =
        standing.positions.find((position) => position.currency === currency && position.caseId !== null)?.caseId ??
        null;
      const feeLetters = feeLettersOf(letters.get(caseId ?? '') ?? []);
      const ledger = { transactions: ledgers.get(caseId ?? '') ?? [], feeLetters };
      return { standing, currency, caseId, draft: draftLetter({ ...base, standing, currency, ledger }) };
    });
  });
}

/** Debts whose first rung has fallen due become cases, with the books' sums as their first entries. */
async function openAll(work: Work, drafted: Drafted[]): Promise<Set<string>> {
  const due = drafted.filter((each) => each.draft !== null);
  const cases = await openCases(
    work,
    due.map(({ standing, currency }) => ({ debtorId: standing.debtor.debtorId, currency })),
  );
  const idOf = new Map(cases.map((each) => [`${each.debtorId} ${each.currency}`, each.id]));
  const joining = due.flatMap((each) => {
    each.caseId = idOf.get(`${each.standing.debtor.debtorId} ${each.currency}`)!;
    const listed = new Set(each.draft!.plan.lines.map((line) => line.invoiceId));
    return each.standing.positions
      .filter((position) => position.caseId === null && listed.has(position.invoiceId))
      .map((position) => ({ position, caseId: each.caseId!, currency: each.currency }));
  });
  await putInCase(
    work,
    joining.map(({ position, caseId }) => ({ invoiceId: position.invoiceId, caseId })),
  );
  await postTransactions(work, openingPostings(joining));
  const holds = partPaidHolds(joining);
  await insertHolds(work, holds);
  await insertTrailOfMany(
    work,
    'case-opened',
    cases
      .filter((each) => each.opened)
      .map((each) => ({ what: 'case-opened', caseId: each.id, debtorId: each.debtorId })),
  );
  return new Set(holds.map((hold) => hold.debtorId));
}

/** The human rung has come for these since the last look: from here a person has the case. */
async function tellOfHandOver(work: Work, standings: readonly DebtorStanding[], looks: readonly NextLook[]) {
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

async function record(work: Work, { inserted, kept, ended }: Judgement): Promise<void> {
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
  await insertVerdicts(work, 'mirror', [
    ...inserted.map(({ id, decision }) => ({ proposalId: id, decision })),
    ...kept,
  ]);
  await insertTrailOfMany(
    work,
    'letter-ended',
    ended.map((each) => ({
      what: 'letter-ended',
      caseId: each.caseId,
      debtorId: each.debtorId,
      subjectId: each.id,
      details: { why: each.why },
    })),
  );
  await insertTrailOfMany(
    work,
    'letter-proposed',
    inserted.map((each) => ({
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
  );
  if (inserted.some((each) => each.status === 'waiting') || kept.some((each) => each.status === 'waiting')) {
    await putOnTimetable(work, 'heads-up', '', instantPlus(work.now, headsUpDelay));
  }
}
