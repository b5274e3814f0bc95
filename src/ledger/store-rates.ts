/**
 * Reference rates on their way in (migrations/0013): what is recorded, what is proposed and how it ended, and when each bank was
 * asked. The program records nothing by itself: each deed here is a function of the database that checks who may.
 */
import { sql } from 'drizzle-orm';
import type { Database, Tx } from '../db/work.ts';
import type { RateRow, RateSeries } from '../law/reference-rates.ts';
import type { BankName } from '../law/reference-sources.ts';
import type { Day, Instant } from '../values/day.ts';

/** Anything that can run a statement: a transaction, or the database itself. */
type Asks = Database | Tx;

export type RecordedRate = RateRow & {
  readonly origin: 'law' | 'operator' | 'sandbox';
  readonly recordedAt: Instant;
  /** How many rows the half-year has had before this one. */
  readonly corrections: number;
};

/** The row that rules for each half-year, and how many stood before it. */
export async function readRecordedRates(asks: Asks): Promise<RecordedRate[]> {
  const rows = await asks.execute<{
    market: RateSeries;
    from_day: string;
    percent: string;
    source: string;
    confidence: RateRow['confidence'];
    origin: RecordedRate['origin'];
    recorded_at: string;
    corrections: string;
  }>(sql`
    select distinct on (market, from_day) market, from_day::text, percent, source, confidence, origin, recorded_at,
      count(*) over (partition by market, from_day) - 1 as corrections
    from reference_rates order by market, from_day, seq desc
  `);
  return rows.map((row) => ({
    market: row.market,
    fromDay: row.from_day,
    percent: row.percent,
    source: row.source,
    confidence: row.confidence,
    origin: row.origin,
    recordedAt: new Date(row.recorded_at),
    corrections: Number(row.corrections),
  }));
}

export type RateProposal = {
  readonly id: string;
  readonly series: RateSeries;
  readonly fromDay: Day;
  readonly percent: string;
  readonly source: string;
  readonly reasoning: string;
  readonly proposedAt: Instant;
  readonly by: Act;
  /** Null while it is open. */
  readonly end:
    | null
    | (Act & { readonly what: 'confirmed' | 'rejected' | 'superseded'; readonly at: Instant; readonly why: string });
};

type Act = { readonly kind: 'machine' | 'operator'; readonly name: string };

/** Every open proposal, oldest half-year first, then the latest that have ended. */
export async function readRateProposals(asks: Asks, mostEnded: number): Promise<RateProposal[]> {
  const rows = await asks.execute<{
    id: string;
    market: RateSeries;
    from_day: string;
    percent: string;
    source: string;
    reasoning: string;
    proposed_at: string;
    by_kind: Act['kind'];
    by_name: string;
    what: 'confirmed' | 'rejected' | 'superseded' | null;
    ended_at: string;
    end_kind: Act['kind'];
    end_name: string;
    why: string;
  }>(sql`
    with all_of_them as (
      select p.id, p.market, p.from_day::text, p.percent, p.source, p.reasoning, p.proposed_at, p.by_kind, p.by_name,
        e.what, e.ended_at, e.by_kind as end_kind, e.by_name as end_name, e.why
      from rate_proposals p left join rate_proposal_ends e on e.proposal_id = p.id
    )
    (select * from all_of_them where what is null order by from_day, market)
    union all
    (select * from all_of_them where what is not null order by ended_at desc limit ${mostEnded})
  `);
  return rows.map((row) => ({
    id: row.id,
    series: row.market,
    fromDay: row.from_day,
    percent: row.percent,
    source: row.source,
    reasoning: row.reasoning,
    proposedAt: new Date(row.proposed_at),
    by: { kind: row.by_kind, name: row.by_name },
    end:
      row.what === null
        ? null
        : { what: row.what, at: new Date(row.ended_at), kind: row.end_kind, name: row.end_name, why: row.why },
  }));
}

export type NewRateProposal = Pick<RateProposal, 'series' | 'fromDay' | 'percent' | 'source' | 'reasoning'>;

/** Why there is no new proposal: the figure is in force, proposed already, turned down before, or nobody is signed in. */
export type ProposalRefusal = 'recorded' | 'open' | 'rejected' | 'no-session';

/** Puts a figure before the operators. `session` is the hash of an operator's; null where the machine proposes. */
export async function proposeRate(
  asks: Asks,
  proposal: NewRateProposal,
  session: string | null,
): Promise<{ readonly id: string } | { readonly refusal: ProposalRefusal }> {
  const { series, fromDay, percent, source, reasoning } = proposal;
  const [row] = await asks.execute<{ proposal_id: string | null; refusal: ProposalRefusal | null }>(
    sql`select * from propose_rate(${series}, ${fromDay}::date, ${percent}, ${source}, ${reasoning}, ${session}::text)`,
  );
  return row?.proposal_id ? { id: row.proposal_id } : { refusal: row!.refusal! };
}

export type RateDecision = 'done' | 'ended' | 'unknown' | 'no-session';

/** An operator's yes or no. A yes records the rate, and letters that waited for it are looked at again. */
export async function decideRate(
  asks: Asks,
  session: string,
  proposalId: string,
  decision: { readonly yes: boolean; readonly why: string },
): Promise<RateDecision> {
  const [row] = await asks.execute<{ answer: RateDecision }>(
    sql`select decide_rate(${session}, ${proposalId}::uuid, ${decision.yes}, ${decision.why}) as answer`,
  );
  return row!.answer;
}

export type RateLook = {
  readonly bank: BankName;
  readonly at: Instant;
  readonly outcome: 'asking' | 'done' | 'refused' | 'unknown';
  /** Why there was no answer; empty when there was one. */
  readonly what: string;
};

/** When each bank was last asked, business time. */
export async function readRateLooks(asks: Asks): Promise<RateLook[]> {
  const rows = await asks.execute<{ bank: BankName; looked_at: string; outcome: RateLook['outcome']; what: string }>(
    sql`select bank, looked_at, outcome, what from rate_looks`,
  );
  return rows.map(({ bank, looked_at, outcome, what }) => ({ bank, at: new Date(looked_at), outcome, what }));
}

/** This look is ours: false when another process has taken it since `last` was read. */
export async function beginRateLook(asks: Asks, bank: BankName, last: RateLook | null, now: Instant): Promise<boolean> {
  const at = now.toISOString();
  const rows = await asks.execute(sql`
    insert into rate_looks (bank, looked_at, outcome) values (${bank}, ${at}, 'asking')
    on conflict (bank) do update set looked_at = excluded.looked_at, outcome = excluded.outcome, what = ''
      where rate_looks.looked_at < ${at}::timestamptz
        and date_trunc('milliseconds', rate_looks.looked_at) = ${last?.at.toISOString() ?? null}::timestamptz
    returning 1
  `);
  return rows.length > 0;
}

/** What came of it. */
export async function endRateLook(
  asks: Asks,
  bank: BankName,
  outcome: 'done' | 'refused' | 'unknown',
  what: string,
): Promise<void> {
  await asks.execute(sql`update rate_looks set outcome = ${outcome}, what = ${what} where bank = ${bank}`);
}
