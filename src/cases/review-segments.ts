import { creditorToday } from '../creditors/store.ts';
import { readSetting } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { habitDays, habitOf, habitWord } from '../ladder/payment-habit.ts';
import { moveKey, type SegmentMove, segmentMove } from '../ladder/segment-rule.ts';
import { pastDebts } from '../mirror/store-past.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { dayPlus, instantPlus, wholeDay } from '../values/day.ts';
import { decideDebtor } from './decide-debtor.ts';
import { lookAgain } from './store-positions.ts';
import { answerMoves, insertMoves, keepHabits, type SegmentStanding, segmentStandings } from './store-segments.ts';

/** Debtors looked at in one transaction; whoever asks goes on after the last of them. */
const debtorsAtOnce = 1000;

/**
 * Asks the creditor's rule about a batch of debtors, after `after` (null: from the first), and proposes or makes the moves
 * it asks for. A move that a person has left is not proposed again for the same signs. Returns the last debtor looked at,
 * or null when there are no more.
 */
export async function reviewSegments(work: Work, after: string | null): Promise<string | null> {
  const policy = await readSetting(work, 'segments');
  const usesHabit = (await readSetting(work, 'texts')).some((rule) => rule.when.habit !== null);
  const today = await creditorToday(work);
  const daysBack = habitDays(policy.months);
  const since = instantPlus(work.now, -daysBack * wholeDay);
  const standings = await segmentStandings(work, { after, since, most: debtorsAtOnce });
  const ids = standings.map(({ debtorId }) => debtorId);
  const debts = Map.groupBy(await pastDebts(work, ids, dayPlus(today, -daysBack)), ({ debtorId }) => debtorId);

  const asked = standings.map((standing) => {
    const habit = habitOf(debts.get(standing.debtorId) ?? [], today);
    return { standing, habit, move: policy.moves === 'off' ? null : segmentMove({ ...standing, habit }, policy) };
  });
  const outdated = asked.flatMap(({ standing: { openMove }, move }) =>
    openMove !== null && (move === null || moveKey(move) !== openMove.reads) ? [openMove.id] : [],
  );
  const fresh = asked.flatMap(({ standing, move }) =>
    move !== null && isNews(standing, move, policy.moves) ? [{ standing, move }] : [],
  );

  const turned = await keepHabits(
    work,
    asked.map(({ standing: { debtorId }, habit }) => ({ debtorId, habit: habitWord(habit) })),
  );
  if (usesHabit) await lookAgain(work, turned, today);
  await answerMoves(work, outdated, 'gone');
  if (policy.moves === 'automatic') {
    for (const { standing, move } of fresh) await makeMove(work, standing, move);
  } else {
    await insertMoves(
      work,
      fresh.map(({ standing, move }) => ({
        debtorId: standing.debtorId,
        from: standing.segment,
        move,
        reads: moveKey(move),
      })),
    );
  }
  for (const { standing, move } of policy.moves === 'propose' ? fresh : []) {
    await recordTrail(work, {
      what: 'segment-move-proposed',
      debtorId: standing.debtorId,
      details: { before: standing.segment, after: move.to, why: move.why },
    });
  }

  return standings.length < debtorsAtOnce ? null : ids.at(-1)!;
}

/** A rule that moves by itself moves what was only proposed before, too. What a person has left stays left. */
function isNews({ openMove, leftReads }: SegmentStanding, move: SegmentMove, moves: string): boolean {
  const reads = moveKey(move);
  return (moves === 'automatic' || openMove?.reads !== reads) && leftReads !== reads;
}

async function makeMove(work: Work, { debtorId, openMove }: SegmentStanding, move: SegmentMove): Promise<void> {
  if (openMove !== null) await answerMoves(work, [openMove.id], 'taken');
  await decideDebtor(work, debtorId, { kind: 'segment', segment: move.to, byHand: false, why: move.why });
}
