/** Two creditors with a row in every table that belongs to creditors, made from the catalogue. */
import { randomUUID } from 'node:crypto';
import type { Sql } from '../../src/db/connect.ts';
import { quoted } from '../../src/db/roles.ts';
import { type Asks, type Column, type CreditorTable, ofCreditors, readTables, type Table } from './catalogue.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Filled = { readonly creditorId: string; readonly rows: ReadonlyMap<string, readonly Row[]> };

/** Where one row of made-up values would be refused: a transaction has to balance. */
const shapes: Readonly<Record<string, readonly Row[]>> = {
  entries: [
    { amount_minor: 5, currency: 'DKK' },
    { amount_minor: -5, currency: 'DKK' },
  ],
};

/**
 * Fills every creditor's table with what its required columns, keys and checks ask for, in the creditor's own room, as
 * whoever `owner` is connected as. A new table is filled too, or this fails and says what it does not know.
 */
export async function fillRoom(owner: Sql): Promise<Filled> {
  const creditorId = randomUUID();
  const tables = await readTables(owner);
  const waiting = new Set<Table>([...ofCreditors(tables), ...tables.filter(({ name }) => name === 'people')]);
  const rows = new Map<string, Row[]>();
  await owner.begin(async (tx) => {
    await tx`select set_config('rykker.creditors', ${`{${creditorId}}`}, true)`;
    while (waiting.size > 0) {
      const next = [...waiting].find((table) => table.foreignKeys.every(({ target }) => rows.has(target)));
      if (!next) throw new Error(`keys in a circle: ${[...waiting].map(({ name }) => name).join(', ')}`);
      waiting.delete(next);
      rows.set(next.name, []);
      for (const shape of shapes[next.name] ?? [{}]) {
        rows.get(next.name)!.push(await insertRow(tx, next, { ...valuesFor(next, creditorId, rows), ...shape }));
      }
    }
  });
  return { creditorId, rows };
}

/** A row that exists, as a statement's text: every column as it is stored. */
export function insertOf(table: CreditorTable, row: Row): string {
  const record = `jsonb_populate_record(null::public.${quoted(table.name)}, '${JSON.stringify(row).replaceAll("'", "''")}')`;
  return `insert into public.${quoted(table.name)} overriding system value select * from ${record}`;
}

function valuesFor(table: Table, creditorId: string, rows: ReadonlyMap<string, readonly Row[]>): Row {
  const values: Record<string, unknown> = {};
  for (const column of table.columns) {
    if (column.notNull && !column.identity) values[column.name] = valueFor(table, column);
  }
  if (table.key) values[table.key] = creditorId;
  // No key says so, but a transaction and its entries are of one case.
  if (Object.hasOwn(values, 'case_id')) values['case_id'] = rows.get('cases')?.[0]?.['id'] ?? values['case_id'];
  for (const { columns, target, targetColumns } of table.foreignKeys) {
    const [there] = rows.get(target) ?? [];
    for (const [index, column] of columns.entries()) {
      if (Object.hasOwn(values, column)) values[column] = there?.[targetColumns[index]!];
    }
  }
  return values;
}

function valueFor(table: Table, { name, type, listed }: Column): unknown {
  if (listed !== null) return listed;
  if (type.endsWith('[]')) return [];
  switch (type) {
    case 'uuid':
    case 'text':
      return randomUUID();
    case 'integer':
    case 'bigint':
    case 'smallint':
      return 1;
    case 'boolean':
      return false;
    case 'jsonb':
      return {};
    case 'bytea':
      return '\\x255044462d';
    case 'date':
      return '2026-03-02';
    case 'timestamp with time zone':
      return '2026-03-02T10:00:00Z';
  }
  throw new Error(`${table.name}.${name} is a ${type}, and fill-rooms.ts does not know what to put there`);
}

async function insertRow(tx: Asks, table: Table, values: Row): Promise<Row> {
  const [name, columns] = [quoted(table.name), Object.keys(values).map(quoted).join(', ')];
  const [made] = await tx.unsafe<{ row: Row }[]>(
    `insert into ${name} as made (${columns}) select ${columns} from jsonb_populate_record(null::${name}, $1::text::jsonb)
     returning to_jsonb(made) as row`,
    [JSON.stringify(values)],
  );
  return made!.row;
}
