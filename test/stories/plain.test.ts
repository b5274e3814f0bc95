/** Whom the law of the house does not know gets plain reminders: no fee, no interest, never a notice. */
import t from 'tap';
import type { Debtor } from './debtor.ts';
import { house } from './house.ts';

const home = await house(t, '2040-08-06 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
await nordvind.confirmsDenmark();
await nordvind.waitsHours(0);
await nordvind.switchesOn();

const swedish = nordvind.hasDebtor('Söderports Kaffebar AB', { country: 'Sverige', currency: 'SEK' });
const english = nordvind.hasDebtor('Harbour Roast Ltd', { country: 'United Kingdom', currency: 'EUR' });
const consumer = nordvind.hasDebtor('Karen Holm Jensen', { companyNumber: null });
await swedish.owes('9800.00', '2040-08-01');
await english.owes('640.00', '2040-08-01');
await consumer.owes('895.00', '2040-08-01');
await home.booksAreRead();

const everybody = [
  { who: 'a Swedish debtor', debtor: swedish, subject: /^Påminnelse/, total: /9\s?800,00/ },
  { who: 'an English debtor', debtor: english, subject: /reminder/i, total: /640\.00/ },
  { who: 'a consumer', debtor: consumer, subject: /^Rykker/, total: /895,00/ },
];
const monthLater = async () => {
  await home.turnsTo('2040-08-17 09:00');
  for (const { debtor } of everybody) await nordvind.approves(debtor);
  await home.turnsTo('2040-09-24 09:00');
};

for (const { debtor } of everybody) await nordvind.approves(debtor);
await home.minutesPass(5);
await monthLater();

for (const { who, debtor, subject, total } of everybody) {
  t.test(`${who} is reminded twice, in a language they read, and of the invoice alone`, async (t) => {
    const letters = debtor.letters();
    t.same(
      letters.map(({ rung, left }) => `${rung} ${left.slice(0, 10)}`),
      ['first-reminder 2040-08-06', 'second-reminder 2040-08-17'],
    );
    t.match(letters[0]?.subject, subject);
    for (const { text } of letters) {
      t.match(text, total);
      t.notMatch(text, /gebyr|avgift|\bfee\b|morarente|dröjsmålsränta|interest|inkasso/i);
    }
    t.equal(await debtor.openLetter(), null, 'no notice follows');
    await owesNothingOfOurs(t, debtor);
  });
}

async function owesNothingOfOurs(t: { match(found: unknown, wanted: unknown): boolean }, debtor: Debtor) {
  const { statement } = await debtor.statement();
  t.match(statement, { feeMinor: 0n, interestMinor: 0n });
}

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
