/** Tonight's letters as the view prints them: what would leave by itself, what would wait for a yes, and what would be held. */
import type { QueueRow } from '../cases/store-queue.ts';
import { amountText } from '../values/amount-text.ts';
import { sum } from '../values/money.ts';
import type { VerdictContext } from './guard-words.ts';
import { type OpenLetter, openLetterPage, queueLine, sharedCurrency } from './queue-page.ts';
import { rungWord } from './rung-words.ts';

type Group = {
  readonly id: string;
  /** After how many there are: "3 would wait for an admin’s yes". */
  readonly would: string;
  readonly has: (row: QueueRow) => boolean;
};

const groups: readonly Group[] = [
  {
    id: 'standing',
    would: 'would leave by a standing yes',
    has: (row) => row.status !== 'held' && row.byStandingYes === true,
  },
  {
    id: 'approved',
    would: 'would leave by the yes given to them',
    has: (row) => (row.status === 'approved' || row.status === 'sending') && row.byStandingYes !== true,
  },
  { id: 'waiting', would: 'would wait for an admin’s yes', has: (row) => row.status === 'waiting' },
  { id: 'held', would: 'would be held', has: (row) => row.status === 'held' },
];

export function tonightPage(rows: readonly QueueRow[], on: VerdictContext) {
  const currency = sharedCurrency(rows);
  const line = (row: QueueRow) => ({
    ...queueLine(row, on, currency),
    href: `/desk/tonight?letter=${row.debtorId}-${row.currency}`,
  });
  return {
    currency: currency ?? 'Sum',
    groups: groups
      .map(({ id, would, has }) => ({ id, would, rows: rows.filter(has) }))
      .filter((group) => group.rows.length > 0)
      .map(({ id, would, rows }) => ({
        id,
        title: `${rows.length} ${would}: ${sumsText(rows)}`,
        leaves: id !== 'held',
        rows: rows.map((row) => ({ ...line(row), ...leavesOf(id, row, on) })),
      })),
  };
}

/** The minute, and what it is the minute of: where rows are read as cards, no head says it. */
function leavesOf(group: string, row: QueueRow, on: VerdictContext) {
  const { leaves } = queueLine(row, on, null);
  return { leaves: leaves === '' ? '' : group === 'waiting' ? `not before ${leaves}` : `leaves ${leaves}` };
}

/** "DKK 12,345.00, SEK 50.00 and EUR 100.00". */
function sumsText(rows: readonly QueueRow[]): string {
  const byCurrency = Map.groupBy(rows, (row) => row.currency);
  const sums = [...byCurrency].map(([currency, each]) =>
    amountText(sum(each.map((row) => row.totalMinor)), currency, 'en'),
  );
  return sums.length < 2 ? sums.join('') : `${sums.slice(0, -1).join(', ')} and ${sums.at(-1)}`;
}

/** One of them in the right pane: to read only, for it is nowhere stored. */
export function tonightLetterPage(letter: OpenLetter, on: VerdictContext) {
  const { debtorId, currency, rung, nth, byStandingYes } = letter.row;
  const yes = byStandingYes
    ? { sentence: `Nobody has to say yes to it: the standing yes to every ${rungWord(rung, nth)} covers it.` }
    : null;
  return {
    ...openLetterPage(letter, on),
    frameSrc: `/desk/tonight/${debtorId}/${currency}/letter`,
    caseHref: null,
    yes: yes && { ...yes, standing: null },
  };
}
