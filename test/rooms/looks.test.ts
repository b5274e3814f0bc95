/** When a debt is looked at: what a change of policy moves and what it leaves alone, and that no wish to look gets lost. */
import t from 'tap';
import { propose } from '../../src/cases/propose.ts';
import { refreshCases } from '../../src/cases/refresh-cases.ts';
import { debtorsToLookAt } from '../../src/cases/store-facts.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { saveLadder } from '../../src/creditors/save-ladder.ts';
import { comeAgain, putOnTimetable, takeFromTimetable } from '../../src/creditors/store-timetable.ts';
import { defaultRungs } from '../../src/ladder/rungs.ts';
import { dayIn, instantPlus, minute } from '../../src/values/day.ts';
import { proposeTools, seedNow, seedWorld } from '../seed.ts';

const world = await seedWorld(t);
const today = dayIn(seedNow, 'Europe/Copenhagen');

/** One due for its first reminder, one that falls due in a month, one in two days: by number, the day each is looked at. */
async function seeded() {
  const room = await world.room();
  await room.books(
    [
      { number: '101', name: 'Café Nord ApS' },
      { number: '102', name: 'Vinhuset ApS' },
    ],
    [
      { number: '30001', debtor: '101', daysLate: 8, minor: 50_000n },
      { number: '30002', debtor: '101', daysLate: -30, minor: 60_000n },
      { number: '30003', debtor: '102', daysLate: -30, minor: 70_000n },
    ],
  );
  await room.sendingOn();
  await room.work((work) => refreshCases(work));
  await room.propose();
  const looks = async () => {
    const rows = await world.behind`
      select i.number, p.look_again_on - ${today}::date as days, p.xmin::text as written from positions p
        join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
      where p.creditor_id = ${room.creditorId} order by i.number`;
    return {
      days: Object.fromEntries(rows.map((row) => [row['number'], row['days']])),
      written: Object.fromEntries(rows.map((row) => [row['number'], row['written']])),
    };
  };
  return { ...room, looks };
}

t.test(
  'a change of policy looks today at what is in play, and at nothing that only waits for its first rung',
  async (t) => {
    const room = await seeded();
    t.same((await room.looks()).days, { '30001': 1, '30002': 27, '30003': 27 }, 'three days before it is due');
    const before = await room.looks();

    await room.work((work) => changeSetting(work, 'sending-hours', { from: 9, to: 15 }));
    await room.work((work) => refreshCases(work));
    const after = await room.looks();
    t.same(after.days, { '30001': 0, '30002': 27, '30003': 27 });
    t.equal(after.written['30003'], before.written['30003'], 'its row was not even written');
    t.equal((await room.work((work) => debtorsToLookAt(work, today, 500))).length, 1, 'one debtor of two is looked at');
  },
);

t.test('what waits for its first rung waits for the day that the new policy gives it', async (t) => {
  const room = await seeded();
  const nudgeAt = (days: number, on = true) =>
    defaultRungs.map((rung) => (rung.key === 'nudge' ? { ...rung, days, on } : rung));
  await room.work((work) => saveLadder(work, 'normal', nudgeAt(10)));
  await room.work((work) => refreshCases(work));
  t.same((await room.looks()).days, { '30001': 0, '30002': 20, '30003': 20 }, 'ten days before');
  await room.work((work) => saveLadder(work, 'normal', nudgeAt(10, false)));
  await room.work((work) => refreshCases(work));
  t.same((await room.looks()).days, { '30001': 0, '30002': 35, '30003': 35 }, 'without a nudge five days after');
  await room.propose();
  t.same((await room.looks()).days, { '30001': 1, '30002': 35, '30003': 35 }, 'and a look says the same');
});

t.test(
  'two looks at once: the second waits, finds what the first has decided, and proposes nothing twice',
  async (t) => {
    const room = await seeded();
    await room.work((work) => refreshCases(work));
    const looks = await Promise.all(Array.from({ length: 6 }, () => room.work((work) => propose(work, proposeTools))));
    t.equal(looks.filter(({ looked }) => looked > 0).length, 1, 'one of six has looked');
    const [open] = await world.behind`
    select count(*)::int as n from proposals where creditor_id = ${room.creditorId} and status in ('waiting', 'held')`;
    t.equal(open?.['n'], 1);
  },
);

t.test('a change that comes while a look is under way is looked at now, and not next morning', async (t) => {
  const room = await seeded();
  const dueAt = async () => {
    const [row] = await world.behind`
      select due_at from timetable where creditor_id = ${room.creditorId} and what = 'propose'`;
    return row?.['due_at'] as Date;
  };
  const morning = instantPlus(seedNow, 20 * 60 * minute);
  await room.work(async (work) => {
    await putOnTimetable(work, 'propose', '', seedNow);
    await takeFromTimetable(work, 'propose', '', instantPlus(work.now, 15 * minute));
    await comeAgain(work, 'propose', '', morning);
  });
  t.same(await dueAt(), morning, 'nothing came: next morning');
  await room.work(async (work) => {
    await putOnTimetable(work, 'propose', '', seedNow);
    await takeFromTimetable(work, 'propose', '', instantPlus(work.now, 15 * minute));
    await putOnTimetable(work, 'propose', '', seedNow);
    await comeAgain(work, 'propose', '', morning);
  });
  t.same(await dueAt(), seedNow, 'something came');
});

t.test('a debt that is undone in the books is owed once, in the case that it joins anew', async (t) => {
  const room = await seeded();
  const books = (leftMinor: bigint) =>
    room.books(
      [{ number: '101', name: 'Café Nord ApS' }],
      [{ number: '30001', debtor: '101', daysLate: 8, minor: 50_000n, leftMinor }],
    );
  const owed = async () =>
    (
      await world.behind`
      select sum(e.amount_minor)::text as minor from entries e join invoices i on i.creditor_id = e.creditor_id and i.id = e.invoice_id
      where e.creditor_id = ${room.creditorId} and i.number = '30001' and e.account = 'principal'
      group by e.case_id having sum(e.amount_minor) <> 0`
    ).map((row) => row['minor']);
  t.same(await owed(), ['50000']);
  await books(0n);
  t.same(await owed(), [], 'paid');
  await books(50_000n);
  await room.propose();
  t.same(await owed(), ['50000'], 'and not again in the case that was closed');
});

t.test('an invoice that comes while its debtor is being looked at keeps its day: the next look finds it', async (t) => {
  const room = await seeded();
  await room.work((work) => refreshCases(work));
  let looking: Promise<void> | undefined;
  await world.behind.begin(async (elsewhere) => {
    // The look has read its debtors, and now wants to write what the guards have said.
    await elsewhere`lock table verdicts in share mode`;
    looking = room.propose();
    const waits = async () => {
      const [row] = await elsewhere`
        select count(*)::int as waiting from pg_locks where relation = 'verdicts'::regclass and not granted`;
      return row!['waiting'] > 0;
    };
    while (!(await waits())) await new Promise((go) => setTimeout(go, 5));
    await world.behind`
      insert into invoices select (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'number', '30009',
        'due_day', ${today}::date - 2))).* from invoices i where i.creditor_id = ${room.creditorId} and i.number = '30001'`;
    await world.behind`
      insert into positions (creditor_id, invoice_id, debtor_id, look_again_on)
      select creditor_id, id, debtor_id, ${today}::date from invoices where creditor_id = ${room.creditorId} and number = '30009'`;
  });
  await looking;
  t.match((await room.looks()).days, { '30001': 1, '30009': 0 });
  await room.propose();
  t.match((await room.looks()).days, { '30009': 3 }, 'at the fifth day, when its first reminder is due');
});
