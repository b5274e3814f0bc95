import { resolve } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import type { CaseStatement } from '../../src/cases/read-statement.ts';
import type { CaseInvoice, SentLetter } from '../../src/cases/store-statement.ts';
import { referenceRates } from '../../src/law/reference-rates.ts';
import { allocatePayment } from '../../src/ledger/allocation.ts';
import { claimFee, reverseFee } from '../../src/ledger/fee.ts';
import { observeBooks } from '../../src/ledger/observation.ts';
import type { Transaction } from '../../src/ledger/posting.ts';
import { statementOf } from '../../src/ledger/statement.ts';
import { waiveOurs } from '../../src/ledger/waiver.ts';
import { createPaperPress, type PrintedStatement } from '../../src/papers/press.ts';
import { printable } from '../../src/papers/printable.ts';
import { type StatementSheet, statementSheet } from '../../src/papers/statement-sheet.ts';
import { numberText } from '../../src/values/amount-text.ts';
import { csvOf } from '../../src/values/csv.ts';
import { type Day, dayPlus } from '../../src/values/day.ts';
import { languages } from '../../src/values/language.ts';
import { sum } from '../../src/values/money.ts';
import { readPdf } from '../read-pdf.ts';

const press = createPaperPress(resolve(import.meta.dirname, '..', '..', 'views'));
const hostile = '=HYPERLINK("http://x")';

/** A case of Danish invoices that lived: letters with fees, money in the books and through the portal, a waiver. */
type Life = { readonly invoices: readonly CaseInvoice[]; readonly letters: SentLetter[]; transactions: Transaction[] };

const event = fc.oneof(
  fc.record({ kind: fc.constant('bank' as const), invoice: fc.nat(3), minor: fc.bigInt(1n, 900_000n) }),
  fc.record({ kind: fc.constant('portal' as const), minor: fc.bigInt(1n, 1_500_000n), first: fc.boolean() }),
  fc.record({ kind: fc.constant('letter' as const), fee: fc.boolean(), back: fc.boolean() }),
  fc.record({ kind: fc.constant('waive' as const) }),
);
const lives = fc.record({
  grosses: fc.array(fc.bigInt(1n, 1_000_000n), { minLength: 1, maxLength: 4 }),
  events: fc.array(fc.record({ after: fc.integer({ min: 0, max: 40 }), event }), { maxLength: 9 }),
  ahead: fc.integer({ min: 0, max: 90 }),
});

function asOf(life: Life, asOfDay: Day, transactions = life.transactions): CaseStatement {
  const letters = life.letters.filter((letter) => letter.sentDay <= asOfDay);
  const told = letters.some((letter) => letter.statedInterest);
  const statement = statementOf({
    asOfDay,
    invoices: life.invoices.map(({ invoiceId, dueDay, market }) => ({
      invoiceId,
      dueDay,
      market,
      terms: { debtorKind: 'business', dayCount: 'actual', contractRate: null },
      bearsInterest: told,
    })),
    letters: letters.map(({ proposalId, rung, nth, sentDay }) => ({ letterId: proposalId, rung, nth, sentDay })),
    transactions,
    rates: referenceRates,
  });
  return { statement, invoices: life.invoices, letters, transactions, currency: 'DKK' };
}

/** Lives the events in their order; a later day each. */
function lived({ grosses, events }: { grosses: readonly bigint[]; events: readonly Happening[] }): [Life, Day] {
  const invoices = grosses.map(
    (grossMinor, place): CaseInvoice => ({
      invoiceId: `i${place}`,
      number: place === 0 ? '=20417' : `2041${8 + place}`,
      day: '2024-12-20',
      dueDay: dayPlus('2025-01-02', place),
      byHand: false,
      market: 'DK',
      grossMinor,
      lastRung: null,
      climbed: [],
      settled: false,
    }),
  );
  const booked = new Map(invoices.map((each) => [each.invoiceId, each.grossMinor]));
  const life: Life = { invoices, letters: [], transactions: [] };
  for (const { invoiceId, grossMinor, day } of invoices)
    life.transactions.push(
      observeBooks({
        invoiceId,
        booksBeforeMinor: 0n,
        clearingMinor: 0n,
        booksNowMinor: grossMinor,
        valueDay: day,
        cause: invoiceId,
      })!,
    );
  let day: Day = '2025-01-05';
  events.forEach(({ after, event: what }, place) => {
    day = dayPlus(day, after);
    live(life, booked, what, day, String(place));
  });
  return [life, day];
}

