import type { CreditorSettings } from '../creditors/settings.ts';
import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { readRates, readTransactions } from '../ledger/store.ts';
import { mirrorState } from '../mirror/store-state.ts';
import { type Day, dayIn, instantAt } from '../values/day.ts';
import { newId } from '../values/secrets.ts';
import { draftLetter } from './draft-letter.ts';
import { type Drafted, type Judgement, judgeDrafts } from './judge-drafts.ts';
import { type Circumstances, mirrorMaxAgeSeconds } from './letter-facts.ts';
import { type NextLook, nextLooks } from './next-looks.ts';
import { type Joining, partPaidHolds } from './opening.ts';
import { feeLettersOf } from './ours-on-letter.ts';
import type { Wording } from './port.ts';
import { type NewCase, openCaseIds } from './store-cases.ts';
import { type DebtorStanding, readStandings } from './store-facts.ts';
import type { NewHold } from './store-holds.ts';
import { openProposals, type ProposalRow, withdrawnSince } from './store-proposals.ts';
import { sentLetters } from './store-statement.ts';

export type LookTools = { readonly wording: Wording; readonly wallNow: () => Date };

/** All that a look at debtors comes to. Nothing of it is written yet. */
export type Look = {
  /** Each with the holds that this very look puts on it. */
  readonly standings: readonly DebtorStanding[];
  /** The letters that were open before. */
  readonly open: readonly ProposalRow[];
  readonly newCases: readonly NewCase[];
  readonly joining: readonly Joining[];
  readonly holds: readonly NewHold[];
  /** Open cases, new ones among them, in which a letter is due or open. */
  readonly caseIds: readonly string[];
  readonly judgement: Judgement;
  readonly looks: readonly NextLook[];
};

export type LookAt = {
  readonly debtorIds: readonly string[];
  readonly alone: boolean;
  /** A rehearsal of what is not decided yet: each debtor as it would stand then. */
  readonly asIf?: (standing: DebtorStanding) => DebtorStanding;
};

const asItStands = (standing: DebtorStanding) => standing;

/**
 * Which letters are due to these debtors on the day of `work.now`, and what every guard says of them, on the mirror. The
 * same look for the deed, which holds the open letters (`alone`) until it has written, and for a rehearsal, which neither
 * holds nor writes anything. `lapsed` holds are those whose day has come by then: they count as ended.
 */
export async function lookAtDebtors(
  work: Work,
  tools: LookTools,
  settings: CreditorSettings,
  { debtorIds, alone, asIf = asItStands }: LookAt,
): Promise<Look> {
  // The open letters first: whoever is sending one of them is waited for, and where it stands is read after that.
  const open = await openProposals(work, debtorIds, alone);
  const creditor = await readCreditor(work);
  const today = dayIn(work.now, creditor.timeZone);
  const [standing, opened, rates, mirror, withdrawn] = await Promise.all([
    readStandings(work, debtorIds),
    openCaseIds(work, debtorIds),
    readRates(work),
    mirrorState(work),
    withdrawnSince(work, debtorIds, instantAt(today, 0, 0, creditor.timeZone)),
  ]);
  const standings = standing.map((each) => asIf(withoutLapsed(each, today)));
  const caseIds = [...new Set([...opened.values()])];
  const [ledgers, sent] = await Promise.all([readTransactions(work, caseIds), sentLetters(work, caseIds)]);
  const letters = Map.groupBy(sent, (letter) => letter.caseId);

  const { wording } = tools;
  const base = { today, creditor, settings, rates, textVersion: wording.textVersion, channels: wording.channels };
  const drafted = standings.flatMap((standing) => {
    const currencies = [...new Set(standing.positions.map((position) => position.currency))];
    return currencies.map((currency): Drafted => {
      const caseId = opened.get(`${standing.debtor.debtorId} ${currency}`) ?? null;
      const feeLetters = feeLettersOf(letters.get(caseId ?? '') ?? []);
      const ledger = { transactions: ledgers.get(caseId ?? '') ?? [], feeLetters };
      const draft = draftLetter({ ...base, standing, currency, ledger });
      return { standing, currency, caseId: caseId ?? (draft ? newId() : null), isNew: caseId === null, draft };
    });
  });
  const joining = drafted.flatMap(joiningOf);
  const holds = partPaidHolds(joining);
  const on: Circumstances = {
    now: work.now,
    wallNow: tools.wallNow(),
    timeZone: creditor.timeZone,
    settings,
    booksReadAt: mirror?.booksReadAt ?? null,
    factsMaxAgeSeconds: mirrorMaxAgeSeconds,
  };
  const rested = resting(standings, holds, work.now);
  return {
    standings: rested,
    open,
    newCases: drafted
      .filter((each) => each.draft !== null && each.isNew)
      .map((each) => ({ id: each.caseId!, debtorId: each.standing.debtor.debtorId, currency: each.currency })),
    joining,
    holds,
    caseIds: drafted.map((each) => each.caseId).filter((id) => id !== null),
    judgement: judgeDrafts(on, drafted, rested, wording, open, withdrawn),
    looks: nextLooks(base, standings, drafted, joining),
  };
}

/** Debts whose first rung has fallen due belong to the case from now on. */
function joiningOf({ standing, currency, caseId, draft }: Drafted): Joining[] {
  if (draft === null) return [];
  const listed = new Set(draft.plan.lines.map((line) => line.invoiceId));
  return standing.positions
    .filter((position) => position.caseId === null && listed.has(position.invoiceId))
    .map((position) => ({ position, caseId: caseId!, currency }));
}

/** Each debtor as it stands with the holds that this look puts on it. */
function resting(standings: readonly DebtorStanding[], holds: readonly NewHold[], since: Date): DebtorStanding[] {
  const put = Map.groupBy(holds, (hold) => hold.debtorId);
  return standings.map((standing) => {
    const { debtor } = standing;
    const added = put.get(debtor.debtorId)?.map(({ kind, until }) => ({ kind, since, until }));
    return added ? { ...standing, debtor: { ...debtor, holds: [...debtor.holds, ...added] } } : standing;
  });
}

/** Snoozes and pauses whose day has come rest nobody: the deed has ended them, a rehearsal only counts them as ended. */
function withoutLapsed(standing: DebtorStanding, today: Day): DebtorStanding {
  const { debtor } = standing;
  const inForce = debtor.holds.filter(
    ({ kind, until }) => !((kind === 'snooze' || kind === 'pause') && until !== null && until <= today),
  );
  return inForce.length === debtor.holds.length ? standing : { ...standing, debtor: { ...debtor, holds: inForce } };
}
