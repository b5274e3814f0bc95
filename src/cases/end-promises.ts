import type { Work } from '../db/work.ts';
import type { Happening } from '../trail/happening.ts';
import { insertTrailOfMany } from '../trail/store.ts';
import type { Day } from '../values/day.ts';
import { type EndedPromise, endPromisesPast } from './store-promises.ts';

/** Promises whose time is over: broken where anything of the case is still owed, else kept. Answers whose case goes on. */
export async function endPromises(work: Work, today: Day): Promise<string[]> {
  const ended = await endPromisesPast(work, today);

  const broken = ended.filter((each) => each.broken);
  const kept = ended.filter((each) => !each.broken);

  await insertTrailOfMany(work, 'promise-broken', broken.map(told('promise-broken')));
  await insertTrailOfMany(work, 'promise-kept', kept.map(told('promise-kept')));

  return broken.map(({ debtorId }) => debtorId);
}

function told(what: string) {
  return ({ id, caseId, debtorId, day }: EndedPromise): Happening => ({
    what,
    caseId,
    debtorId,
    subjectId: id,
    details: { day },
  });
}
