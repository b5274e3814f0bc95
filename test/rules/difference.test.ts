import fc from 'fast-check';
import t from 'tap';
import {
  deletedInvoice,
  differenceOfDebtor,
  differenceOfInvoice,
  type InvoiceComparison,
  type InvoiceState,
  type Settlement,
} from '../../src/mirror/difference.ts';

const today = '2026-11-23';
/** What is left of an invoice of 9.00. */
function rest(remainderMinor: bigint, more: Partial<InvoiceState> = {}): InvoiceState {
  return { remainderMinor, grossMinor: 900n, dueDay: '2026-10-15', ...more };
}
const plain: InvoiceComparison = {
  invoiceId: 'invoice',
  debtorId: 'debtor',
  currency: 'DKK',
  day: '2026-10-01',
  before: null,
  after: rest(0n),
  settlements: [],
  today,
};
const paid = (amountMinor: bigint, day: string): Settlement => ({ by: 'payment', day, amountMinor });
const credited = (amountMinor: bigint, day: string): Settlement => ({ by: 'credit-note', day, amountMinor });

/** What was left before (null: never seen), what is left now, what settled it → kind, before, after, value day. */
const table: [string, bigint | null, bigint, Settlement[], [string, bigint, bigint, string][]][] = [
  ['nothing changed', 500n, 500n, [], []],
  ['settled and never seen', null, 0n, [], []],
  ['first seen', null, 500n, [], [['new', 0n, 500n, '2026-10-01']]],
  ['a credit note first seen', null, -500n, [], [['credit-note', 0n, -500n, '2026-10-01']]],
  ['paid, nobody knows by what', 500n, 0n, [], [['paid', 500n, 0n, today]]],
  ['paid on a known day', 500n, 0n, [paid(500n, '2026-11-02')], [['paid', 500n, 0n, '2026-11-02']]],
  ['one øre is left', 500n, 1n, [paid(499n, '2026-11-02')], [['part-paid', 500n, 1n, '2026-11-02']]],
  [
    'two payments, told in the order of their days',
    500n,
    0n,
    [paid(200n, '2026-11-09'), paid(300n, '2026-11-02')],
    [
      ['part-paid', 500n, 200n, '2026-11-02'],
      ['paid', 200n, 0n, '2026-11-09'],
    ],
  ],
  [
    'two payments on one day are one change',
    500n,
    0n,
    [paid(200n, '2026-11-02'), paid(300n, '2026-11-02')],
    [['paid', 500n, 0n, '2026-11-02']],
  ],
  [
    'a payment for several invoices counts for what this one shrank by',
    500n,
    100n,
    [paid(9_000n, '2026-11-02')],
    [['part-paid', 500n, 100n, '2026-11-02']],
  ],
  [
    'what no entry explains goes with the last one',
    500n,
    0n,
    [paid(200n, '2026-11-02')],
    [['paid', 500n, 0n, '2026-11-02']],
  ],
  ['credited whole', 500n, 0n, [credited(500n, '2026-11-03')], [['credited', 500n, 0n, '2026-11-03']]],
  [
    'part credit, then the rest paid',
    500n,
    0n,
    [paid(400n, '2026-11-09'), credited(100n, '2026-11-03')],
    [
      ['credited', 500n, 400n, '2026-11-03'],
      ['paid', 400n, 0n, '2026-11-09'],
    ],
  ],
  ['a match undone', 0n, 500n, [], [['re-opened', 0n, 500n, today]]],
  ['part of what was matched undone', 300n, 500n, [], [['raised', 300n, 500n, today]]],
  ['a credit note partly used', -500n, -200n, [], [['credit-note-used', -500n, -200n, today]]],
  ['a credit note used up', -500n, 0n, [], [['credit-note-used', -500n, 0n, today]]],
  ['a credit note free again', 0n, -500n, [], [['credit-note', 0n, -500n, today]]],
  [
    'paid twice: settled, and the rest is a credit',
    500n,
    -500n,
    [paid(500n, '2026-11-02'), paid(500n, '2026-11-09')],
    [
      ['paid', 500n, 0n, '2026-11-02'],
      ['credit-note', 0n, -500n, today],
    ],
  ],
  [
    'the second payment taken back: the credit goes, the debt returns',
    -500n,
    300n,
    [],
    [
      ['credit-note-used', -500n, 0n, today],
      ['re-opened', 0n, 300n, today],
    ],
  ],
];

for (const [what, before, after, settlements, wanted] of table) {
  t.test(what, async (t) => {
    const changes = differenceOfInvoice({
      ...plain,
      before: before === null ? null : rest(before),
      after: rest(after),
      settlements,
    });
    t.same(
      changes.map((change) => [change.kind, change.beforeMinor, change.afterMinor, change.valueDay]),
      wanted,
    );
  });
}

