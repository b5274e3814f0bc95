/** What a letter carries under each market's law: fees, compensation and time to pay, on the days of their borders. */
import t from 'tap';
import type { InvoiceFacts } from '../../src/ladder/facts.ts';
import type { LetterPlan } from '../../src/ladder/letter-plan.ts';
import { planLetter } from '../../src/ladder/letter-plan.ts';
import type { DebtorKind } from '../../src/law/rules.ts';
import { dayPlus } from '../../src/values/day.ts';
import type { Currency } from '../../src/values/money.ts';
import { climbedTo, invoice, ladder, ladderWith } from './world.ts';

const today = '2026-03-11';
const daysLate = (days: number) => ({ dueDay: dayPlus(today, -days) });
const nothing = { feeMinor: null, compensationMinor: null };

function plan(change: Partial<InvoiceFacts>, debtorKind: DebtorKind = 'business', others: InvoiceFacts[] = []) {
  const one = { ...invoice, ...daysLate(20), ...change };
  const currency = one.currency as Currency;
  return planLetter({ today, ladder, debtorKind, neverFee: false, currency, invoices: [one, ...others] })!;
}
const fee = ({ feeMinor, feeReason }: LetterPlan) => `${feeMinor} ${feeReason}`;
const compensation = (letter: LetterPlan) =>
  [letter.compensationReason, ...letter.compensation.map((each) => `${each.amountMinor} ${each.againstFees}`)].join(
    ' ',
  );

t.test('the fee under each law', async (t) => {
  const table: [string, Partial<InvoiceFacts>, string][] = [
    ['Denmark', { market: 'DK', currency: 'DKK' }, '10000 fee'],
    ['Sweden, not agreed', { market: 'SE', currency: 'SEK' }, '0 fee-not-agreed'],
    ['Sweden, agreed', { market: 'SE', currency: 'SEK', feeAgreed: true }, '6000 legal-maximum'],
    ['Sweden, the second', { market: 'SE', currency: 'SEK', feeAgreed: true, feesSoFar: 1 }, '0 fee-cap-reached'],
    ['Norway, day 13', { market: 'NO', currency: 'NOK', ...daysLate(13) }, '0 fee-too-early'],
    ['Norway, day 14', { market: 'NO', currency: 'NOK', ...daysLate(14) }, '3500 legal-maximum'],
    ['Norway, day 15', { market: 'NO', currency: 'NOK', ...daysLate(15) }, '3500 legal-maximum'],
    ['Norway, the second', { market: 'NO', currency: 'NOK', feesSoFar: 1 }, '3500 legal-maximum'],
    ['Norway, the third', { market: 'NO', currency: 'NOK', feesSoFar: 2 }, '0 fee-cap-reached'],
    ['Finland', { market: 'FI', currency: 'EUR' }, '1200 legal-maximum'],
    ['Germany', { market: 'DE', currency: 'EUR' }, '0 not-in-this-law'],
    ['the Netherlands', { market: 'NL', currency: 'EUR' }, '0 not-in-this-law'],
    ['Britain', { market: 'GB', currency: 'GBP' }, '0 not-in-this-law'],
    ['the floor', { market: 'FR', currency: 'EUR' }, '0 market-floor-only'],
    ['nowhere we know', { market: 'US', currency: 'USD' }, '0 market-not-in-law-room'],
    ['in euro under Danish law', { market: 'DK', currency: 'EUR' }, '0 currency-differs'],
    [
      'in euro under Danish law, set',
      { market: 'DK', currency: 'EUR', ownAmounts: { ...nothing, feeMinor: 1300n } },
      '1300 set-by-creditor',
    ],
    [
      'in euro under Danish law, only compensation set',
      { market: 'DK', currency: 'EUR', ownAmounts: { ...nothing, compensationMinor: 4000n } },
      '0 currency-differs',
    ],
  ];
  for (const [name, change, expected] of table) t.equal(fee(plan(change)), expected, `${name}: ${expected}`);
  t.equal(fee(plan({ market: 'DK' }, 'sole-trader')), '10000 fee', 'a sole trader is a business');
  for (const market of ['DK', 'SE', 'NO', 'FI', 'DE', 'NL', 'GB'])
    t.equal(fee(plan({ market, feeAgreed: true }, 'consumer')), '0 consumer', `a consumer, ${market}`);
});

