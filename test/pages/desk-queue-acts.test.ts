/** What a person looks for in the queue, and what becomes of a letter after an act: today, and on the days after. */
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { decideDebtor } from '../../src/cases/decide-debtor.ts';
import { giveStandingYes } from '../../src/cases/give-standing-yes.ts';
import { skipRung } from '../../src/cases/skip-rung.ts';
import { takeBackStandingYes } from '../../src/cases/take-back-standing-yes.ts';
import { type Day, dayPlus } from '../../src/values/day.ts';
import { debtors, deskDoor, invoices, unescaped, type Visitor } from '../desk-door.ts';
import { type SeedRoom, seedDay } from '../seed.ts';

const { world, visitor } = await deskDoor(t);

const abroad = [
  ...invoices,
  { number: '20450', debtor: '105', daysLate: 8, minor: 90000n, currency: 'EUR' as const },
  { number: '20451', debtor: '102', daysLate: 40, minor: 25000n, currency: 'EUR' as const },
];

async function proposed(owed = invoices) {
  const room = await world.room('Nordvind Kaffe ApS');
  await room.books(debtors, owed);
  await room.sendingOn();
  await room.propose();
  return { room, admin: await visitor(room, 'admin') };
}

/** The debtors of the rows, in their order, and the counts on the tabs. */
async function listed(who: Visitor, query: string) {
  const { body } = await who.get(`/desk/queue?${query}`);
  const names = [...body.matchAll(/<th scope="row"><a href="[^"]*">([^<]*)</g)].map(([, name]) => unescaped(name!));
  const counts = [...body.matchAll(/aria-current="page">[^<]*<span class="count">(\d+)/g)].map(([, count]) =>
    Number(count),
  );
  return { names, count: counts.at(-1), body: unescaped(body) };
}

/** What stands on the trail under this word: from what to what. */
async function changes(room: SeedRoom, what: string) {
  const rows = (await room.trail()).filter((each) => each.what === what);
  return rows.map(({ details }) => [details['before'], details['after']]);
}

async function dayIs(room: SeedRoom, day: Day) {
  await world.turnTo(new Date(`${day}T09:00:00Z`));
  await room.propose();
}

t.test('filters narrow the list and the counts, the order is chosen, and every link keeps both', async (t) => {
  const { admin, room } = await proposed(abroad);
  t.same((await listed(admin, 'show=waiting&sort=debtor')).names, [
    'Café Nord ApS',
    'Café Nord ApS',
    'Havnecaféen I/S',
    'Snart A/S',
    'Snart A/S',
  ]);
  t.match(await listed(admin, 'show=waiting&currency=EUR'), { names: ['Snart A/S', 'Café Nord ApS'], count: 2 });
  t.match(await listed(admin, 'show=waiting&over=10.000'), { names: ['Havnecaféen I/S'], count: 1 });
  t.match(await listed(admin, 'show=waiting&late=30&sort=late'), {
    names: ['Café Nord ApS', 'Havnecaféen I/S'],
    count: 2,
  });
  t.match(await listed(admin, 'show=waiting&rung=nudge'), { names: ['Snart A/S'], count: 1 });
  t.match(await listed(admin, 'show=waiting&rep=7'), { names: ['Havnecaféen I/S'], count: 1 });
  t.match((await listed(admin, 'show=waiting&rep=none')).names, { length: 4 });
  t.match(await listed(admin, 'show=held&reason=recipient-exists'), { names: ['Uden Adresse ApS'], count: 1 });
  const vip = { kind: 'segment', segment: 'vip', byHand: true, why: [] } as const;
  const havnen = await room.debtorId('Havnecaféen I/S');
  await room.work((work) => decideDebtor(work, havnen, vip));
  t.match(await listed(admin, 'show=waiting&segment=vip'), { names: ['Havnecaféen I/S'], count: 1 });
  t.match((await listed(admin, 'show=waiting&segment=normal')).names, { length: 4 });
  t.match(await listed(admin, 'show=held&reason=part-payment'), { names: ['Halvt Betalt ApS'], count: 1 });
  t.match(await listed(admin, 'show=waiting&q=nord&currency=EUR'), { names: ['Café Nord ApS'], count: 1 });
  const { body } = await listed(admin, 'show=waiting&late=5&sort=sum');
  t.match(body, 'aria-sort="descending"');
  for (const [, href] of body.matchAll(/href="(\/desk\/queue\?[^"]*open=[^"]*)"/g)) t.match(href, /late=5&sort=sum/);
  t.match(body, 'name="look" value="show=waiting&late=5&sort=sum"');
  t.match((await listed(admin, 'show=waiting&q=nobody')).body, 'Show all letters again');
  const odd = await admin.get('/desk/queue?over=-1&late=x&currency=XXX&rep=a&sort=b&page=999&rung=%27%3B--&reason=%25');
  t.equal(odd.status, 200, 'an address nobody wrote by hand is still a page');

  const { key } = await room.letter('Havnecaféen I/S');
  const back = await admin.post('/desk/queue', [
    ['act', 'approve'],
    ['proposal', key],
    ['look', 'show=waiting&over=10000&sort=sum'],
  ]);
  t.equal(back.to, '/desk/queue?show=waiting&over=10000&sort=sum', 'an act leads back to what was looked at');
  t.same(await changes(room, 'letter-approved'), [['waiting', 'approved']]);
});

t.test(
  'an invoice is taken past a courtesy without a letter; the trail says by whom, why, from what to what',
  async (t) => {
    const { room, admin } = await proposed();
    const { id } = await room.letter('Snart A/S');
    const page = unescaped((await admin.get(`/desk/queue?open=${id}`)).body);
    t.match(page, 'Invoice 20443: friendly note');
    const invoice = /<option value="([^"]+)">Invoice 20443/.exec(page)![1]!;
    const skip = (who: Visitor, form: [string, string][]) => who.post(`/desk/queue/${id}/skip`, form);
    t.match(
      (
        await skip(admin, [
          ['invoice', invoice],
          ['note', ' '],
        ])
      ).sentence,
      'Write why',
    );
    const rep = await visitor(room, 'rep');
    t.equal(
      (
        await skip(rep, [
          ['invoice', invoice],
          ['note', 'x'],
        ])
      ).status,
      404,
    );
    t.equal(
      (
        await skip(await visitor(room, 'auditor'), [
          ['invoice', invoice],
          ['note', 'x'],
        ])
      ).status,
      403,
    );
    const done = await skip(admin, [
      ['invoice', invoice],
      ['note', 'vi har talt sammen'],
    ]);
    t.match(done.sentence, 'Left out.');
    t.match(
      (await room.trail()).find(({ what }) => what === 'rung-skipped'),
      {
        actor: `member:${admin.memberId}`,
        details: { invoice: '20443', before: 'nudge', after: 'first-reminder', next: dayPlus(seedDay, 7) },
        personal: { note: 'vi har talt sammen' },
      },
    );
    await room.propose();
    t.match(await room.letter('Snart A/S'), { id, status: 'void' }, 'nothing is due until the next rung');
    t.equal(
      (
        await skip(admin, [
          ['invoice', invoice],
          ['note', 'x'],
        ])
      ).sentence.slice(0, 29),
      'It is not open any more: some',
    );

    const fee = await room.letter('Café Nord ApS');
    t.notMatch((await admin.get(`/desk/queue?open=${fee.id}`)).body, 'Leave out this rung');
    const [line] = await world.behind`select invoice_id from proposal_lines where proposal_id = ${fee.id}`;
    const refused = await room.work((work) => skipRung(work, fee.id, String(line!['invoice_id']), 'x'));
    t.same(refused, { ok: false, refusal: 'rung-bears-fee' });
    t.equal((await admin.post(`/desk/queue/${randomUUID()}/skip`)).status, 404);
    t.equal((await admin.post('/desk/queue/x/skip')).status, 404);
  },
);