type Happening = { readonly after: number; readonly event: What };
type What =
  | { readonly kind: 'bank'; readonly invoice: number; readonly minor: bigint }
  | { readonly kind: 'portal'; readonly minor: bigint; readonly first: boolean }
  | { readonly kind: 'letter'; readonly fee: boolean; readonly back: boolean }
  | { readonly kind: 'waive' };

function live(life: Life, booked: Map<string, bigint>, what: What, valueDay: Day, cause: string): void {
  const { invoices, letters, transactions } = life;
  const owed = () =>
    asOf(life, valueDay).statement.lines.map(({ invoiceId, interest }, place) => ({
      invoiceId,
      dueDay: invoices[place]!.dueDay,
      interestTotalMinor: interest?.totalMinor ?? null,
    }));
  if (what.kind === 'bank') {
    const { invoiceId } = invoices[what.invoice % invoices.length]!;
    const before = booked.get(invoiceId)!;
    const now = before > what.minor ? before - what.minor : 0n;
    booked.set(invoiceId, now);
    const seen = observeBooks({
      invoiceId,
      booksBeforeMinor: before,
      clearingMinor: 0n,
      booksNowMinor: now,
      valueDay,
      cause: `bank:${cause}`,
    });
    if (seen) transactions.push(seen);
  }
  if (what.kind === 'portal') {
    const order = what.first ? 'principal-first' : 'costs-interest-principal';
    const paid = {
      cause: `pay:${cause}`,
      valueDay,
      amountMinor: what.minor,
      order,
      transactions,
      invoices: owed(),
    } as const;
    transactions.push(...allocatePayment(paid).transactions);
  }
  if (what.kind === 'letter') {
    letters.push({
      proposalId: cause,
      caseId: 'c',
      rung: 'first-reminder',
      nth: 1,
      sentDay: valueDay,
      feeMinor: what.fee ? 10_000n : 0n,
      statedInterest: true,
      invoiceIds: invoices.map((each) => each.invoiceId),
    });
    if (what.fee) transactions.push(claimFee({ letterId: cause, amountMinor: 10_000n, valueDay }));
    if (what.fee && what.back) transactions.push(reverseFee({ letterId: cause, amountMinor: 10_000n, valueDay }));
  }
  if (what.kind === 'waive')
    transactions.push(
      ...waiveOurs({ cause: `waive:${cause}`, valueDay, transactions: [...transactions], interest: owed() }),
    );
}

function printed(sheet: StatementSheet, debtor = 'Søn & Åse ÄÖ ApS'): PrintedStatement {
  return {
    sheet,
    parties: {
      creditor: { name: 'Nordvind Kaffe ApS', companyNumber: '12345678', address: 'Havnegade 12, 1058 København K' },
      debtor: { name: debtor, customerNumber: '101' },
    },
    language: 'da',
    madeAt: new Date('2026-05-05T10:00:00Z'),
    booksRead: { at: new Date('2026-05-05T09:45:00Z'), timeZone: 'Europe/Copenhagen' },
  };
}

t.test('whatever happened on a case, its lines add up to what is owed, and each sheet to its interest', async (t) => {
  fc.assert(
    fc.property(lives, ({ ahead, ...life }) => {
      const [case_, last] = lived(life);
      const stated = asOf(case_, dayPlus(last, ahead));
      const sheet = statementSheet(stated, last);
      t.equal(sum(sheet.claims.map((row) => row.amountMinor)), sheet.claimedMinor);
      t.equal(sum(sheet.settled.map((row) => row.amountMinor)), sheet.settledMinor);
      t.equal(sheet.claimedMinor - sheet.settledMinor, stated.statement.totalMinor);
      t.equal(sum(Object.values(sheet.left)), stated.statement.totalMinor);
      for (const { shares, amountMinor } of sheet.settled)
        t.equal(sum(shares.map((share) => share.amountMinor)), amountMinor);
      for (const { rows, totalMinor } of sheet.interest) t.equal(sum(rows.map((row) => row.amountMinor)), totalMinor);
    }),
    { numRuns: 150 },
  );
});

t.test('the statement of any day is the statement of what had happened up to that day', async (t) => {
  fc.assert(
    fc.property(lives, fc.integer({ min: 0, max: 300 }), ({ grosses, events }, into) => {
      const [life] = lived({ grosses, events });
      const day = dayPlus('2025-01-01', into);
      const until = life.transactions.filter(({ postings }) => postings[0]!.valueDay <= day);
      t.same(statementSheet(asOf(life, day), day), statementSheet(asOf(life, day, until), day));
    }),
    { numRuns: 100 },
  );
});