t.test('compensation: chosen, once, from businesses, at the rung it is claimed at', async (t) => {
  const on: Partial<InvoiceFacts> = { compensationFrom: 'first-reminder' };
  const table: [string, Partial<InvoiceFacts>, string][] = [
    ['not chosen', {}, 'not-chosen'],
    ['Denmark', on, 'compensation 31000 on-top'],
    ['only from the second letter', { compensationFrom: 'second-reminder' }, 'not-at-this-rung'],
    ['claimed before', { ...on, compensationClaimed: true }, 'claimed-before'],
    ['not confirmed', { ...on, marketConfirmed: false }, 'market-unconfirmed'],
    ['Sweden', { ...on, market: 'SE', currency: 'SEK' }, 'compensation 45000 replaces'],
    ['Norway, due in 2025', { ...on, market: 'NO', currency: 'NOK', dueDay: '2025-12-31' }, 'compensation 47000 net'],
    ['Norway, due in 2026', { ...on, market: 'NO', currency: 'NOK', dueDay: '2026-01-01' }, 'amount-not-known'],
    ['Finland', { ...on, market: 'FI', currency: 'EUR' }, 'compensation 4000 net'],
    ['Germany', { ...on, market: 'DE', currency: 'EUR' }, 'compensation 4000 net'],
    ['the Netherlands', { ...on, market: 'NL', currency: 'EUR' }, 'compensation 4000 replaces'],
    ['Britain, 999.99', { ...on, market: 'GB', currency: 'GBP', owedMinor: 99_999n }, 'compensation 4000 on-top'],
    ['Britain, 1,000', { ...on, market: 'GB', currency: 'GBP', owedMinor: 100_000n }, 'compensation 7000 on-top'],
    ['Britain, 9,999.99', { ...on, market: 'GB', currency: 'GBP', owedMinor: 999_999n }, 'compensation 7000 on-top'],
    ['Britain, 10,000', { ...on, market: 'GB', currency: 'GBP', owedMinor: 1_000_000n }, 'compensation 10000 on-top'],
    ['the floor', { ...on, market: 'FR', currency: 'EUR' }, 'market-floor-only'],
    ['in euro under Danish law', { ...on, currency: 'EUR' }, 'currency-differs'],
    [
      'in euro under Danish law, set',
      { ...on, currency: 'EUR', ownAmounts: { ...nothing, compensationMinor: 4100n } },
      'compensation 4100 on-top',
    ],
  ];
  for (const [name, change, expected] of table) t.equal(compensation(plan(change)), expected, `${name}: ${expected}`);
  t.equal(compensation(plan(on, 'sole-trader')), 'compensation 31000 on-top', 'a sole trader is a business');
  t.equal(compensation(plan(on, 'consumer')), 'consumer');
  const two = plan(on, 'business', [{ ...invoice, ...daysLate(21), ...on, invoiceId: 'b' }]);
  t.same(two.compensation.map((each) => each.invoiceId).sort(), ['a', 'b'], 'per invoice');
});

t.test('compensation is claimed from the letter on that was chosen, where that letter may claim it', async (t) => {
  const at = (climbed: InvoiceFacts['climbed'], from: InvoiceFacts['compensationFrom'], using = ladder) => {
    const one = { ...invoice, ...daysLate(90), climbed, lastLetterDay: dayPlus(today, -30), compensationFrom: from };
    const asked = { today, ladder: using, debtorKind: 'business', neverFee: false, currency: 'DKK' } as const;
    return compensation(planLetter({ ...asked, invoices: [one] })!).split(' ')[0];
  };
  const letters = [[], climbedTo('first-reminder'), climbedTo('second-reminder')];
  const not = 'not-at-this-rung';
  for (const [from, ...expected] of [
    ['first-reminder', 'compensation', 'compensation', 'compensation'],
    ['second-reminder', not, 'compensation', 'compensation'],
    ['notice', not, not, 'compensation'],
  ] as const)
    t.same(
      letters.map((climbed) => at(climbed, from)),
      expected,
      `from the ${from} on`,
    );
  t.equal(at([], 'first-reminder', ladderWith({ 'first-reminder': { compensation: false } })), not);
  const nudged = plan({ compensationFrom: 'first-reminder', dueDay: dayPlus(today, 2) });
  t.same([nudged.rung, compensation(nudged)], ['nudge', not], 'a note before the due day claims nothing');
});

