/** Ladders as they are kept: several of them, each in versions by date. */
import t from 'tap';
import { endLadder } from '../../src/creditors/end-ladder.ts';
import { saveLadder } from '../../src/creditors/save-ladder.ts';
import { readLadderDraft, readLadderVersions, writeLadderDraft } from '../../src/creditors/store-ladders.ts';
import { readSettings } from '../../src/creditors/store-settings.ts';
import { ladderFor, ownLadderName } from '../../src/ladder/ladder-choice.ts';
import { offeredVip } from '../../src/ladder/offered-ladders.ts';
import { defaultRungs, type Rung } from '../../src/ladder/rungs.ts';
import { instantPlus } from '../../src/values/day.ts';
import { people } from '../people.ts';

const house = await people(t);
const day = 24 * 60 * 60 * 1000;
const nudgeDays = (days: number): Rung[] =>
  defaultRungs.map((rung) => (rung.key === 'nudge' ? { ...rung, days } : rung));
const debtorId = '7f1f7ad4-14f9-4f57-9e6c-0d8a6f0f5a11';

t.test('a version of a later day rules from that day on, and letters find every version there was', async (t) => {
  const room = await house.creditor('Nordvind');
  const [now, later] = await room.work(async (work) => {
    const today = await saveLadder(work, 'normal', nudgeDays(5));
    const planned = await saveLadder(work, 'normal', nudgeDays(7), instantPlus(work.now, 10 * day));
    return [today, planned];
  });
  if (now?.kind !== 'saved' || later?.kind !== 'saved') return t.fail('both are saved');
  const settings = await room.work(readSettings);
  t.same([settings.ladder.version, settings.ladder.rungs[0]?.days], [now.version, 5]);
  t.equal(settings.ladderVersions.get(later.version)?.rungs[0]?.days, 7);
  t.equal(settings.ladderVersions.get('default')?.rungs[0]?.days, 3);
  const then = await room.work((work) => readSettings({ ...work, now: instantPlus(work.now, 10 * day) }));
  t.same([then.ladder.version, then.ladder.rungs[0]?.days], [later.version, 7]);
  const versions = await room.work((work) => readLadderVersions(work, 'normal'));
  t.same(
    versions.map((each) => each.version),
    [later.version, now.version],
    'the latest first',
  );
  t.match(await room.trail(), [
    { what: 'setting-changed' },
    { details: { setting: 'ladder', after: { rungs: [{ days: 7 }] } } },
  ]);
});

t.test('the timetable looks at every case again on the day a version begins', async (t) => {
  const room = await house.creditor('Nordvind');
  const due = await room.work(async (work) => {
    await saveLadder(work, 'normal', nudgeDays(7), instantPlus(work.now, day));
    return instantPlus(work.now, day);
  });
  const [row] = await room.work((work) =>
    work.tx.execute<{ what: string; due_at: string }>('select what, due_at from timetable'),
  );
  t.equal(row?.what, 'facts-changed');
  t.same(new Date(row!.due_at), due);
});

t.test('the same ladder again is no new version, and one begins today at the earliest', async (t) => {
  const room = await house.creditor('Nordvind');
  t.match(await room.work((work) => saveLadder(work, 'normal', defaultRungs)), { kind: 'unchanged' });
  await room.work((work) => saveLadder(work, 'normal', nudgeDays(5), instantPlus(work.now, -day)));
  const [version] = await room.work((work) => readLadderVersions(work, 'normal'));
  t.ok(version && Date.now() - version.fromAt.getTime() < day / 2);
});

t.test('a segment and a debtor have their own, and the normal one stands for whoever has none', async (t) => {
  const room = await house.creditor('Nordvind');
  const vip = offeredVip(defaultRungs.map(({ key }) => key));
  const own = ownLadderName(debtorId);
  await room.work((work) => saveLadder(work, 'vip', vip));
  await room.work((work) => saveLadder(work, own, nudgeDays(9)));
  const chosen = async (segment: 'normal' | 'risk' | 'vip', id = 'other') => {
    const { name, why, ladder } = ladderFor({ debtorId: id, segment }, (await room.work(readSettings)).ladders);
    return [name, why, ladder.rungs[0]?.days];
  };
  t.same(await chosen('vip'), ['vip', 'segment', 7]);
  t.same(await chosen('risk'), ['normal', 'segment-without-one', 3]);
  t.same(await chosen('normal'), ['normal', 'normal', 3]);
  t.same(await chosen('vip', debtorId), [own, 'own', 9]);
  t.ok(await room.work((work) => endLadder(work, own)));
  t.same(await chosen('vip', debtorId), ['vip', 'segment', 7]);
  t.ok(await room.work((work) => endLadder(work, 'vip')));
  t.same(await chosen('vip'), ['normal', 'segment-without-one', 3]);
  t.notOk(await room.work((work) => endLadder(work, 'vip')), 'once');
  t.notOk(await room.work((work) => endLadder(work, 'normal')), 'the normal one stays');
  const versions = await room.work((work) => readLadderVersions(work, 'vip'));
  t.same(
    versions.map((each) => each.rungs?.length ?? null),
    [null, vip.length],
  );
});

t.test('a draft waits for whoever makes it, and is gone when it is saved', async (t) => {
  const room = await house.creditor('Nordvind');
  t.equal(await room.work((work) => readLadderDraft(work, 'normal')), null);
  await room.work((work) => writeLadderDraft(work, 'normal', nudgeDays(4)));
  await room.work((work) => writeLadderDraft(work, 'normal', nudgeDays(5)));
  t.equal((await room.work((work) => readLadderDraft(work, 'normal')))?.[0]?.days, 5);
  t.equal((await room.work(readSettings)).ladder.version, 'default');
  await room.work((work) => saveLadder(work, 'normal', nudgeDays(5)));
  t.equal(await room.work((work) => readLadderDraft(work, 'normal')), null);
});

t.test('a row of an older house, which names its rungs, is read as it was meant', async (t) => {
  const room = await house.creditor('Nordvind');
  const rungs = defaultRungs.map(({ key, on, days, interest, daysToPay, feeMinor }) => ({
    name: key,
    on,
    days,
    interest,
    daysToPay,
    feeMinor: String(feeMinor),
  }));
  await room.work((work) =>
    work.tx.execute(
      `insert into settings (creditor_id, kind, value, from_at, actor_kind, actor_id)
       values ('${work.creditorId}', 'ladder', '${JSON.stringify({ rungs })}', '${work.now.toISOString()}', 'machine', 'old')`,
    ),
  );
  const { ladder } = await room.work(readSettings);
  t.not(ladder.version, 'default');
  t.same(ladder.rungs, defaultRungs);
});
