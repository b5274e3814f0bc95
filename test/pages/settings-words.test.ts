/** Segments' rule and words for certain debtors, as an admin sets them; and what a debtor's letter then says. */
import t from 'tap';
import { giveStandingYes } from '../../src/cases/give-standing-yes.ts';
import { refreshCases } from '../../src/cases/refresh-cases.ts';
import { readSetting } from '../../src/creditors/store-settings.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import { readLetter } from '../letter-of.ts';
import { browserOf, settingsDoor } from '../settings-door.ts';

const { world } = await deskDoor(t);
const page = '/settings/texts';
const nord = 'Café Nord ApS';

async function door() {
  const room = await world.room();
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  const { session, memberId } = await room.member('admin', `admin${Math.random()}@example.test`);
  const { get, post } = browserOf(await settingsDoor(t, world), session);
  return { room, memberId, get: async (url: string) => unescaped((await get(url)).body), post };
}

t.test('words go to the debtors they are for, and to no others', async (t) => {
  const { room, get, post } = await door();
  const before = await readLetter(world.behind, room, nord);
  t.equal(before.ownText, null);
  t.equal((await post(page, { letter: 'first-reminder', atLeast: '4.120,00', da: 'Hej' })).statusCode, 422);
  const saved = await post(page, {
    letter: 'first-reminder',
    atLeast: '4120',
    under: '4120,01',
    da: 'Hej {name}!\r\n\r\nVi savner {total}.',
  });
  t.equal(saved.statusCode, 303);
  t.match(await get(page), 'A debtor who owes from DKK 4,120.00 up to DKK 4,120.01 in the letter.');
  await room.work((work) => refreshCases(work));
  await room.propose();
  t.equal((await readLetter(world.behind, room, nord)).ownText, 'Hej {name}!\n\nVi savner {total}.');
  t.equal((await readLetter(world.behind, room, 'Uden Adresse ApS')).ownText, null);
});

t.test(
  'words that nobody can get, that name what is no value or that threaten are refused with what to do',
  async (t) => {
    const { get, post } = await door();
    const refused = async (form: Record<string, string>) => {
      const answer = await post(page, { letter: 'notice', ...form });
      t.equal(answer.statusCode, 422);
      return unescaped(answer.body);
    };
    t.match(await refused({ da: 'Hej' }), 'Choose whom the words are for.');
    t.match(await refused({ relation: 'close' }), 'Write the words in at least one language.');
    t.match(await refused({ relation: 'close', en: 'Dear {nmae}' }), '{nmae} is no value we know');
    t.match(await refused({ group: 'seven', en: 'Dear' }), 'group’s number');
    const empty = await get(page);
    t.match(empty, 'No words of this kind yet.');
    t.notMatch(empty, 'undefined', 'a form with nothing in it says nothing');
  },
);

t.test('the order is theirs to choose, and one can be changed and removed', async (t) => {
  const { room, get, post } = await door();
  for (const relation of ['close', 'new']) await post(page, { letter: 'nudge', relation, en: `To a ${relation} one` });
  const relations = async () =>
    (await room.work((work) => readSetting(work, 'texts'))).map(({ when }) => when.relation);
  t.same(await relations(), ['close', 'new']);
  await post(`${page}/order`, { place: '2', act: 'up' });
  t.same(await relations(), ['new', 'close']);
  t.match(await get(`${page}?edit=2`), 'To a close one</textarea>');
  await post(page, { place: '2', letter: 'nudge', relation: 'usual', en: 'To a usual one' });
  t.same(await relations(), ['new', 'usual']);
  await post(`${page}/order`, { place: '1', act: 'remove' });
  t.same(await relations(), ['usual']);
  t.equal((await post(`${page}/order`, { place: '9', act: 'remove' })).statusCode, 303);
  t.same(await relations(), ['usual'], 'what is not there is not removed');
});

t.test('new words take standing approvals back: nobody has said yes to them', async (t) => {
  const { room, memberId, post } = await door();
  await world.openWork({ creditorId: room.creditorId, actor: { kind: 'member', id: memberId } }, (work) =>
    giveStandingYes(work, 'normal', 'first-reminder'),
  );
  await post(page, { letter: 'first-reminder', relation: 'close', en: 'Dear friend' });
  const left = await world.behind`
    select ended_why from standing_approvals where creditor_id = ${room.creditorId}`;
  t.same(
    left.map((row) => row['ended_why']),
    ['taken-back'],
  );
});

t.test('the rule of segments is saved whole or not at all, and looked at anew', async (t) => {
  const { room, get, post } = await door();
  const rule = {
    moves: 'automatic',
    months: '6',
    leastDebts: '2',
    averageDaysLate: '15',
    lateShare: '40',
    scoreUnder: '',
    notices: '',
  };
  const bad = await post('/settings/segments', { ...rule, averageDaysLate: '3' });
  t.equal(bad.statusCode, 422);
  t.match(unescaped(bad.body), 'up to three days late are the bank’s');
  t.equal((await post('/settings/segments', rule)).statusCode, 303);
  t.match(await room.work((work) => readSetting(work, 'segments')), {
    moves: 'automatic',
    months: 6,
    scoreUnder: null,
  });
  t.match(await get('/settings/segments'), 'value="15"');
  const due = await world.behind`select 1 from timetable where creditor_id = ${room.creditorId} and what = 'segments'`;
  t.equal(due.length, 1);
});
