import { waitingCount } from '../cases/store-queue.ts';
import type { Member } from '../creditors/member.ts';
import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { mirrorState } from '../mirror/store-state.ts';
import type { Instant } from '../values/day.ts';
import { countQuiet } from './count-quiet.ts';
import type { Around } from './desk-frame.ts';
import { salesPersonOf } from './roles.ts';

/** What every page of the desk shows around its own matter. */
export async function readAround(work: Work, member: Member, wallNow: Instant): Promise<Around> {
  const salesPerson = salesPersonOf(member);
  return {
    creditor: await readCreditor(work),
    member,
    mirror: await mirrorState(work),
    now: work.now,
    wallNow,
    waiting: await waitingCount(work, salesPerson),
    asking: await countQuiet(work, salesPerson),
  };
}
