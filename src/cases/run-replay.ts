import type { CreditorSettings } from '../creditors/settings.ts';
import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { ladderFromStored } from '../creditors/stored-ladder.ts';
import type { OpenWork, Work } from '../db/work.ts';
import { ladderFor } from '../ladder/ladder-choice.ts';
import { replayDebtor } from '../ladder/replay.ts';
import { type ReplayTally, withLetters } from '../ladder/replay-tally.ts';
import { readRates } from '../ledger/store.ts';
import { settledDays } from '../mirror/settled-days.ts';
import { debtorsWithPast, debtorsWithPastCount, pastDebtsOf } from '../mirror/store-replay.ts';
import { pastInterest, pastInvoices } from './past-invoices.ts';
import { noResult, type ReplayResult } from './replay-result.ts';
import { readStandings } from './store-facts.ts';
import { type Replay, readReplay, setReplayProgress } from './store-replays.ts';

/** Debtors replayed in one transaction: memory holds their debts and no more, however many there are. */
const debtorsAtOnce = 200;

/**
 * Works a replay off. An orchestrator: a handful of debtors in each short work, with how far it is and what has been added up
 * kept in the same transaction, so that one that was cut off goes on where it was.
 */
export async function runReplay(
  openWork: OpenWork,
  { creditorId, id }: { readonly creditorId: string; readonly id: string },
): Promise<void> {
  const who = { creditorId, actor: { kind: 'machine', id: 'replay' } } as const;
  for (let goesOn = true; goesOn; ) goesOn = await openWork(who, (work) => replaySome(work, id));
}

/** False when nothing is left to do. */
async function replaySome(work: Work, id: string): Promise<boolean> {
  const replay = await readReplay(work, id);
  if (replay === null || replay.state === 'done') return false;
  const period = { from: replay.fromDay, to: replay.toDay };
  const inAll = replay.state === 'waiting' ? await debtorsWithPastCount(work, period) : replay.debtorsInAll;
  const debtorIds = await debtorsWithPast(work, period, replay.afterDebtor, debtorsAtOnce);
  const before = replay.result ?? noResult(replay.draft !== null);

  const result = await withDebtors(work, replay, before, debtorIds);

  const over = debtorIds.length < debtorsAtOnce;
  await setReplayProgress(work, id, {
    state: over ? 'done' : 'running',
    debtorsDone: replay.debtorsDone + debtorIds.length,
    debtorsInAll: inAll,
    afterDebtor: debtorIds.at(-1) ?? replay.afterDebtor,
    result,
  });
  return !over;
}

async function withDebtors(
  work: Work,
  replay: Replay,
  before: ReplayResult,
  debtorIds: readonly string[],
): Promise<ReplayResult> {
  const settings = await readSettings(work);
  const { timeZone } = await readCreditor(work);
  const rates = await readRates(work);
  const { fromDay: from, toDay: to } = replay;
  const debts = Map.groupBy(await pastDebtsOf(work, debtorIds, { from, to }), (debt) => debt.debtorId);
  let { current, draft, invoices, unknown } = before;

  const { hours, weekdays, quietDays, smallestSums, holdWindowHours } = settings;
  const laddersTried = replay.draft === null ? null : withDraft(settings, replay.draft);
  for (const { debtor } of await readStandings(work, debtorIds)) {
    const known = settledDays(debts.get(debtor.debtorId) ?? []);
    const settled = known.filter((each) => each !== null);
    invoices += settled.length;
    unknown += known.length - settled.length;
    const past = {
      debtorId: debtor.debtorId,
      kind: debtor.decisions.kind,
      neverFee: debtor.decisions.neverFee,
      country: debtor.country,
      invoices: pastInvoices(debtor, settled, settings),
    };
    const interest = pastInterest(debtor, settled, settings, rates);
    const under = (tally: ReplayTally, ladders: CreditorSettings['ladders']) => {
      const { ladder } = ladderFor({ debtorId: debtor.debtorId, segment: debtor.decisions.segment }, ladders);
      const creditor = { timeZone, country: debtor.homeCountry, hours, weekdays, quietDays, smallestSums };
      return withLetters(tally, replayDebtor({ ladder, creditor, holdWindowHours }, past, from, to), interest);
    };
    current = under(current, settings.ladders);
    if (draft !== null && laddersTried !== null) draft = under(draft, laddersTried);
  }
  return { current, draft, debtors: before.debtors + debtorIds.length, invoices, unknown };
}

function withDraft(
  { ladders }: CreditorSettings,
  { name, ladder }: NonNullable<Replay['draft']>,
): CreditorSettings['ladders'] {
  return new Map([...ladders, [name, ladderFromStored('draft', ladder)]]);
}
