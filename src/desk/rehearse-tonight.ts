import { type LetterOfLook, lettersOfLook } from '../cases/letters-of-look.ts';
import { lookAtDebtors } from '../cases/look-at-debtors.ts';
import type { ProposeTools } from '../cases/propose.ts';
import { queueTabs, wholeQueue } from '../cases/queue-filter.ts';
import { readExpectedLeaving } from '../cases/read-expected-leaving.ts';
import { readStandingLetters } from '../cases/read-standing-letters.ts';
import { debtorsLookedAtBy } from '../cases/store-facts.ts';
import { type QueueRow, queueRows } from '../cases/store-queue.ts';
import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import type { LetterPress } from '../sending/letter.ts';
import { dayIn, dayPlus, type Instant, instantAt } from '../values/day.ts';
import { composeForReading, smsForReading } from './compose-for-reading.ts';
import type { OpenLetter } from './queue-page.ts';
import { readOpenLetter } from './read-open-letter.ts';

export type Tonight = {
  /** The instant it was looked at as: now while sending is off, else tomorrow morning. */
  readonly at: Instant;
  readonly rows: readonly QueueRow[];
  /** Were there more than are shown? */
  readonly more: boolean;
  /** The letter that was asked for, whole; null when none was, or it would not be there. */
  readonly opened: OpenLetter | null;
};

/** One letter of the night: there is one for a debtor and currency. */
export type LetterOfTheNight = { readonly debtorId: string; readonly currency: string };

export type TonightTools = ProposeTools & {
  readonly press: LetterPress;
  readonly publicUrl: string;
  /** For tests: told after each handful of debtors, while the rehearsal is open. */
  readonly lookedAt?: () => Promise<void>;
};

/** Letters shown. */
const mostLetters = 500;
/** Debtors looked at together. */
const debtorsAtOnce = 500;

/**
 * The letters that would be proposed, by the very look that proposes them: nothing of it is written, nobody is told, no
 * letter leaves, and nothing is held that sending or proposing waits for. While sending is off it is as if it were switched
 * on now; else it is tomorrow's look. `salesPerson`: only the debtors of that employee; null for all.
 */
export async function rehearseTonight(
  work: Work,
  tools: TonightTools,
  salesPerson: number | null,
  wanted: LetterOfTheNight | null,
): Promise<Tonight> {
  const at = await lookAt(work);
  const { looked, letters, more } = await lookAtAll({ ...work, now: at }, tools, salesPerson);

  const others: QueueRow[] = [];
  let moreThere = more;
  for (const tab of queueTabs) {
    const there = await queueRows(work, {
      tab,
      filter: wholeQueue(salesPerson),
      sort: 'leaves',
      offset: 0,
      most: mostLetters + 1,
    });
    moreThere ||= there.length > mostLetters;
    others.push(...there.filter((row) => !looked.has(row.debtorId) || row.status === 'sending'));
  }
  const seen = [...others, ...letters.map((letter) => letter.row)].sort(asInTheQueue).slice(0, mostLetters + 1);
  const rows = (await readExpectedLeaving({ ...work, now: at }, seen)).sort(asInTheQueue);
  const row = rows.find((each) => each.debtorId === wanted?.debtorId && each.currency === wanted.currency);
  const letter = letters.find((each) => each.row.id === row?.id);
  return {
    at,
    rows: rows.slice(0, mostLetters),
    more: moreThere || rows.length > mostLetters,
    opened: row ? await openLetter(work, tools, row, letter) : null,
  };
}

async function lookAtAll(work: Work, tools: TonightTools, salesPerson: number | null) {
  const settings = { ...(await readSettings(work)), sendingOn: true };
  const { timeZone } = await readCreditor(work);
  const debtorIds = await debtorsLookedAtBy(work, dayIn(work.now, timeZone));
  const letters: LetterOfLook[] = [];
  let more = false;
  for (let from = 0; from < debtorIds.length; from += debtorsAtOnce) {
    const handful = debtorIds.slice(from, from + debtorsAtOnce);
    const look = await lookAtDebtors(work, tools, settings, { debtorIds: handful, alone: false });
    const standing = await readStandingLetters(work, settings, look);
    const owners = new Map(look.standings.map(({ debtor }) => [debtor.debtorId, debtor.salesPersonNumber]));
    letters.push(
      ...lettersOfLook(look, work.now)
        .filter(({ row }) => salesPerson === null || owners.get(row.debtorId) === salesPerson)
        .map((letter) => (standing.has(letter.row.id) ? underStandingYes(letter) : letter)),
    );
    // What is not shown need not be kept: of a hundred thousand letters the page has the first five hundred.
    more ||= letters.length > mostLetters * 4;
    await tools.lookedAt?.();
    if (more) break;
  }
  return { looked: new Set(debtorIds), letters, more };
}

/** As it would stand in the queue a moment after the look: approved, and nobody is waited for. */
function underStandingYes(letter: LetterOfLook): LetterOfLook {
  const answers = letter.row.answers.map((answer) =>
    answer.guard === 'admin-said-yes' ? { ...answer, verdict: { kind: 'go' } as const } : answer,
  );
  return { ...letter, row: { ...letter.row, status: 'approved', byStandingYes: true, answers } };
}

async function openLetter(
  work: Work,
  { press, publicUrl }: TonightTools,
  row: QueueRow,
  letter: LetterOfLook | undefined,
): Promise<OpenLetter | null> {
  if (!letter || letter.why === null) return readOpenLetter(work, row, press, publicUrl);
  const { content, why } = letter;
  const { ladder: normal, ladderVersions } = await readSettings(work);
  const ladder = ladderVersions.get(letter.ladderVersion) ?? normal;
  return {
    row,
    content,
    why,
    ruling: { ladder, ladderVersions },
    text: composeForReading(press, content, publicUrl).text,
    sms: smsForReading(press, content, publicUrl),
  };
}

/** Waiting, leaving, held; in each what leaves first comes first, then the largest sum. */
function asInTheQueue(a: QueueRow, b: QueueRow): number {
  const leaves = (row: QueueRow) => row.leavesAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return (
    tabOf(a) - tabOf(b) ||
    (leaves(a) === leaves(b) ? 0 : leaves(a) - leaves(b)) ||
    (a.totalMinor === b.totalMinor ? 0 : a.totalMinor < b.totalMinor ? 1 : -1) ||
    (a.id < b.id ? -1 : 1)
  );
}

function tabOf({ status }: QueueRow): number {
  return queueTabs.indexOf(
    status === 'approved' || status === 'sending' ? 'leaving' : status === 'held' ? 'held' : 'waiting',
  );
}

async function lookAt(work: Work): Promise<Instant> {
  const { sendingOn } = await readSettings(work);
  if (!sendingOn) return work.now;
  const { timeZone } = await readCreditor(work);
  return instantAt(dayPlus(dayIn(work.now, timeZone), 1), 6, 30, timeZone);
}
