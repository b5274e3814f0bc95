/** The policy editor: from a draft to a version, in sentences, without a script. */
import t, { type Test } from 'tap';
import { readStandingYeses } from '../../src/cases/store-standing.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { readLadderDraft, readLadderVersions } from '../../src/creditors/store-ladders.ts';
import { readSettings } from '../../src/creditors/store-settings.ts';
import type { LadderName } from '../../src/ladder/ladder-choice.ts';
import { defaultRungs, kindOf, type Rung } from '../../src/ladder/rungs.ts';
import { dayPlus } from '../../src/values/day.ts';
import { unescaped } from '../desk-door.ts';
import { seedDay, seedWorld } from '../seed.ts';
import { browserOf, settingsDoor } from '../settings-door.ts';

const world = await seedWorld(t);

async function door(t: Test) {
  const app = await settingsDoor(t, world);
  const room = await world.room();
  await room.books(
    [
      { number: '1', name: 'Havnen <b>' },
      { number: '2', name: 'Kroen' },
    ],
    [
      { number: '100', debtor: '1', daysLate: 6, minor: 100_000n },
      { number: '200', debtor: '2', daysLate: 4, minor: 50_000n },
    ],
  );
  const admin = await room.member('admin');
  const draftOf = (name: LadderName = 'normal') => room.work((work) => readLadderDraft(work, name));
  return { room, admin, draftOf, settings: () => room.work(readSettings), ...browserOf(app, admin.session) };
}

/** The form as it stands for these rungs, with these fields typed over and these left out. */
const form = (rungs: readonly Rung[], change: Record<string, string> = {}, without: string[] = []) => {
  const fields: Record<string, string> = { ladder: 'normal', act: 'look' };
  for (const { key, on, days, daysToPay, feeMinor, interest, compensation } of rungs) {
    if (on) fields[`${key}-on`] = 'on';
    fields[`${key}-days`] = String(days);
    if (!['reminder', 'notice'].includes(kindOf(key))) continue;
    fields[`${key}-daysToPay`] = String(daysToPay);
    fields[`${key}-fee`] = String(feeMinor / 100n);
    if (interest) fields[`${key}-interest`] = 'on';
    if (compensation) fields[`${key}-compensation`] = 'on';
  }
  return Object.fromEntries(Object.entries({ ...fields, ...change }).filter(([field]) => !without.includes(field)));
};

t.test(
  'what is typed becomes a draft, is shown with what it would change, and is saved as a version by whom',
  async (t) => {
    const { post, get, room, admin, draftOf, settings } = await door(t);
    const typed = form(
      defaultRungs,
      {
        'first-reminder-days': '4',
        'notice-fee': '99,50',
        'first-reminder-text-da': 'Kære {name}\r\n\r\n<b>{total}</b>',
      },
      ['notice-interest', 'notice-compensation'],
    );
    const answer = await post('/settings/ladder', typed);
    t.same([answer.statusCode, answer.headers.location], [303, '/settings/ladder/change?ladder=normal']);
    t.equal((await settings()).ladder.version, 'default', 'a draft changes nothing');
    t.match(await draftOf(), [
      {},
      { days: 4, texts: { da: 'Kære {name}\n\n<b>{total}</b>' } },
      {},
      { feeMinor: 9950n, interest: false, compensation: false },
    ]);

    const { body } = await get('/settings/ladder/change?ladder=normal');
    t.match(body, 'First reminder: 4 days after the due date instead of 5.');
    t.match(body, '<form method="post" action="/desk/replay">', 'and the last twelve months can be replayed under it');
    t.match(body, 'bears a fee of 99,50 instead of a fee of 100');
    t.match(body, 'has other words of yours in Danish');
    t.match(body, /2 invoices are open on this ladder/);
    t.match(
      body,
      /<th scope="row">First reminder<\/th>\s*<td class="amount"><strong>2<\/strong> <span class="hint">instead of 1<\/span>/,
      'Kroen would be due today',
    );
    t.match(body, 'would leave <strong>2 letters with DKK 200.00 of fees</strong>');
    t.match(body, '1 letter with DKK 100.00 of fees');
    t.match((await get('/settings/preview/first-reminder?ladder=normal&draft=1')).body, '&lt;b&gt;');
    t.notMatch((await get('/settings/preview/first-reminder?ladder=normal&draft=1')).body, '<b>5.');
    t.equal(
      (await room.work((work) => work.tx.execute('select 1 from proposals'))).length,
      0,
      'nothing of it was written',
    );

    const saved = await post('/settings/ladder/save', { ladder: 'normal', from: seedDay });
    t.same([saved.statusCode, saved.headers.location], [303, '/settings']);
    t.match((await settings()).ladder.rungs, [{}, { days: 4 }, {}, { feeMinor: 9950n }]);
    t.equal(await draftOf(), null);
    const told = (await room.trail()).at(-1);
    t.match(told, { what: 'setting-changed', actor: `member:${admin.memberId}`, details: { setting: 'ladder' } });
  },
);

