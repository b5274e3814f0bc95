import { type ProposeTools, propose } from '../cases/propose.ts';
import { queueTabs, wholeQueue } from '../cases/queue-filter.ts';
import { type QueueRow, queueRows } from '../cases/store-queue.ts';
import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { rehearse, type Work } from '../db/work.ts';
import type { LetterPress } from '../sending/letter.ts';
import { dayIn, dayPlus, type Instant, instantAt } from '../values/day.ts';
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

export type TonightTools = ProposeTools & { readonly press: LetterPress; readonly publicUrl: string };

/** Letters shown; a look goes on for as many rounds as a creditor of this size needs. */
const mostLetters = 500;
const mostRounds = 20;

/**
 * The letters that would be proposed, by the real path taken back again: nothing of it is stored, nobody is told and no
 * letter leaves. While sending is off it is as if it were switched on now; else it is tomorrow's look.
 */
export async function rehearseTonight(
  work: Work,
  tools: TonightTools,
  salesPerson: number | null,
  wanted: LetterOfTheNight | null,
): Promise<Tonight> {
  const at = await lookAt(work);
  return rehearse({ ...work, now: at }, async (rehearsed) => {
    await proposeAll(rehearsed, tools);
    const rows: QueueRow[] = [];
    for (const tab of queueTabs)
      rows.push(
        ...(await queueRows(rehearsed, {
          tab,
          filter: wholeQueue(salesPerson),
          sort: 'leaves',
          offset: 0,
          most: mostLetters + 1,
        })),
      );
    const row = rows.find((each) => each.debtorId === wanted?.debtorId && each.currency === wanted.currency);
    const opened = row ? await readOpenLetter(rehearsed, row, tools.press, tools.publicUrl) : null;
    return { at, rows: rows.slice(0, mostLetters), more: rows.length > mostLetters, opened };
  });
}

async function proposeAll(work: Work, tools: ProposeTools): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    if ((await propose(work, tools, true)).looked === 0) return;
  }
}

async function lookAt(work: Work): Promise<Instant> {
  const { sendingOn } = await readSettings(work);
  if (!sendingOn) return work.now;
  const { timeZone } = await readCreditor(work);
  return instantAt(dayPlus(dayIn(work.now, timeZone), 1), 6, 30, timeZone);
}
