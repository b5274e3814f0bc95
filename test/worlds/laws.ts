/** What must hold in every world on every day, read from the database and from the mail that left. */
import { lookAtDebtors } from '../../src/cases/look-at-debtors.ts';
import { readSettings } from '../../src/creditors/store-settings.ts';
import type { Ladder } from '../../src/ladder/rungs.ts';
import { isHoliday } from '../../src/law/closed-days.ts';
import { rulesOf } from '../../src/law/rules.ts';
import { clockIn, dayIn, daysBetween } from '../../src/values/day.ts';
import type { WorldsHouse } from './house.ts';
import { lawsOfClimb, type Sent, type Skipped } from './laws-of-climb.ts';
import { type OneWorld, zone } from './world.ts';

/** The laws that are broken in each world, a sentence each: a law is one question to the database about all worlds. */
export async function brokenLaws(house: WorldsHouse, worlds: readonly OneWorld[]): Promise<Map<OneWorld, string[]>> {
  const ids = worlds.map((one) => one.creditorId);
  const sent = Map.groupBy(await sentLines(house, ids), (line) => line.creditorId);
  const told = [
    ...(await oneMailEach(house, ids)),
    ...(await heldWithReason(house, ids)),
    ...(await ledgerIsTheBooks(house, ids)),
  ];
  const skips = Map.groupBy(await skippedRungs(house, ids), (skip) => skip.creditorId);
  const looked = new Map(await Promise.all(worlds.map(async (one) => [one, await lookAnew(house, one)] as const)));
  const toldOf = Map.groupBy(told, ({ creditorId }) => creditorId);
  return new Map(
    worlds.map((one) => {
      const lines = sent.get(one.creditorId) ?? [];
      const sentences = [
        ...lawsOfClimb(lines, skips.get(one.creditorId) ?? [], looked.get(one)!.ladderVersions),
        ...spacingOfFees(lines),
        ...decentHours(lines, one.habit.until),
        ...looked.get(one)!.forgotten,
      ];
      return [one, [...sentences, ...(toldOf.get(one.creditorId) ?? []).map(({ says }) => says)]];
    }),
  );
}

type Told = { readonly creditorId: string; readonly says: string };

async function sentLines({ behind }: WorldsHouse, ids: readonly string[]): Promise<readonly Sent[]> {
  return behind<Sent[]>`
    select m.creditor_id as "creditorId", p.id as "proposalId", p.debtor_id as "debtorId", i.number as invoice, l.run, l.rung,
      p.ladder_version as version, l.earlier_deadline::text as "earlierDeadline", i.market, i.due_day::text as "dueDay",
      (select g.day::text from grace_days g where g.creditor_id = i.creditor_id and g.invoice_id = i.id
        and g.since <= m.accepted_at and (g.ended_at is null or g.ended_at > m.accepted_at)) as "graceDay", p.fee_minor as "feeMinor", m.accepted_at as at, l.voided_at is not null as voided
    from messages m
      join proposals p on p.creditor_id = m.creditor_id and p.id = m.proposal_id
      join proposal_lines l on l.creditor_id = p.creditor_id and l.proposal_id = p.id
      join invoices i on i.creditor_id = l.creditor_id and i.id = l.invoice_id
    where m.creditor_id = any (${ids}::uuid[]) and m.accepted_at is not null order by m.accepted_at, i.number`;
}

async function skippedRungs({ behind }: WorldsHouse, ids: readonly string[]): Promise<readonly Skipped[]> {
  return behind<Skipped[]>`
    select s.creditor_id as "creditorId", i.number as invoice, s.run, s.rung, s.at
    from skipped_rungs s join invoices i on i.creditor_id = s.creditor_id and i.id = s.invoice_id
    where s.creditor_id = any (${ids}::uuid[])`;
}

/** Letters that bear a fee keep the law's days between them, per debtor over all currencies. */
function spacingOfFees(sent: readonly Sent[]): string[] {
  const bearing = sent.filter((each) => BigInt(each.feeMinor) > 0n && !each.voided);
  return [...Map.groupBy(bearing, (each) => each.debtorId)].flatMap(([debtorId, lines]) => {
    const letters = [...Map.groupBy(lines, (line) => line.proposalId).values()];
    return letters.flatMap((letter, place) => {
      const before = letters[place - 1];
      if (!before) return [];
      const apart = Math.max(0, ...letter.map((line) => rulesOf(line.market)?.reminderFee?.daysApart ?? 0));
      const days = daysBetween(dayIn(before[0]!.at, zone), dayIn(letter[0]!.at, zone));
      return days > apart ? [] : [`debtor ${debtorId}: two fees ${days} days apart`];
    });
  });
}

/** The weekday is asked at the call, by the setting that holds then (`at-the-call.ts`). */
function decentHours(sent: readonly Sent[], until: number): string[] {
  return sent.flatMap(({ at, market, invoice }) => {
    const { hour } = clockIn(at, zone);
    const calendars = ['DK', market, ...(market === 'GB' ? ['GB-SCT'] : [])];
    const open = hour >= 8 && hour < until && !calendars.some((each) => isHoliday(dayIn(at, zone), each));
    return open ? [] : [`invoice ${invoice}: a letter left at ${at.toISOString()}`];
  });
}

