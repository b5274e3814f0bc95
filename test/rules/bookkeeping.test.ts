import fc from 'fast-check';
import t from 'tap';
import { bookFile, lineText, missingAccounts } from '../../src/bookkeeping/book-file.ts';
import { type BookTransaction, bookLines, postedReasons } from '../../src/bookkeeping/book-lines.ts';
import { isDebtorAccount } from '../../src/ledger/accounts.ts';
import { allocatePayment } from '../../src/ledger/allocation.ts';
import { claimCompensation, reverseCompensation } from '../../src/ledger/compensation.ts';
import { keepCredit, moveClaims, payCreditBack } from '../../src/ledger/credit.ts';
import { claimFee, reverseFee } from '../../src/ledger/fee.ts';
import { observeBooks } from '../../src/ledger/observation.ts';
import type { Transaction } from '../../src/ledger/posting.ts';
import { takeMoneyBack } from '../../src/ledger/reversal.ts';
import { waiveOurs } from '../../src/ledger/waiver.ts';
import { sum } from '../../src/values/money.ts';

const day = '2040-03-12';
const invoice = observeBooks({
  invoiceId: 'a',
  booksBeforeMinor: 0n,
  clearingMinor: 0n,
  booksNowMinor: 500_000n,
  valueDay: day,
  cause: 'books',
})!;
const fee = claimFee({ letterId: 'l', amountMinor: 10_000n, valueDay: day });
const interest = [{ invoiceId: 'a', dueDay: '2040-02-01', interestTotalMinor: 1234n }];
const pay = (amountMinor: bigint) =>
  allocatePayment({
    cause: 'payment',
    valueDay: day,
    amountMinor,
    order: 'costs-interest-principal',
    transactions: [invoice, fee],
    invoices: interest,
  }).transactions;

function asked(transaction: Transaction): BookTransaction {
  const invoiceNumbers = new Map([['a', '20417']]);
  return {
    ...transaction,
    id: transaction.cause,
    customerNumber: '101',
    currency: 'DKK',
    invoiceNumbers,
    fileNumber: null,
  };
}

const told = (transactions: readonly Transaction[]) =>
  transactions
    .flatMap((each) => bookLines(asked(each)))
    .map((line) => [lineText(line), line.against, line.amountMinor] as const);

t.test('each thing that happens is posted once, against its own account', async (t) => {
  const compensated = claimCompensation({
    invoiceId: 'a',
    amountMinor: 31_000n,
    instead: [],
    valueDay: day,
    transactions: [invoice],
  });
  const waived = waiveOurs({ cause: 'waived', valueDay: day, transactions: [invoice, fee], interest });
  const over = pay(600_000n);
  const table: [string, readonly Transaction[], ReturnType<typeof told>][] = [
    ['what the books show is in the books', [invoice], []],
    ['a fee', [fee], [['Rykkergebyr', 'fee', 10_000n]]],
    [
      'a fee taken back',
      [reverseFee({ letterId: 'l', amountMinor: 10_000n, valueDay: day })],
      [['Rykkergebyr taget tilbage', 'fee', -10_000n]],
    ],
    ['compensation', compensated, [['Kompensationsbeløb, faktura 20417', 'compensation', 31_000n]]],
    [
      'compensation taken back',
      [reverseCompensation({ invoiceId: 'a', valueDay: day, transactions: compensated })!],
      [['Kompensationsbeløb taget tilbage, faktura 20417', 'compensation', -31_000n]],
    ],
    [
      'a payment of all, and the interest it covers',
      over,
      [
        ['Morarente, faktura 20417', 'interest', 1234n],
        ['Betaling på betalingssiden, faktura 20417', 'provider', -500_000n],
        ['Betaling på betalingssiden, gebyr og rente', 'provider', -100_000n],
      ],
    ],
    [
      'given up',
      waived,
      [
        ['Morarente, faktura 20417', 'interest', 1234n],
        ['Rykkergebyr eftergivet', 'fee', -10_000n],
        ['Morarente eftergivet, faktura 20417', 'interest', -1234n],
      ],
    ],
  ];
  for (const [name, transactions, lines] of table) t.same(told(transactions), lines, name);
});

t.test('what moves between our own accounts, or through the creditor’s own bank, is not posted', async (t) => {
  const over = [invoice, fee, ...pay(600_000n)];
  const back = payCreditBack({ cause: 'back', valueDay: day, transactions: over })!;
  const kept = keepCredit({
    cause: 'kept',
    valueDay: day,
    transactions: [...over, reverseFee({ letterId: 'l', amountMinor: 10_000n, valueDay: day })],
  })!;
  const moved = moveClaims({ key: 'k', valueDay: day, from: [invoice], only: ['principal'] })!;
  t.same(told([back, kept, moved.out, moved.into]), []);
  t.notOk(postedReasons.includes('paid-in-books'), 'the bank’s money is in the books already');
});

t.test('a payment comes to its gross amount, and a refund of it all to nothing', async (t) => {
  fc.assert(
    fc.property(fc.bigInt(1n, 900_000n), (minor) => {
      const [claim, paid] = pay(minor);
      const lines = bookLines(asked(paid!));
      t.equal(sum(lines.map((line) => line.amountMinor)), -minor);
      t.ok(lines.every((line) => line.against === 'provider'));
      const back = takeMoneyBack({
        cause: 'refund',
        reason: 'payment-refunded',
        valueDay: day,
        paid: paid!,
        beforeMinor: 0n,
        nowMinor: minor,
        shownByBooks: new Map(),
      }).transaction!;
      t.equal(sum([...lines, ...bookLines(asked(back))].map((line) => line.amountMinor)), 0n);
      for (const each of [claim!, paid!, back])
        t.equal(
          sum(bookLines(asked(each)).map((line) => line.amountMinor)),
          sum(each.postings.filter(({ account }) => isDebtorAccount(account)).map((posting) => posting.amountMinor)),
          'the customer’s account follows the debtor’s side',
        );
    }),
    { numRuns: 50 },
  );
});

t.test('a claim that is given up comes to nothing on every account', async (t) => {
  const lines = [fee, ...waiveOurs({ cause: 'w', valueDay: day, transactions: [invoice, fee], interest })].flatMap(
    (each) => bookLines(asked(each)),
  );
  for (const account of ['fee', 'interest'])
    t.equal(sum(lines.filter((line) => line.against === account).map((line) => line.amountMinor)), 0n, account);
});

t.test('the file has a head, one voucher for each thing, and the invoice beside money for it only', async (t) => {
  const lines = [fee, ...pay(505_000n)].flatMap((each) => bookLines(asked(each)));
  const numbers = { fee: '1010', interest: '1020', compensation: null, provider: '5820' };
  t.same(missingAccounts(lines, numbers), []);
  t.same(missingAccounts(lines, { ...numbers, provider: null }), ['provider']);
  t.same(bookFile(lines, numbers).split('\r\n'), [
    '\uFEFFDato;Bilag;Type;Kundenr.;Fakturanr.;Tekst;Beløb;Valuta;Modkonto;Rykkers id',
    '12-03-2040;1;Kundefaktura;101;;Rykkergebyr;100,00;DKK;1010;fee:l',
    '12-03-2040;2;Kundefaktura;101;;"Morarente, faktura 20417";12,34;DKK;1020;interest:payment',
    '12-03-2040;3;Kundebetaling;101;20417;"Betaling på betalingssiden, faktura 20417";-4937,66;DKK;5820;payment',
    '12-03-2040;3;Kundebetaling;101;;"Betaling på betalingssiden, gebyr og rente";-112,34;DKK;5820;payment',
    '',
  ]);
});
