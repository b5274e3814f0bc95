/**
 * A position is an invoice's, a letter a debtor's (design §3.1): what stands together on a letter, what is left for another,
 * and that what happens to one invoice never moves the others. Ids in brackets are of facts/peer-scenarios.json.
 */
import t from 'tap';
import type { InvoiceFacts } from '../../src/ladder/facts.ts';
import { planLetter } from '../../src/ladder/letter-plan.ts';
import type { RungKey } from '../../src/ladder/rungs.ts';
import { type Day, dayPlus } from '../../src/values/day.ts';
import { invoice, ladder } from './world.ts';

type Books = readonly InvoiceFacts[];

const due = (invoiceId: string, dueDay: Day, change: Partial<InvoiceFacts> = {}): InvoiceFacts => ({
  ...invoice,
  invoiceId,
  dueDay,
  ...change,
});

function plan(today: Day, invoices: Books, currency: InvoiceFacts['currency'] = 'DKK') {
  return planLetter({ today, ladder, debtorKind: 'business', neverFee: false, currency, invoices });
}

/** "second-reminder: a second-reminder, b first-reminder"; "none" when no letter is due. */
function letter(today: Day, invoices: Books, currency: InvoiceFacts['currency'] = 'DKK'): string {
  const planned = plan(today, invoices, currency);
  if (!planned) return 'none';
  return `${planned.rung}: ${planned.lines.map((line) => `${line.invoiceId} ${line.rung}`).join(', ')}`;
}

/** The books after today's letter has left: each invoice on it stands at its rung, the others where they stood. */
function afterLetter(today: Day, invoices: Books): Books {
  const planned = plan(today, invoices);
  return invoices.map((each) => {
    const line = planned?.lines.find(({ invoiceId }) => invoiceId === each.invoiceId);
    if (!line || !planned) return each;
    const climbed = [...each.climbed, line.rung];
    return { ...each, climbed, lastLetterDay: today, lastDeadline: dayPlus(today, planned.daysToPay) };
  });
}

const paid = (invoices: Books, invoiceId: string): Books => invoices.filter((each) => each.invoiceId !== invoiceId);
const rungOf = (today: Day, invoices: Books, invoiceId: string): RungKey | undefined =>
  plan(today, invoices)?.lines.find((line) => line.invoiceId === invoiceId)?.rung;

t.test('one letter a debtor and currency at the highest rung due, each invoice at its own', async (t) => {
  const high = { climbed: ['first-reminder'] as RungKey[], lastLetterDay: '2026-02-28', lastDeadline: '2026-03-10' };
  const top = {
    climbed: ['first-reminder', 'second-reminder'] as RungKey[],
    lastLetterDay: '2026-02-27',
    lastDeadline: '2026-03-09',
  };
  for (const [name, invoices, expected] of [
    [
      'three at one rung (complaint 29)',
      [due('a', '2026-03-01'), due('b', '2026-03-02'), due('c', '2026-03-03')],
      'first-reminder: a first-reminder, b first-reminder, c first-reminder',
    ],
    [
      'two rungs (complaint 30)',
      [due('a', '2026-02-01', high), due('b', '2026-03-02')],
      'second-reminder: a second-reminder, b first-reminder',
    ],
    [
      'with one that falls due soon',
      [due('a', '2026-03-01'), due('b', '2026-03-13')],
      'first-reminder: a first-reminder, b nudge',
    ],
    [
      'one not due yet is never on it (metasfresh-dunning-04)',
      [due('a', '2026-03-01'), due('b', '2026-03-20')],
      'first-reminder: a first-reminder',
    ],
    [
      'a notice demands only what has climbed to it',
      [due('a', '2026-01-01', top), due('b', '2026-02-01', high), due('c', '2026-03-01')],
      'notice: a notice',
    ],
    [
      'what is left out is not on it (complaint 32)',
      [due('a', '2026-02-01', { ...high, leftOutSince: '2026-03-02' }), due('b', '2026-03-02')],
      'first-reminder: b first-reminder',
    ],
    ['all of it left out', [due('a', '2026-03-01', { leftOutSince: '2026-03-02' })], 'none'],
    [
      'with more time it is not due (metasfresh-dunning-05)',
      [due('a', '2026-03-01', { graceDay: '2026-03-20' }), due('b', '2026-03-02')],
      'first-reminder: b first-reminder',
    ],
    [
      'a year late it starts at the first (oca-01, tryton-13)',
      [due('a', '2025-03-11')],
      'first-reminder: a first-reminder',
    ],
  ] as const)
    t.equal(letter('2026-03-11', invoices), expected, name);
});

t.test('currencies stand on letters of their own (complaint 27)', async (t) => {
  const books = [due('a', '2026-03-01'), due('e', '2026-03-01', { currency: 'EUR' })];
  t.equal(letter('2026-03-11', books), 'first-reminder: a first-reminder');
  t.equal(letter('2026-03-11', books, 'EUR'), 'first-reminder: e first-reminder');
  t.equal(letter('2026-03-11', books, 'SEK'), 'none');
});

