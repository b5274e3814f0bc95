/** Tonight's letters as the view prints them: what would come to the queue, what it comes to, and what would be held. */
import type { QueueRow } from '../cases/store-queue.ts';
import { amountText } from '../values/amount-text.ts';
import { sum } from '../values/money.ts';
import type { VerdictContext } from './guard-words.ts';
import { type OpenLetter, openLetterPage, queueLine, sharedCurrency } from './queue-page.ts';

export function tonightPage(rows: readonly QueueRow[], on: VerdictContext) {
  const currency = sharedCurrency(rows);
  const line = (row: QueueRow) => ({
    ...queueLine(row, on, currency),
    href: `/desk/tonight?letter=${row.debtorId}-${row.currency}`,
  });
  const held = rows.filter((row) => row.status === 'held');
  const would = rows.filter((row) => row.status !== 'held');
  return {
    currency: currency ?? 'Sum',
    would: would.map(line),
    held: held.map(line),
    wouldSum: sumsText(would),
    wouldCount: would.length,
    heldCount: held.length,
  };
}

/** "DKK 12,345.00 and EUR 100.00". */
function sumsText(rows: readonly QueueRow[]): string {
  const byCurrency = Map.groupBy(rows, (row) => row.currency);
  return [...byCurrency]
    .map(([currency, each]) => amountText(sum(each.map((row) => row.totalMinor)), currency, 'en'))
    .join(' and ');
}

/** One of them in the right pane: to read only, for it is nowhere stored. */
export function tonightLetterPage(letter: OpenLetter, on: VerdictContext) {
  const { debtorId, currency } = letter.row;
  return { ...openLetterPage(letter, on), frameSrc: `/desk/tonight/${debtorId}/${currency}/letter`, caseHref: null };
}
