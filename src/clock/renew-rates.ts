/**
 * Asks the central bank for reference rates of half-years that have begun and are not recorded. Only the sandbox's bank is
 * taken at its word, under its own label; a live house keeps what the law's own file says until a person confirms more.
 */
import type { Database } from '../db/work.ts';
import type { CentralBank } from '../ledger/port.ts';
import { readRates, recordRates } from '../ledger/store.ts';
import { type Day, dayIn } from '../values/day.ts';
import { businessNow } from './store.ts';

/** The oldest half-year interest is worked out for; before it the law's margin was another. */
const oldest = '2013-01-01';

/** Answers how many rates were recorded. */
export async function renewRates({ db, bank }: { readonly db: Database; readonly bank: CentralBank }): Promise<number> {
  const today = dayIn(await businessNow(db), 'Europe/Copenhagen');
  const known = new Set(
    (await db.transaction((tx) => readRates({ tx }))).filter((row) => row.market === 'DK').map((row) => row.fromDay),
  );
  const missing = halfYearsUntil(today).filter((day) => !known.has(day));
  if (missing.length === 0) return 0;

  const answer = await bank.referenceRates('DK', missing);
  if (answer.kind !== 'done') return 0;

  const rates = answer.value.map((rate) => ({
    ...rate,
    source: `${rate.source} (sandbox, not law)`,
    confidence: 'low',
  }));
  await db.transaction((tx) => recordRates({ tx }, 'sandbox', rates));
  return rates.length;
}

function halfYearsUntil(today: Day): Day[] {
  const starts: Day[] = [];
  for (let start: Day = oldest; start <= today; ) {
    starts.push(start);
    const year = Number(start.slice(0, 4));
    start = start.endsWith('-01-01') ? `${year}-07-01` : `${year + 1}-01-01`;
  }
  return starts;
}
