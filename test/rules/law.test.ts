import t from 'tap';
import type { ChargesAsked } from '../../src/law/charges.ts';
import { mayCarry, mostCautious } from '../../src/law/charges.ts';
import { isClosedDay, nextOpenDay } from '../../src/law/closed-days.ts';
import { easterSunday } from '../../src/law/easter.ts';
import { ruledMarkets, rulesOf } from '../../src/law/rules.ts';

const danishBusiness: ChargesAsked = {
  market: 'DK',
  marketConfirmed: true,
  debtorKind: 'business',
  currency: 'DKK',
  pastDue: true,
};

t.test('eight rule books are in the law room, and no others', async (t) => {
  const rules = rulesOf('DK');
  t.match(rules, {
    currency: 'DKK',
    reminderFee: { capMinor: 10000n, maxPerClaim: 3, daysApart: 10 },
  });
  t.equal(rules?.notice?.daysFromSending.business, 10);
  for (const market of ruledMarkets) t.equal(rulesOf(market)?.market, market);
  for (const member of ['FR', 'PL', 'IT', 'IE', 'GR'])
    t.match(rulesOf(member), { market: 'EU', chargesByItself: false }, member);
  for (const market of ['US', 'CH', 'IS', 'ZZ', 'XX', '', 'dk', 'constructor']) t.equal(rulesOf(market), null, market);
});

t.test('three fees and the compensation come to 610 kr an invoice, as accountants count them', async (t) => {
  const rules = rulesOf('DK')!;
  const fee = rules.reminderFee!;
  const ours = fee.capMinor * BigInt(fee.maxPerClaim) + rules.compensation!.amountMinor(500_000n, '2025-01-01')!;
  t.equal(ours + 100_000n, 161_000n, "amino.dk: 1,610 kr with an outside collector's 1,000");
  t.equal(ours + 170_000n, 231_000n, "amino.dk: 2,310 kr with an outside collector's 1,700");
});

t.test('what a letter may carry, and why not', async (t) => {
  const table: [string, Partial<ChargesAsked>, string, string, string][] = [
    ['a confirmed Danish business', {}, 'yes', 'yes', 'yes'],
    [
      'an unconfirmed market',
      { marketConfirmed: false },
      'market-unconfirmed',
      'market-unconfirmed',
      'market-unconfirmed',
    ],
    [
      'a market we have no law for',
      { market: 'US' },
      'market-not-in-law-room',
      'market-not-in-law-room',
      'market-not-in-law-room',
    ],
    ['a consumer', { debtorKind: 'consumer' }, 'consumer', 'consumer', 'consumer'],
    ['a Danish invoice in euro', { currency: 'EUR' }, 'currency-differs', 'yes', 'yes'],
    ['a nudge', { pastDue: false }, 'not-due-yet', 'not-due-yet', 'not-due-yet'],
  ];
  for (const [name, change, fee, interest, notice] of table) {
    const charges = mayCarry({ ...danishBusiness, ...change });
    const said = [charges.fee, charges.interest, charges.notice].map((each) => (each.allowed ? 'yes' : each.reason));
    t.same(said, [fee, interest, notice], name);
    t.equal(charges.compensation.allowed, charges.fee.allowed, `${name}: compensation goes with the fee's currency`);
  }
});

t.test('lines of several markets carry only what each of them may', async (t) => {
  const danish = mayCarry(danishBusiness);
  const euro = mayCarry({ ...danishBusiness, currency: 'EUR' });
  const american = mayCarry({ ...danishBusiness, market: 'US' });
  t.same(mostCautious([danish]), danish);
  t.match(mostCautious([danish, euro]), {
    fee: { allowed: false, reason: 'currency-differs' },
    interest: { allowed: true },
  });
  t.match(mostCautious([danish, american]), {
    interest: { allowed: false },
    notice: { reason: 'market-not-in-law-room' },
  });
});

t.test('Easter falls where the almanac has it', async (t) => {
  for (const easter of [
    '2013-03-31',
    '2019-04-21',
    '2023-04-09',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2027-03-28',
    '2038-04-25',
    '2049-04-18',
    '2076-04-19',
    '2100-03-28',
    '2200-04-06',
  ]) {
    t.equal(easterSunday(Number(easter.slice(0, 4))), easter);
  }
});

t.test('Danish banks are closed on these days and on no others', async (t) => {
  const closedIn = (year: number) => {
    const days: string[] = [];
    for (
      let day = new Date(Date.UTC(year, 0, 1));
      day.getUTCFullYear() === year;
      day = new Date(day.getTime() + 86_400_000)
    ) {
      const text = day.toISOString().slice(0, 10);
      if (day.getUTCDay() % 6 !== 0 && isClosedDay(text, 'DK')) days.push(text.slice(5));
    }
    return days;
  };
  t.same(
    closedIn(2023),
    ['04-06', '04-07', '04-10', '05-05', '05-18', '05-19', '05-29', '06-05', '12-25', '12-26'],
    'the last Great Prayer Day',
  );
  t.same(closedIn(2024), [
    '01-01',
    '03-28',
    '03-29',
    '04-01',
    '05-09',
    '05-10',
    '05-20',
    '06-05',
    '12-24',
    '12-25',
    '12-26',
    '12-31',
  ]);
  t.same(closedIn(2026), [
    '01-01',
    '04-02',
    '04-03',
    '04-06',
    '05-14',
    '05-15',
    '05-25',
    '06-05',
    '12-24',
    '12-25',
    '12-31',
  ]);
  t.equal(isClosedDay('2026-06-05', 'SE'), false, 'a Danish holiday is not a Swedish one');
  t.equal(isClosedDay('2026-06-06', 'SE'), true, 'a Saturday is closed everywhere');
});

t.test('the next open day', async (t) => {
  for (const [day, open] of [
    ['2026-04-01', '2026-04-01'],
    ['2026-04-02', '2026-04-07'],
    ['2026-04-06', '2026-04-07'],
    ['2026-05-14', '2026-05-18'],
    ['2026-12-24', '2026-12-28'],
    ['2026-12-31', '2027-01-04'],
  ] as const)
    t.equal(nextOpenDay(day, 'DK'), open, day);
});
