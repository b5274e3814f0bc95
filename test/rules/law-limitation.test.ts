/** When a claim is too old, in each market, and what starts its time anew there. */
import fc from 'fast-check';
import t from 'tap';
import { type LimitationAsked, limitationDay, startsAnew } from '../../src/law/limitation.ts';
import { interruptionKinds } from '../../src/law/rules.ts';
import { dayPlus } from '../../src/values/day.ts';

function barred(market: string, change: Partial<LimitationAsked> = {}): string {
  return limitationDay({
    market,
    debtorKind: 'business',
    dueDay: '2021-03-15',
    invoiceDay: '2021-02-15',
    interruptions: [],
    ...change,
  });
}

t.test('a claim is time-barred on a day of its market', async (t) => {
  const table = [
    ['DK', 'business', '2024-03-15', "advokatfirma Nikolajsen's example"],
    ['DK', 'consumer', '2024-03-15', ''],
    ['SE', 'business', '2031-02-15', 'ten years from the day the claim arose'],
    ['SE', 'consumer', '2024-02-15', ''],
    ['NO', 'business', '2024-03-15', ''],
    ['FI', 'business', '2024-03-15', ''],
    ['DE', 'business', '2025-01-01', 'three years from the end of the year'],
    ['NL', 'business', '2026-03-15', ''],
    ['NL', 'consumer', '2023-03-15', 'a consumer sale'],
    ['GB', 'sole-trader', '2027-03-15', ''],
    ['FR', 'business', '2024-03-15', 'the floor: the shortest period'],
    ['US', 'business', '2024-03-15', 'a market without rules: the shortest period'],
    ['US', 'consumer', '2023-03-15', ''],
  ] as const;
  for (const [market, debtorKind, day, why] of table) t.equal(barred(market, { debtorKind }), day, `${market} ${why}`);
  t.equal(barred('DK', { dueDay: '2024-02-29' }), '2027-02-28', 'a leap day');
  t.equal(barred('DE', { dueDay: '2021-12-31' }), '2025-01-01', 'the last day of a German year');
  t.equal(barred('DE', { dueDay: '2022-01-01' }), '2026-01-01', 'the first day of the next');
  t.equal(barred('SE', { invoiceDay: '2021-04-01' }), '2031-03-15', 'an invoice made after its due day');
});

t.test('what starts the time anew is the market’s', async (t) => {
  const table: [string, Record<(typeof interruptionKinds)[number], string | null>][] = [
    ['DK', { reminder: null, acknowledgment: '2032-06-01', 'signed-plan': '2032-06-01', 'part-payment': null }],
    [
      'SE',
      {
        reminder: '2032-06-01',
        acknowledgment: '2032-06-01',
        'signed-plan': '2032-06-01',
        'part-payment': '2032-06-01',
      },
    ],
    ['NO', { reminder: null, acknowledgment: '2025-06-01', 'signed-plan': '2025-06-01', 'part-payment': null }],
    ['FI', { reminder: '2025-06-01', acknowledgment: '2025-06-01', 'signed-plan': '2025-06-01', 'part-payment': null }],
    ['DE', { reminder: null, acknowledgment: '2025-06-01', 'signed-plan': '2025-06-01', 'part-payment': '2025-06-01' }],
    ['NL', { reminder: null, acknowledgment: '2027-06-01', 'signed-plan': '2027-06-01', 'part-payment': null }],
    ['GB', { reminder: null, acknowledgment: '2028-06-01', 'signed-plan': '2028-06-01', 'part-payment': '2028-06-01' }],
    ['US', { reminder: null, acknowledgment: null, 'signed-plan': null, 'part-payment': null }],
  ];
  for (const [market, anew] of table) {
    for (const kind of interruptionKinds) {
      const expected = anew[kind] ?? barred(market);
      t.equal(barred(market, { interruptions: [{ kind, day: '2022-06-01' }] }), expected, `${market} ${kind}`);
      t.equal(startsAnew(market, kind), anew[kind] !== null, `${market} ${kind}: said`);
    }
  }
});

t.test('an acknowledgment on the last day counts, and on the barred day revives nothing', async (t) => {
  const on = (day: string) => barred('DK', { interruptions: [{ kind: 'acknowledgment', day }] });
  t.equal(on('2024-03-13'), '2034-03-13');
  t.equal(on('2024-03-14'), '2034-03-14', 'the last day');
  t.equal(on('2024-03-15'), '2024-03-15', 'the day it is barred');
  t.equal(on('2024-03-16'), '2024-03-15');
});

t.test('interruptions follow each other in their own order, and none shortens what was won', async (t) => {
  const swedish = [
    { kind: 'reminder', day: '2024-01-10' },
    { kind: 'reminder', day: '2022-05-01' },
  ] as const;
  t.equal(barred('SE', { debtorKind: 'consumer', interruptions: swedish }), '2027-01-10');
  t.equal(barred('SE', { debtorKind: 'consumer', interruptions: swedish.toReversed() }), '2027-01-10');
  t.equal(
    barred('SE', { debtorKind: 'consumer', interruptions: [{ kind: 'reminder', day: '2027-01-10' }] }),
    '2024-02-15',
    'a reminder that came too late',
  );
  const plan = { kind: 'signed-plan', day: '2023-01-01' } as const;
  t.equal(barred('DK', { interruptions: [plan, { kind: 'part-payment', day: '2024-01-01' }] }), '2033-01-01');
  t.equal(
    barred('DE', { interruptions: [{ kind: 'part-payment', day: '2021-04-01' }] }),
    '2025-01-01',
    'the year end is later',
  );
});

t.test('one more interruption never makes a claim older', async () => {
  const interruption = fc.record({
    kind: fc.constantFrom(...interruptionKinds),
    day: fc.integer({ min: 0, max: 6000 }).map((offset) => dayPlus('2021-03-15', offset)),
  });
  fc.assert(
    fc.property(
      fc.constantFrom('DK', 'SE', 'NO', 'FI', 'DE', 'NL', 'GB', 'FR'),
      fc.array(interruption, { maxLength: 5 }),
      interruption,
      (market, interruptions, more) =>
        barred(market, { interruptions }) <= barred(market, { interruptions: [...interruptions, more] }),
    ),
  );
});
