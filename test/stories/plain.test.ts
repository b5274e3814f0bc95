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
const british = nordvind.hasDebtor('Harbour Roast Ltd', { country: 'United Kingdom', currency: 'EUR' });
const consumer = nordvind.hasDebtor('Karen Holm Jensen', { companyNumber: null });
await swedish.owes('9800.00', '2040-08-01');
await british.owes('640.00', '2040-08-01');
await consumer.owes('895.00', '2040-08-01');
await home.booksAreRead();

/** The first Monday of August is a bank holiday in Scotland: the letter left on Tuesday, and the eleventh day is a Saturday. */
const usual = ['2040-08-06', '2040-08-17'];
const afterTheHoliday = ['2040-08-07', '2040-08-20'];

const everybody = [
  { who: 'a Swedish debtor', debtor: swedish, subject: /^Påminnelse/, total: /9\s?800,00/, left: usual },
  { who: 'a British debtor', debtor: british, subject: /reminder/i, total: /640\.00/, left: afterTheHoliday },
  { who: 'a consumer', debtor: consumer, subject: /^Rykker/, total: /895,00/, left: usual },
];
const monthLater = async () => {
  for (const day of ['2040-08-17', '2040-08-20']) {
    await home.turnsTo(`${day} 09:00`);
    for (const { debtor, left } of everybody) if (left[1] === day) await nordvind.approves(debtor);
  }
  await home.turnsTo('2040-09-24 09:00');
};

for (const { debtor } of everybody) await nordvind.approves(debtor);
await home.minutesPass(5);
await monthLater();

for (const { who, debtor, subject, total, left } of everybody) {
  t.test(`${who} is reminded twice, in a language they read, and of the invoice alone`, async (t) => {
    const letters = debtor.letters();
    t.same(
      letters.map((letter) => `${letter.rung} ${letter.left.slice(0, 10)}`),
      [`first-reminder ${left[0]}`, `second-reminder ${left[1]}`],
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
