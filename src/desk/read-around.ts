import { waitingCount } from '../cases/store-queue.ts';
import type { Member } from '../creditors/member.ts';
import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { mirrorState } from '../mirror/store-state.ts';
import type { Instant } from '../values/day.ts';
import { countQuiet } from './count-quiet.ts';
import type { Around } from './desk-frame.ts';
import { salesPersonOf } from './roles.ts';

/** What every page of the desk shows around its own matter. `asked` where the page has counted already what asks. */
export async function readAround(work: Work, member: Member, wallNow: Instant, asked?: number): Promise<Around> {
  const salesPerson = salesPersonOf(member);
  const [creditor, mirror, waiting, asking] = await Promise.all([
    readCreditor(work),
    mirrorState(work),
    waitingCount(work, salesPerson),
    asked ?? countQuiet(work, salesPerson),
  ]);
  return { creditor, member, mirror, now: work.now, wallNow, waiting, asking };
}