t.test('each row keeps its own amount (erpnext-dunning-04, erpnext-dunning-09)', async (t) => {
  const planned = plan('2026-03-11', [
    due('a', '2026-03-01', { owedMinor: 10_000n }),
    due('b', '2026-03-02', { owedMinor: 30_000n }),
  ]);
  t.same(
    planned?.lines.map((line) => line.principalMinor),
    [10_000n, 30_000n],
  );
  t.equal(planned?.principalMinor, 40_000n);
});

t.test('reminding one, the others do not disappear (complaint 31)', async (t) => {
  const books: Books = [due('a', '2026-03-06'), due('b', '2026-03-10')];
  t.equal(letter('2026-03-11', books), 'first-reminder: a first-reminder');
  const after = afterLetter('2026-03-11', books);
  t.equal(letter('2026-03-15', after), 'first-reminder: b first-reminder');
  t.equal(
    letter('2026-03-23', after),
    'second-reminder: a second-reminder, b first-reminder',
    'missed, it is on the next',
  );
});

t.test('the oldest being paid never skips a stage for the others (complaint 34, kill-bill-overdue-15)', async (t) => {
  let books: Books = [due('old', '2026-02-01'), due('young', '2026-03-06'), due('new', '2026-03-20')];
  const had: Record<string, RungKey[]> = { old: [], young: [], new: [] };
  for (let day = '2026-02-06'; day < '2026-06-01'; day = dayPlus(day, 1)) {
    if (day === '2026-03-12') books = paid(books, 'old');
    for (const { invoiceId } of books) {
      const rung = rungOf(day, books, invoiceId);
      if (rung) had[invoiceId]?.push(rung);
    }
    books = afterLetter(day, books);
  }
  t.same(had['old'], ['first-reminder', 'second-reminder', 'notice'].slice(0, had['old']?.length));
  t.same(had['young'], ['nudge', 'first-reminder', 'second-reminder', 'notice']);
  t.same(had['new'], ['nudge', 'first-reminder', 'second-reminder', 'notice']);
});

t.test('an unsent rung is not overtaken, however late it is (tryton-03, oca-02, kill-bill-overdue-01)', async (t) => {
  const books = [due('a', '2026-03-01')];
  for (const day of ['2026-03-06', '2026-03-26', '2026-05-01', '2027-01-01'])
    t.equal(letter(day, books), 'first-reminder: a first-reminder', day);
  const after = afterLetter('2027-01-04', books);
  t.equal(letter('2027-01-14', after), 'none', 'ten days from the real sending, not from when it was due');
  t.equal(letter('2027-01-15', after), 'second-reminder: a second-reminder');
});

t.test('the day before, the day and the day after (tryton-01, -02, metasfresh-01, erpnext-dunning-12)', async (t) => {
  const books = [due('a', '2026-03-06')];
  for (const [day, expected] of [
    ['2026-03-02', 'none'],
    ['2026-03-03', 'nudge: a nudge'],
    ['2026-03-05', 'nudge: a nudge'],
    ['2026-03-06', 'none'],
    ['2026-03-10', 'none'],
    ['2026-03-11', 'first-reminder: a first-reminder'],
    ['2026-03-12', 'first-reminder: a first-reminder'],
  ] as const)
    t.equal(letter(day, books), expected, day);
});

t.test(
  'more time is counted from like a due day, before the first letter and after it (metasfresh-dunning-06)',
  async (t) => {
    const given = (graceDay: Day | null, had: Partial<InvoiceFacts> = {}) => [
      due('a', '2026-03-06', { graceDay, ...had }),
    ];
    const reminded = {
      climbed: ['first-reminder'] as RungKey[],
      lastLetterDay: '2026-03-11',
      lastDeadline: '2026-03-21',
    };
    for (const [day, books, expected] of [
      ['2026-03-11', given('2026-03-10'), 'none'],
      ['2026-03-14', given('2026-03-10'), 'none'],
      ['2026-03-15', given('2026-03-10'), 'first-reminder: a first-reminder'],
      ['2026-03-11', given('2026-03-14'), 'nudge: a nudge'],
      ['2026-03-10', given('2026-03-01'), 'none'],
      ['2026-03-11', given('2026-03-01'), 'first-reminder: a first-reminder'],
      ['2026-03-22', given('2026-04-01', reminded), 'none'],
      ['2026-04-01', given('2026-04-01', reminded), 'none'],
      ['2026-04-02', given('2026-04-01', reminded), 'second-reminder: a second-reminder'],
      ['2026-03-22', given('2026-03-12', reminded), 'second-reminder: a second-reminder'],
    ] as const)
      t.equal(letter(day, books), expected, `${day}, time until ${books[0]?.graceDay}`);
  },
);