t.test('where the law does not have both, compensation leaves the fee out, now and on later letters', async (t) => {
  const on: Partial<InvoiceFacts> = { compensationFrom: 'first-reminder', feeAgreed: true };
  const markets: [Partial<InvoiceFacts>, string][] = [
    [{ market: 'DK', currency: 'DKK' }, '10000 fee'],
    [{ market: 'SE', currency: 'SEK' }, '0 compensation-instead'],
    [{ market: 'NO', currency: 'NOK', dueDay: '2025-12-01' }, '0 compensation-instead'],
    [{ market: 'FI', currency: 'EUR' }, '0 compensation-instead'],
  ];
  for (const [market, expected] of markets) {
    t.equal(fee(plan({ ...on, ...market })), expected, `${market.market}: at once`);
    t.equal(fee(plan({ ...on, ...market, compensationClaimed: true })), expected, `${market.market}: claimed before`);
  }
});

t.test('one line with compensation leaves the fee out for the whole letter', async (t) => {
  const swedish: Partial<InvoiceFacts> = { market: 'SE', currency: 'SEK', feeAgreed: true };
  const other = { ...invoice, ...daysLate(20), ...swedish, invoiceId: 'b' };
  t.equal(fee(plan(swedish, 'business', [other])), '6000 legal-maximum');
  t.equal(fee(plan(swedish, 'business', [{ ...other, compensationClaimed: true }])), '0 compensation-instead');
});

t.test('a notice gives the longest time that its lines’ laws and the ladder ask', async (t) => {
  const climbed: Partial<InvoiceFacts> = {
    ...daysLate(60),
    climbed: climbedTo('second-reminder'),
    lastLetterDay: dayPlus(today, -20),
    lastDeadline: null,
  };
  const days = (market: string, kind: DebtorKind = 'business') => plan({ ...climbed, market }, kind).daysToPay;
  t.same(
    ['DK', 'SE', 'NO', 'FI', 'DE', 'NL', 'GB'].map((market) => `${market} ${days(market)}`),
    ['DK 10', 'SE 10', 'NO 14', 'FI 14', 'DE 14', 'NL 14', 'GB 14'],
    'Sweden asks eight; the ladder gives ten',
  );
  t.equal(days('GB', 'sole-trader'), 30, 'an individual in Britain has thirty');
  const mixed = plan({ ...climbed, market: 'SE' }, 'business', [
    { ...invoice, ...climbed, market: 'NO', invoiceId: 'b' },
  ]);
  t.equal(mixed.daysToPay, 14, 'the longest of its lines');
});

t.test('one line with a stricter law takes the fee from the whole letter', async (t) => {
  const set = {
    ...invoice,
    market: 'NO',
    invoiceId: 'b',
    ownAmounts: { ...nothing, feeMinor: 2000n },
    ...daysLate(14),
  };
  t.equal(fee(plan({}, 'business', [{ ...set, ...daysLate(13) }])), '0 fee-too-early');
  t.equal(fee(plan({}, 'business', [{ ...set, ownAmounts: nothing }])), '0 currency-differs');
  t.equal(fee(plan({}, 'business', [set])), '2000 set-by-creditor', 'the lowest of all');
  t.equal(fee(plan({}, 'business', [{ ...set, ...daysLate(40) }])), '2000 set-by-creditor', 'whichever is older');
});
