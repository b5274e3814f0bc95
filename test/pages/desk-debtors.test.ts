/** Debtors, their segments, and what is decided about them: by the rule with its reasons, or by hand. */
import t from 'tap';
import { reviewSegments } from '../../src/cases/review-segments.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { defaultSettings } from '../../src/creditors/settings.ts';
import { replaceMatches, upsertBookEntries } from '../../src/mirror/store-entries.ts';
import { dayPlus } from '../../src/values/day.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import { readLetter } from '../letter-of.ts';
import { type SeedRoom, seedDay } from '../seed.ts';

const { world, visitor } = await deskDoor(t);
const nord = 'Café Nord ApS';
const list = '/desk/debtors';

async function room() {
  const room = await world.room();
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  const admin = await visitor(room, 'admin');
  const at = async (name: string) => `${list}/${await room.debtorId(name)}`;
  const segmentOf = async (name: string) => {
    const [row] = await world.behind`
      select s.value from debtor_settings s join debtors d on d.creditor_id = s.creditor_id and d.id = s.debtor_id
      where s.creditor_id = ${room.creditorId} and d.name = ${name} and s.kind = 'segment' order by s.seq desc limit 1`;
    return row?.['value'] ?? null;
  };
  const review = () => room.work((work) => reviewSegments(work, null));
  return { room, admin, at, segmentOf, review };
}

let entry = 900_000;
/** Debts of a customer in the books' ledger, a month apart up to `seedDay`, each paid so many days late. */
async function history(room: SeedRoom, customerNumber: string, ...late: number[]) {
  const row = { customerNumber, currency: 'DKK', remainderMinor: 0n, invoiceNumber: null } as const;
  const debts = late.map((days, place) => {
    const dueDay = dayPlus(seedDay, -30 * (late.length - place) - 60);
    entry += 2;
    return [
      { ...row, number: entry, kind: 'manual-invoice', day: dayPlus(dueDay, -14), dueDay, amountMinor: 100n },
      { ...row, number: entry + 1, kind: 'payment', day: dayPlus(dueDay, days), dueDay: null, amountMinor: -100n },
    ] as const;
  });
  await room.work(async (work) => {
    await upsertBookEntries(work, debts.flat());
    const asked = debts.map(([debt]) => debt.number);
    await replaceMatches(work, { asked, pairs: asked.map((number) => ({ fromEntry: number + 1, toEntry: number })) });
  });
}

t.test('a debtor is found by name and number, with its segment and what is open', async (t) => {
  const { admin, at } = await room();
  const all = unescaped((await admin.get(list)).body);
  t.match(all, '6 debtors');
  t.match(all, nord);
  t.match((await admin.get(`${list}?q=102`)).body, await at(nord));
  t.notMatch((await admin.get(`${list}?q=102`)).body, 'Snart A/S');
  await admin.post(`${await at(nord)}/decisions`, [
    ['decide', 'segment'],
    ['segment', 'vip'],
  ]);
  const vips = unescaped((await admin.get(`${list}?segment=vip`)).body);
  t.match(vips, 'VIP, by hand');
  t.match(vips, 'One debtor.');
  t.notMatch(vips, 'Snart A/S');
});

