/** When and how often letters leave, and what becomes of the backlog, as the settings page takes and shows it. */
import t, { type Test } from 'tap';
import { readCreditor } from '../../src/creditors/store.ts';
import { readSettings } from '../../src/creditors/store-settings.ts';
import { type SeedRoom, seedWorld } from '../seed.ts';
import { browserOf, settingsDoor } from '../settings-door.ts';

const world = await seedWorld(t);

async function door(t: Test, room: SeedRoom, role: 'admin' | 'rep' = 'admin') {
  const { session } = await room.member(role, `${role}-${Math.random()}@nordvind.example`);
  return browserOf(await settingsDoor(t, world), session);
}

const times = { 'day-1': 'on', 'day-3': 'on', from: '9', to: '15', hours: '2', spread: '120', zone: 'Europe/Helsinki' };

t.test('days, hours, the clock and the spread are saved together', async (t) => {
  const room = await world.room();
  const { post, get } = await door(t, room);
  t.equal((await post('/settings/sending/hours', times)).statusCode, 303);
  t.match(await room.work(readSettings), {
    hours: { from: 9, to: 15 },
    weekdays: [1, 3],
    spreadMinutes: 120,
    holdWindowHours: 2,
  });
  t.equal((await room.work(readCreditor)).timeZone, 'Europe/Helsinki');
  const { body } = await get('/settings/sending');
  t.match(body, /name="day-3" checked/);
  t.notMatch(body, /name="day-2" checked/);
  t.match(body, /value="Europe\/Helsinki" selected/);
  t.match(body, 'The next here: Monday 2 April 2040, Monday 21 May 2040');
  t.match(
    (await room.trail()).map(({ details }) => details).filter(({ setting }) => setting === 'time-zone'),
    [{ before: { zone: 'Europe/Copenhagen' }, after: { zone: 'Europe/Helsinki' } }],
  );
});

t.test('what cannot be is said beside its field, and nothing is saved', async (t) => {
  const room = await world.room();
  const { post } = await door(t, room);
  for (const [change, sentence] of [
    [{ from: '16', to: '8' }, 'The last hour must come after the first.'],
    [{ 'day-1': '', 'day-3': '' }, 'Choose at least one day.'],
    [{ zone: 'Mars/Olympus' }, 'Choose from the list.'],
    [{ zone: '+02:00' }, 'Choose from the list.'],
    [{ spread: '7' }, 'Choose from the list.'],
    [{ hours: '200' }, 'A week is the longest.'],
  ] as const) {
    const answer = await post('/settings/sending/hours', { ...times, ...change });
    t.equal(answer.statusCode, 422, sentence);
    t.match(answer.body, sentence);
  }
  for (const [form, sentence] of [
    [{ days: 'two' }, 'Write a whole number of days.'],
    [{ days: '31' }, 'A month is the longest.'],
    [{ days: '3', 'sum-DKK': '1.234' }, 'DKK: Write a sum as in 50 or 50.00'],
    [{ days: '3', 'sum-EUR': '-1' }, 'EUR: Write a sum as in 50 or 50.00'],
  ] as const) {
    const answer = await post('/settings/sending/limits', form);
    t.equal(answer.statusCode, 422, sentence);
    t.match(answer.body, sentence);
  }
  t.match(await room.work(readSettings), { hours: { from: 8, to: 16 }, quietDays: 3, smallestSums: {} });
});

t.test('quiet days and smallest sums are saved, each in its currency', async (t) => {
  const room = await world.room();
  const { post, get } = await door(t, room);
  await post('/settings/sending/limits', { days: '5', 'sum-DKK': '50', 'sum-EUR': '7,50', 'sum-SEK': '' });
  t.same((await room.work(readSettings)).smallestSums, { DKK: 5000n, EUR: 750n });
  t.equal((await room.work(readSettings)).quietDays, 5);
  t.match((await get('/settings/sending')).body, /name="sum-EUR"[^>]*value="7.50"/);
});

/** Three debtors, five overdue invoices, one not due yet. */
async function backlog() {
  const room = await world.room();
  await room.books(
    [
      { number: '1', name: 'Alfa' },
      { number: '2', name: 'Beta' },
      { number: '3', name: 'Gamma' },
    ],
    [
      { number: '101', debtor: '1', daysLate: 240, minor: 100_000n },
      { number: '102', debtor: '1', daysLate: 20, minor: 50_000n },
      { number: '201', debtor: '2', daysLate: 220, minor: 30_000n },
      { number: '202', debtor: '2', daysLate: 10, minor: 20_000n, currency: 'EUR' },
      { number: '301', debtor: '3', daysLate: 200, minor: 10_000n },
      { number: '302', debtor: '3', daysLate: -20, minor: 70_000n },
    ],
  );
  return room;
}

