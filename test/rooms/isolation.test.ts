/**
 * What the database promises about two creditors in one house (design §3.12). Everything is asked of the catalogue: a
 * new table is tried without anybody adding it here.
 */
import { randomUUID } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import t from 'tap';
import { connectRaw } from '../../src/db/connect.ts';
import { quoted } from '../../src/db/roles.ts';
import { testDatabase } from '../database.ts';
import { ofCreditors, readTables } from './catalogue.ts';
import { catalogueFindings, doorways } from './catalogue-findings.ts';
import { fillRoom, insertOf } from './fill-rooms.ts';
import { type Ground, rolledBack, wallFindings } from './room-walls.ts';

const db = await testDatabase();
const [admin, owner, app] = [db.adminUrl, db.ownerUrl, db.appUrl].map((url) => connectRaw(url, { max: 1 }));
t.teardown(async () => {
  await Promise.all([admin!.end(), owner!.end(), app!.end()]);
  await db.drop();
});
const roles = { app: db.appRole, owner: new URL(db.ownerUrl).username };
const [mine, theirs] = [await fillRoom(owner!), await fillRoom(owner!)];
const ground: Ground = { admin: admin!, ...roles, mine, theirs, doorways };
const tables = ofCreditors(await readTables(owner!));
const views = (
  await owner!<{ name: string }[]>`
  select viewname as name from pg_views where schemaname = 'public'`
).map(({ name }) => name);

t.test('every verb on every table, from every room, as program and as owner, stays in its room', async (t) => {
  t.same(await wallFindings(ground, tables, views), []);
  t.ok(tables.length > 30, `${tables.length} tables`);
});

t.test('the walls stand as they were planned: policies, keys, views, functions, rights', async (t) => {
  t.same(await catalogueFindings(owner!, roles), []);
});

t.test('both rooms have a row in every table, and each is seen through every view', async (t) => {
  for (const room of [mine, theirs]) {
    t.same(
      tables.filter(({ name }) => (room.rows.get(name) ?? []).length === 0),
      [],
    );
  }
  t.ok(views.length >= 2);
});

t.test('COPY takes out only what the room has, and brings nothing in', async (t) => {
  for (const [role, sql] of [
    ['the program', app!],
    ['the owner', owner!],
  ] as const) {
    const foreign: string[] = [];
    const brought: string[] = [];
    for (const { name, key } of tables) {
      if (role === 'the owner' && doorways.includes(name)) continue;
      await rolledBack(sql, async (tx) => {
        await tx`select set_config('rykker.creditors', ${`{${mine.creditorId}}`}, true)`;
        const keys = await copied(tx, `copy ${quoted(name)} (${quoted(key)}) to stdout`);
        if (keys.size !== 1 || !keys.has(mine.creditorId)) foreign.push(`${name}: ${[...keys]}`);
      });
      const refusal = await refusalOf(() => sql.begin((tx) => tx.unsafe(`copy ${quoted(name)} from stdin`).writable()));
      if (refusal !== '0A000' && refusal !== '42501') brought.push(`${name}: ${refusal}`);
    }
    t.same(foreign, [], role);
    t.same(brought, [], role);
  }
});

const freeValues: Readonly<Record<string, unknown>> = {
  integer: 99,
  bigint: 99,
  'timestamp with time zone': '2026-05-05T05:05:05Z',
};

t.test('the program with the rights it really has is not told whether a key is taken in the other room', async (t) => {
  const told: string[] = [];
  for (const table of tables) {
    const taken = theirs.rows.get(table.name)![0]!;
    const place = table.columns.find(({ name }) => name === table.primaryKey.at(-1))!;
    const free = { ...taken, [place.name]: freeValues[place.type] ?? randomUUID() };
    const answers = [taken, free].map((row) =>
      refusalOf(() =>
        app!.begin(async (tx) => {
          await tx`select set_config('rykker.creditors', ${`{${mine.creditorId}}`}, true)`;
          await tx.unsafe(insertOf(table, row));
        }),
      ),
    );
    const [whenTaken, whenFree] = await Promise.all(answers);
    if (whenTaken !== '42501' || whenFree !== '42501') told.push(`${table.name}: ${whenTaken}, ${whenFree}`);
  }
  t.same(told, []);
});