t.test(
  'a letter under a standing yes leaves by it and says so; taken back, it waits for a yes of its own',
  async (t) => {
    const { room, admin } = await proposed();
    const me = { kind: 'member', id: admin.memberId } as const;
    await room.work((work) => giveStandingYes(work, 'normal', 'first-reminder'), me);
    await world.behind`update positions set look_again_on = ${seedDay} where creditor_id = ${room.creditorId}`;
    await room.propose();
    const { id } = await room.letter('Café Nord ApS');
    t.match((await listed(admin, 'show=leaving')).body, 'Ready by standing yes');
    const page = unescaped((await admin.get(`/desk/queue?open=${id}`)).body);
    t.match(page, 'By the standing yes to every first reminder, which The admin gave 12 Mar 10:0');
    t.match(page, 'action="/settings/ladder/standing-yes/take-back"');
    t.match(page, 'name="ladder" value="normal"');
    const rep = await visitor(room, 'rep');
    const own = await room.letter('Havnecaféen I/S');
    t.notMatch((await rep.get(`/desk/queue?open=${own.id}`)).body, 'standing-yes/take-back', 'an admin’s to take back');
    await room.work((work) => takeBackStandingYes(work, 'normal', 'first-reminder'), me);
    t.match(await room.letter('Café Nord ApS'), { status: 'waiting' });
  },
);