/** The provider took each message once, and each letter is one message. */
async function oneMailEach({ behind, sandbox }: WorldsHouse, ids: readonly string[]): Promise<Told[]> {
  const rows = await behind<{ creditorId: string; id: string; proposalId: string | null }[]>`
    select creditor_id as "creditorId", id, proposal_id as "proposalId" from messages
    where creditor_id = any (${ids}::uuid[])`;
  const messageOf = new Map(rows.map((row) => [row.id, row]));
  const mails = sandbox.world.postmark.mails.flatMap(
    ({ metadata }) => messageOf.get(metadata['message_id'] ?? '') ?? [],
  );
  return [...Map.groupBy(mails, ({ id, proposalId }) => proposalId ?? id)]
    .filter(([, copies]) => copies.length > 1)
    .map(([id, copies]) => ({ creditorId: copies[0]!.creditorId, says: `letter ${id} left ${copies.length} times` }));
}

/** A letter that does not leave says why: every one was put before the guards, and a held one names who holds it. */
async function heldWithReason({ behind }: WorldsHouse, ids: readonly string[]): Promise<Told[]> {
  const rows = await behind<{ creditorId: string; id: string; status: string }[]>`
    select p.creditor_id as "creditorId", p.id, p.status from proposals p
    where p.creditor_id = any (${ids}::uuid[]) and (
      not exists (select from verdicts v where v.creditor_id = p.creditor_id and v.proposal_id = p.id)
      or p.status = 'held' and p.verdict_guard is null
        and not exists (select from holds h where h.creditor_id = p.creditor_id and h.debtor_id = p.debtor_id and h.ended_at is null))`;
  return rows.map(({ creditorId, id, status }) => ({
    creditorId,
    says: `letter ${id} is ${status} and nobody says why`,
  }));
}

/**
 * Debits are credits, the principal of each invoice in a case is what the mirror shows, and nothing waits in clearing for an
 * invoice that the books show paid.
 */
async function ledgerIsTheBooks({ behind }: WorldsHouse, ids: readonly string[]): Promise<Told[]> {
  const rows = await behind<{ creditorId: string; number: string; ours: string; books: string }[]>`
    with ours as (
      select creditor_id, invoice_id, sum(amount_minor) as minor from entries
      where creditor_id = any (${ids}::uuid[]) and account in ('principal', 'clearing') group by creditor_id, invoice_id)
    select p.creditor_id as "creditorId", i.number, coalesce(e.minor, 0) as ours, greatest(i.remainder_minor, 0) as books
    from positions p
      join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
      left join ours e on e.creditor_id = p.creditor_id and e.invoice_id = p.invoice_id
    where p.creditor_id = any (${ids}::uuid[]) and p.case_id is not null
      and coalesce(e.minor, 0) <> greatest(i.remainder_minor, 0)`;
  const sums = await behind<{ creditorId: string; minor: string }[]>`
    select creditor_id as "creditorId", sum(amount_minor)::text as minor from entries
    where creditor_id = any (${ids}::uuid[]) group by creditor_id having sum(amount_minor) <> 0`;
  const cleared = await behind<{ creditorId: string; number: string; minor: string }[]>`
    select e.creditor_id as "creditorId", i.number, sum(e.amount_minor) as minor from entries e
      join invoices i on i.creditor_id = e.creditor_id and i.id = e.invoice_id
    where e.creditor_id = any (${ids}::uuid[]) and e.account = 'clearing' and i.remainder_minor <= 0
    group by e.creditor_id, i.number having sum(e.amount_minor) <> 0`;
  return [
    ...cleared.map(({ creditorId, number, minor }) => ({
      creditorId,
      says: `invoice ${number}: the books show it paid, and ${minor} is still waited for`,
    })),
    ...rows.map(({ creditorId, number, ours, books }) => ({
      creditorId,
      says: `invoice ${number}: ${ours} in the ledger, ${books} in the books`,
    })),
    ...sums.map(({ creditorId, minor }) => ({ creditorId, says: `the ledger is out by ${minor}` })),
  ];
}

/**
 * The ladders, and a fresh look at everybody. It finds nothing that the house has not found: every change of fact was looked
 * at. Whoever got a letter today, or had one withdrawn, is looked at again tomorrow.
 */
async function lookAnew(
  house: WorldsHouse,
  { creditorId }: OneWorld,
): Promise<{ ladderVersions: ReadonlyMap<string, Ladder>; forgotten: string[] }> {
  const rows = await house.behind<{ id: string; served: boolean }[]>`
    select d.id,
      exists (select from proposals p where p.creditor_id = d.creditor_id and p.debtor_id = d.id
        and (p.status = 'withdrawn' and (p.ended_at at time zone ${zone})::date = t.day - 1
          or (p.sent_at at time zone ${zone})::date = t.day - 1 or p.status = 'sending')) as served
    from debtors d cross join (select (business_now() at time zone ${zone})::date + 1 as day) t
    where creditor_id = ${creditorId} order by d.id`;
  const debtors = rows.filter(({ served }) => !served);
  const { wording, wallNow } = house.tools.clock;
  return house.tools.clock.openWork({ creditorId, actor: { kind: 'machine', id: 'law' } }, async (work) => {
    const settings = await readSettings(work);
    const { ladderVersions } = settings;
    if (!settings.sendingOn) return { ladderVersions, forgotten: [] };
    const debtorIds = debtors.map(({ id }) => id);
    const { judgement } = await lookAtDebtors(work, { wording, wallNow }, settings, { debtorIds, alone: false });
    const forgotten = [
      ...judgement.inserted.map((each) => `${each.content.rung} is due to ${each.debtorId}, and nobody has looked`),
      ...judgement.ended.map(({ id, why }) => `letter ${id} would end (${why}), and nobody has looked`),
    ];
    return { ladderVersions, forgotten };
  });
}
