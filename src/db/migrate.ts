/**
 * Brings a database to the program's shape, as its owner: our migrations, then pg-boss's tables and queues, then what
 * the program's role may do with them. Many processes may start at once: one works, the others wait and find it done.
 */
import { connectRaw, type Sql } from './connect.ts';
import { forRole, type Migration, planMigrations, type RanMigration, readMigrations } from './migrations.ts';
import { installQueues, type QueuePlan, queuesAreCurrent } from './queues.ts';
import { quoted } from './roles.ts';

export type Stamp = 'sandbox' | 'live';
export type MigrateOptions = {
  readonly ownerUrl: string;
  /** The login role the program runs as. */
  readonly appRole: string;
  readonly migrationsDir: string;
  readonly stamp: Stamp;
  readonly queues: readonly QueuePlan[];
};
export type MigrateAnswer =
  | { readonly kind: 'migrated'; readonly ran: string[] }
  | { readonly kind: 'refused'; readonly why: string };

/** One number for all Rykker databases of a server; advisory locks are per database, so they do not wait for each other. */
const migrationLock = 7_269_425_002;

/** Runs what is pending. Refuses edited, missing and late migrations and a database with the other stamp. */
export async function migrate(options: MigrateOptions): Promise<MigrateAnswer> {
  const files = readMigrations(options.migrationsDir);
  const sql = connectRaw(options.ownerUrl, { max: 1, name: 'rykker migrate' });
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    await prepareRecord(sql, options.appRole);
    const plan = planMigrations(files, await ranMigrations(sql));
    if (plan.kind === 'refused') return plan;
    const wrongStamp = await otherStamp(sql, options.stamp);
    if (wrongStamp !== null) return { kind: 'refused', why: wrongStamp };

    for (const migration of plan.pending) await runOne(sql, migration, options.appRole);
    await stamp(sql, options.stamp);
    await installQueues(sql, options.ownerUrl, options.appRole, options.queues);
    return { kind: 'migrated', ran: plan.pending.map((migration) => migration.name) };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * For a process that may not migrate: null when the database has exactly our migrations, else why not, in a sentence.
 * `url` may be the program's own.
 */
export async function schemaTrouble(url: string, migrationsDir: string, kind: Stamp): Promise<string | null> {
  const sql = connectRaw(url, { max: 1, name: 'rykker check' });
  try {
    const remedy = 'run `npm run migrate` with DATABASE_OWNER_URL set';
    const [found] = await sql`select to_regclass('public.migrations') is not null as there`;
    if (found?.['there'] !== true) return `The database is empty: ${remedy}.`;
    const plan = planMigrations(readMigrations(migrationsDir), await ranMigrations(sql));
    if (plan.kind === 'refused') return plan.why;
    const [next] = plan.pending;
    if (next) return `The database is behind this program (${next.name} has not been run): ${remedy}.`;
    if (!(await queuesAreCurrent(sql, url))) return `The database's queue is behind this program: ${remedy}.`;
    return await otherStamp(sql, kind);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Does the database have exactly the migrations of this folder? */
export async function schemaIsCurrent(url: string, migrationsDir: string): Promise<boolean> {
  const sql = connectRaw(url, { max: 1, name: 'rykker check' });
  try {
    const [found] = await sql`select to_regclass('public.migrations') is not null as there`;
    if (found?.['there'] !== true) return false;
    const plan = planMigrations(readMigrations(migrationsDir), await ranMigrations(sql));
    return plan.kind === 'run' && plan.pending.length === 0;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * The program's role must not be able to reach past row level security: null when it cannot, else what is wrong with it.
 */
export async function roleTrouble(appUrl: string): Promise<string | null> {
  const sql = connectRaw(appUrl, { max: 1, name: 'rykker check' });
  try {
    const [role] = await sql`select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user`;
    const name = String(role?.['rolname']);
    if (role?.['rolsuper']) return `The role ${name} of DATABASE_URL is a superuser: give the program one that is not.`;
    if (role?.['rolbypassrls'])
      return `The role ${name} of DATABASE_URL may bypass row level security: take BYPASSRLS from it.`;
    const [owned] = await sql`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname in ('public', 'pgboss')
        and pg_has_role(current_user, c.relowner, 'MEMBER') limit 1`;
    if (owned)
      return `The role ${name} of DATABASE_URL owns tables (${owned['relname']}): let DATABASE_OWNER_URL's role own them.`;
    return null;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** One migration and its record in one transaction. An error of its SQL carries the file's name. */
async function runOne(sql: Sql, migration: Migration, appRole: string): Promise<void> {
  const { number, name, sha256, text } = migration;
  await sql.begin(async (transaction) => {
    await transaction.unsafe(forRole(text, appRole)).catch((thrown: Error) => {
      throw new Error(`migrations/${name} failed: ${thrown.message}`, { cause: thrown });
    });
    await transaction`insert into public.migrations (number, name, sha256) values (${number}, ${name}, ${sha256})`;
  });
}

async function prepareRecord(sql: Sql, appRole: string): Promise<void> {
  await sql.unsafe(`
    create table if not exists public.migrations (
      number integer primary key,
      name   text not null,
      sha256 text not null,
      at     timestamptz not null default now()
    );
    grant usage on schema public to ${quoted(appRole)};
    grant select on public.migrations to ${quoted(appRole)};`);
}

async function ranMigrations(sql: Sql): Promise<RanMigration[]> {
  return sql<RanMigration[]>`select number, name, sha256 from public.migrations order by number`;
}

/** A database is the sandbox's or live from its creation on: the row is written once, with what tells it from a copy. */
async function stamp(sql: Sql, kind: Stamp): Promise<void> {
  if (!(await hasHouse(sql))) return;
  await sql`insert into public.house (kind, identity) values (${kind}, house_identity()) on conflict do nothing`;
}

async function otherStamp(sql: Sql, kind: Stamp): Promise<string | null> {
  if (!(await hasHouse(sql))) return null;
  const [house] = await sql`select kind from public.house`;
  if (!house || house['kind'] === kind) return null;
  return `This database is stamped ${house['kind']} and the program was started ${kind}: use another database, or change RYKKER_SANDBOX.`;
}

async function hasHouse(sql: Sql): Promise<boolean> {
  const [found] = await sql`select to_regclass('public.house') is not null as there`;
  return found?.['there'] === true;
}
