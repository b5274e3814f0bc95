/** What becomes of the backlog, of small sums and of two letters close together; and the minute at which a letter leaves. */
import t from 'tap';
import { house } from './house.ts';

/** Thursday 22 March 2040. Summer time begins on the 25th, and the week after it ends with Maundy Thursday, the 29th. */
const home = await house(t, '2040-03-22 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
const old = nordvind.hasDebtor('Gammelt Tilgodehavende ApS');
const two = nordvind.hasDebtor('To Fakturaer ApS');
const small = nordvind.hasDebtor('Småbeløb ApS');
await old.owes('1000.00', '2039-12-01');
await two.owes('2000.00', '2040-03-10');
await two.owes('700.00', '2040-03-20');
await small.owes('100.00', '2040-03-11');
await small.owes('450.00', '2040-03-23');
await home.booksAreRead();
await nordvind.decides('smallest-sum', { DKK: '50000' });

const switchOn = (form: Record<string, string>) =>
  nordvind.admin.sends('/settings/sending/on', { seen: 'on', off: 'on', ...form });

t.test('switching on asks what becomes of the backlog, and what is left out gets no letter', async (t) => {
  const page = await nordvind.admin.opens('/settings/sending');
  t.match(page.text, /4 invoices of 3 debtors, DKK\s3,800\.00/);
  t.match(page.text, /the oldest fell due on 1 December 2039/);
  t.equal((await switchOn({})).status, 422);
  const chosen = await switchOn({ backlog: 'due-after', after: '2040-01-31' });
  t.match(chosen.text, /Sending is on/);
  t.match(chosen.text, /1<\/strong> invoice is left out/);
  await home.minutesPass(5);
  t.equal(await old.openLetter(), null);
  t.match(await two.openLetter(), { rung: 'first-reminder', status: 'waiting' });
});

t.test('a debt under the smallest sum is held with its reason, and goes when more is owed', async (t) => {
  t.match(await small.openLetter(), { status: 'held', guard: 'enough-is-owed', code: 'too-little' });
  await home.turnsTo('2040-03-26 09:30');
  t.match(await small.openLetter(), { status: 'waiting' }, 'the second fell due on Friday: 550 is enough');
});

t.test('a letter leaves at a minute of its own, and the next one keeps the quiet days', async (t) => {
  await nordvind.approves(two);
  await home.turnsTo('2040-03-27 16:00');
  const [first] = two.letters();
  t.match(first?.left, /^2040-03-27 08:/, 'a day after the admins were told, within the hour');
  t.notMatch(first?.left, /:00/, 'and never on the hour');
  t.match(first?.text, /2\.000,00/);
  t.match(first?.text, /700,00/, 'what fell due meanwhile is on it');

  await two.owes('300.00', '2040-03-29');
  await home.turnsTo('2040-03-28 09:00');
  t.match(await two.openLetter(), { rung: 'nudge', guard: 'quiet-days-kept', code: 'quiet-days' });
  await home.turnsTo('2040-04-03 09:00');
  t.match(await two.openLetter(), { rung: 'first-reminder' }, 'Easter is over, and so is the day of the nudge');
});

t.test('what was left out can be taken in at any time, and starts then', async (t) => {
  const list = await nordvind.admin.opens('/settings/sending/backlog');
  t.match(list.text, /Gammelt Tilgodehavende ApS/);
  const [, id = ''] = /name="listed" value="([^"]+)"/.exec(list.text) ?? [];
  await nordvind.admin.sends('/settings/sending/backlog', { listed: id, in: id });
  await home.minutesPass(5);
  t.match(await old.openLetter(), { rung: 'first-reminder' }, 'a year late it starts at the first');
});

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