t.test(
  'what is withdrawn with a reason stays away today, even when asked again, and is proposed tomorrow',
  async (t) => {
    const { room, admin } = await proposed();
    const { id, key, hash } = await room.letter('Café Nord ApS');
    await admin.post('/desk/queue', [
      ['act', 'withdraw'],
      ['proposal', key],
      ['note', 'ringer først'],
    ]);
    t.match(
      (await room.trail()).find(({ what }) => what === 'letter-withdrawn'),
      {
        details: { before: 'waiting', after: 'withdrawn', again: dayPlus(seedDay, 1) },
        personal: { reason: 'ringer først' },
      },
    );
    const lookAgain = async () => {
      await world.behind`update positions set look_again_on = ${seedDay} where creditor_id = ${room.creditorId}`;
      await room.propose();
    };
    await lookAgain();
    t.match(await room.letter('Café Nord ApS'), { id, status: 'withdrawn' }, 'the same words are not put back');
    await room.books(debtors, [...invoices, { number: '20460', debtor: '102', daysLate: 9, minor: 10000n }]);
    await lookAgain();
    t.match(await room.letter('Café Nord ApS'), { status: 'waiting' }, 'a letter that reads differently is proposed');

    const other = await room.letter('Havnecaféen I/S');
    await admin.post('/desk/queue', [
      ['act', 'withdraw'],
      ['proposal', other.key],
      ['note', 'x'],
    ]);
    await dayIs(room, dayPlus(seedDay, 1));
    t.match(await room.letter('Havnecaféen I/S'), { status: 'waiting' });
    t.not((await room.letter('Havnecaféen I/S')).id, other.id);
    t.not(hash, other.hash);
  },
);

t.test(
  'a letter withdrawn by mistake is proposed again at once, from the queue or its case, for a yes of its own',
  async (t) => {
    const { room, admin } = await proposed();
    await room.work((work) => giveStandingYes(work, 'normal', 'first-reminder'), {
      kind: 'member',
      id: admin.memberId,
    });
    const withdrawn = async (name: string) => {
      const { id, key } = await room.letter(name);
      await admin.post('/desk/queue', [
        ['act', 'withdraw'],
        ['proposal', key],
        ['note', 'forkert linje'],
      ]);
      return id;
    };
    const id = await withdrawn('Café Nord ApS');
    const caseHref = `/desk/cases/${await room.caseId('Café Nord ApS')}`;
    for (const [url, what] of [
      ['/desk/queue', 'Propose again now'],
      [caseHref, 'First reminder withdrawn'],
    ] as const)
      t.match(unescaped((await admin.get(url)).body), what);
    const again = (who: Visitor, form: [string, string][] = []) => who.post(`/desk/queue/${id}/propose-again`, form);
    t.equal((await again(await visitor(room, 'rep'))).status, 404, 'not among the rep’s debtors');
    t.equal((await again(await visitor(room, 'auditor'))).status, 403);
    t.notMatch((await (await visitor(room, 'auditor')).get('/desk/queue')).body, 'propose-again');
    const done = await again(admin);
    t.match(done, { to: caseHref, sentence: 'comes back to the queue in a moment' });
    await room.propose();
    const back = await room.letter('Café Nord ApS');
    t.equal(back.status, 'waiting', 'the standing yes does not cover what somebody has withdrawn');
    t.not(back.id, id);
    t.notMatch(unescaped((await admin.get(caseHref)).body), 'First reminder withdrawn');
    t.match((await again(admin)).sentence, 'It is not open any more', 'once');
    t.match(
      (await room.trail()).find(({ what }) => what === 'letter-wanted-again'),
      { actor: `member:${admin.memberId}`, details: { before: 'withdrawn', after: 'due again' } },
    );

    const other = await withdrawn('Havnecaféen I/S');
    t.equal(
      (await admin.post(`/desk/queue/${other}/propose-again`, [['look', 'show=held&sort=sum']])).to,
      '/desk/queue?show=held&sort=sum',
    );
    const third = await withdrawn('Snart A/S');
    await dayIs(room, dayPlus(seedDay, 2));
    t.match(
      (await admin.post(`/desk/queue/${third}/propose-again`)).sentence,
      'It is not open any more',
      'by the next day it has been proposed anew anyhow',
    );
  },
);

t.test('a snooze ends by itself on its day, and the trail tells of every step', async (t) => {
  const { room, admin } = await proposed();
  const { key } = await room.letter('Café Nord ApS');
  const until = dayPlus(seedDay, 4);
  await admin.post('/desk/queue', [
    ['act', 'approve'],
    ['proposal', key],
  ]);
  const far = await admin.post('/desk/queue', [
    ['act', 'snooze'],
    ['proposal', key],
    ['until', dayPlus(seedDay, 800)],
  ]);
  t.equal(far.sentence, 'Choose a day within a year. For longer, hold it without a day.');
  await admin.post('/desk/queue', [
    ['act', 'snooze'],
    ['proposal', key],
    ['until', until],
  ]);
  t.same(await changes(room, 'letter-held'), [['approved', 'held']]);
  await dayIs(room, dayPlus(seedDay, 3));
  t.match(await room.letter('Café Nord ApS'), { status: 'held' }, 'the day before');
  await dayIs(room, until);
  t.match(await room.letter('Café Nord ApS'), { status: 'waiting' }, 'the yes given before does not come back');
  t.match(
    (await room.trail()).find(({ what }) => what === 'hold-ended'),
    { actor: 'machine:test', details: { kind: 'snooze', why: 'day-came', until } },
  );
});
