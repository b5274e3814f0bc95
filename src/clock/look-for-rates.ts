/**
 * Asks the central banks whose time has come for the half-years that are not recorded, and compares what is recorded with
 * what they say. What they bring is proposed; an operator confirms it. Only in the sandbox are its banks taken at their
 * word for half-years that have no rate, under their own label. An orchestrator: its works lie around the calls.
 */
import type { Database } from '../db/work.ts';
import { percentMillionths } from '../law/percent.ts';
import { daysNeeded, type ProposedReference, proposedReference } from '../law/proposed-reference.ts';
import type { RateRow } from '../law/reference-rates.ts';
import {
  type BankName,
  bankNames,
  halfYearBefore,
  halfYearsFixedBy,
  type ReferenceSource,
  referenceSources,
} from '../law/reference-sources.ts';
import type { BankRate, CentralBank } from '../ledger/port.ts';
import { readRates, recordRates } from '../ledger/store.ts';
import { beginRateLook, endRateLook, proposeRate, readRateLooks } from '../ledger/store-rates.ts';
import { type Day, dayIn } from '../values/day.ts';
import { lookIsDue } from './rates-due.ts';
import { businessNow } from './store.ts';

export type RateTools = {
  readonly db: Database;
  readonly banks: Readonly<Record<BankName, CentralBank>>;
  /** The sandbox's: its banks are taken at their word. The database refuses it in a live house. */
  readonly atTheirWord: boolean;
};

/** So many half-years back what is recorded is compared with its source. */
const comparedHalfYears = 8;

const timeZone = 'Europe/Copenhagen';

type Found = { readonly source: ReferenceSource; readonly proposed: ProposedReference; readonly recorded: boolean };

/** Answers how many rates were recorded or proposed. */
export async function lookForRates(tools: RateTools): Promise<number> {
  const now = await businessNow(tools.db);
  const looks = await readRateLooks(tools.db);

  const counts = await Promise.all(
    bankNames.map(async (bank) => {
      const last = looks.find((look) => look.bank === bank) ?? null;
      const sources = referenceSources.filter((source) => source.bank === bank);
      const seen = last && { day: dayIn(last.at, timeZone), outcome: last.outcome };
      if (!lookIsDue(seen, dayIn(now, timeZone), sources)) return 0;
      return (await beginRateLook(tools.db, bank, last, now)) ? askBank(tools, bank, sources, dayIn(now, timeZone)) : 0;
    }),
  );
  return counts.reduce((total, count) => total + count, 0);
}

async function askBank(
  tools: RateTools,
  bank: BankName,
  sources: readonly ReferenceSource[],
  today: Day,
): Promise<number> {
  const known = await tools.db.transaction((tx) => readRates({ tx }));
  const wanted = sources.map((source) => ({ source, fromDays: halfYearsWanted(source, known, today) }));
  const days = wanted.flatMap(({ source, fromDays }) => fromDays.flatMap((fromDay) => daysNeeded(source, fromDay)));

  const answer = await tools.banks[bank].ratesOn([...new Set(days)].sort());
  if (answer.kind !== 'done') {
    const why = answer.kind === 'refused' ? answer.refusal.what : answer.why;
    await endRateLook(tools.db, bank, answer.kind, why);
    return 0;
  }

  const found = wanted.flatMap(({ source, fromDays }) => referencesIn(source, fromDays, answer.value, known));
  const came = await tools.db.transaction(async (tx) => {
    const missing = tools.atTheirWord ? found.filter((each) => !each.recorded) : [];
    await recordRates({ tx }, 'sandbox', missing.map(sandboxRow));
    let proposed = 0;
    for (const each of found.filter((one) => !missing.includes(one))) {
      const answered = await proposeRate(tx, { series: each.source.series, ...each.proposed }, null);
      if ('id' in answered) proposed += 1;
    }
    await endRateLook(tx, bank, 'done', '');
    return missing.length + proposed;
  });
  return came;
}

/** Those that are not recorded, and the latest that are: a figure that was wrong is found by looking again. */
function halfYearsWanted(source: ReferenceSource, known: readonly RateRow[], today: Day): Day[] {
  const recorded = new Set(known.filter((row) => row.market === source.series).map((row) => row.fromDay));
  const fixed = halfYearsFixedBy(source, today);
  return fixed.filter((fromDay, index) => !recorded.has(fromDay) || index >= fixed.length - comparedHalfYears);
}

/** What the bank's figures come to, where that is not what is recorded. Oldest first: a base rate moves on from the one before. */
function referencesIn(
  source: ReferenceSource,
  fromDays: readonly Day[],
  rates: readonly BankRate[],
  known: readonly RateRow[],
): Found[] {
  const rateOn = new Map(rates.map((rate) => [rate.day, rate]));
  const percentOf = new Map(
    known.filter((row) => row.market === source.series).map((row) => [row.fromDay, row.percent]),
  );
  const found: Found[] = [];
  for (const fromDay of fromDays) {
    const before = percentOf.get(halfYearBefore(fromDay)) ?? null;
    const proposed = proposedReference(source, fromDay, (day) => rateOn.get(day), before);
    const recorded = percentOf.get(fromDay);
    if (proposed === null) continue;
    if (recorded === undefined) percentOf.set(fromDay, proposed.percent);
    else if (percentMillionths(recorded) === percentMillionths(proposed.percent)) continue;
    found.push({ source, proposed, recorded: recorded !== undefined });
  }
  return found;
}

function sandboxRow({ source, proposed }: Found): RateRow {
  return {
    market: source.series,
    fromDay: proposed.fromDay,
    percent: proposed.percent,
    source: `${proposed.source} (sandbox, not law)`,
    confidence: 'low',
  };
}
