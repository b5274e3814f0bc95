/** Money the debtor sends to the bank covers the fee as well; and a card payment is taken back by the payer's bank. */
import t from 'tap';
import { house } from './house.ts';

/** Monday 6 August 2040; what fell due on Wednesday 1 August is due for its first reminder today. */
const home = await house(t, '2040-08-06 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
await nordvind.confirmsDenmark();
await nordvind.connectsPayments();
await nordvind.switchesOn();

const cafe = nordvind.hasDebtor('Café Nord ApS');
const hotel = nordvind.hasDebtor('Hotel Strandlyst A/S');
const owed = { cafe: await cafe.owes('12000.00', '2040-08-01'), hotel: await hotel.owes('4000.00', '2040-08-01') };
await home.booksAreRead();
for (const debtor of [cafe, hotel]) await nordvind.approves(debtor);
await home.turnsTo('2040-08-07 10:00');

t.test('what the bank payment has beyond the invoice is said to be our fee and interest, in one press', async (t) => {
  t.equal(cafe.letters().length, 1);
  const { statement } = await cafe.statement();
  const ours = statement.feeMinor + statement.interestMinor;
  t.ok(ours > 0n, 'the letter stated interest, and a fee where its rung bears one');
  const [kroner, oere] = [ours / 100n, (ours % 100n).toString().padStart(2, '0')];
  const extra = await cafe.owes('1.00', '2041-08-01');
  await cafe.pays(owed.cafe, '12000.00');
  await cafe.pays(extra, `${kroner}.${oere}`, { matched: false });
  await home.booksAreRead();
  const aCase = (await cafe.caseOf())!;
  t.ok(aCase.open, 'it is not given up while the money may lie in the books');
  const page = await nordvind.admin.opens(`/desk/cases/${aCase.id}`);
  t.match(page.text, `This DKK ${kroner}.${oere} is our fee and interest`);
  const path = `/desk/cases/${aCase.id}/our-fee`;
  const wrong = await nordvind.admin.sends(path, { minor: (ours + 1n).toString() });
  t.match(wrong.text, 'The sums no longer fit');
  const done = await nordvind.admin.sends(path, { minor: ours.toString() });
  t.match(done.text, 'it is your fees and interest, and they are paid');
  t.match(await cafe.caseOf(), { open: false, closedWhy: 'paid' });
  t.match((await cafe.statement()).statement, { totalMinor: 0n });
  const again = await nordvind.admin.sends(path, { minor: ours.toString() });
  t.match(again.text, 'It is not open any more');
  t.ok((await cafe.trail()).some((each) => each.what === 'ours-paid-in-books'));
});

t.test('a chargeback makes it owed again and held; won, it is as before; refunded, it is owed once more', async (t) => {
  const visit = await hotel.visits();
  await visit.paysAll();
  await home.minutesPass(1);
  t.match(await hotel.caseOf(), { open: false, closedWhy: 'paid' });
  const paid = await hotel.entries();
  const session = home.world.stripe.sessions.findLast((each) => each.paid)!;
  const console = async (path: string, form: Record<string, string>) => {
    const answer = await fetch(`${home.url}/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ session: session.id, ...form }),
    });
    if (answer.status !== 200) throw new Error(await answer.text());
    await home.minutesPass(1);
  };
  await console('dispute', { how: 'open' });
  t.match(await hotel.caseOf(), { open: true });
  t.match(await hotel.holds(), [{ kind: 'payment-reversed' }]);
  t.match((await hotel.statement()).statement, { principalMinor: 400_000n });
  await console('dispute', { how: 'won' });
  t.match(await hotel.caseOf(), { open: false });
  t.same(await hotel.holds(), []);
  await console('refund', { amount: '1000.00' });
  t.match((await hotel.statement()).statement, { principalMinor: 100_000n, feeMinor: 0n });
  t.match(await hotel.holds(), [{ kind: 'payment-reversed' }]);
  t.ok((await hotel.entries()).length > paid.length);
  const letters = hotel.letters().length;
  await home.daysPass(20);
  t.equal(hotel.letters().length, letters, 'nobody has looked, so the debtor gets nothing');
});

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
