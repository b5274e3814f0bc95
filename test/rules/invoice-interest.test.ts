/** Late interest on an invoice from its own ledger, where unpaid interest joins the base. */
import t from 'tap';
import { referenceRates } from '../../src/law/reference-rates.ts';
import { invoiceInterest } from '../../src/ledger/invoice-interest.ts';
import type { Posting, Transaction } from '../../src/ledger/posting.ts';

const principal = posted('books:1', 'books-observed', '2024-12-01', { principal: 100_000n, books: -100_000n });
const claimed = posted('interest:1', 'interest-claimed', '2025-12-31', { interest: 10_650n, claimed: -10_650n });
const paid = posted('payment:1', 'payment-received', '2025-12-31', { interest: -10_650n, received: 10_650n });
const waived = posted('waive:1', 'claims-waived', '2025-12-31', { interest: -10_650n, waived: 10_650n });

function posted(
  cause: string,
  reason: Transaction['reason'],
  valueDay: string,
  sums: Record<string, bigint>,
): Transaction {
  const postings = Object.entries(sums).map(
    ([account, amountMinor]): Posting => ({
      account: account as Posting['account'],
      invoiceId: 'a',
      amountMinor,
      valueDay,
    }),
  );
  return { cause, reason, postings };
}

function baseIn2026(market: string, transactions: readonly Transaction[]) {
  const sheet = invoiceInterest(
    {
      invoiceId: 'a',
      market,
      dueDay: '2024-12-31',
      terms: { debtorKind: 'business', dayCount: 'actual', contractRate: null },
    },
    { transactions, untilDay: '2026-03-31', rates: referenceRates },
  );
  return sheet?.segments.at(-1)?.baseMinor;
}

t.test('unpaid Dutch interest joins the base after a year, paid and waived interest does not', async (t) => {
  t.equal(baseIn2026('NL', [principal]), 110_646n);
  t.equal(baseIn2026('NL', [principal, claimed]), 110_646n, 'claiming it pays nothing');
  t.equal(baseIn2026('NL', [principal, claimed, paid]), 100_000n);
  t.equal(baseIn2026('NL', [principal, claimed, waived]), 100_000n);
  t.equal(baseIn2026('DK', [principal]), 100_000n, 'Danish interest never does');
});
