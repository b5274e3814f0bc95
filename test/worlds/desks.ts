/** What lies on the desks of the worlds, read for all of them at once. */
import type { WorldsHouse } from './house.ts';
import type { OneWorld } from './world.ts';

export type OpenLetter = OpenCase & {
  readonly id: string;
  readonly hash: string;
  /** Of the first invoice on it. */
  readonly invoiceId: string;
};
export type OpenCase = {
  readonly caseId: string;
  readonly debtorId: string;
  readonly number: string;
  readonly invoiceIds: readonly string[];
};
type OpenHold = {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly questionId: string | null;
};
export type Desk = { readonly cases: readonly OpenCase[]; readonly holds: readonly OpenHold[] };

type Owned<Row> = Row & { readonly creditorId: string };

/** Cases and holds that are open, in the order of the customers' numbers. */
export async function desksOf({ behind }: WorldsHouse, worlds: readonly OneWorld[]): Promise<(one: OneWorld) => Desk> {
  const ids = worlds.map((one) => one.creditorId);
  const cases = await behind<Owned<OpenCase>[]>`
    select c.creditor_id as "creditorId", c.id as "caseId", c.debtor_id as "debtorId", n.number,
      array(select p.invoice_id from positions p join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
        where p.creditor_id = c.creditor_id and p.case_id = c.id order by i.number) as "invoiceIds"
    from cases c
      join customer_numbers n on n.creditor_id = c.creditor_id and n.debtor_id = c.debtor_id and n.until_at is null
    where c.creditor_id = any (${ids}::uuid[]) and c.closed_at is null order by n.number, c.currency`;
  const holds = await behind<Owned<OpenHold>[]>`
    select h.creditor_id as "creditorId", h.id, h.kind, n.number, q.id as "questionId" from holds h
      join customer_numbers n on n.creditor_id = h.creditor_id and n.debtor_id = h.debtor_id and n.until_at is null
      left join invoices i on i.creditor_id = h.creditor_id and i.id = h.invoice_id
      left join questions q on q.creditor_id = h.creditor_id and q.hold_id = h.id and q.answered_at is null
    where h.creditor_id = any (${ids}::uuid[]) and h.ended_at is null and (h.kind <> 'question' or q.id is not null)
    order by n.number, h.kind, i.number, h.since, h.id`;
  const [casesOf, holdsOf] = [byCreditor(cases), byCreditor(holds)];
  return ({ creditorId }) => ({ cases: casesOf.get(creditorId) ?? [], holds: holdsOf.get(creditorId) ?? [] });
}

export async function openLetters(
  { behind }: WorldsHouse,
  worlds: readonly OneWorld[],
): Promise<(one: OneWorld) => readonly OpenLetter[]> {
  const rows = await behind<Owned<OpenLetter>[]>`
    select p.creditor_id as "creditorId", p.id, p.hash, n.number, p.case_id as "caseId",
      p.debtor_id as "debtorId", l.ids as "invoiceIds", l.ids[1] as "invoiceId" from proposals p
      join customer_numbers n on n.creditor_id = p.creditor_id and n.debtor_id = p.debtor_id and n.until_at is null
      join lateral (select array_agg(l.invoice_id order by i.number) as ids from proposal_lines l join invoices i on i.creditor_id = l.creditor_id and i.id = l.invoice_id
        where l.creditor_id = p.creditor_id and l.proposal_id = p.id) l on true
    where p.creditor_id = any (${worlds.map((one) => one.creditorId)}::uuid[]) and p.status = 'waiting'
    order by n.number, p.currency`;
  const lettersOf = byCreditor(rows);
  return ({ creditorId }) => lettersOf.get(creditorId) ?? [];
}

function byCreditor<Row extends { readonly creditorId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row.creditorId);
}