t.test('rungs are added, moved and taken out by plain buttons, and what is typed is kept', async (t) => {
  const { post, draftOf } = await door(t);
  const act = async (act: string, change: Record<string, string> = {}) => {
    const rungs = (await draftOf()) ?? defaultRungs;
    const { statusCode, headers } = await post('/settings/ladder', form(rungs, { act, ...change }));
    t.equal(statusCode, 303, act);
    return { keys: (await draftOf())?.map(({ key }) => key), location: headers.location };
  };
  const added = await act('add reminder', { 'nudge-days': '4' });
  t.same(added, {
    keys: ['nudge', 'first-reminder', 'second-reminder', 'reminder-3', 'notice'],
    location: '/settings/ladder?ladder=normal#reminder-3',
  });
  t.equal((await draftOf())?.[0]?.days, 4);
  t.same((await act('add human')).keys?.at(-1), 'human-4');
  t.same((await act('add nudge')).keys?.slice(0, 2), ['nudge', 'nudge-5']);
  t.same((await act('remove reminder-3')).keys, [
    'nudge',
    'nudge-5',
    'first-reminder',
    'second-reminder',
    'notice',
    'human-4',
  ]);
  t.same((await act('add reminder')).keys?.[4], 'reminder-6', 'the key that was taken out is not given again');
  t.same((await act('up second-reminder')).keys?.slice(2, 4), ['second-reminder', 'first-reminder']);
  t.same((await act('down second-reminder')).keys?.slice(2, 4), ['first-reminder', 'second-reminder']);
  t.same((await act('up nudge')).keys?.[0], 'nudge', 'the first stays the first');
  t.same((await act('up nobody')).keys?.length, 7);
});

const refused: readonly (readonly [string, Record<string, string>, string])[] = [
  ['a fee above the law', { 'notice-fee': '100,01' }, 'at most 100 kr.'],
  ['a fee that is no amount', { 'notice-fee': '"><b>' }, 'Write an amount in kroner'],
  ['letters with a fee too close', { 'second-reminder-days': '9' }, 'at least 10 days apart'],
  ['a notice with too few days', { 'notice-daysToPay': '9' }, 'at least 10 days to pay'],
  ['days that are none', { 'first-reminder-days': 'soon' }, 'whole number of days'],
  ['days below zero', { 'first-reminder-days': '-1' }, 'whole number of days'],
  ['the due date itself', { 'first-reminder-days': '0' }, 'from 1 to 90'],
  ['words with a value nobody knows', { 'notice-text-sv': 'Hej {kund}' }, '{kund} is no value we know'],
];
t.test('what cannot be is refused in a sentence, shown as typed, and nothing is kept', async (t) => {
  const { post, draftOf, settings } = await door(t);
  for (const [what, change, sentence] of refused) {
    const answer = await post('/settings/ladder', form(defaultRungs, change));
    t.equal(answer.statusCode, 422, what);
    t.match(answer.body, sentence, what);
    t.match(answer.body, 'Nothing was saved yet', what);
    t.match(answer.body, 'aria-invalid="true"', what);
    t.notMatch(answer.body, '"><b>', what);
  }
  t.equal((await post('/settings/ladder')).statusCode, 422, 'a form with nothing in it');
  t.equal(await draftOf(), null);
  t.equal((await settings()).ladder.version, 'default');
});

