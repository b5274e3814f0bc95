/**
 * One yes to five hundred letters is worked off in batches of fifty. Workers are killed with SIGKILL in the midst, and their
 * connections are cut: each batch is there whole or not at all, the next worker goes on, and nobody's yes counts twice.
 */
import t from 'tap';
import { approveInBulk } from '../../src/cases/approve-in-bulk.ts';
import { beginBulk } from '../../src/cases/begin-bulk.ts';
import { offerApproval } from '../../src/cases/offer-approval.ts';
import { wholeQueue } from '../../src/cases/queue-filter.ts';
import { bulkProgress, readBulk } from '../../src/cases/store-bulk.ts';
import { waitingLetters } from '../../src/cases/store-queue.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { type Due, sendingHouse } from './house.ts';
import { raiseVictim, within } from './raise-victim.ts';
import { backendOf, stoppingWorks, type WorkPoint } from './stopping-works.ts';

const many = 500;
/** Kept back for a second act. */
const few = 30;
const batch = 50;
const house = await sendingHouse(
  t,
  Array.from({ length: many + few }, (): Due => 'first-reminder'),
);
const { behind, creditorId, workTools } = house;
// The letters are not to leave while they are counted.
await house.work((work) => changeSetting(work, 'hold-window', { hours: 168 }));
await house.quiet();
const [admin] = await behind`select id from members where creditor_id = ${creditorId} and role = 'admin'`;
const asAdmin = { creditorId, actor: { kind: 'member', id: String(admin!['id']) } } as const;
const bulkId = await workTools.clock.openWork(asAdmin, async (work) => {
  const waiting = await waitingLetters(work, wholeQueue(null));
  const id = (await offerApproval(work, waiting.slice(few)))!;
  await beginBulk(work, id);
  return id;
});

/** How many letters are approved, by everything that says so; one number when they all agree. */
async function approved(): Promise<number | object> {
  const [row] = await behind`
    select (select count(*)::int from proposals where creditor_id = ${creditorId} and status = 'approved') as letters,
      (select count(*)::int from approvals where creditor_id = ${creditorId}) as yeses,
      (select count(distinct proposal_id)::int from approvals where creditor_id = ${creditorId} and ended_at is null) as apart,
      (select count(*)::int from trail where creditor_id = ${creditorId} and what = 'letter-approved') as told`;
  const progress = await house.work((work) => bulkProgress(work, bulkId));
  const counts = { ...row, marked: progress.approved };
  return new Set(Object.values(counts)).size === 1 && progress.refused === 0 ? progress.approved : counts;
}

const inBulk = (nth: number, at: WorkPoint['at']): WorkPoint => ({ work: 'approve-in-bulk', nth, at });

/** The timetable asks again for what its worker did not finish. */
const later = () => behind`select turn_business_clock(business_now() + interval '15 minutes')`;

const points: readonly WorkPoint[] = [inBulk(1, 1), inBulk(2, 'uncommitted'), inBulk(2, 6), inBulk(1, 'committed')];

t.test('a worker that is killed in the midst of the act leaves whole batches', async (t) => {
  let next = raiseVictim(house.victimWires);
  t.teardown(async () => (await next).signal('SIGKILL'));
  let stood = 0;
  /** Everything agrees on one number, whole batches, and nothing was lost since. */
  const whole = async (when: string) => {
    const now = await approved();
    t.ok(
      typeof now === 'number' && now % batch === 0 && now >= stood,
      `${when}: ${JSON.stringify(now)} after ${stood}`,
    );
    stood = Number(now);
    return stood;
  };
  for (const point of points) {
    const victim = await next;
    next = raiseVictim(house.victimWires);
    victim.work({ point, how: 'die' });
    t.equal(await within(`it dies at ${point.nth}, ${point.at}`, victim.ended), 'SIGKILL');
    await whole(`killed in batch ${point.nth} at ${point.at}`);
    await later();
  }
  t.ok(stood >= 2 * batch && stood < many, 'those that were done stay done, and there is more to do');

  const victim = await next;
  victim.work({ point: inBulk(1, 'uncommitted'), how: 'wait' });
  await within('it stands in a batch', victim.reached);
  const standing = await whole('while it stands in a batch');
  await house.work((each) => each.enqueue('approve-in-bulk', { creditorId, subjectId: bulkId }));
  const racer = house.quiet(cutInBatch(2));
  await new Promise((resolve) => setTimeout(resolve, 150));
  t.equal(await whole('while another comes to the same batch'), standing, 'who waits for it');
  victim.signal('SIGKILL');
  await racer;
  t.ok((await whole('killed, and the other’s connection was cut in its second batch')) > standing);
  t.match(house.complaints, [/^Trouble in approve-in-bulk /], 'which was told of');
});

/** A worker of this process whose connection is cut when it has done all of its nth batch and committed nothing. */
function cutInBatch(nth: number) {
  const { openWork } = workTools.clock;
  const cut = stoppingWorks(openWork, inBulk(nth, 'uncommitted'), async (work) => {
    await behind`select pg_terminate_backend(${await backendOf(work!)})`;
  });
  return { openWork: cut };
}

t.test('then it goes on to its end, once', async (t) => {
  await later();
  await house.quiet();
  t.same(await approved(), many);
  t.match(await house.work((work) => readBulk(work, bulkId)), { endedWhy: 'done' });
  const ends =
    await behind`select details from trail where creditor_id = ${creditorId} and what = 'bulk-approval-ended'`;
  t.equal(ends.length, 1, 'its end is told once');
  t.match([...ends], [{ details: { letters: many, approved: many, refused: 0, why: 'done' } }]);
  const left = await behind`select 1 from timetable where creditor_id = ${creditorId} and what = 'approve-in-bulk'`;
  t.equal(left.length, 0, 'and is off the timetable');
});

t.test('four workers who come to the same batch at once make one act of it, and one end', async (t) => {
  const second = await workTools.clock.openWork(asAdmin, async (work) => {
    const id = (await offerApproval(work, wholeQueue(null)))!;
    await beginBulk(work, id);
    return id;
  });
  const goesOn = () => house.work((work) => approveInBulk(work, second));
  await Promise.all([goesOn(), goesOn(), goesOn(), goesOn()]);
  await house.quiet();
  t.match(await house.work((work) => bulkProgress(work, second)), { of: few, approved: few, refused: 0 });
  const told = await behind`
    select what, count(*)::int as n from trail where creditor_id = ${creditorId}
      and (what = 'letter-approved' or what = 'bulk-approval-ended' and subject_id = ${second}) group by what order by what`;
  t.same(
    [...told],
    [
      { what: 'bulk-approval-ended', n: 1 },
      { what: 'letter-approved', n: many + few },
    ],
  );
});
