/** What PostgreSQL's own catalogue says about the tables in `public`, so that no list of ours can forget one. */
import type { Sql, TransactionSql } from 'postgres';

/** A connection, or a transaction on one. */
export type Asks = Sql | TransactionSql;

export type Column = {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  readonly identity: boolean;
  /** The first value that a check constraint lists for it. */
  readonly listed: string | null;
};
export type ForeignKey = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
};
export type Table = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  /** The column that says whose a row is; null when the table has no creditor. */
  readonly key: string | null;
};

/**
 * Tables that belong to no creditor, and why. Whoever adds one here says why its rows may lie outside every room; those
 * that hold people or secrets must be out of the program's reach but for 0010's functions.
 */
export const withoutCreditor: Readonly<Record<string, { readonly why: string; readonly closed: boolean }>> = {
  migrations: { why: 'what has been run', closed: false },
  house: { why: 'one row: what kind of database this is', closed: false },
  business_clock: { why: 'one row: how far ahead business time is', closed: false },
  reference_rates: { why: 'published rates, the same for all', closed: false },
  rate_proposals: { why: 'what is proposed as a rate, the same for all', closed: false },
  rate_proposal_ends: { why: 'what became of it, and by whose word', closed: false },
  rate_looks: { why: 'one row a bank: when it was asked', closed: false },
  operator_links: { why: 'operators run the house, not a creditor', closed: true },
  operator_sessions: { why: 'operators run the house, not a creditor', closed: true },
  pending_installs: { why: 'it is not yet known whose they are', closed: true },
  people: { why: 'a person may be a member at many creditors', closed: true },
  sessions: { why: 'read before the creditor is known, and stepped from one creditor to another', closed: true },
  sign_in_links: { why: 'read before the creditor is known', closed: true },
};

export async function readTables(sql: Asks): Promise<Table[]> {
  const names = (table: string, numbers: string) =>
    sql.unsafe(`array(select x.attname::text
    from unnest(${numbers}) with ordinality n(num, place) join pg_attribute x on x.attrelid = ${table} and x.attnum = n.num
    order by n.place)`);
  const tables = await sql<{ name: string; columns: Column[]; primary_key: string[] | null; keys: ForeignKey[] }[]>`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'notNull', a.attnotnull, 'hasDefault', a.atthasdef, 'identity', a.attidentity <> '',
          'listed', (select (regexp_match(pg_get_constraintdef(k.oid), '[(]' || a.attname || ' = ANY [(]ARRAY[[]''([^'']*)'''))[1]
            from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum])) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select ${names('k.conrelid', 'k.conkey')} from pg_constraint k where k.conrelid = c.oid and k.contype = 'p') as primary_key,
      coalesce((select json_agg(json_build_object('name', k.conname, 'columns', ${names('k.conrelid', 'k.conkey')},
          'target', k.confrelid::regclass::text, 'targetColumns', ${names('k.confrelid', 'k.confkey')}))
        from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'), '[]') as keys
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`;
  return tables.map(({ name, columns, primary_key, keys }) => ({
    name,
    columns,
    primaryKey: primary_key ?? [],
    foreignKeys: keys,
    key: keyOf(name, columns),
  }));
}

function keyOf(name: string, columns: readonly Column[]): string | null {
  if (Object.hasOwn(withoutCreditor, name)) return null;
  if (name === 'creditors') return 'id';
  return columns.some((column) => column.name === 'creditor_id') ? 'creditor_id' : null;
}

/** A table that belongs to creditors. */
export type CreditorTable = Table & { readonly key: string };

export function ofCreditors(tables: readonly Table[]): CreditorTable[] {
  return tables.filter((table): table is CreditorTable => table.key !== null);
}