const plainText = (body: string) => body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

t.test('before sending is switched on, the backlog is told in numbers, and each choice with its letters', async (t) => {
  const room = await backlog();
  const { get, post } = await door(t, room);
  const page = plainText((await get('/settings/sending')).body);
  t.match(page, '5 invoices of 3 debtors, DKK 1,900.00 and EUR 200.00 are overdue');
  t.match(page, 'the oldest fell due on 16 July 2039');
  t.match(page, 'Start all of them at the first reminder 4 letters tonight');
  const counted = plainText((await get('/settings/sending?after=2040-01-01')).body);
  t.match(
    counted,
    'Due after 1 January 2040: 2 invoices of 2 debtors, DKK 500.00 and EUR 200.00; 2 letters tonight. 3 are left out.',
  );
  t.equal((await room.trail()).filter(({ what }) => what === 'invoice-left-out').length, 0, 'counting changes nothing');

  const unchosen = await post('/settings/sending/on', { seen: 'on', off: 'on' });
  t.equal(unchosen.statusCode, 422);
  t.match(unchosen.body, 'Choose what happens with the invoices that are overdue already.');
  const without = await post('/settings/sending/on', { seen: 'on', off: 'on', backlog: 'due-after', after: '' });
  t.equal(without.statusCode, 422);
  t.match(without.body, 'Write the day');
  t.equal((await room.work(readSettings)).sendingOn, false);

  await post('/settings/sending/on', { seen: 'on', off: 'on', backlog: 'due-after', after: '2040-01-01' });
  t.equal((await room.work(readSettings)).sendingOn, true);
  const left = (await room.trail()).filter(({ what }) => what === 'invoice-left-out');
  t.same(
    left.map(({ details }) => details),
    ['101', '201', '301'].map((invoice) => ({ invoice, why: 'backlog', before: 'in', after: 'out' })),
  );
  await room.propose();
  t.match((await room.letter('Alfa')).status, 'waiting');
  t.match(plainText((await get('/settings/sending')).body), '3 invoices are left out and get no letter.');
});

t.test('by hand: what is not ticked on a page is left out, what is ticked again is taken in', async (t) => {
  const room = await backlog();
  const { get, post } = await door(t, room);
  const list = (await get('/settings/sending/backlog')).body;
  const listed = [...list.matchAll(/name="listed" value="([^"]+)"/g)].map(([, id]) => id!);
  t.equal(listed.length, 5);
  t.equal(list.match(/name="in"[^>]* checked/g)?.length, 5, 'all are in until somebody says otherwise');
  const [oldest = '', ...younger] = listed;
  const saved = await post('/settings/sending/backlog', { listed, in: younger, page: '1' });
  t.equal(saved.headers.location, '/settings/sending/backlog?page=1');
  const again = (await get('/settings/sending/backlog')).body;
  t.match(plainText(again), '1 of them is left out; 4 invoices of 3 debtors');
  t.match(again, new RegExp(`name="in" value="${oldest}"(?![^>]* checked)`));
  await post('/settings/sending/backlog', { listed, act: 'none' });
  t.match(plainText((await get('/settings/sending/backlog')).body), '5 of them are left out');
  await post('/settings/sending/backlog', { listed: oldest, in: oldest });
  const trail = (await room.trail()).filter(({ what }) => what.startsWith('invoice-'));
  t.same(trail.at(-1)?.details, { invoice: '101', why: 'backlog', before: 'out', after: 'in' });
  await post('/settings/sending/on', { seen: 'on', off: 'on', backlog: 'by-hand' });
  await room.propose();
  t.match((await room.letter('Alfa')).status, 'waiting', 'of the oldest alone');
  await t.rejects(room.letter('Beta'), /no such thing/);
  await post('/settings/sending/backlog', { listed, act: 'all' });
  await room.propose();
  t.match((await room.letter('Beta')).status, 'waiting', 'taken in later, it starts then');
});

t.test('a rep reads when letters leave, sees no list of everybody’s debtors, and changes nothing', async (t) => {
  const room = await backlog();
  const { get, post } = await door(t, room, 'rep');
  t.match(plainText((await get('/settings/sending')).body), 'When letters may leave');
  t.equal((await get('/settings/sending/backlog')).statusCode, 403);
  t.equal((await post('/settings/sending/backlog', { act: 'none' })).statusCode, 403);
  t.equal((await post('/settings/sending/limits', { days: '1' })).statusCode, 403);
});