t.test('the rule proposes a move with its reasons, and an admin makes it', async (t) => {
  const { room: here, admin, at, segmentOf, review } = await room();
  await history(here, '102', 45, 50, 0, 55);
  await review();
  t.equal(await segmentOf(nord), null, 'a proposal moves nobody');
  t.match(unescaped((await admin.get(list)).body), 'One debtor would change segment by your rule');
  const page = unescaped((await admin.get(`${list}/moves`)).body);
  t.match(page, /Pays 38 days late on average, over 4 debts; the limit is 20\./);
  t.match(page, 'Was late with 75 % of 4 debts');
  const [, move] = /name="move" value="([^"]+)"/.exec(page)!;
  t.match((await admin.post(`${list}/moves`, [['answer', 'taken']])).sentence, 'Tick the debtors');
  t.match(
    (
      await admin.post(`${list}/moves`, [
        ['move', move!],
        ['answer', 'taken'],
      ])
    ).sentence,
    'Moved 1 debtor',
  );
  t.match(await segmentOf(nord), {
    segment: 'risk',
    byHand: false,
    why: [{ sign: 'late-on-average' }, { sign: 'late-often' }],
  });
  t.match(
    (
      await admin.post(`${list}/moves`, [
        ['move', move!],
        ['answer', 'taken'],
      ])
    ).sentence,
    'Moved 0',
    'once',
  );
  const itself = unescaped((await admin.get(await at(nord))).body);
  t.match(itself, 'Risk (by the rule)');
  t.match(itself, '<html lang="en">', 'the debtor’s language is not the page’s');
  const told = (await here.trail()).filter(({ what }) => what.startsWith('segment') || what === 'debtor-decided');
  t.same(
    told.map(({ what }) => what),
    ['segment-move-proposed', 'debtor-decided'],
  );
});

t.test('a move that was left is not asked for again for the same reasons, and is for others', async (t) => {
  const { room: here, admin, review } = await room();
  await history(here, '102', 45, 50, 60);
  await review();
  const moveIn = async () => /name="move" value="([^"]+)"/.exec((await admin.get(`${list}/moves`)).body)?.[1];
  await admin.post(`${list}/moves`, [
    ['move', (await moveIn())!],
    ['answer', 'left'],
  ]);
  await review();
  t.equal(await moveIn(), undefined);
  await admin.post(`${list}/scores`, [
    ['scores', 'number;score\n102;12\n999;4\nnonsense'],
    ['source', 'A bureau'],
    ['day', seedDay],
  ]);
  await review();
  t.ok(await moveIn(), 'a low score is another reason');
});

t.test('scores come in by customer number, and what could not be read is said', async (t) => {
  const { admin } = await room();
  const bring = (scores: string) =>
    admin.post(`${list}/scores`, [
      ['scores', scores],
      ['source', 'A bureau'],
      ['day', seedDay],
    ]);
  const first = await bring('number;score\n102;74\n105\t3\n999;4\n101;101');
  t.equal(
    first.sentence,
    'Noted 2 scores; 0 were known already. Unknown customer numbers: 999. One line was not a number and a score.',
  );
  t.match((await bring('102;74')).sentence, 'Noted 0 scores; 1 were known already.');
  t.match((await admin.post(`${list}/scores`, [['scores', ' ']])).sentence, 'Paste the scores first');
});

t.test('an automatic rule moves by itself, leaves what a person has placed, and takes back what is over', async (t) => {
  const { room: here, admin, at, segmentOf, review } = await room();
  await here.work((work) => changeSetting(work, 'segments', { ...defaultSettings.segments, moves: 'automatic' }));
  await history(here, '102', 45, 50, 60);
  await history(here, '105', 45, 50, 60);
  await admin.post(`${await at('Snart A/S')}/decisions`, [
    ['decide', 'segment'],
    ['segment', 'vip'],
  ]);
  await review();
  t.match(await segmentOf(nord), { segment: 'risk', byHand: false });
  t.match(await segmentOf('Snart A/S'), { segment: 'vip', byHand: true });
  const before = (await here.trail()).length;
  await review();
  t.equal((await here.trail()).length, before, 'a second look moves nobody');
});

t.test(
  'a rule made automatic makes the moves that waited; one whose debtor a person has placed waits no more',
  async (t) => {
    const { room: here, admin, at, segmentOf, review } = await room();
    await history(here, '102', 45, 50, 60);
    await history(here, '105', 45, 50, 60);
    await review();
    const waiting = async () => [...(await admin.get(`${list}/moves`)).body.matchAll(/name="move" value="([^"]+)"/g)];
    const stale = (await waiting()).at(-1)![1]!;
    t.equal((await waiting()).length, 2);
    for (const name of [nord, 'Snart A/S'].slice(1))
      await admin.post(`${await at(name)}/decisions`, [
        ['decide', 'segment'],
        ['segment', 'vip'],
      ]);
    t.equal((await waiting()).length, 1, 'nothing is asked about who was placed by hand');
    await admin.post(`${list}/moves`, [
      ['move', stale],
      ['answer', 'taken'],
    ]);
    t.match(await segmentOf('Snart A/S'), { segment: 'vip', byHand: true }, 'nor taken from a page read before');
    await here.work((work) => changeSetting(work, 'segments', { ...defaultSettings.segments, moves: 'automatic' }));
    await review();
    t.match(await segmentOf(nord), { segment: 'risk', byHand: false });
    t.equal((await waiting()).length, 0);
  },
);