t.test('a draft made wrong by moving says what to do, and cannot be saved', async (t) => {
  const { post, get, settings } = await door(t);
  await post('/settings/ladder', form(defaultRungs, { act: 'up notice' }));
  t.match(
    (await get('/settings/ladder')).body,
    /data-weight="error">A notice comes after the last reminder: move it below them\./,
  );
  const saved = await post('/settings/ladder/save', { ladder: 'normal', from: seedDay });
  t.equal(saved.headers.location, '/settings/ladder?ladder=normal');
  t.equal((await settings()).ladder.version, 'default');
  await post('/settings/ladder/throw-away', { ladder: 'normal' });
  t.notMatch((await get('/settings/ladder')).body, 'This is a draft');
});

t.test('what is only warned of can be saved', async (t) => {
  const { post, get, settings } = await door(t);
  const rungs = defaultRungs.map((rung) => ({ ...rung, feeMinor: 0n }));
  await post('/settings/ladder', form(rungs, { 'second-reminder-days': '7' }));
  t.match((await get('/settings/ladder/change')).body, /data-weight="warning">The letter before gives 10 days to pay/);
  await post('/settings/ladder/save', { ladder: 'normal', from: seedDay });
  t.equal((await settings()).ladder.rungs[2]?.days, 7);
});

t.test('a version begins on its day, is listed, read and compared', async (t) => {
  const { post, get, room, settings } = await door(t);
  await post('/settings/ladder', form(defaultRungs, { 'nudge-days': '6' }));
  for (const from of ['2040-03-11', '2042-01-01', 'soon']) {
    const { headers } = await post('/settings/ladder/save', { ladder: 'normal', from });
    t.equal(headers.location, '/settings/ladder/change?ladder=normal', from);
  }
  await post('/settings/ladder/save', { ladder: 'normal', from: dayPlus(seedDay, 20) });
  t.equal((await settings()).ladder.version, 'default', 'not yet');
  const [planned] = await room.work((work) => readLadderVersions(work, 'normal'));
  t.equal(planned?.fromAt.toISOString(), '2040-03-31T22:00:00.000Z', 'the creditor’s midnight, in summer time');
  const list = (await get('/settings/ladder/versions')).body;
  t.match(list, /From 1 April 2040<\/a>, saved by The admin\s*<strong>planned/);
  t.match(list, /What everybody starts with<\/a>\s*<strong>in force/);
  const one = (await get(`/settings/ladder/versions?version=${planned?.version}`)).body;
  t.match(one, 'Friendly note: 6 days before the due date instead of 3.');
  const back = (await get(`/settings/ladder/versions?version=default&with=${planned?.version}`)).body;
  t.match(back, 'Friendly note: 3 days before the due date instead of 6.');
});

t.test(
  'a segment’s ladder is offered, used once it is saved, and given up again; a debtor may have its own',
  async (t) => {
    const { post, get, room, settings } = await door(t);
    const offered = (await get('/settings/ladder?ladder=vip')).body;
    t.match(offered, 'Not in use');
    t.match(offered, 'name="reminder-3-on"');
    await post('/settings/ladder', { ladder: 'vip', act: 'add nudge' });
    t.equal((await settings()).ladders.has('vip'), false);
    await post('/settings/ladder', {
      ...form((await room.work((work) => readLadderDraft(work, 'vip'))) ?? defaultRungs),
      ladder: 'vip',
    });
    t.equal((await settings()).ladders.has('vip'), false, 'looking is not saving');
    t.equal((await get('/settings/ladder?ladder=staff')).statusCode, 404);
    t.equal((await get('/settings/ladder?ladder=debtor-00000000-0000-4000-8000-000000000000')).statusCode, 404);
    const own = `debtor-${await room.debtorId('Havnen <b>')}` as LadderName;
    t.match((await get(`/settings/ladder?ladder=${own}`)).body, 'The Havnen &lt;b&gt; ladder');
    await post('/settings/ladder', { ...form(defaultRungs, { 'first-reminder-days': '20' }), ladder: own });
    t.match((await get(`/settings/ladder/change?ladder=${own}`)).body, '1 invoice is open on this ladder');
    await post('/settings/ladder/save', { ladder: own, from: seedDay });
    t.equal((await settings()).ladders.get(own)?.rungs[1]?.days, 20);
    await post('/settings/ladder/end', { ladder: own });
    t.equal((await settings()).ladders.has(own), false);
  },
);

