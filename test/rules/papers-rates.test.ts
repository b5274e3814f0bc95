/** How the printed statement names a rate that is no reference plus a margin, and a base that interest has joined. */
import { resolve } from 'node:path';
import t from 'tap';
import { referenceRates } from '../../src/law/reference-rates.ts';
import { observeBooks } from '../../src/ledger/observation.ts';
import { statementOf } from '../../src/ledger/statement.ts';
import { statementCsv } from '../../src/papers/statement-csv.ts';
import { statementPaper } from '../../src/papers/statement-paper.ts';
import { statementSheet } from '../../src/papers/statement-sheet.ts';
import { readPaperWords } from '../../src/papers/words.ts';
import { languages } from '../../src/values/language.ts';

const words = readPaperWords(resolve(import.meta.dirname, '..', '..', 'views'));
const seen = observeBooks({
  invoiceId: 'a',
  booksBeforeMinor: 0n,
  clearingMinor: 0n,
  booksNowMinor: 100_000n,
  valueDay: '2023-12-01',
  cause: 'books:1',
})!;
const agreed = { percent: '12.5', note: 'framework agreement of 3 May 2023' };

function printed(market: string, contractRate: typeof agreed | null, language: (typeof languages)[number]) {
  const invoice = {
    invoiceId: 'a',
    number: '20417',
    day: '2023-12-01',
    dueDay: '2023-12-29',
    market,
    grossMinor: 100_000n,
  };
  const asOfDay = '2025-03-31';
  const statement = statementOf({
    asOfDay,
    invoices: [
      { ...invoice, terms: { debtorKind: 'business', dayCount: 'actual', contractRate }, bearsInterest: true },
    ],
    letters: [],
    transactions: [seen],
    rates: referenceRates,
  });
  const invoices = [{ ...invoice, byHand: false, lastRung: null, climbed: [], settled: false }];
  const stated = { statement, invoices, letters: [], transactions: [seen], currency: 'EUR' } as const;
  const sheet = statementSheet(stated, asOfDay);
  const creditor = { name: 'Nordvind Kaffe ApS', companyNumber: null, address: null };
  const parties = { creditor, debtor: { name: 'Kunde ApS', customerNumber: null } };
  return {
    paper: JSON.stringify(statementPaper(sheet, parties, words[language], language)),
    csv: statementCsv(sheet, parties, words[language], language),
  };
}

t.test('an agreed rate stands alone with the note of its agreement, in every language', async (t) => {
  for (const language of languages) {
    const { paper, csv } = printed('DK', agreed, language);
    t.match(paper, agreed.note, `${language}: the note`);
    t.notMatch(
      paper,
      words[language]('interestWhy', { margin: '8', paragraph: 'x' }).split('8')[0]!,
      `${language}: no reference`,
    );
    t.match(paper, '"–"', `${language}: nothing stands where the parts would`);
    t.match(csv, agreed.note);
  }
});

t.test('a statutory rate shows its parts, and says nothing of agreements', async (t) => {
  const { paper } = printed('DK', null, 'en');
  t.match(paper, 'reference rate plus 8');
  t.notMatch(paper, 'was agreed');
  t.notMatch(paper, 'joins the sum');
});

t.test('Dutch interest that joined the base is told of', async (t) => {
  const { paper } = printed('NL', null, 'en');
  t.match(paper, 'Invoice 20417: after each full year, interest that is unpaid joins the sum that bears interest.');
});

t.test('the paper says how the market’s own law divides a leap year', async (t) => {
  const table = [
    ['DK', 'interestBasisActual', 'interestBasis365'],
    ['NO', 'interestBasisActual', 'interestBasis365'],
    ['SE', 'interestBasis365', 'interestBasisActual'],
    ['GB', 'interestBasis365', 'interestBasisActual'],
  ] as const;
  for (const [market, said, unsaid] of table)
    for (const language of languages) {
      const { paper } = printed(market, agreed, language);
      t.match(paper, JSON.stringify(words[language](said)), `${market} ${language}`);
      t.notMatch(paper, JSON.stringify(words[language](unsaid)), `${market} ${language}`);
    }
});
