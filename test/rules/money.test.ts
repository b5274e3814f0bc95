/** Amounts from the wire: decimal lexemes into whole minor units, and rows of the books with odd ones. */
import fc from 'fast-check';
import t from 'tap';
import { parseKeepingNumbers } from '../../src/adapters/e-conomic/json.ts';
import { claimRow } from '../../src/adapters/e-conomic/ledger-rows.ts';
import { invoiceRow, readRows } from '../../src/adapters/e-conomic/rows.ts';
import { type Currency, decimalFromMinor, decimalsOf, isCurrency, minorFromDecimal } from '../../src/values/money.ts';

const currencies = ['DKK', 'EUR', 'SEK', 'ISK', 'JPY'] as const satisfies Currency[];

t.test('every amount survives the wire to the last minor unit, however many zeros stand behind it', async (t) => {
  const minor = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
  fc.assert(
    fc.property(minor, fc.constantFrom(...currencies), fc.nat(4), (minor, currency, zeros) => {
      const lexeme = decimalFromMinor(minor, currency);
      const longer = zeros === 0 ? lexeme : `${lexeme}${decimalsOf(currency) === 0 ? '.' : ''}${'0'.repeat(zeros)}`;
      return minorFromDecimal(longer, currency) === minor;
    }),
  );
  t.pass('each of them');
});

t.test('an amount finer than its currency, or no plain decimal, is refused and never rounded', async (t) => {
  const finer = fc.tuple(fc.nat(10_000), fc.integer({ min: 1, max: 9 }), fc.constantFrom(...currencies));
  fc.assert(
    fc.property(finer, ([whole, digit, currency]) => {
      const lexeme = `${whole}.${'0'.repeat(decimalsOf(currency))}${digit}`;
      return minorFromDecimal(lexeme, currency) === null;
    }),
  );
  for (const lexeme of [
    '1e3',
    '1,50',
    '1.234.5',
    '',
    '-',
    '.5',
    '5.',
    'NaN',
    '0x10',
    '+1',
    '1 000',
    '1234567890123456',
  ])
    t.equal(minorFromDecimal(lexeme, 'DKK'), null, lexeme);
});

t.test('what a float cannot hold is exact', async (t) => {
  // 90071992547409.93 × 100 is one beyond 2^53: as a float it would be …992.
  t.equal(minorFromDecimal('90071992547409.93', 'DKK'), 9007199254740993n);
  t.equal(minorFromDecimal('1.005', 'DKK'), null);
  t.equal(minorFromDecimal('0.29', 'DKK'), 29n, '0.29 × 100 is 28.999999999999996');
});

t.test('currencies of two decimals and of none are counted; one of three is refused by name', async (t) => {
  t.same([decimalsOf('DKK'), decimalsOf('ISK'), decimalsOf('JPY')], [2, 0, 0]);
  t.equal(minorFromDecimal('1500.00', 'ISK'), 1500n);
  t.equal(minorFromDecimal('1500.50', 'ISK'), null);
  t.same(['KWD', 'BHD', 'TND'].filter(isCurrency), [], 'three decimals: nobody here counts in them');
});

const booked = {
  bookedInvoiceNumber: '20417',
  date: '"2026-10-05"',
  dueDate: '"2026-10-19"',
  currency: '"DKK"',
  grossAmount: '5000.0',
  roundingAmount: '0.0',
  exchangeRate: '100.0',
  remainder: '2000.0',
  remainderInBaseCurrency: '2000.0',
  customer: '{"customerNumber":10234}',
};

/** As it stands on the wire, each field by its lexeme. */
function read(fields: Partial<typeof booked>) {
  const text = Object.entries({ ...booked, ...fields }).map(([name, lexeme]) => `"${name}":${lexeme}`);
  return readRows([parseKeepingNumbers(`{${text.join(',')}}`)], invoiceRow, 'bookedInvoiceNumber');
}

/** Fields on the wire → gross, left and left in base currency, or why the row is refused. */
const table: [string, Partial<typeof booked>, [bigint, bigint, bigint] | string][] = [
  ['an invoice', {}, [500_000n, 200_000n, 200_000n]],
  ['one øre is left', { remainder: '0.01', remainderInBaseCurrency: '0.01' }, [500_000n, 1n, 1n]],
  ['one øre too much was paid', { remainder: '-0.01', remainderInBaseCurrency: '-0.01' }, [500_000n, -1n, -1n]],
  ['nothing is left, written with a sign', { remainder: '-0.00', remainderInBaseCurrency: '0' }, [500_000n, 0n, 0n]],
  [
    'a rounding is e-conomic’s own and moves no sum of ours',
    { roundingAmount: '-0.25' },
    [500_000n, 200_000n, 200_000n],
  ],
  [
    'a credit note is an invoice below nothing',
    { grossAmount: '-750.0', remainder: '-750.0', remainderInBaseCurrency: '-750.0' },
    [-75_000n, -75_000n, -75_000n],
  ],
  [
    'euro at 746.10 for 100: the rest in base currency is the books’ own figure, not reckoned again',
    {
      currency: '"EUR"',
      exchangeRate: '746.1',
      grossAmount: '300.0',
      remainder: '300.0',
      remainderInBaseCurrency: '2238.31',
    },
    [30_000n, 30_000n, 223_831n],
  ],
  [
    'crowns without a hundredth',
    { currency: '"ISK"', grossAmount: '15000', remainder: '15000.0', remainderInBaseCurrency: '754.5' },
    [15_000n, 15_000n, 75_450n],
  ],
  ['half a króna', { currency: '"ISK"', grossAmount: '1.5' }, 'grossAmount is not an amount in its currency'],
  ['a thousandth of an øre', { remainder: '0.001' }, 'remainder is not an amount in its currency'],
  ['dinars of three decimals', { currency: '"KWD"' }, 'currency is a currency we cannot count in'],
  ['a sum in quotes', { remainder: '"2000.0"' }, 'remainder is missing or not a number'],
];

for (const [what, fields, wanted] of table) {
  t.test(what, async (t) => {
    const { rows, refusedRows } = read(fields);
    if (typeof wanted === 'string') t.same(refusedRows, [{ key: '20417', what: wanted }]);
    else
      t.same(
        rows.map((row) => [row.grossMinor, row.remainderMinor, row.remainderBaseMinor]),
        [wanted],
      );
  });
}

t.test(
  'what is left of a claim in base currency is its share of the whole, at the claim’s own rate, within half a unit',
  async (t) => {
    const cents = fc.bigInt({ min: 1n, max: 10n ** 10n });
    const sign = fc.constantFrom(1n, -1n);
    fc.assert(
      fc.property(cents, cents, cents, sign, (gross, base, part, sign) => {
        const left = part % (gross + 1n);
        const text = `{"entryNumber":1,"customerNumber":1,"date":"2026-10-05","currencyCode":"EUR","amount":${decimalFromMinor(gross * sign, 'EUR')},"amountInBaseCurrency":${decimalFromMinor(base * sign, 'DKK')},"remainder":${decimalFromMinor(left * sign, 'EUR')}}`;
        const [row] = readRows([parseKeepingNumbers(text)], claimRow, 'entryNumber').rows;
        const off = 2n * (row!.remainderBaseMinor * sign * gross - base * left);
        return off >= -gross && off <= gross;
      }),
    );
    t.pass('exact to the rounding');
  },
);
