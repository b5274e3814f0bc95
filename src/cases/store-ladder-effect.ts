/** Open invoices by where they stand, and their debtors: for saying what another ladder would do, before it does it. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { LadderName, Ladders, Segment } from '../ladder/ladder-choice.ts';
import { segments } from '../ladder/ladder-choice.ts';
import type { StandingTogether } from '../ladder/ladder-effect.ts';
import type { Ladder, RungKey } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';

/** Whose invoices climb a ladder: one debtor's, or those of these segments that have none of their own. */
function climbers(name: LadderName, ladders: Ladders) {
  if (name.startsWith('debtor-')) return sql`p.debtor_id = ${name.slice('debtor-'.length)}`;
  const own = [...ladders.keys()].flatMap((each) => (each.startsWith('debtor-') ? [each.slice('debtor-'.length)] : []));
  const without = (segment: Segment) => segment === name || (name === 'normal' && !ladders.has(segment));
  const theirs = segments.filter(without);
  return sql`coalesce(s.segment, 'normal') = any (${`{${theirs.join(',')}}`}::text[]) and p.debtor_id <> all (${`{${own.join(',')}}`}::uuid[])`;
}

const from = (work: Work) => sql`
  from positions p
    join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
    left join grace_days g on g.creditor_id = p.creditor_id and g.invoice_id = p.invoice_id and g.ended_at is null
    left join (
      select distinct on (debtor_id) debtor_id, value ->> 'segment' as segment from debtor_settings
      where creditor_id = ${work.creditorId} and kind = 'segment' order by debtor_id, from_at desc, seq desc
    ) s on s.debtor_id = p.debtor_id
  where p.creditor_id = ${work.creditorId} and p.settled_at is null and i.remainder_minor > 0
    and not exists (select from left_out_invoices o
      where o.creditor_id = p.creditor_id and o.invoice_id = p.invoice_id and o.ended_at is null)`;

/** Everything open on this ladder, however much it is: as many rows as there are places to stand at. */
export async function standingOnLadder(
  work: Work,
  name: LadderName,
  ladders: Ladders,
  versions: ReadonlyMap<string, Ladder>,
): Promise<StandingTogether[]> {
  const rows = await work.tx.execute<{
    due_day: Day;
    climbed: RungKey[];
    ladder_version: string | null;
    last_letter_day: Day | null;
    last_deadline: Day | null;
    grace_day: Day | null;
    invoices: number;
  }>(sql`
    select i.due_day, p.climbed, p.ladder_version, p.last_letter_day, p.last_deadline, g.day as grace_day, count(*)::int as invoices
    ${from(work)} and ${climbers(name, ladders)} group by 1, 2, 3, 4, 5, 6
  `);
  return rows.map((row) => ({
    dueDay: row.due_day,
    climbed: row.climbed,
    lastLadder: versions.get(row.ladder_version ?? '') ?? null,
    lastLetterDay: row.last_letter_day,
    lastDeadline: row.last_deadline,
    graceDay: row.grace_day,
    invoices: row.invoices,
  }));
}

/** Debtors with an invoice that stands at one of these places. */
export async function debtorsStandingAt(
  work: Work,
  name: LadderName,
  ladders: Ladders,
  places: readonly StandingTogether[],
  most: number,
): Promise<string[]> {
  const list = places.map(({ dueDay, climbed }) => ({ dueDay, climbed }));
  const rows = await work.tx.execute<{ debtor_id: string }>(sql`
    select distinct p.debtor_id ${from(work)} and ${climbers(name, ladders)}
      and exists (select from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r("dueDay" date, climbed text[])
        where r."dueDay" = i.due_day and r.climbed = p.climbed)
    order by p.debtor_id limit ${most}
  `);
  return rows.map((row) => row.debtor_id);
}