t.test('lines that do not add up are never printed', async (t) => {
  const stated = asOf(lived({ grosses: [100n], events: [] })[0], '2025-02-01');
  const wrong = { ...stated, statement: { ...stated.statement, totalMinor: 99n } };
  t.throws(() => statementSheet(wrong, '2025-02-01'), /do not add up/);
});

/** A file of ours read back: quotes undone, figures as minor units. */
function readCsv(file: string): string[][] {
  return file
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:^|;)("((?:[^"]|"")*)"|[^;]*)/g)].map(([, plain = '', quoted]) =>
        quoted === undefined ? plain : quoted.replaceAll('""', '"'),
      ),
    );
}

const minorOf = (text: string) => BigInt(text.replace(/[,.]/, ''));

t.test('the spreadsheet’s rows, read back, are the sheet’s lines', async (t) => {
  fc.assert(
    fc.property(lives, fc.constantFrom(...languages), (each, language) => {
      const [life, last] = lived(each);
      const sheet = statementSheet(asOf(life, last), last);
      const [head, ...rows] = readCsv(press.statementCsv(printed(sheet), language).body.toString());
      const amounts = rows.map((row) => minorOf(row[12]!));
      t.ok(rows.every((row) => row.length === head!.length));
      const shares = sheet.settled.flatMap((row) => row.shares.map((share) => -share.amountMinor));
      t.same(amounts, [
        ...sheet.claims.map((row) => row.amountMinor),
        ...shares,
        sheet.totalMinor,
        ...sheet.interest.flatMap((part) => part.rows.map((row) => row.amountMinor)),
        ...(sheet.knownTo === null ? [] : [0n]),
      ]);
      const moved = amounts.slice(0, sheet.claims.length + shares.length);
      t.equal(sum(moved), sheet.totalMinor, 'what was claimed and taken off comes to what is owed');
    }),
    { numRuns: 60 },
  );
});

/** A life with every kind of line in it. */
const full = lived({
  grosses: [1_000_000n, 250_000n],
  events: [
    { after: 10, event: { kind: 'letter', fee: true, back: false } },
    { after: 10, event: { kind: 'letter', fee: true, back: true } },
    { after: 5, event: { kind: 'bank', invoice: 0, minor: 400_000n } },
    { after: 20, event: { kind: 'portal', minor: 300_000n, first: false } },
    { after: 90, event: { kind: 'waive' } },
    { after: 3, event: { kind: 'portal', minor: 700_000n, first: true } },
  ],
});

t.test('page, PDF and spreadsheet say the same figures, in each language', async (t) => {
  const sheet = statementSheet(asOf(full[0], '2025-09-01'), '2025-09-01');
  for (const language of languages) {
    const paper = press.statement(printed(sheet), language);
    const figures = paper.blocks.flatMap((block) =>
      block.kind === 'table'
        ? [...block.rows.map((row) => row.at(-1)!.text), ...block.sums.map((each) => each.figure)]
        : [],
    );
    const pdf = readPdf((await press.statementPdf(printed(sheet), language)).body);
    const pieces = pdf.pages.flat();
    let from = 0;
    for (const figure of figures.filter((each) => /^-?[\d., ]+$/.test(each))) {
      from = pieces.indexOf(figure, from) + 1;
      t.ok(from > 0, `${language}: the PDF prints ${figure} in its place`);
      if (from === 0) break;
    }
    const csv = readCsv(press.statementCsv(printed(sheet), language).body.toString());
    const inFile = csv.slice(1).map((row) => numberText(minorOf(row[12]!), 'DKK', language));
    for (const row of sheet.claims) t.ok(inFile.includes(numberText(row.amountMinor, 'DKK', language)));
    const total = numberText(sheet.totalMinor, 'DKK', language);
    t.ok(
      figures.includes(total) && inFile.includes(total) && pieces.includes(total),
      `${language}: the total ${total}`,
    );
    t.match(pdf.text, 'Søn & Åse ÄÖ ApS', 'letters of the north come back as they were');
  }
});