t.test('no letter to a debtor who is never asked for a fee bears one', async (t) => {
  const { room: here, admin, at } = await room();
  t.equal((await readLetter(world.behind, here, nord)).feeMinor, '10000', 'it did before');
  const said = await admin.post(`${await at(nord)}/decisions`, [
    ['decide', 'never-fee'],
    ['never', 'yes'],
  ]);
  t.match(said.sentence, 'No letter to this debtor bears a reminder fee');
  await here.propose();
  const letter = await readLetter(world.behind, here, nord);
  t.equal(letter.feeMinor, '0');
  t.equal(letter.law.feeReason, 'never-fee');
});

t.test('a debtor rests until a day, with or without a case, and wakes before it when a member says so', async (t) => {
  const { room: here, admin, at } = await room();
  const rests = (name: string, form: [string, string][]) => at(name).then((page) => admin.post(`${page}/rest`, form));
  const until = dayPlus(seedDay, 30);
  const pause: [string, string][] = [
    ['act', 'pause'],
    ['until', until],
    ['note', 'Vi taler sammen'],
  ];
  t.match(
    (
      await rests(nord, [
        ['act', 'pause'],
        ['until', seedDay],
      ])
    ).sentence,
    'Choose a day after today',
  );
  t.match((await rests(nord, [['act', 'pause']])).sentence, 'Choose the day until which');
  t.match((await rests(nord, pause)).sentence, 'Resting until');
  t.equal((await here.letter(nord)).status, 'held', 'at once, before any look');
  await here.propose();
  t.equal((await here.letter(nord)).status, 'held', 'and by its guard');
  t.match(
    (await here.trail()).find(({ what }) => what === 'hold-opened'),
    {
      details: { kind: 'pause', until },
      personal: { note: 'Vi taler sammen' },
    },
  );
  const page = unescaped((await admin.get(await at(nord))).body);
  t.match(page, /Paused[\s\S]*until 11 April 2040/);
  const [, hold] = /name="hold" value="([^"]+)"/.exec(page)!;
  const wake: [string, string][] = [
    ['act', 'wake'],
    ['hold', hold!],
  ];
  t.match((await rests('Snart A/S', wake)).sentence, 'not open any more', 'another debtor’s is not there');
  t.match((await rests(nord, wake)).sentence, 'The pause is over');
  await here.propose();
  t.equal((await here.letter(nord)).status, 'waiting');

  t.match((await rests('Snart A/S', pause)).sentence, 'Resting until', 'nothing of it has fallen due yet');
});

t.test('a rep sees own debtors and decides nothing', async (t) => {
  const { room: here, at } = await room();
  const rep = await visitor(here, 'rep');
  await world.behind`update members set employee_number = 7 where creditor_id = ${here.creditorId} and id = ${rep.memberId}`;
  const seen = unescaped((await rep.get(list)).body);
  t.match(seen, '2 debtors');
  t.notMatch(seen, nord);
  t.equal((await rep.get(await at(nord))).status, 404);
  t.equal((await rep.get(await at('Halvt Betalt ApS'))).status, 200);
  const decide = async (name: string) =>
    rep.post(`${await at(name)}/decisions`, [
      ['decide', 'segment'],
      ['segment', 'vip'],
    ]);
  t.equal((await decide('Halvt Betalt ApS')).status, 403);
  t.equal((await decide(nord)).status, 404);
  t.equal((await rep.get(`${list}/moves`)).status, 403);
  t.equal((await rep.post(`${list}/scores`, [['scores', '101;1']])).status, 403);
});
