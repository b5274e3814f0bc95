import t from 'tap';
import { settledDays } from '../../src/mirror/settled-days.ts';
import type { PastDebt } from '../../src/mirror/store-replay.ts';

function debt(
  id: string,
  gross: bigint,
  remainder: bigint,
  settledBy: readonly (readonly [entry: number, day: string, minor: bigint])[],
): PastDebt {
  return {
    id,
    number: id,
    debtorId: 'd',
    day: '2039-08-01',
    dueDay: '2039-08-15',
    currency: 'DKK',
    grossMinor: gross,
    remainderMinor: remainder,
    market: null,
    termsType: null,
    termsNumber: null,
    settledBy: settledBy.map(([entry, day, minor]) => ({ entry, day, minor })),
  };
}

const [monday, friday] = ['2039-09-05', '2039-09-09'];

const rows: readonly (readonly [what: string, debts: PastDebt[], settled: (string | null)[]])[] = [
  ['never paid', [debt('a', 100n, 100n, [])], ['']],
  ['paid whole', [debt('a', 100n, 0n, [[1, monday, 100n]])], [`${monday} 100`]],
  [
    'paid in two',
    [
      debt('a', 100n, 0n, [
        [1, monday, 40n],
        [2, friday, 60n],
      ]),
    ],
    [`${monday} 40, ${friday} 60`],
  ],
  ['a part is paid', [debt('a', 100n, 60n, [[1, monday, 40n]])], [`${monday} 40`]],
  [
    'one payment for two',
    [debt('a', 100n, 0n, [[1, monday, 150n]]), debt('b', 50n, 0n, [[1, monday, 150n]])],
    [`${monday} 100`, `${monday} 50`],
  ],
  [
    'one for two, and a second for the rest',
    [
      debt('a', 100n, 0n, [[1, monday, 120n]]),
      debt('b', 50n, 0n, [
        [1, monday, 120n],
        [2, friday, 30n],
      ]),
    ],
    [`${monday} 100`, `${monday} 20, ${friday} 30`],
  ],
  ['a discount nobody paid', [debt('a', 100n, 0n, [[1, monday, 98n]])], [`${monday} 98, ${monday} 2`]],
  ['paid, and nobody knows when', [debt('a', 100n, 0n, [])], [null]],
  [
    'paid too much: what is left below nothing is not the debt’s',
    [debt('a', 100n, -20n, [[1, friday, 120n]])],
    [`${friday} 100`],
  ],
];

t.test('each payment is spent once, on what fell due first', async (t) => {
  for (const [what, debts, settled] of rows)
    t.same(
      settledDays(debts).map((each) =>
        each === null ? null : each.settled.map(({ day, minor }) => `${day} ${minor}`).join(', '),
      ),
      settled,
      what,
    );
});
