/** What keeps a letter at home that was due and approved: money, a credit, a question, a changed mind. */
import t from 'tap';
import { bookClaim } from '../../src/sandbox/claims.ts';
import { house } from './house.ts';

/** Monday 6 August 2040: what fell due on Wednesday 1 August is five days late, and its first reminder is due today. */
const home = await house(t, '2040-08-06 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
await nordvind.confirmsDenmark();

t.test('nothing is proposed or sent before an admin switches on', async (t) => {
  const early = nordvind.hasDebtor('Tidligt Oppe ApS');
  await early.owes('800.00', '2040-08-01');
  await home.booksAreRead();
  t.equal(await early.openLetter(), null);
  await nordvind.switchesOn();
  t.match(await early.openLetter(), { rung: 'first-reminder', status: 'waiting' });
  await nordvind.withdraws(early);
  t.equal(await early.openLetter(), null, 'this letter is taken back');
  await home.turnsTo('2040-08-07 09:00');
  t.match(await early.openLetter(), { rung: 'first-reminder' }, 'but the rung stays due');
});

t.test('a payment an hour before it leaves stops the letter that was approved', async (t) => {
  const debtor = nordvind.hasDebtor('Betaler Sent ApS');
  const booked = await debtor.owes('1250.00', '2040-08-02');
  await home.booksAreRead();
  await home.minutesPass(5);
  await nordvind.approves(debtor);
  await home.turnsTo('2040-08-08 08:30');
  await debtor.pays(booked, '1250.00');
  await home.turnsTo('2040-08-08 15:00');
  t.same(debtor.letters(), []);
  t.match(await debtor.caseOf(), { open: false, closedWhy: 'paid' });
  t.ok(
    (await debtor.trail()).some(({ what, details }) => what === 'books-changed' && details['change'] === 'paid'),
    'and the trail says why',
  );
});

t.test('a part payment holds the rest until a member has confirmed it, and then needs a new yes', async (t) => {
  const debtor = nordvind.hasDebtor('Halvt Betalt ApS');
  const booked = await debtor.owes('4000.00', '2040-08-02');
  await home.booksAreRead();
  await home.minutesPass(5);
  await nordvind.approves(debtor);
  await debtor.pays(booked, '3000.00');
  await home.daysPass(2);
  t.same(debtor.letters(), [], 'not a word of it leaves');
  t.match(await debtor.openLetter(), { status: 'held', guard: 'no-credit-pending', code: 'part-payment' });
  await nordvind.confirms(debtor, 'part-payment');
  t.match(await debtor.openLetter(), { status: 'waiting' }, 'the rest waits for a yes of its own');
  await home.minutesPass(5);
  await nordvind.approves(debtor);
  await home.daysPass(4);
  const [letter] = debtor.letters();
  t.equal(letter?.rung, 'first-reminder');
  t.match(letter?.text, /2\. august 2040 +\d+ dage +1\.000,00\n/, 'what is left is asked for, no more');
});

t.test('a credit note holds, and the net is demanded once a member has looked', async (t) => {
  const debtor = nordvind.hasDebtor('Fik Kredit ApS');
  const booked = await debtor.owes('2000.00', '2040-08-02');
  await home.booksAreRead();
  await debtor.isCredited(booked, '750.00', { matched: false });
  await home.booksAreRead();
  t.match(await debtor.openLetter(), { status: 'held', guard: 'no-credit-pending', code: 'credit-note' });
  await nordvind.confirms(debtor, 'credit-note');
  await home.minutesPass(5);
  t.match(await debtor.openLetter(), { status: 'waiting' });
  await nordvind.approves(debtor);
  await home.daysPass(4);
  t.match(debtor.letters()[0]?.text, /Kreditnota \d+ af 14\. august 2040 +-750,00\n/);
  // 2.000,00 less 750,00, a fee of 100,00 and 14 days: 2000 × 0,0975 × 14 / 366 = 7,46.
  t.match(debtor.letters()[0]?.text, /I alt +1\.357,46\n/);
});

t.test('money that matches nothing holds the letter: the balance does not support it', async (t) => {
  const debtor = nordvind.hasDebtor('Uden Nummer ApS');
  const booked = await debtor.owes('3000.00', '2040-08-02');
  await home.booksAreRead();
  await debtor.pays(booked, '3000.00', { matched: false });
  await home.booksAreRead();
  await home.daysPass(1);
  t.match(await debtor.openLetter(), { status: 'held', guard: 'balance-supports-claim', code: 'unmatched-payment' });
  t.same(debtor.letters(), []);
  t.match(await debtor.holds(), [{ kind: 'unmatched-money' }], 'and its case rests by name');
});

t.test('a claim booked by hand is chased by the number that was typed on it', async (t) => {
  const debtor = nordvind.hasDebtor('Uden Faktura ApS');
  const line = {
    agreement: nordvind.agreement,
    customer: debtor.number,
    kind: 'manual',
    invoiceNumber: 70_011,
  } as const;
  bookClaim(home.world, { ...line, amountMinor: 150_000n, day: '2040-07-19', dueDay: '2040-08-02' });
  await home.booksAreRead();
  await home.minutesPass(5);
  await nordvind.approves(debtor);
  await home.daysPass(4);
  t.match(debtor.letters()[0]?.text, /70011 .*1\.500,00/);
});

t.test('a hold voids the yes that was given', async (t) => {
  const debtor = nordvind.hasDebtor('Holdt Tilbage ApS');
  await debtor.owes('900.00', '2040-08-02');
  await home.booksAreRead();
  await home.minutesPass(5);
  await nordvind.approves(debtor);
  await nordvind.holds(debtor);
  await home.daysPass(3);
  t.same(debtor.letters(), []);
  t.match(await debtor.openLetter(), { status: 'held', guard: 'not-paused' });
  await nordvind.confirms(debtor, 'pause');
  t.match(await debtor.openLetter(), { status: 'waiting' }, 'and a yes is asked for again');
});

t.test('another invoice that falls due after the yes asks for a new one', async (t) => {
  const debtor = nordvind.hasDebtor('En Faktura Til ApS');
  const booked = await debtor.owes('700.00', '2040-08-02');
  await home.booksAreRead();
  await home.minutesPass(5);
  await nordvind.approves(debtor);
  const more = await debtor.owes('350.00', '2040-08-03');
  await home.daysPass(3);
  t.same(debtor.letters(), [], 'the letter would list another invoice now');
  t.match(await debtor.openLetter(), { status: 'waiting' });
  t.not(booked.invoice, more.invoice);
});

t.test('a question on the private page freezes the case, and the answer lets it go on', async (t) => {
  const debtor = nordvind.hasDebtor('Spørger Om Noget ApS');
  await debtor.owes('1500.00', '2040-08-02');
  await home.booksAreRead();
  await home.minutesPass(5);
  await nordvind.approves(debtor);
  await home.daysPass(4);
  t.equal(debtor.letters().length, 1);
  const visit = await debtor.visits();
  t.match(await visit.asks('Hvad var det for en vare?'), { status: 200 });
  await home.daysPass(14);
  t.equal(debtor.letters().length, 1, 'the second reminder is due and rests');
  t.match(await debtor.openLetter(), { rung: 'second-reminder', status: 'held', guard: 'no-open-question' });
  t.ok(debtor.mails().includes('question-received'));
  await nordvind.answersTheQuestion(debtor, 'Det var espressobønner.');
  t.match(await debtor.openLetter(), { rung: 'second-reminder', status: 'waiting' });
});

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
