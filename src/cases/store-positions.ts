import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { RungKey } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';

/** One look at a creditor's debtors at a time: whoever comes second waits, and finds what the first has decided. */
export async function lockProposing(work: Work): Promise<void> {
  await work.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`propose ${work.creditorId}`}, 0))`);
}

export type StoredPosition = {
  readonly invoiceId: string;
  readonly debtorId: string;
  readonly caseId: string | null;
  readonly settled: boolean;
};

/** Where these invoices stand; one that was never owed anything has no position. */
export async function readPositions(work: Work, invoiceIds: readonly string[]): Promise<Map<string, StoredPosition>> {
  if (invoiceIds.length === 0) return new Map();
  const rows = await work.tx.execute<{
    invoice_id: string;
    debtor_id: string;
    case_id: string | null;
    settled: boolean;
  }>(sql`
    select invoice_id, debtor_id, case_id, settled_at is not null as settled from positions
    where creditor_id = ${work.creditorId} and invoice_id = any (${uuids(invoiceIds)})
  `);
  return new Map(
    rows.map((row) => [
      row.invoice_id,
      { invoiceId: row.invoice_id, debtorId: row.debtor_id, caseId: row.case_id, settled: row.settled },
    ]),
  );
}

/** New positions at the foot of the ladder, to be looked at on their day. */
export async function insertPositions(
  work: Work,
  rows: readonly { readonly invoiceId: string; readonly debtorId: string; readonly lookAgainOn: Day }[],
): Promise<void> {
  if (rows.length === 0) return;
  await work.tx.execute(sql`
    insert into positions (creditor_id, invoice_id, debtor_id, look_again_on)
    select ${work.creditorId}::uuid, r."invoiceId", r."debtorId", r."lookAgainOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("invoiceId" uuid, "debtorId" uuid, "lookAgainOn" date)
    on conflict (creditor_id, invoice_id) do nothing
  `);
}

/** These invoices owe nothing more: their climb is over. */
export async function settlePositions(work: Work, invoiceIds: readonly string[]): Promise<void> {
  if (invoiceIds.length === 0) return;
  await work.tx.execute(sql`
    update positions set settled_at = ${work.now.toISOString()}, look_again_on = null
    where creditor_id = ${work.creditorId} and invoice_id = any (${uuids(invoiceIds)}) and settled_at is null
  `);
}

/** A debt that was settled and came back starts a new run at the foot of the ladder. Its fees stay counted: the law has so many for one claim. */
export async function reopenPositions(work: Work, invoiceIds: readonly string[], today: Day): Promise<void> {
  if (invoiceIds.length === 0) return;
  await work.tx.execute(sql`
    update positions set run = run + 1, case_id = null, last_rung = null, climbed = '{}', ladder_version = null, handed_over_on = null, last_letter_day = null, last_deadline = null,
      settled_at = null, look_again_on = ${today}
    where creditor_id = ${work.creditorId} and invoice_id = any (${uuids(invoiceIds)}) and settled_at is not null
  `);
}

/**
 * Invoices a payment had settled, and that payment was taken back: each is owed again and stands where it stood, in the
 * case that carries it on. One that has begun a new run since is left alone.
 */
export async function standAgain(
  work: Work,
  caseId: string,
  homeId: string,
  invoiceIds: readonly string[],
  today: Day,
): Promise<void> {
  if (invoiceIds.length === 0) return;
  await work.tx.execute(sql`
    update positions set settled_at = null, case_id = ${homeId}, look_again_on = ${today}
    where creditor_id = ${work.creditorId} and case_id = ${caseId} and invoice_id = any (${uuids(invoiceIds)})
  `);
}

/**
 * Holds what is open of a debtor until the transaction ends, always in one order: whoever writes some of its positions and then
 * has all of them looked at again takes this first. Two letters to one debtor that are settled at once would else wait for
 * each other.
 */
export async function lockOpenPositions(work: Work, debtorId: string): Promise<void> {
  await work.tx.execute(sql`
    select from positions where creditor_id = ${work.creditorId} and debtor_id = ${debtorId} and settled_at is null
    order by invoice_id for update
  `);
}

export async function lookAgain(work: Work, debtorIds: readonly string[], on: Day): Promise<void> {
  if (debtorIds.length === 0) return;
  await work.tx.execute(sql`
    update positions set look_again_on = ${on}
    where creditor_id = ${work.creditorId} and debtor_id = any (${uuids(debtorIds)}) and settled_at is null
      and (look_again_on is null or look_again_on > ${on}::date)
  `);
}

/** Days from the due day to the first look at an invoice that has had no letter: while it is not due, and from then on. */
export type FirstLooks = { readonly before: number | null; readonly after: number | null };

/**
 * A policy or a market has changed. What is in play is looked at today: all that is in a case, has had a letter, or was
 * not to be looked at any more. What only waits for its first rung is given its day under the new policy, the debtor's `own`
 * where there is one, and nobody looks at it before. Rows whose day stays are not written.
 */
export async function lookUnderNewPolicy(
  work: Work,
  today: Day,
  { before, after }: FirstLooks,
  own: readonly (FirstLooks & { readonly debtorId: string })[],
): Promise<void> {
  await work.tx.execute(sql`
    update positions p set look_again_on = n.day
    from (
      select w.invoice_id, case
          when w.case_id is not null or w.climbed <> '{}' or w.look_again_on is null then ${today}::date
          when i.due_day > ${today}::date and d.before is not null then i.due_day + d.before
          else coalesce(i.due_day + d.after, ${today}::date)
        end as day
      from positions w join invoices i on i.creditor_id = w.creditor_id and i.id = w.invoice_id
        left join jsonb_to_recordset(${JSON.stringify(own)}::jsonb) as o("debtorId" uuid, before int, after int)
          on o."debtorId" = w.debtor_id
        cross join lateral (select case when o."debtorId" is null then ${before}::int else o.before end as before,
          case when o."debtorId" is null then ${after}::int else o.after end as after) d
      where w.creditor_id = ${work.creditorId} and w.settled_at is null
    ) n
    where p.creditor_id = ${work.creditorId} and p.invoice_id = n.invoice_id and p.look_again_on is distinct from n.day
      and (p.look_again_on is null or p.look_again_on > ${today}::date or n.day > ${today}::date)
  `);
}

/**
 * When to look at each of these next, null where there is nothing to look for; the case it joins, if it joins one; and since
 * when a person has it. Rows that stay as they are are not written.
 */
export async function setLookAgain(
  work: Work,
  rows: readonly {
    readonly invoiceId: string;
    readonly on: Day | null;
    readonly caseId: string | null;
    readonly handedOver: boolean;
  }[],
  today: Day,
): Promise<void> {
  if (rows.length === 0) return;
  await work.tx.execute(sql`
    update positions p set look_again_on = r.on, case_id = coalesce(r."caseId", p.case_id),
      handed_over_on = case when r."handedOver" then coalesce(p.handed_over_on, ${today}::date) end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("invoiceId" uuid, "on" date, "caseId" uuid, "handedOver" boolean)
    where p.creditor_id = ${work.creditorId} and p.invoice_id = r."invoiceId"
      and (p.look_again_on is distinct from r.on or r."caseId" is not null or (p.handed_over_on is not null) <> r."handedOver")
  `);
}

/** Everything of these debtors whose day has come by `today`. Asked before they are read: see `forgetPastLooks`. */
export async function positionsDue(work: Work, debtorIds: readonly string[], today: Day): Promise<string[]> {
  const rows = await work.tx.execute<{ invoice_id: string }>(sql`
    select invoice_id from positions
    where creditor_id = ${work.creditorId} and debtor_id = any (${uuids(debtorIds)}) and look_again_on <= ${today}::date
  `);
  return rows.map((row) => row.invoice_id);
}

/**
 * What is left of these days up to `today`, once each debt has its next one: of what is settled, nothing is looked for. Only
 * of those that were there before their debtors were read: an invoice that came meanwhile keeps its day, or nobody would
 * ever look at it.
 */
export async function forgetPastLooks(work: Work, invoiceIds: readonly string[], today: Day): Promise<void> {
  if (invoiceIds.length === 0) return;
  await work.tx.execute(sql`
    update positions set look_again_on = null
    where creditor_id = ${work.creditorId} and invoice_id = any (${uuids(invoiceIds)}) and look_again_on <= ${today}::date
  `);
}

export async function putInCase(
  work: Work,
  rows: readonly { readonly invoiceId: string; readonly caseId: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  await work.tx.execute(sql`
    update positions p set case_id = r."caseId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("invoiceId" uuid, "caseId" uuid)
    where p.creditor_id = ${work.creditorId} and p.invoice_id = r."invoiceId"
  `);
}

export type Step = {
  readonly invoiceId: string;
  readonly rung: RungKey;
  readonly ladderVersion: string;
  readonly letterDay: Day;
  readonly deadline: Day;
  readonly bearsFee: boolean;
};

/** The lines of an accepted letter: each invoice is now at its rung. */
export async function advancePositions(work: Work, steps: readonly Step[], lookAgainOn: Day): Promise<void> {
  await work.tx.execute(sql`
    update positions p set last_rung = r.rung, climbed = p.climbed || r.rung, ladder_version = r."ladderVersion", last_letter_day = r."letterDay", last_deadline = r.deadline,
      fees_so_far = p.fees_so_far + (case when r."bearsFee" then 1 else 0 end), look_again_on = ${lookAgainOn}
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
      as r("invoiceId" uuid, rung text, "ladderVersion" text, "letterDay" date, deadline date, "bearsFee" boolean)
    where p.creditor_id = ${work.creditorId} and p.invoice_id = r."invoiceId"
  `);
}

/** A letter that could not arrive gives its rungs back: each invoice stands where it stood before it. */
export async function giveRungsBack(work: Work, proposalId: string, tookFee: boolean, today: Day): Promise<void> {
  await work.tx.execute(sql`
    update positions p set last_rung = l.earlier_rung, climbed = array_remove(p.climbed, l.rung), ladder_version = l.earlier_ladder_version, last_letter_day = l.earlier_letter_day, last_deadline = l.earlier_deadline,
      fees_so_far = p.fees_so_far - (case when ${tookFee}::boolean and l.rung not like 'nudge%' then 1 else 0 end), look_again_on = ${today}
    from proposal_lines l
    where l.creditor_id = ${work.creditorId} and l.proposal_id = ${proposalId} and l.voided_at is null
      and p.creditor_id = l.creditor_id and p.invoice_id = l.invoice_id and p.run = l.run and p.last_rung = l.rung
  `);
}

function uuids(ids: readonly string[]) {
  return sql`${`{${ids.join(',')}}`}::uuid[]`;
}
