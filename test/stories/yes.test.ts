/** What an admin's yes is worth: exactly that letter, as long as nobody holds or takes it back. And before the switch: nothing. */
import t from 'tap';
import { house } from './house.ts';

const home = await house(t, '2040-08-06 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
await nordvind.confirmsDenmark();

t.test('before sending is switched on nothing is proposed and nothing is sent', async (t) => {
  const debtor = nordvind.hasDebtor('Konditori Vinterberg ApS');
  await debtor.owes('400.00', '2040-08-01');
  await home.turnsTo('2040-08-08 12:00');
  t.equal(await debtor.openLetter(), null);
  t.equal(await debtor.caseOf(), null);
  t.same(debtor.mails(), []);
  t.same(
    home.inbox().map((mail) => mail.tag),
    ['sign-in'],
    'only the sign-in link has left this house',
  );

  await nordvind.switchesOn();
  t.match(await debtor.openLetter(), { rung: 'first-reminder', status: 'waiting' });
});

t.test('a letter that changes needs a new yes', async (t) => {
  const debtor = nordvind.hasDebtor('Havnecaféen I/S');
  await debtor.owes('1250.00', '2040-08-03');
  await home.booksAreRead();
  await nordvind.approves(debtor);
  const before = await debtor.openLetter();
  await debtor.owes('700.00', '2040-08-02');
  await home.booksAreRead();
  const after = await debtor.openLetter();
  t.match(after, { status: 'waiting', guard: 'hold-window-over' }, 'another invoice is on it now');
  t.not(after?.hash, before?.hash);
  await home.turnsTo('2040-08-10 09:00');
  t.same(debtor.letters(), [], 'the old yes lets nothing leave');
  await nordvind.approves(debtor);
  await home.minutesPass(5);
  t.match(debtor.letters(), [{ left: /^2040-08-10/, text: /700,00[\s\S]*1\.250,00/ }]);
  t.equal(debtor.letters().length, 1);
});

t.test('interest may grow under a yes, and leaves as it is on the day', async (t) => {
  const debtor = nordvind.hasDebtor('Kroen ApS');
  await debtor.owes('10000.00', '2040-08-03');
  await home.booksAreRead();
  await nordvind.approves(debtor);
  await home.turnsTo('2040-08-13 12:00');
  // Approved on Friday the 10th with 7 days; leaves on Monday the 13th with 10: 10000 × 0,0975 × 10 / 366 = 26,6393.
  t.match(debtor.letters()[0], { left: /^2040-08-13/, text: /Morarente til og med i dag +26,64\n/ });
});

t.test('a hold takes the yes back', async (t) => {
  const debtor = nordvind.hasDebtor('Bageriet Kornblomst ApS');
  await debtor.owes('500.00', '2040-08-07');
  await home.booksAreRead();
  await nordvind.approves(debtor);
  await nordvind.holds(debtor);
  await home.turnsTo('2040-08-15 12:00');
  t.same(debtor.letters(), []);
  t.match(await debtor.openLetter(), { status: 'held', guard: 'not-paused' });
  await nordvind.confirms(debtor, 'pause');
  t.match(await debtor.openLetter(), { status: 'waiting' }, 'the hold is over, the yes is gone');
  await home.turnsTo('2040-08-16 12:00');
  t.same(debtor.letters(), []);
  await nordvind.approves(debtor);
  await home.minutesPass(5);
  t.equal(debtor.letters().length, 1);
});

t.test('a letter withdrawn leaves its rung due: next morning it is proposed anew', async (t) => {
  const debtor = nordvind.hasDebtor('Frokosthuset Linden ApS');
  await debtor.owes('500.00', '2040-08-10');
  await home.booksAreRead();
  await nordvind.approves(debtor);
  const taken = await debtor.openLetter();
  await nordvind.withdraws(debtor);
  t.equal(await debtor.openLetter(), null);
  await home.turnsTo('2040-08-17 09:00');
  t.match(await debtor.openLetter(), { rung: 'first-reminder', status: 'waiting' });
  t.not((await debtor.openLetter())?.id, taken?.id);
  t.same(debtor.letters(), []);
});

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
