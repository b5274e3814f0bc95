/** The drizzle tables say what the catalogue says: the SQL is the truth, and nobody edits one and forgets the other. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import t from 'tap';
import { connectRaw } from '../../src/db/connect.ts';
import { testDatabase } from '../database.ts';
import { type Column, readTables } from './catalogue.ts';

const db = await testDatabase();
const owner = connectRaw(db.ownerUrl, { max: 1 });
t.teardown(async () => {
  await owner.end();
  await db.drop();
});
const inDatabase = new Map((await readTables(owner)).map((table) => [table.name, table]));

/** Tables that no store reads by drizzle: reached by 0010's functions, by 0001's, or as the owner. */
const withoutDrizzle = [
  'business_clock',
  'house',
  'migrations',
  'operator_links',
  'operator_sessions',
  'pending_installs',
  'people',
  'sessions',
  'sign_in_links',
];

const src = resolve(import.meta.dirname, '..', '..', 'src');
const files = readdirSync(src)
  .map((room) => join(src, room, 'tables.ts'))
  .filter((file) => existsSync(file));
const inCode = new Map<string, { file: string; columns: string[]; keys: string[] }[]>();
for (const file of files) {
  const exported: Record<string, unknown> = await import(file);
  for (const table of Object.values(exported)) {
    if (!is(table, PgTable)) continue;
    const { name, columns } = getTableConfig(table);
    const told = columns.map((column) =>
      sentence(column.name, {
        type: column.getSQLType(),
        notNull: column.notNull,
        default: column.hasDefault,
        identity: column.generatedIdentity !== undefined,
      }),
    );
    const keys = Object.keys(table).filter((key) => columns.some((column) => column.name === snakeCased(key)));
    inCode.set(name, [...(inCode.get(name) ?? []), { file, columns: told.sort(), keys }]);
  }
}

t.test('every table of a creditor has one drizzle table, and no drizzle table has none', async (t) => {
  const once = [...inCode].filter(([, found]) => found.length === 1).map(([name]) => name);
  t.same([...once, ...withoutDrizzle].sort(), [...inDatabase.keys()].sort());
  t.ok(files.length >= 7, `${files.length} rooms`);
});

for (const [name, [table]] of inCode) {
  t.test(`${name}: the same columns, types, defaults, and what may be empty`, async (t) => {
    const columns = inDatabase.get(name)?.columns ?? [];
    t.same(table!.columns, columns.map(told).sort());
    t.equal(table!.keys.length, columns.length, 'each property is named like its column');
  });
}

function told(column: Column): string {
  const { type, notNull, hasDefault, identity } = column;
  return sentence(column.name, { type, notNull, default: hasDefault || identity, identity });
}

function sentence(name: string, is: { type: string; notNull: boolean; default: boolean; identity: boolean }): string {
  const { type, notNull, identity } = is;
  return [name, type, notNull && 'not null', is.default && 'default', identity && 'identity'].filter(Boolean).join(' ');
}

function snakeCased(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