t.test('a due day that moves is told with both days, unless nothing is left', async (t) => {
  const before = rest(500n);
  const moved = { ...plain, before, after: rest(500n, { dueDay: '2026-11-15' }) };
  t.match(differenceOfInvoice(moved), [
    { kind: 'due-day-moved', beforeMinor: 500n, afterMinor: 500n, dueDayBefore: '2026-10-15', dueDay: '2026-11-15' },
  ]);
  const settled = { ...moved, after: rest(0n, { dueDay: '2026-11-15' }) };
  t.same(
    differenceOfInvoice(settled).map((change) => change.kind),
    ['paid'],
  );
});

t.test('the changes of an invoice lead without a gap from what was mirrored to what was read', async (t) => {
  const sum = fc.bigInt({ min: -1_000n, max: 1_000n });
  const settlement = fc.record({
    by: fc.constantFrom('payment' as const, 'credit-note' as const),
    day: fc.constantFrom('2026-10-10', '2026-10-20', '2026-11-01'),
    amountMinor: fc.bigInt({ min: 1n, max: 900n }),
  });
  fc.assert(
    fc.property(
      fc.option(sum),
      sum,
      sum,
      fc.array(settlement, { maxLength: 5 }),
      (before, after, gross, settlements) => {
        const changes = differenceOfInvoice({
          ...plain,
          before: before === null ? null : rest(before),
          after: rest(after, { grossMinor: gross }),
          settlements,
        });
        let at = before ?? 0n;
        for (const change of changes) {
          if (change.beforeMinor !== at || change.afterMinor === at) return false;
          at = change.afterMinor;
        }
        return at === after;
      },
    ),
  );
  t.pass('no gap');
});

t.test(
  'a debtor is told as changed in address, bar and balance, and not for spelling an address in capitals',
  async (t) => {
    const before = { emails: ['a@x.example'], barred: false, balanceBaseMinor: 100n };
    t.same(differenceOfDebtor('debtor', before, { ...before, emails: ['A@X.example'] }), []);
    t.match(differenceOfDebtor('debtor', before, { emails: [], barred: true, balanceBaseMinor: 0n }), [
      { kind: 'email-changed', emailsBefore: ['a@x.example'], emails: [] },
      { kind: 'barred' },
      { kind: 'balance-changed', beforeMinor: 100n, afterMinor: 0n },
    ]);
    t.match(differenceOfDebtor('debtor', { ...before, barred: true }, before), [{ kind: 'unbarred' }]);
  },
);

/** Left before and after, the whole amount before and after, what settled it → kind, before, after. */
const corrections: [string, bigint, bigint, bigint, bigint, Settlement[], [string, bigint, bigint][]][] = [
  ['a lower amount is a correction, not a payment', 900n, 700n, 900n, 700n, [], [['amount-corrected', 900n, 700n]]],
  [
    'a higher amount is a correction, not a debt that grew',
    900n,
    950n,
    900n,
    950n,
    [],
    [['amount-corrected', 900n, 950n]],
  ],
  [
    'corrected and paid at once are two events',
    900n,
    0n,
    900n,
    700n,
    [paid(700n, '2026-11-02')],
    [
      ['amount-corrected', 900n, 700n],
      ['paid', 700n, 0n],
    ],
  ],
  [
    'corrected to less than was paid before: nothing is left, and then a credit is',
    100n,
    -100n,
    900n,
    700n,
    [],
    [
      ['amount-corrected', 100n, 0n],
      ['credit-note', 0n, -100n],
    ],
  ],
  ['corrected away: nothing is left of it', 900n, 0n, 900n, 0n, [], [['amount-corrected', 900n, 0n]]],
  ['a credit note that was corrected', -900n, -700n, -900n, -700n, [], [['amount-corrected', -900n, -700n]]],
  ['a settled one that is corrected and owed again', 0n, 50n, 900n, 950n, [], [['re-opened', 0n, 50n]]],
];

for (const [what, before, after, grossBefore, gross, settlements, wanted] of corrections) {
  t.test(what, async (t) => {
    const changes = differenceOfInvoice({
      ...plain,
      before: rest(before, { grossMinor: grossBefore }),
      after: rest(after, { grossMinor: gross }),
      settlements,
    });
    t.same(
      changes.map((change) => [change.kind, change.beforeMinor, change.afterMinor]),
      wanted,
    );
    const corrected = changes.find((change) => change.kind === 'amount-corrected');
    if (corrected) t.match(corrected, { grossBeforeMinor: grossBefore, grossMinor: gross, valueDay: today });
  });
}

t.test('what the books do not have any more goes from what was left to nothing', async (t) => {
  const invoice = { id: 'invoice', debtorId: 'debtor', currency: 'DKK' as const };
  t.match(deletedInvoice({ ...invoice, remainderMinor: 500n }, today), {
    kind: 'deleted',
    beforeMinor: 500n,
    afterMinor: 0n,
    valueDay: today,
  });
  t.match(deletedInvoice({ ...invoice, remainderMinor: -500n }, today), { beforeMinor: -500n, afterMinor: 0n });
});
