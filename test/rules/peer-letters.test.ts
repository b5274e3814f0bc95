/**
 * What other programs' tests promise of a letter's sums and of who gets one, as rows of ours: each names the scenario it
 * comes from (peer and number), and keeps our stricter outcome where we have one.
 */
import t from 'tap';
import { dueRung } from '../../src/ladder/due-rung.ts';
import type { InvoiceFacts } from '../../src/ladder/facts.ts';
import { enoughIsOwed } from '../../src/ladder/guard/enough-is-owed.ts';
import { planLetter } from '../../src/ladder/letter-plan.ts';
import { defaultRungs, type Ladder, type RungKey } from '../../src/ladder/rungs.ts';
import { type Day, dayPlus } from '../../src/values/day.ts';
import { climbedTo, facts, invoice, ladder, ladderWith } from './world.ts';

const due: Day = '2026-03-06';
const owes = (change: Partial<InvoiceFacts> = {}): InvoiceFacts => ({ ...invoice, dueDay: due, ...change });

function letter(invoices: readonly InvoiceFacts[], change: { readonly today?: Day; readonly ladder?: Ladder } = {}) {
  const currency = invoices[0]?.currency ?? 'DKK';
  return planLetter({
    today: dayPlus(due, 5),
    ladder,
    debtorKind: 'business',
    neverFee: false,
    currency,
    invoices,
    ...change,
  });
}

const firstFee = (feeMinor: bigint) => ladderWith({ 'first-reminder': { feeMinor } });
/** What an invoice is like that has had its first reminder with its fee, and whose second is due. */
const reminded = {
  climbed: climbedTo('first-reminder'),
  lastLetterDay: '2026-02-20',
  lastDeadline: '2026-03-02',
} as const;

const sums: readonly (readonly [
  id: string,
  promise: string,
  invoice: InvoiceFacts,
  ladder: Ladder,
  expected: readonly [principal: bigint, fee: bigint, reason: string],
])[] = [
  ['oca-11', 'a fixed fee is that fee', owes(), firstFee(500n), [100_000n, 500n, 'fee']],
  [
    'oca-12',
    'in another currency it is not turned by a rate: none, until the creditor says what it is there',
    owes({ currency: 'USD' }),
    firstFee(500n),
    [100_000n, 0n, 'currency-differs'],
  ],
  [
    'oca-12',
    'and where it has been said, that sum',
    owes({ currency: 'USD', ownAmounts: { feeMinor: 765n, compensationMinor: null } }),
    firstFee(500n),
    [100_000n, 765n, 'set-by-creditor'],
  ],
  [
    'tryton-10',
    'the fee comes on top of what is owed',
    owes({ owedMinor: 10_000n }),
    firstFee(1000n),
    [10_000n, 1000n, 'fee'],
  ],
  [
    'tryton-11',
    'no fee on a fee: the next one is of the invoice alone, which the books still show as it was',
    owes({ ...reminded, owedMinor: 10_000n, feesSoFar: 1 }),
    ladderWith({ 'second-reminder': { feeMinor: 1500n } }),
    [10_000n, 1500n, 'fee'],
  ],
  [
    'invoice-ninja-reminders-05',
    'a fee as high as the invoice is the creditor’s to ask, within the law',
    owes({ owedMinor: 1000n }),
    firstFee(1000n),
    [1000n, 1000n, 'fee'],
  ],
  [
    'invoice-ninja-reminders-04',
    'one fee a letter: the third is the last the law allows',
    owes({ ...reminded, feesSoFar: 2 }),
    ladder,
    [100_000n, 10_000n, 'fee'],
  ],
  [
    'invoice-ninja-reminders-04',
    'and a fourth letter bears none',
    owes({ ...reminded, feesSoFar: 3 }),
    ladder,
    [100_000n, 0n, 'fee-cap-reached'],
  ],
  [
    'invoice-ninja-reminders-04',
    'more than the law allows is the law’s',
    owes(),
    firstFee(10_100n),
    [100_000n, 10_000n, 'legal-maximum'],
  ],
];
for (const [id, promise, each, policy, [principalMinor, feeMinor, feeReason]] of sums)
  t.match(letter([each], { ladder: policy }), { principalMinor, feeMinor, feeReason }, `${id}: ${promise}`);

