import { readMember } from '../creditors/store-members.ts';
import { putOnTimetable, takeOffTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { instantPlus, minute } from '../values/day.ts';
import { approveLetters } from './approve-letters.ts';
import { bulkLettersLeft, bulkProgress, endBulk, lockBulk, markBulkLetters } from './store-bulk.ts';

/** Letters in one transaction: few enough that a person who stops it does not wait. */
const lettersAtOnce = 50;

/** Where a batch was lost with its process, the timetable takes it up again after this. */
const patience = minute;

/**
 * The next letters of one yes to many, done as whoever said it. A batch is whole or not at all, and what is done is marked
 * in the same transaction: a killed process leaves nothing half done and nothing is approved twice. Hands on the next
 * batch while letters are left. Whoever said yes must still be an admin; else it ends and says so.
 */
export async function approveInBulk(work: Work, bulkId: string): Promise<void> {
  const bulk = await lockBulk(work, bulkId);
  if (bulk === null || bulk.begunAt === null || bulk.endedAt !== null)
    return takeOffTimetable(work, 'approve-in-bulk', bulkId);
  const member = await readMember(work, bulk.memberId);
  const letters = await bulkLettersLeft(work, bulkId, lettersAtOnce);

  const mayStill = member !== null && member.left === null && member.role === 'admin';
  const asMember: Work = { ...work, actor: { kind: 'member', id: bulk.memberId } };
  const end = !mayStill ? 'not-allowed-any-more' : letters.length < lettersAtOnce ? 'done' : null;

  if (mayStill && letters.length > 0) {
    const answers = await approveLetters(asMember, letters);
    const came = letters.map(({ id }, place) => ({ id, answer: answers[place]! }));
    await markBulkLetters(
      work,
      bulkId,
      came.map(({ id, answer }) => ({ id, refusal: answer.ok ? null : answer.refusal })),
    );
  }
  if (end === null) {
    await putOnTimetable(work, 'approve-in-bulk', bulkId, instantPlus(work.now, patience));
    await work.enqueue('approve-in-bulk', { creditorId: work.creditorId, subjectId: bulkId });
    return;
  }
  await endBulk(work, bulkId, end);
  await takeOffTimetable(work, 'approve-in-bulk', bulkId);

  const { of, approved, refused } = await bulkProgress(work, bulkId);
  await recordTrail(asMember, {
    what: 'bulk-approval-ended',
    subjectId: bulkId,
    details: { letters: of, approved, refused, why: end },
  });
}
