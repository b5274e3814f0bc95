/** Which law: what debtors of several countries are asked for, from the first letter to the notice. */
import t from 'tap';
import { chooseLaw } from '../../src/creditors/choose-law.ts';
import { type LawChoices, nothingChosen } from '../../src/creditors/law-choices.ts';
import { house } from './house.ts';

/** Monday 6 August 2040. */
const home = await house(t, '2040-08-06 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
for (const market of ['DK', 'SE', 'NO']) await nordvind.confirmsMarket(market);
await nordvind.waitsHours(0);
await nordvind.switchesOn();
// Rates nobody can know yet: in 2040 every market's reference stands at two per cent.
await home.behind`
  insert into reference_rates (market, from_day, percent, source, confidence, origin)
  select market, '2040-07-01', '2.00', 'a story', 'high', 'sandbox' from unnest(array['SE', 'NO']) as market
  on conflict do nothing`;

const chooses = async (market: string, choices: Partial<LawChoices>) => {
  const chosen = await nordvind.work((work) => chooseLaw(work, market, { ...nothingChosen, ...choices }));
  if (chosen.kind !== 'changed') throw new Error(`the choice for ${market} was ${chosen.kind}`);
};

await chooses('SE', { feeAgreedFrom: '2040-01-01' });

const swedish = nordvind.hasDebtor('Söderports Kaffebar AB', { country: 'Sverige', currency: 'SEK' });
const norwegian = nordvind.hasDebtor('Nordlys Kaffe AS', {
  country: 'Norge',
  currency: 'NOK',
  companyNumber: '912345678',
});
const consumer = nordvind.hasDebtor('Karen Holm Jensen', { companyNumber: null });
const euro = nordvind.hasDebtor('Hotel Strandlyst A/S', { currency: 'EUR' });
await swedish.owes('9800.00', '2040-08-01');
await norwegian.owes('4000.00', '2040-08-01');
await consumer.owes('895.00', '2040-08-01');
await euro.owes('640.00', '2040-08-01');
await home.booksAreRead();

const everybody = [swedish, norwegian, consumer, euro];
for (const debtor of everybody) await nordvind.approves(debtor);
await home.minutesPass(5);

await chooses('DK', {
  amounts: { EUR: { feeMinor: 1300n, compensationMinor: 4100n } },
  compensationFrom: 'second-reminder',
});
await chooses('SE', { feeAgreedFrom: '2040-01-01', compensationFrom: 'second-reminder' });
await home.turnsTo('2040-08-17 09:00');
for (const debtor of everybody) await nordvind.approves(debtor);
await home.minutesPass(5);

t.test('a Swedish debtor bears the agreed 60 kronor, and no more of them', async (t) => {
  t.match(swedish.letters()[0]?.text, /Påminnelseavgift, det här brevet +60,00\n/);
  t.match(swedish.letters()[0]?.text, 'vårt avtal och 2 § lagen (1981:739)');
});

t.test('a Norwegian debtor bears no fee before the fourteenth day', async (t) => {
  t.notMatch(norwegian.letters()[0]?.text, /reminder fee/i);
});

t.test('a Danish consumer is asked for the invoice alone', async (t) => {
  t.notMatch(consumer.letters()[0]?.text, /gebyr|rente|kompensation/i);
});

t.test('an invoice in euro under Danish law bears no fee until the creditor has said what it is there', async (t) => {
  t.notMatch(euro.letters()[0]?.text, /gebyr/i);
  t.match(euro.letters()[0]?.text, 'Morarente', 'interest is in no currency of its own');
});

t.test('the second letters: set amounts in euro, 450 kronor in place of the fee, 35 Norwegian kroner', async (t) => {
  const [, inEuro] = euro.letters();
  t.match(inEuro?.text, /Rykkergebyr, dette brev +13,00\n/);
  t.match(inEuro?.text, /Kompensation for sen betaling, faktura \d+ +41,00\n/, 'Denmark has both');
  const [, inSwedish] = swedish.letters();
  t.match(inSwedish?.text, /Förseningsersättning, faktura \d+ +450,00\n/);
  t.notMatch(inSwedish?.text, /Påminnelseavgift, /, 'it takes the place of the fee');
  t.match(norwegian.letters()[1]?.text, /Reminder fee, this letter +35\.00\n/);
});

t.test('the ledger says what the letters said', async (t) => {
  t.match((await swedish.statement()).statement, { feeMinor: 0n, compensationMinor: 45_000n });
  t.match((await euro.statement()).statement, { feeMinor: 1300n, compensationMinor: 4100n });
  t.match((await consumer.statement()).statement, { feeMinor: 0n, compensationMinor: 0n, interestMinor: 0n });
});

t.test('each letter keeps its law, its rates and the reason of each charge', async (t) => {
  const [row] = await home.behind`
    select content -> 'law' as law from proposals
    where creditor_id = ${nordvind.creditorId} and debtor_id = ${await norwegian.id()} and status = 'sent' order by sent_at limit 1`;
  t.match(row!['law'], {
    debtorKind: 'business',
    markets: [{ market: 'NO', confirmed: true, dayCount: 'actual' }],
    rates: [{ market: 'NO', fromDay: '2040-07-01', percent: '2.00', source: 'a story' }],
    feeReason: 'fee-too-early',
    interestReason: 'interest',
    compensationReason: 'not-chosen',
  });
});

t.test('a letter that comes back takes its compensation with it; the fee it stood for stays given up', async (t) => {
  const letter = home.inbox().findLast((mail) => mail.to.includes(swedish.email) && mail.tag === 'second-reminder')!;
  home.world.bell.emit('bounce', letter, swedish.email);
  await home.minutesPass(5);
  // The careful side: a debtor who was told once that the fee is gone is not asked for it again.
  t.match((await swedish.statement()).statement, { feeMinor: 0n, compensationMinor: 0n });
  t.match(await swedish.openLetter('SEK'), { rung: 'second-reminder', status: 'held', guard: 'address-works' });
});

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