t.test('oca-10: to chase nobody is a policy too, said by a ladder, by payment terms or of one debtor', async (t) => {
  const silent = { version: 'x', rungs: defaultRungs.map((rung) => ({ ...rung, on: false })) };
  const why = (policy: Ladder, each: InvoiceFacts) =>
    dueRung({ today: dayPlus(due, 50), ladder: policy, debtorKind: 'business', invoice: each }).why;
  t.equal(why(silent, owes()), 'ladder-ended');
  t.equal(why(ladder, owes({ termsForbid: 'leave' })), 'terms-forbid');
  t.equal(why(ladder, owes({ leftOutSince: due })), 'left-out');
});

t.test('oca-03: a look dated before the last letter finds nothing to do', async (t) => {
  const had = owes({ climbed: ['first-reminder'], lastLetterDay: dayPlus(due, 20), lastDeadline: dayPlus(due, 30) });
  for (const days of [5, 19, 20, 30]) t.equal(letter([had], { today: dayPlus(due, days) }), null, `day ${days}`);
  t.equal(letter([had], { today: dayPlus(due, 31) })?.rung, 'second-reminder');
});

t.test(
  'kill-bill-overdue-02, kill-bill-overdue-03: the older one paid or credited, the younger stands at its own place',
  async (t) => {
    const old = owes({ invoiceId: 'old', ...reminded });
    const young = owes({ invoiceId: 'young', dueDay: dayPlus(due, 3) });
    const on = (day: number, ...invoices: InvoiceFacts[]) =>
      letter(invoices, { today: dayPlus(due, day) })?.rung ?? 'none';
    t.equal(on(5, old, young), 'second-reminder');
    for (const gone of [owes({ ...old, owedMinor: 0n }), owes({ ...old, owedMinor: -1n })])
      t.equal(on(5, gone, young), 'none', 'two days late it is not asked for');
    t.equal(on(8, young), 'first-reminder', 'and on its own day it is');
  },
);

t.test(
  'lago-dunning-campaigns-11: one currency at its end, another under its smallest sum: nothing goes',
  async (t) => {
    const ended = owes({ climbed: climbedTo('notice'), lastLetterDay: '2026-02-01', lastDeadline: '2026-02-11' });
    const small = owes({ invoiceId: 'e', currency: 'EUR', owedMinor: 5207n });
    t.equal(letter([ended, small]), null);
    const euro = facts({
      creditor: { smallestSums: { EUR: 8000n } },
      invoice: small,
      letter: {
        currency: 'EUR',
        lines: [{ invoiceId: 'e', rung: 'first-reminder', principalMinor: 5207n, alreadySent: false }],
      },
    });
    t.match(enoughIsOwed(euro), { kind: 'wait', detail: { code: 'too-little' } });
  },
);

t.test('erpnext-dunning-09: a line never takes the sum of its neighbour, in whatever order they come', async (t) => {
  const two = [owes({ invoiceId: 'a', owedMinor: 1n }), owes({ invoiceId: 'b', owedMinor: 99_999n })];
  const said = (invoices: readonly InvoiceFacts[]) =>
    letter(invoices)?.lines.map((line) => [line.invoiceId, line.principalMinor]);
  const expected = [
    ['a', 1n],
    ['b', 99_999n],
  ];
  t.same(said(two), expected);
  t.same(said(two.toReversed()), expected);
});

t.test(
  'metasfresh-dunning-03, metasfresh-dunning-04: neither what is paid nor what is not yet at a rung is on a letter',
  async (t) => {
    const lines = (...invoices: InvoiceFacts[]) =>
      letter(invoices)?.lines.map((line) => `${line.invoiceId} ${line.rung}`);
    const at = (invoiceId: string, dueDay: Day, change: Partial<InvoiceFacts> = {}) =>
      owes({ invoiceId, dueDay, ...change });
    const keys: readonly RungKey[] = ['nudge', 'first-reminder'];
    t.same(
      lines(
        at('paid', due, { owedMinor: 0n }),
        at('late', due),
        at('later', dayPlus(due, 1)),
        at('soon', dayPlus(due, 8)),
      ),
      [`late ${keys[1]}`, `soon ${keys[0]}`],
    );
  },
);
