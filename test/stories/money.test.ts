/** Money that comes between the yes and the letter, and money that comes in part, as a credit note or unmatched. */
import t from 'tap';
import { house } from './house.ts';

/** Monday 6 August 2040; what fell due on Wednesday 1 August is due for its first reminder today. */
const home = await house(t, '2040-08-06 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
await nordvind.confirmsDenmark();
await nordvind.switchesOn();

const early = nordvind.hasDebtor('Havnecaféen I/S');
const late = nordvind.hasDebtor('Café Nord ApS');
const partly = nordvind.hasDebtor('Bageriet Kornblomst ApS');
const credited = nordvind.hasDebtor('Hotel Strandlyst A/S');
const unmatched = nordvind.hasDebtor('Kantinen på Kajen ApS');
const owed = {
  early: await early.owes('1250.00', '2040-08-01'),
  late: await late.owes('1250.00', '2040-08-01'),
  partly: await partly.owes('8000.00', '2040-08-01'),
  credited: await credited.owes('6000.00', '2040-08-01'),
  unmatched: await unmatched.owes('3000.00', '2040-08-01'),
};
await home.booksAreRead();
for (const debtor of [early, late, partly, credited, unmatched]) await nordvind.approves(debtor);

t.test('a payment an hour before the approved letter leaves stops it, and the case ends', async (t) => {
  await home.turnsTo('2040-08-07 08:10');
  t.match(await early.openLetter(), { status: 'approved' });
  await early.pays(owed.early, '1250.00');
  await partly.pays(owed.partly, '3000.00');
  await credited.isCredited(owed.credited, '1000.00', { matched: false });
  await unmatched.pays(owed.unmatched, '3000.00', { matched: false });
  await home.turnsTo('2040-08-07 09:40');
  t.match(await early.caseOf(), { open: false, closedWhy: 'paid' });
  await home.turnsTo('2040-08-09 10:00');
  t.same(early.letters(), []);
  t.equal((await early.verdicts()).at(-1), 'mirror stop debt-remains settled', 'why is kept with the letter');
  t.match((await early.statement()).statement, { principalMinor: 0n, feeMinor: 0n, totalMinor: 0n });
});

t.test('a part payment holds the letter; the rest is demanded only after a member has confirmed it', async (t) => {
  t.same(partly.letters(), []);
  t.match(await partly.openLetter(), { status: 'held', guard: 'no-credit-pending', code: 'part-payment' });
  await nordvind.confirms(partly, 'part-payment');
  t.match(
    await partly.openLetter(),
    { status: 'waiting', rung: 'first-reminder' },
    'the old yes was to another letter',
  );
  await home.turnsTo('2040-08-13 09:00');
  t.same(partly.letters(), [], 'nobody has said yes to this one');
  await nordvind.approves(partly);
  await home.turnsTo('2040-08-13 10:00');
  // 5.000,00 are left. Interest: 6 days on 8.000 (2 to 7 August, the day of the payment included), 6 on 5.000
  // (8 to 13 August): (8000 × 6 + 5000 × 6) × 0,0975 / 366 = 20,7787.
  t.match(partly.letters()[0]?.text, /Morarente til og med i dag +20,78\n/);
  t.match(partly.letters()[0]?.text, /I alt +5\.120,78\n/);
  t.equal(partly.letters().length, 1);
});

t.test('a credit note holds the letter; after a look the net is demanded', async (t) => {
  t.same(credited.letters(), []);
  t.match(await credited.openLetter(), { status: 'held', guard: 'no-credit-pending', code: 'credit-note' });
  await nordvind.confirms(credited, 'credit-note');
  await nordvind.approves(credited);
  await home.turnsTo('2040-08-14 12:00');
  // 6.000,00 less 1.000,00. The books have not set the two off: interest runs on 6.000,00 for 13 days: 20,7787.
  t.match(credited.letters()[0]?.text, /-1\.000,00\n/);
  t.match(credited.letters()[0]?.text, /I alt +5\.120,78\n/);
});

t.test('money that matches no invoice holds the letter: the balance is below what is open', async (t) => {
  t.same(unmatched.letters(), []);
  t.match(await unmatched.openLetter(), { status: 'held', guard: 'balance-supports-claim', code: 'unmatched-payment' });
  await home.turnsTo('2040-08-16 10:00');
  t.same(unmatched.letters(), [], 'it stays so until somebody has matched it');
});

t.test('a payment the mirror has not seen stops the letter in its last minute', async (t) => {
  const debtor = nordvind.hasDebtor('Espressobaren Ø ApS');
  const invoice = await debtor.owes('900.00', '2040-08-10');
  await home.booksAreRead();
  await nordvind.approves(debtor);
  await home.turnsTo('2040-08-17 10:10');
  t.match(await debtor.openLetter(), { status: 'approved' });
  await debtor.pays(invoice, '900.00');
  await home.minutesPass(12);
  t.same(debtor.letters(), []);
  t.equal((await debtor.verdicts()).at(-1), 'mirror stop debt-remains settled');
  t.match(await debtor.caseOf(), { open: false, closedWhy: 'paid' });
});

t.test('who did not pay in between got the letter', async (t) => {
  t.match(late.letters()[0], { rung: 'first-reminder', left: /^2040-08-07 09:/ });
});

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