t.test('a standing yes is given and taken back beside its rung, and says by whom', async (t) => {
  const { post, get, room, admin } = await door(t);
  const of = { ladder: 'normal', rung: 'first-reminder' };
  t.match((await get('/settings/ladder')).body, 'waits for an admin’s yes');
  t.equal(
    (await post('/settings/ladder/standing-yes', of)).headers.location,
    '/settings/ladder?ladder=normal#first-reminder',
  );
  t.match(await room.work(readStandingYeses), [{ ...of, memberId: admin.memberId }]);
  t.match((await get('/settings/ladder')).body, 'The admin said yes to all of these on 12 March 2040.');
  await post('/settings/ladder', form(defaultRungs, { 'first-reminder-fee': '50' }));
  await post('/settings/ladder/save', { ladder: 'normal', from: seedDay });
  t.match((await get('/settings/ladder')).body, 'does not cover it any more');
  await post('/settings/ladder/standing-yes/take-back', of);
  t.same(await room.work(readStandingYeses), []);
  t.equal((await post('/settings/ladder/standing-yes', { ladder: 'normal', rung: 'reminder-9' })).statusCode, 404);
  t.equal((await post('/settings/ladder/standing-yes', { ladder: 'normal', rung: 'x' })).statusCode, 404);
});

t.test('the picture says in words what it shows', async (t) => {
  const { get } = await door(t);
  t.match(
    (await get('/settings')).body,
    'aria-label="The days of your letters. Friendly note: 3 days before; First reminder: day 5; Second reminder: day 16;',
  );
});

t.test('a ladder in force says at once where its letters lie closer together than the quiet days', async (t) => {
  const { room, get } = await door(t);
  const page = async () => unescaped((await get('/settings/ladder')).body);
  t.notMatch(await page(), 'data-weight=');
  await room.work((work) => changeSetting(work, 'quiet-days', { days: 14 }));
  t.match(
    await page(),
    'This comes 10 full days after the letter before, and you keep 14 quiet days between two letters to a debtor: it waits for them. Write 14 or more, or keep fewer quiet days under Sending.',
  );
});

t.test('a form from before another tab added a rung leaves that rung as it is', async (t) => {
  const { post, draftOf } = await door(t);
  const stale = form(defaultRungs, { 'first-reminder-days': '7' });
  await post('/settings/ladder', form(defaultRungs, { act: 'add reminder' }));
  const added = (await draftOf())!;
  t.equal(added.length, defaultRungs.length + 1);
  const answer = await post('/settings/ladder', stale);
  t.equal(answer.statusCode, 303);
  const days = (rungs: readonly Rung[] | null) => rungs?.map(({ key, on, days }) => [key, on, days]);
  t.same(
    days(await draftOf()),
    days(added.map((rung) => (rung.key === 'first-reminder' ? { ...rung, days: 7 } : rung))),
  );
});

t.test(
  'a rep finds no other rep’s debtors in settings: no list of what is overdue, no ladder of one of them',
  async (t) => {
    const { room, get: adminGets } = await door(t);
    const app = await settingsDoor(t, world);
    await room.books([{ number: '3', name: 'Mit Sted', salesPerson: 7 }], []);
    const { session } = await room.member('rep', 'rep@example.test');
    const { get } = browserOf(app, session);
    const theirs = `/settings/ladder?ladder=debtor-${await room.debtorId('Kroen')}`;
    t.match((await adminGets('/settings/sending/backlog')).body, 'Kroen');
    t.equal((await get('/settings/sending/backlog')).statusCode, 403);
    const sending = await get('/settings/sending');
    t.equal(sending.statusCode, 200);
    t.notMatch(unescaped(sending.body), /settings\/sending\/backlog/);
    t.equal((await adminGets(theirs)).statusCode, 200);
    t.equal((await get(theirs)).statusCode, 404);
    t.equal((await get(theirs.replace('?', '/versions?'))).statusCode, 404);
    const mine = await get(`/settings/ladder?ladder=debtor-${await room.debtorId('Mit Sted')}`);
    t.match(mine.body, 'Mit Sted');
  },
);
