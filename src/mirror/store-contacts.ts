import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import type { Contact } from './mirrored.ts';
import { listed } from './store-listed.ts';
import { contacts } from './tables.ts';

/** The contacts of these debtors, deleted ones too. */
export async function readContacts(work: Work, debtorIds: readonly string[]): Promise<Contact[]> {
  const { creditorId: _creditor, readAt: _readAt, ...columns } = getTableColumns(contacts);
  return work.tx
    .select(columns)
    .from(contacts)
    .where(and(eq(contacts.creditorId, work.creditorId), sql`${contacts.debtorId} = any(${listed(debtorIds)}::uuid[])`))
    .orderBy(contacts.debtorId, contacts.number);
}

/** Contacts as read. One that is another customer's now is no longer its former customer's. */
export async function upsertContacts(work: Work, rows: readonly Contact[], asOf: Instant): Promise<void> {
  if (rows.length === 0) return;
  const at = sql`${asOf.toISOString()}::timestamptz`;
  const told = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as r("debtorId" uuid, number integer, name text, email text, "receivesReminders" boolean, deleted boolean)`;
  await work.tx.execute(sql`
    insert into contacts as c (creditor_id, debtor_id, number, name, email, receives_reminders, deleted, read_at)
    select ${work.creditorId}::uuid, r."debtorId", r.number, r.name, r.email, r."receivesReminders", r.deleted, ${at}
    from ${told}
    on conflict (creditor_id, debtor_id, number) do update set name = excluded.name, email = excluded.email,
      receives_reminders = excluded.receives_reminders, deleted = excluded.deleted, read_at = excluded.read_at
      where (c.name, c.email, c.receives_reminders, c.deleted)
        is distinct from (excluded.name, excluded.email, excluded.receives_reminders, excluded.deleted)
  `);
  await work.tx.execute(sql`
    update contacts c set deleted = true, read_at = ${at} from ${told}
    where c.creditor_id = ${work.creditorId}::uuid and c.number = r.number and c.debtor_id <> r."debtorId" and not c.deleted
  `);
}

/** All contacts were listed, and these are not among them. Their numbers; `seen` are the ones that were. */
export async function endContactsBut(work: Work, seen: ReadonlySet<number>, asOf: Instant): Promise<void> {
  const rows = await work.tx
    .select({ number: contacts.number })
    .from(contacts)
    .where(and(eq(contacts.creditorId, work.creditorId), eq(contacts.deleted, false)));
  const gone = rows.map((row) => row.number).filter((number) => !seen.has(number));
  if (gone.length === 0) return;
  await work.tx.execute(sql`
    update contacts set deleted = true, read_at = ${asOf.toISOString()}::timestamptz
    where creditor_id = ${work.creditorId}::uuid and number = any(${listed(gone)}::integer[]) and not deleted
  `);
}

/** When contacts were last read to the end, and when all of them were. Wall time. */
export type ContactsRead = { readonly readAt: Instant | null; readonly wholeAt: Instant | null };

export async function contactsRead(work: Work): Promise<ContactsRead> {
  const [row] = await work.tx.execute<{ read_at: string | null; whole_at: string | null }>(sql`
    select contacts_read_at as read_at, contacts_whole_at as whole_at from mirror_state
    where creditor_id = ${work.creditorId}::uuid
  `);
  return {
    readAt: row?.read_at ? new Date(row.read_at) : null,
    wholeAt: row?.whole_at ? new Date(row.whole_at) : null,
  };
}

export async function setContactsRead(work: Work, { readAt, wholeAt }: ContactsRead): Promise<void> {
  await work.tx.execute(sql`
    update mirror_state set contacts_read_at = ${readAt?.toISOString() ?? null}::timestamptz,
      contacts_whole_at = ${wholeAt?.toISOString() ?? null}::timestamptz
    where creditor_id = ${work.creditorId}::uuid
  `);
}
