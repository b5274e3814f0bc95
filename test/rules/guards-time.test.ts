/** Days and hours, small sums, plans and promises: the borders of the guards that mostly end by themselves. */
import { held, line, nudge, nudgeLine, plain, table } from './guard-table.ts';
import { type Change, facts, invoice, local } from './world.ts';

const at = (day: string, hour: number, minute = 0, change: Change = {}) =>
  facts({ ...change, today: day, now: local(day, hour, minute) });
const swedish: Change = { debtor: { country: 'SE' } };
table('hour-is-decent', [
  ['7:59', at('2026-03-11', 7, 59), 'wait closed-hours until 2026-03-11 08:00'],
  ['8:00', at('2026-03-11', 8), 'go'],
  ['15:59', at('2026-03-11', 15, 59), 'go'],
  ['16:00', at('2026-03-11', 16), 'wait closed-hours until 2026-03-12 08:00'],
  ['Friday evening', at('2026-03-13', 17), 'wait closed-hours until 2026-03-16 08:00'],
  ['Saturday noon', at('2026-03-14', 12), 'wait not-a-sending-day until 2026-03-16 08:00'],
  [
    'Saturday noon, where Saturday is a sending day',
    at('2026-03-14', 12, 0, { creditor: { weekdays: [1, 2, 3, 4, 5, 6] } }),
    'go',
  ],
  [
    'a Monday that is none',
    at('2026-03-16', 12, 0, { creditor: { weekdays: [2, 4] } }),
    'wait not-a-sending-day until 2026-03-17 08:00',
  ],
  ['the day before Maundy Thursday', at('2026-04-01', 12), 'go'],
  ['Maundy Thursday', at('2026-04-02', 12), 'wait holiday until 2026-04-07 08:00'],
  ['the Tuesday after Easter', at('2026-04-07', 12), 'go'],
  ['Constitution Day here, a Swedish debtor', at('2026-06-05', 12, 0, swedish), 'wait holiday until 2026-06-08 08:00'],
  ["Midsummer's Eve there, a Swedish debtor", at('2026-06-19', 12, 0, swedish), 'wait holiday until 2026-06-22 08:00'],
  ["Midsummer's Eve, a Danish debtor", at('2026-06-19', 12), 'go'],
  [
    'Saint Andrew in Scotland, a British debtor',
    at('2026-11-30', 12, 0, { debtor: { country: 'GB' } }),
    'wait holiday until 2026-12-01 08:00',
  ],
  [
    'Christmas Eve, a German creditor and debtor',
    at('2026-12-24', 12, 0, { creditor: { country: 'DE' }, debtor: { country: 'DE' } }),
    'wait eve until 2026-12-28 08:00',
  ],
  [
    "New Year's Eve, a debtor nobody knows the country of",
    at('2026-12-31', 12, 0, { creditor: { country: 'ZZ' }, debtor: { country: 'ZZ' } }),
    'wait eve until 2027-01-01 08:00',
  ],
  ['the night summer time begins', at('2026-03-29', 2, 30), 'wait not-a-sending-day until 2026-03-30 08:00'],
  ['the night it ends', at('2026-10-25', 2, 30), 'wait not-a-sending-day until 2026-10-26 08:00'],
]);

const quiet = (lastLetterDay: string | null, change: Change = {}) =>
  facts({ ...change, creditor: { quietDays: 3 }, debtor: { lastLetterDay } });
table('quiet-days-kept', [
  ['no letter before', quiet(null), 'go'],
  ['two full days between', quiet('2026-03-08'), 'wait quiet-days until 2026-03-12 08:00'],
  ['three full days between', quiet('2026-03-07'), 'go'],
  ['four', quiet('2026-03-06'), 'go'],
  ['today already', quiet('2026-03-11'), 'wait quiet-days until 2026-03-16 08:00'],
  ['a letter without a fee too', quiet('2026-03-10', { letter: plain }), 'wait quiet-days until 2026-03-16 08:00'],
  ['a nudge too', quiet('2026-03-10', { letter: nudge }), 'wait quiet-days until 2026-03-16 08:00'],
  ['none wanted', facts({ creditor: { quietDays: 0 }, debtor: { lastLetterDay: '2026-03-11' } }), 'go'],
]);

