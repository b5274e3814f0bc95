/** What the outer world does to us: providers that go silent or push back, a grant taken away, money over the wire. */
import t from 'tap';
import { house } from './house.ts';

/** Monday 6 August 2040: what fell due on Wednesday 1 August is five days late. */
const home = await house(t, '2040-08-06 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
const fisk = await home.installs('Sønderby Fisk ApS');
for (const creditor of [nordvind, fisk]) {
  await creditor.confirmsDenmark();
  await creditor.waitsHours(0);
  await creditor.switchesOn();
}
await nordvind.connectsPayments();

t.test('a payment on the private page ends the case, and its booking later is the same money', async (t) => {
  const debtor = nordvind.hasDebtor('Betaler Online ApS');
  const booked = await debtor.owes('5000.00', '2040-08-01');
  await home.booksAreRead();
  await home.minutesPass(5);
  await nordvind.approves(debtor);
  await home.minutesPass(5);
  t.equal(debtor.letters().length, 1);
  const visit = await debtor.visits();
  // 2 to 6 August are five days: 5000 × 0,0975 × 5 / 366 = 6,66. With the fee: 5.106,66.
  t.match(visit.page.text, /5\.106,66/);
  t.match(
    (await visit.paysAll()).text,
    /Vi venter på svar fra banken|5\.106,66/,
    'our ledger speaks, or says that it waits',
  );
  await home.minutesPass(5);
  t.match(await debtor.caseOf(), { open: false, closedWhy: 'paid' });
  t.ok(debtor.mails().includes('receipt'));
  t.same((await debtor.statement()).statement.totalMinor, 0n);
  await debtor.pays(booked, '5000.00');
  await home.booksAreRead();
  const cleared = (await debtor.entries()).filter((entry) => entry.startsWith('clearing'));
  t.same(cleared, ['clearing 5000.00 2040-08-06', 'clearing -5000.00 2040-08-06'], 'what waited is released');
  t.same((await debtor.statement()).statement.totalMinor, 0n, 'and nothing is paid twice');
  await home.daysPass(15);
  t.equal(debtor.letters().length, 1, 'nor is anything asked again');
});

t.test('a provider that takes a letter and says nothing is asked, not sent a second one', async (t) => {
  const debtor = nordvind.hasDebtor('Stille Post ApS');
  await debtor.owes('1000.00', '2040-08-01');
  await home.booksAreRead();
  await home.minutesPass(5);
  home.world.postmark.hooksWithheld = true;
  home.breaks('postmark', 'accept-then-silent', 1);
  await nordvind.approves(debtor);
  await home.minutesPass(2);
  const states = async () =>
    (await home.behind`select state from messages where debtor_id = ${await debtor.id()} order by intended_at`).map(
      (row) => row['state'],
    );
  t.same(await states(), ['unknown']);
  await home.minutesPass(30);
  t.same(await states(), ['accepted'], 'found at the provider by our own id');
  t.equal(debtor.letters().length, 1);
  home.world.postmark.hooksWithheld = false;
});

t.test(
  'a provider that pushes back for longer than the facts keep voids the letter, which is decided anew',
  async (t) => {
    const debtor = nordvind.hasDebtor('Vent Lidt ApS');
    await debtor.owes('1100.00', '2040-08-01');
    await home.booksAreRead();
    await home.minutesPass(5);
    await nordvind.decides('facts-age', { seconds: 1 });
    await nordvind.approves(debtor);
    home.breaks('postmark', 'limited');
    await home.minutesPass(1);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    home.breaks('postmark', null);
    await home.minutesPass(10);
    t.equal(debtor.letters().length, 1, 'one letter in the end');
    const trail = (await debtor.trail()).map(({ what }) => what);
    t.ok(trail.includes('letter-voided'), 'after one that was voided');
    await nordvind.decides('facts-age', { seconds: 60 });
  },
);

t.test(
  'a debtor who is written to by SMS reads the whole letter behind its link; a dead number gives it back',
  async (t) => {
    const debtor = nordvind.hasDebtor('Læser Sms ApS', { mobilePhone: '+46 70-174 06 08' });
    await debtor.owes('1200.00', '2040-08-01');
    await home.booksAreRead();
    await nordvind.admin.sends(`/desk/debtors/${await debtor.id()}/decisions`, { decide: 'channel', channel: 'sms' });
    await home.minutesPass(5);
    await nordvind.approves(debtor);
    await home.minutesPass(5);
    const { twilio } = home.world;
    const [text] = twilio.texts;
    t.match(text, { to: '+46701740608', from: '+46701740699', status: 'delivered', hookDelivered: true });
    const sent = async () =>
      (await debtor.trail()).flatMap(({ what, details }) =>
        what.startsWith('letter-') && details['channel'] ? [`${what} ${details['channel']}`] : [],
      );
    t.same(await sent(), ['letter-sent sms', 'letter-delivered sms'], 'told through the door, signed');
    t.same(debtor.letters(), [], 'and no mail');
    const visitor = home.person();
    const page = await visitor.opens(/http\S+$/.exec(text!.body)![0]);
    const letter = await visitor.opens(/\/portal\/letters\/[0-9a-f-]{36}/.exec(page.text)![0]);
    t.match(letter.text, /Vores brev: 1\. rykker af \d+\. august 2040/);

    twilio.unreachable.push({ number: '+46701740609', code: 30006 });
    const other = nordvind.hasDebtor('Fastnet ApS', { mobilePhone: '+46 70-174 06 09' });
    await other.owes('1300.00', '2040-08-01');
    await home.booksAreRead();
    await nordvind.admin.sends(`/desk/debtors/${await other.id()}/decisions`, { decide: 'channel', channel: 'sms' });
    await home.minutesPass(5);
    await nordvind.approves(other);
    await home.minutesPass(5);
    t.same((await other.statement()).statement.feeMinor, 0n, 'the fee is taken back');
    t.match(await other.openLetter(), { rung: 'first-reminder', status: 'waiting' }, 'the rung is due again, and asks');
    await nordvind.approves(other);
    await home.minutesPass(5);
    t.match(other.letters(), [{ rung: 'first-reminder' }], 'by its next road');
    t.equal(twilio.texts.length, 2);
  },
);

t.test('a grant taken back pauses that creditor, tells its admin and touches nobody else', async (t) => {
  const debtor = nordvind.hasDebtor('Uden Bøger ApS');
  const other = fisk.hasDebtor('Fiskehandleren ApS');
  await debtor.owes('600.00', await home.today());
  await other.owes('600.00', '2040-08-17');
  await home.booksAreRead();
  nordvind.takesTheGrantBack();
  await home.daysPass(5);
  const paused = home.inbox().filter((mail) => mail.tag === 'creditor-paused');
  t.match(paused, [{ to: [nordvind.adminEmail] }], 'told once');
  t.same(debtor.letters(), []);
  t.match(await other.openLetter(), { rung: 'first-reminder', status: 'waiting' }, 'the other goes on');
  await fisk.approves(other);
  await home.turnsTo('2040-08-29 09:00');
  t.equal(other.letters().length, 1);
  await nordvind.installsAgain();
  await home.turnsTo('2040-08-30 09:00');
  t.match(await debtor.openLetter(), { rung: 'first-reminder' }, 'a new grant resumes');
});

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