t.test('each policy dropped, or opened to all, turns the tries on that table red', async (t) => {
  const policies = await owner!<{ table: string; name: string; verb: string }[]>`
    select tablename as table, policyname as name, cmd as verb from pg_policies where schemaname = 'public'`;
  const unnoticed: string[] = [];
  for (const { table, name, verb } of policies) {
    const tried = tables.filter((each) => each.name === table);
    const drop = `drop policy ${quoted(name)} on ${quoted(table)}`;
    const open = `${verb === 'INSERT' ? '' : 'using (true)'} ${verb === 'SELECT' || verb === 'DELETE' ? '' : 'with check (true)'}`;
    const bends =
      name === 'doorway'
        ? [drop, `alter policy doorway on ${quoted(table)} to public`]
        : [drop, `alter policy ${quoted(name)} on ${quoted(table)} ${open}`];
    for (const bend of bends) {
      const findings = await wallFindings(ground, tried, [], (tx) => tx.unsafe(bend));
      if (findings.length === 0) unnoticed.push(bend);
    }
  }
  t.same(unnoticed, []);
  t.equal(policies.length, tables.length * 4 + doorways.length);
});

const bends: [string, RegExp][] = [
  ['drop policy seen on invoices', /invoices lacks the policy seen/],
  ['alter table entries no force row level security', /entries: row level security does not bind the owner/],
  ['alter table entries disable row level security', /entries: row level security is off/],
  [
    'create table dogs (creditor_id uuid, id uuid, primary key (id))',
    /dogs: its primary key is not led by creditor_id/,
  ],
  ['create table dogs (name text)', /dogs has no creditor_id/],
  ['create table dogs (creditor_id uuid primary key, unique_to text unique)', /dogs \(unique_to\) is unique over all/],
  ['create unique index on cases (debtor_id)', /cases \(debtor_id\) is unique over all creditors/],
  ['create policy helpful on cases for select using (true)', /cases has a policy of its own: helpful/],
  ['alter view debtor_facts reset (security_invoker)', /view debtor_facts runs with its owner's rights/],
  ['create materialized view m as select 1', /m lies outside row level security/],
  ['alter function creditor_of_message(uuid) reset search_path', /creditor_of_message\(uuid\): its search path/],
  ['grant execute on function end_session(text) to public', /end_session\(text\) may be called by everyone/],
  ['alter function business_now() security definer', /business_now\(\) runs as the owner, unlisted/],
  ['grant truncate on holds to :app', /may truncate holds/],
  ['grant references on holds to :app', /may references holds/],
  ['grant select on people to :app', /may select people/],
  ['grant select (email) on people to public', /may select people/],
  ['alter table holds owner to :app', /owns holds/],
  ['alter role :app bypassrls', /is more than a plain role/],
  ['grant execute on function release_sending() to :app', /may lift the halt/],
];

t.test('the laws of the catalogue bite: each of these is named', async (t) => {
  for (const [bend, named] of bends) {
    await rolledBack(admin!, async (tx) => {
      await tx.unsafe(`set local role ${quoted(roles.owner)}`).catch(() => {});
      if (/alter role|owner to/.test(bend)) await tx`reset role`;
      await tx.unsafe(bend.replace(':app', quoted(roles.app)));
      await tx`reset role`;
      t.match((await catalogueFindings(tx, roles)).join('\n'), named, bend);
    });
  }
});

async function copied(tx: TransactionSql, statement: string): Promise<Set<string>> {
  let text = '';
  for await (const chunk of await tx.unsafe(statement).readable()) text += String(chunk);
  return new Set(text.split('\n').filter((line) => line !== ''));
}

/** The SQLSTATE that refused it; "nothing" when it went through. */
async function refusalOf(deed: () => Promise<unknown>): Promise<string> {
  try {
    await deed();
    return 'nothing';
  } catch (thrown) {
    return String((thrown as { code?: string }).code);
  }
}