const smallest = (minor: bigint, change: Change = {}) =>
  facts({ ...change, creditor: { smallestSums: { DKK: minor } } });
const other = { ...invoice, invoiceId: 'b', number: '1002' };
table('enough-is-owed', [
  ['no smallest sum', facts(), 'go'],
  ['one øre more than it (lago-dunning-campaigns-12)', smallest(99_999n), 'go'],
  ['exactly it', smallest(100_000n), 'go'],
  ['one øre less (lago-dunning-campaigns-01, oca-16)', smallest(100_001n), 'wait too-little until 2026-03-12 08:00'],
  ['another overdue invoice counts', smallest(150_000n, { others: [{ ...other, dueDay: '2026-03-10' }] }), 'go'],
  [
    'one that is due today does not',
    smallest(150_000n, { others: [{ ...other, dueDay: '2026-03-11' }] }),
    'wait too-little until 2026-03-12 08:00',
  ],
  [
    'a credit note comes off',
    smallest(100_000n, { others: [{ ...other, owedMinor: -1n }] }),
    'wait too-little until 2026-03-12 08:00',
  ],
  [
    'so does one of today',
    smallest(100_000n, { others: [{ ...other, dueDay: '2026-03-11', owedMinor: -1n }] }),
    'wait too-little until 2026-03-12 08:00',
  ],
  [
    'one in another currency does not count',
    smallest(150_000n, { others: [{ ...other, currency: 'EUR' }] }),
    'wait too-little until 2026-03-12 08:00',
  ],
  [
    'one that is left out does not count',
    smallest(150_000n, { others: [{ ...other, leftOutSince: '2026-03-01' }] }),
    'wait too-little until 2026-03-12 08:00',
  ],
  [
    'a currency without one, where another has one (lago-dunning-campaigns-10)',
    facts({ creditor: { smallestSums: { EUR: 1n } } }),
    'ask smallest-sum-not-set',
  ],
  ['nothing is too little for a smallest sum of nothing', smallest(0n), 'go'],
  [
    'one that only falls due soon does not',
    smallest(150_000n, {
      others: [{ ...other, dueDay: '2026-03-13' }],
      letter: { lines: [line, { ...nudgeLine, invoiceId: 'b' }] },
    }),
    'wait too-little until 2026-03-12 08:00',
  ],
  [
    'what the letter asks for counts, whatever its day',
    smallest(100_000n, { invoice: { graceDay: '2026-03-20' } }),
    'go',
  ],
  [
    'a nudge counts all it lists',
    smallest(200_000n, {
      invoice: { dueDay: '2026-03-13' },
      others: [{ ...other, dueDay: '2026-03-13' }],
      letter: { ...nudge, lines: [nudgeLine, { ...nudgeLine, invoiceId: 'b' }] },
    }),
    'go',
  ],
  ['a nudge counts what it lists', smallest(100_000n, { invoice: { dueDay: '2026-03-13' }, letter: nudge }), 'go'],
]);

table('no-plan-running', [
  ['none', facts(), 'go'],
  ['one without an end', facts({ holds: held('plan') }), 'ask plan'],
  ['until tomorrow', facts({ holds: held('plan', '2026-03-12') }), 'wait plan until 2026-03-12 08:00'],
  ['until today', facts({ holds: held('plan', '2026-03-11') }), 'go'],
]);

table('invoice-not-left-out', [
  ['taken in', facts(), 'go'],
  ['left out', facts({ invoice: { leftOutSince: '2026-03-10' } }), 'stop invoice-left-out'],
  ['another one is', facts({ others: [{ ...other, leftOutSince: '2026-03-10' }] }), 'go'],
]);
