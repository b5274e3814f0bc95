/** Where a thing that asks for a person is found: each kind a question of its own, all with the same columns. */
import { type SQL, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';

/** Holds that wait for somebody to look. A pause, a snooze and an insolvency are a person's own word and ask for nothing. */
const askingHolds = sql`('question', 'complaint', 'part-payment', 'credit-note', 'unmatched-money', 'payment-reversed', 'chased-there')`;

/** Guards whose "no" has a hold of its own, or is somebody's deliberate word, or waits for a yes in the queue. */
const otherwiseTold = sql`('no-open-question', 'not-complained', 'no-credit-pending', 'not-paused', 'not-promised', 'creditor-allows',
  'creditor-connected', 'admin-said-yes')`;

/** How long something may lie before it is said aloud: a letter nobody decides, one that does not get away, a rest without an end. */
const lateYes = sql`interval '7 days'`;
const lateLetter = sql`interval '7 days'`;
const longRest = sql`interval '30 days'`;

export function asking(work: Work): SQL {
  const all = [holds, letters, broken, handedOver, ended, rests, late, oursLeft, overpaid];
  return sql.join(
    all.map((each) => each(work)),
    sql` union all `,
  );
}

/** A hold made before its case was opened is shown on the debtor's open case. */
function holds({ creditorId }: Work): SQL {
  return sql`
    select 'hold' as kind, h.kind as what, h.id as subject_id, coalesce(h.case_id, o.id) as case_id, h.since, h.details as detail
    from holds h
      left join lateral (
        select k.id from cases k where h.case_id is null and k.creditor_id = h.creditor_id and k.debtor_id = h.debtor_id and k.closed_at is null
        order by k.opened_at limit 1
      ) o on true
    where h.creditor_id = ${creditorId} and h.ended_at is null and h.kind in ${askingHolds} and coalesce(h.case_id, o.id) is not null`;
}

/**
 * A letter asks when the "no" that decides it is an "ask"; \`judgeLetter\` stores the first that is neither the hour's nor a
 * person's yes, which the desk shows as holding it.
 */
function letters({ creditorId }: Work): SQL {
  return sql`
    select 'letter', p.verdict_guard, p.id, p.case_id, p.proposed_at, p.verdict_detail
    from proposals p
    where p.creditor_id = ${creditorId} and p.status = 'held' and p.verdict = 'ask'
      and p.verdict_guard not in ${otherwiseTold} and p.verdict_detail ->> 'code' <> 'insolvency'
      -- Money that matches no invoice is told by its hold, with the figures.
      and not (p.verdict_guard = 'balance-supports-claim' and exists (select from holds u
        where u.creditor_id = p.creditor_id and u.debtor_id = p.debtor_id and u.kind = 'unmatched-money' and u.ended_at is null))`;
}

/** The last promise of a case, its day passed unpaid, and nothing has come of it since: no new promise, no rest, no letter. */
function broken({ creditorId }: Work): SQL {
  return sql`
    select 'promise-broken', 'promise-broken', h.id, h.case_id, h.ended_at, h.details
    from holds h
    where h.creditor_id = ${creditorId} and h.ended_why = 'promise-broken'
      and ${owes(creditorId, sql`h.case_id`, sql`h.debtor_id`)} and not ${rested(creditorId, sql`h.debtor_id`)}
      and not exists (select from holds n where n.creditor_id = h.creditor_id and n.debtor_id = h.debtor_id and n.case_id = h.case_id
        and n.kind = 'promise' and n.since > h.since)
      and not exists (select from proposals s where s.creditor_id = h.creditor_id and s.case_id = h.case_id
        and s.status = 'sent' and s.sent_at > h.ended_at)`;
}

/** The human rung has come, and nobody has said anything about the case yet. */
function handedOver({ creditorId }: Work): SQL {
  return sql`
    select 'handed-over', 'handed-over', p.case_id, p.case_id, min(p.handed_over_on)::timestamp at time zone k.time_zone, '{}'
    from positions p join creditors k on k.id = p.creditor_id
    where p.creditor_id = ${creditorId} and p.handed_over_on is not null and p.settled_at is null and p.case_id is not null
      and not ${rested(creditorId, sql`p.debtor_id`)}
    group by p.case_id, k.time_zone`;
}

/** The last letter's days to pay are over, no further rung is looked for, and the debt is still open. */
function ended({ creditorId, now }: Work): SQL {
  return sql`
    select 'ladder-ended', 'ladder-ended', p.case_id, p.case_id,
      (min(coalesce(p.last_deadline, p.last_letter_day)) + 1)::timestamp at time zone k.time_zone, '{}'
    from positions p join creditors k on k.id = p.creditor_id
    where p.creditor_id = ${creditorId} and p.settled_at is null and p.case_id is not null and p.look_again_on is null
      and p.handed_over_on is null and p.last_letter_day is not null
      and (coalesce(p.last_deadline, p.last_letter_day) + 1)::timestamp at time zone k.time_zone <= ${now.toISOString()}::timestamptz
      and not ${rested(creditorId, sql`p.debtor_id`)}
    group by p.case_id, k.time_zone`;
}

/** A rest without an end that has gone on for a month. */
function rests({ creditorId, now }: Work): SQL {
  return sql`
    select 'rests', 'rests', h.id, h.case_id, h.since, h.details
    from holds h
    where h.creditor_id = ${creditorId} and h.kind = 'pause' and h.until is null and h.ended_at is null and h.case_id is not null
      and h.since <= ${now.toISOString()}::timestamptz - ${longRest} and ${owes(creditorId, sql`h.case_id`, sql`h.debtor_id`)}`;
}

/** Letters nobody has said yes to for a week, and letters that have not got away for one. */
function late({ creditorId, now }: Work): SQL {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql`
    select 'late-yes', 'late-yes', p.id, p.case_id, p.proposed_at, '{}'
    from proposals p
    where p.creditor_id = ${creditorId} and p.status = 'waiting' and p.proposed_at <= ${at} - ${lateYes}
    union all
    select 'late-letter', coalesce(p.verdict_guard, 'late-letter'), p.id, p.case_id, p.proposed_at, p.verdict_detail
    from proposals p
    where p.creditor_id = ${creditorId} and p.proposed_at <= ${at} - ${lateLetter}
      and (p.status = 'held' and p.verdict = 'wait' and p.verdict_guard not in ${otherwiseTold}
        or p.status = 'approved' and p.leaves_at <= ${at} - ${lateLetter})`;
}

function oursLeft({ creditorId }: Work): SQL {
  return sql`
    select 'ours-left', 'ours-left', c.id, c.id, coalesce(
      (select max(p.settled_at) from positions p where p.creditor_id = c.creditor_id and p.debtor_id = c.debtor_id and p.case_id = c.id), c.opened_at), '{}'
    from cases c
    where c.creditor_id = ${creditorId} and c.closed_at is null
      and exists (select from positions p where p.creditor_id = c.creditor_id and p.debtor_id = c.debtor_id and p.case_id = c.id)
      and not ${owes(creditorId, sql`c.id`, sql`c.debtor_id`)}`;
}

/** Of closed cases only: an open one uses the debtor's money by itself. */
function overpaid({ creditorId }: Work): SQL {
  return sql`
    select 'overpaid', 'overpaid', c.id, c.id, c.closed_at, '{}'
    from cases c
      join (
        select e.case_id from entries e where e.creditor_id = ${creditorId} and e.account = 'credit'
        group by e.case_id having sum(e.amount_minor) < 0
      ) over_paid on over_paid.case_id = c.id
    where c.creditor_id = ${creditorId} and c.closed_at is not null`;
}

/** Is anything of this case still owed? */
function owes(creditorId: string, caseId: SQL, debtorId: SQL): SQL {
  return sql`exists (select from positions o
    where o.creditor_id = ${creditorId} and o.debtor_id = ${debtorId} and o.case_id = ${caseId} and o.settled_at is null)`;
}

/** Does anything rest this debtor? Then somebody knows, or the hold itself asks. */
function rested(creditorId: string, debtorId: SQL): SQL {
  return sql`exists (select from holds r where r.creditor_id = ${creditorId} and r.debtor_id = ${debtorId} and r.ended_at is null)`;
}