t.test(
  'a PDF says its title, its language and its parts to a screen reader, and little else about itself',
  async (t) => {
    const sheet = statementSheet(asOf(full[0], '2025-09-01'), '2025-09-01');
    const file = await press.statementPdf(printed(sheet, `${hostile} \u202Eevil \u{1F600}`), 'sv');
    t.equal(file.name, 'sammanstallning-2025-09-01.pdf', 'its name says nothing of whose it is');
    const pdf = readPdf(file.body);
    t.match(pdf.raw, /\/Lang \(sv\)/);
    t.match(pdf.raw, /\/DisplayDocTitle true/);
    t.match(pdf.raw, /\/Marked true/);
    t.match(pdf.raw, /\/Scope \/Column/);
    for (const tag of ['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD']) t.ok(pdf.tags.includes(tag), tag);
    t.match(pdf.text, '=HYPERLINK("http://x") evil ?', 'what turns text around is left out');
    t.notMatch(pdf.raw, /HYPERLINK/, 'whose debt it is stands on the page, not in what the file says of itself');
    t.match(pdf.pages[0]!.at(-1), /Sida 1 av \d/);
    const again = await press.statementPdf(printed(sheet, `${hostile} \u202Eevil \u{1F600}`), 'sv');
    t.ok(file.body.equals(again.body), 'the same paper at the same moment is the same file');
  },
);

t.test('a long statement goes on over pages, with the head of its table on each', async (t) => {
  const grosses = Array.from({ length: 60 }, (_, place) => BigInt(10_000 + place));
  const [life] = lived({ grosses, events: [{ after: 9, event: { kind: 'letter', fee: false, back: false } }] });
  const pdf = readPdf(
    (await press.statementPdf(printed(statementSheet(asOf(life, '2026-06-30'), '2026-06-30')), 'en')).body,
  );
  t.ok(pdf.pages.length > 3);
  t.equal(pdf.pages[1]![0], 'Date', 'the head is printed again');
  for (const [place, page] of pdf.pages.entries()) t.match(page.at(-1), `Page ${place + 1} of ${pdf.pages.length}`);
});

t.test('an unknown rate is said, with the day it was worked out to', async (t) => {
  const [life] = lived({
    grosses: [1_000_000n],
    events: [{ after: 9, event: { kind: 'letter', fee: false, back: false } }],
  });
  const sheet = statementSheet(asOf(life, '2026-09-01'), '2026-09-01');
  t.equal(sheet.knownTo, '2026-06-30');
  const paper = press.statement(printed(sheet), 'en');
  t.match(
    paper.blocks.filter((block) => block.kind === 'note'),
    [{ text: /^Interest is worked out to 30 June 2026, because the reference rate/, strong: true }],
  );
  t.match(readPdf((await press.statementPdf(printed(sheet), 'en')).body).text, 'worked out to 30 June 2026');
});

t.test('a statement of a day to come calls itself a forecast, one of a day gone says as far as is known', async (t) => {
  const notes = (asOfDay: Day, today: Day) =>
    press
      .statement(printed(statementSheet(asOf(full[0], asOfDay), today)), 'en')
      .blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : []));
  t.match(notes('2025-09-20', '2025-09-01')[0], /^This is a forecast: what will be owed on 20 September 2025/);
  t.match(notes('2025-09-01', '2025-09-20')[0], /^As far as it is known on 20 September 2025/);
  t.notMatch(notes('2025-09-01', '2025-09-01').join(' '), /forecast|known on/);
  t.ok(notes('2024-01-01', '2025-09-01').includes('Nothing had been claimed by this day.'));
});

t.test('nothing typed by people is read as a formula, and every field comes back as it was', async (t) => {
  for (const start of ['=', '+', '-', '@', ' =', '\t=', '＝'])
    t.equal(
      csvOf([[`${start}1+1`]])
        .slice(1, 2)
        .replace('"', "'"),
      "'",
      JSON.stringify(start),
    );
  t.equal(csvOf([['a', { figure: '-1,50' }]]), '\uFEFFa;-1,50\r\n', 'a figure of ours is a figure');
  fc.assert(
    fc.property(fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (rows) => {
      const safe = rows.map((row) => row.map((text) => `x${text.replaceAll(/\r|\n/g, ' ')}`));
      t.same(readCsv(csvOf(safe)), safe);
    }),
  );
});

t.test('what the typeface cannot print is a question mark, what cannot be seen is left out', async (t) => {
  for (const [text, shown] of [
    ['Ærø Öl Łódź Ωmega Кафе – “x” 5 €', 'Ærø Öl Łódź Ωmega Кафе – “x” 5 €'],
    ['a\u202Eb\u0007c\u200Bd', 'abcd'],
    ['日本 x', '?? x'],
    ['e\u0301 \n two', 'é two'],
  ] as const)
    t.equal(printable(text), shown);
});
