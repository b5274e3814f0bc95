/**
 * Tries every verb on every table from every room, as the program and as the owner, and answers with what should not
 * have been possible, or should have been and was not. All in one transaction that is taken back, the tries of each
 * too; the program is first given every right there is, so that only the policies stand between the rooms.
 */
import type { TransactionSql } from 'postgres';
import type { Sql } from '../../src/db/connect.ts';
import { quoted } from '../../src/db/roles.ts';
import type { CreditorTable } from './catalogue.ts';
import { type Filled, insertOf } from './fill-rooms.ts';

export type Ground = {
  /** A superuser's connection; nothing was ever set on it, so that "unset" is unset. */
  readonly admin: Sql;
  readonly app: string;
  readonly owner: string;
  readonly mine: Filled;
  readonly theirs: Filled;
  readonly doorways: readonly string[];
};

type Verb = 'select' | 'select others' | 'update' | 'delete' | 'insert' | 'upsert' | 'give away';
type Context = 'unset' | 'empty' | 'own' | 'other' | 'both' | 'malformed';
/** `rows`: the policies let it through to so many. `reached`: past the policies, refused by a key or a trigger. */
type Outcome =
  | { readonly kind: 'rows'; readonly count: number }
  | { readonly kind: 'reached' | 'barred' | 'malformed' }
  | { readonly kind: 'surprise'; readonly what: string };

/** `bend` changes the database first, for seeing that the tries notice. */
export async function wallFindings(
  ground: Ground,
  tables: readonly CreditorTable[],
  views: readonly string[],
  bend: (tx: TransactionSql) => Promise<unknown> = async () => {},
): Promise<string[]> {
  const findings: string[] = [];
  await rolledBack(ground.admin, async (tx) => {
    await bend(tx);
    await tx.unsafe(`grant all on all tables in schema public to ${quoted(ground.app)}; ${attempts}`);
    for (const context of ['unset', 'empty', 'own', 'other', 'both', 'malformed'] as const) {
      const setting = settingOf(context, ground);
      if (setting !== null) await tx`select set_config('rykker.creditors', ${setting}, true)`;
      for (const role of ['app', 'owner'] as const) {
        await tx.unsafe(`set local role ${quoted(ground[role])}`);
        for (const table of tables) {
          const seesAll = role === 'owner' && ground.doorways.includes(table.name);
          for (const [verb, outcome] of await tryAll(tx, verbsOn(table, ground))) {
            if (!expected(verb, context, seesAll, outcome))
              findings.push(`${role}, context ${context}: ${verb} on ${table.name}: ${told(outcome)}`);
          }
        }
        for (const view of views) {
          for (const [verb, outcome] of await tryAll(tx, looksAt(view, 'creditor_id', ground))) {
            if (!expected(verb, context, false, outcome))
              findings.push(`${role}, context ${context}: ${verb} on ${view}: ${told(outcome)}`);
          }
        }
        await tx`reset role`;
      }
    }
  });
  return findings;
}

/** All tries are at `mine`: from my room, from another, from none. */
function verbsOn(table: CreditorTable, ground: Ground): [Verb, string][] {
  const [name, key, mine] = [quoted(table.name), quoted(table.key), ground.mine.creditorId];
  const insert = insertOf(table, ground.mine.rows.get(table.name)![0]!);
  const where = `where ${key} = '${mine}'`;
  return [
    ...looksAt(table.name, table.key, ground),
    ['update', `update ${name} set ${key} = ${key} ${where}`],
    ['delete', `delete from ${name} ${where}`],
    ['insert', insert],
    [
      'upsert',
      `${insert} on conflict (${table.primaryKey.map(quoted).join(', ')}) do update set ${key} = excluded.${key}`,
    ],
    ['give away', `update ${name} set ${key} = '${ground.theirs.creditorId}' ${where}`],
  ];
}

function looksAt(name: string, key: string, { mine, theirs }: Ground): [Verb, string][] {
  const all = `select from ${quoted(name)}`;
  return [
    ['select', `${all} where ${quoted(key)} = '${mine.creditorId}'`],
    ['select others', `${all} where ${quoted(key)} = '${theirs.creditorId}'`],
  ];
}

function expected(verb: Verb, context: Context, seesAll: boolean, outcome: Outcome): boolean {
  const some = outcome.kind === 'rows' && outcome.count > 0;
  const none = outcome.kind === 'rows' && outcome.count === 0;
  const [barred, through] = [outcome.kind === 'barred', some || outcome.kind === 'reached'];
  if (seesAll && (verb === 'select' || verb === 'select others')) return some;
  // Never past the policies. What touches no row at all may not notice the malformed words.
  if (context === 'malformed') return outcome.kind === 'malformed' || barred;
  switch (verb) {
    case 'select':
      return context === 'own' || context === 'both' ? some : none;
    case 'select others':
      return context === 'other' || context === 'both' ? some : none;
    case 'update':
    case 'delete':
      return context === 'own' ? through : none;
    case 'insert':
      return context === 'own' ? outcome.kind === 'reached' : barred;
    case 'upsert':
      return context === 'own' ? through : barred;
    case 'give away':
      return context === 'own' ? barred || outcome.kind === 'reached' : none;
  }
}

function settingOf(context: Context, { mine, theirs }: Ground): string | null {
  const settings: Record<Context, string | null> = {
    unset: null,
    empty: '',
    own: `{${mine.creditorId}}`,
    other: `{${theirs.creditorId}}`,
    both: `{${mine.creditorId},${theirs.creditorId}}`,
    malformed: `${mine.creditorId}' or true --`,
  };
  return settings[context];
}

/** Each statement on its own, taken back at once: how many rows it touched, or what refused it. */
const attempts = `create function pg_temp.attempts(statements text[]) returns text[] language plpgsql as $$
declare
  statement text;
  touched bigint;
  told text[] := '{}';
begin
  foreach statement in array statements loop
    begin
      execute statement;
      get diagnostics touched = row_count;
      raise exception using errcode = 'TAKEN';
    exception
      when sqlstate 'TAKEN' then told := told || touched::text;
      when others then told := told || (sqlstate || ' ' || sqlerrm);
    end;
  end loop;
  return told;
end $$`;

async function tryAll(tx: TransactionSql, verbs: readonly [Verb, string][]): Promise<[Verb, Outcome][]> {
  const statements = verbs.map(([, statement]) => statement);
  const [row] = await tx<{ told: string[] }[]>`select pg_temp.attempts(${statements}) as told`;
  return verbs.map(([verb], index) => [verb, outcomeOf(row!.told[index]!)]);
}

function outcomeOf(told: string): Outcome {
  if (/^\d+$/.test(told)) return { kind: 'rows', count: Number(told) };
  if (/^42501 .*row-level security policy/.test(told)) return { kind: 'barred' };
  if (told.startsWith('22P02 ')) return { kind: 'malformed' };
  // A key that is taken, rows that lean on it, an append-only table.
  if (/^(23505|23503|23001) /.test(told)) return { kind: 'reached' };
  return { kind: 'surprise', what: told };
}

function told(outcome: Outcome): string {
  if (outcome.kind === 'rows') return `${outcome.count} rows`;
  return outcome.kind === 'surprise' ? outcome.what : outcome.kind;
}

class TakenBack extends Error {}

/** Does the deed and leaves nothing of it. */
export async function rolledBack(sql: Sql, deed: (tx: TransactionSql) => Promise<unknown>): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await deed(tx);
      throw new TakenBack();
    });
  } catch (thrown) {
    if (!(thrown instanceof TakenBack)) throw thrown;
  }
}
