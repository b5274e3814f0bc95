import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';

export type DebtorMoney = {
  readonly debtorId: string;
  readonly balanceMinor: bigint;
  readonly openItemsMinor: bigint;
  readonly acceptedMinor: bigint;
  /** `differenceMinor` is null on a hold that was not opened from a balance. */
  readonly hold: { readonly id: string; readonly differenceMinor: bigint | null } | null;
};

/**
 * Balance and open items of debtors with an open case or a hold for unmatched money, base currency, minor units; without those
 * whose books agree to the øre and of whom nothing was ever said. `debtorIds`: only of these.
 */
export async function debtorMoney(work: Work, debtorIds: readonly string[] | null = null): Promise<DebtorMoney[]> {
  const among = debtorIds === null ? null : `{${debtorIds.join(',')}}`;
  const rows = await work.tx.execute<{
    debtor_id: string;
    balance: string;
    open_items: string;
    accepted: string;
    hold_id: string | null;
    difference: string | null;
  }>(sql`
    with asked as (
      select debtor_id from cases where creditor_id = ${work.creditorId} and closed_at is null
      union
      select debtor_id from holds where creditor_id = ${work.creditorId} and kind = 'unmatched-money' and ended_at is null
    ), stand as (
      select d.id as debtor_id, d.balance_base_minor as balance, o.open_items, coalesce(s.accepted, 0) as accepted,
        h.id as hold_id, (h.details ->> 'differenceMinor')::bigint as difference
      from asked a
        join debtors d on d.creditor_id = ${work.creditorId} and d.id = a.debtor_id and d.gone_at is null
        cross join lateral (
          select coalesce(sum(i.remainder_base_minor), 0)::bigint as open_items from invoices i
          where i.creditor_id = d.creditor_id and i.debtor_id = d.id and i.remainder_minor <> 0
        ) o
        left join lateral (
          select (x.value ->> 'minor')::bigint as accepted from debtor_settings x
          where x.creditor_id = d.creditor_id and x.debtor_id = d.id and x.kind = 'shortfall-accepted'
          order by x.from_at desc, x.seq desc limit 1
        ) s on true
        left join lateral (
          select x.id, x.details from holds x
          where x.creditor_id = d.creditor_id and x.debtor_id = d.id and x.kind = 'unmatched-money' and x.ended_at is null
          limit 1
        ) h on true
      where ${among}::uuid[] is null or d.id = any (${among}::uuid[])
    )
    select * from stand where balance <> open_items or accepted <> 0 or hold_id is not null order by debtor_id
  `);
  return rows.map((row) => ({
    debtorId: row.debtor_id,
    balanceMinor: BigInt(row.balance),
    openItemsMinor: BigInt(row.open_items),
    acceptedMinor: BigInt(row.accepted),
    hold:
      row.hold_id === null
        ? null
        : { id: row.hold_id, differenceMinor: row.difference === null ? null : BigInt(row.difference) },
  }));
}
