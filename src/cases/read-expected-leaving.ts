import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { homeCountry } from '../mirror/country.ts';
import { hour, instantPlus, laterInstant } from '../values/day.ts';
import { headsUpAt, headsUpDelay, leavesAt } from './leaves-at.ts';
import { lastHeadsUp } from './store-acts.ts';
import { countriesOfDebtors } from './store-given.ts';
import type { QueueRow } from './store-queue.ts';

/**
 * Letters as they stand, or as a look at `work.now` would leave them, each with its own minute: those nobody has been told of yet get the one they will have,
 * if they are told of as usual and nothing changes until then. What is held has none.
 */
export async function readExpectedLeaving(work: Work, rows: readonly QueueRow[]): Promise<QueueRow[]> {
  const untold = rows.filter((row) => row.leavesAt === null && row.status !== 'held');
  if (untold.length === 0) return [...rows];
  const creditor = await readCreditor(work);
  const settings = await readSettings(work);
  const home = homeCountry(creditor.country, creditor.baseCurrency);
  const countries = await countriesOfDebtors(work, [...new Set(untold.map((row) => row.debtorId))]);

  const soon = instantPlus(work.now, headsUpDelay);
  const told = headsUpAt(soon, await lastHeadsUp(work), creditor, settings, home);
  return rows.map((row) => {
    if (!untold.includes(row)) return row;
    const windowEnds = instantPlus(row.headsUpAt ?? told, settings.holdWindowHours * hour);
    const waits = row.answers.flatMap(({ verdict }) => (verdict.until === undefined ? [] : [new Date(verdict.until)]));
    const earliest = waits.reduce(laterInstant, windowEnds);
    return { ...row, leavesAt: leavesAt(earliest, row, creditor, settings, countries.get(row.debtorId) ?? [home]) };
  });
}
