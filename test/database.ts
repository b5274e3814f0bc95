/**
 * A migrated database of its own for a test file: a template is migrated once per content of `migrations/` (and list of
 * queues), each file gets a clone of it and drops it afterwards. Roles belong to the cluster, so clones share the
 * template's.
 */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { connectRaw, type Sql } from '../src/db/connect.ts';
import { migrate } from '../src/db/migrate.ts';
import { readMigrations } from '../src/db/migrations.ts';
import type { QueuePlan } from '../src/db/queues.ts';
import { closeToOthers, ensureDatabase, quoted, roleNames } from '../src/db/roles.ts';
import { keyedHash, sha256 } from '../src/values/secrets.ts';
import { type JoinedCluster, joinCluster } from './cluster.ts';

export const migrationsDir = resolve(import.meta.dirname, '..', 'migrations');
const templateLock = 7_269_425_004;

export type TestDatabase = {
  readonly name: string;
  /** The program's role: row level security holds for it. */
  readonly appUrl: string;
  /** Owns the tables. */
  readonly ownerUrl: string;
  /** A superuser, for looking behind row level security. */
  readonly adminUrl: string;
  /** The name of the program's role, for `migrate`. */
  readonly appRole: string;
  /** Drops it; the cluster stops when the last test has done so. */
  drop(): Promise<void>;
};

/**
 * `const db = await testDatabase(); t.teardown(db.drop)`. With `empty` nothing is migrated and the roles are its own. `from`
 * another one, which nobody is connected to: it is a copy of it with everything in it, and the roles are the same.
 */
export async function testDatabase({
  queues = [],
  empty = false,
  from = null,
}: {
  queues?: readonly QueuePlan[];
  empty?: boolean;
  from?: TestDatabase | null;
} = {}): Promise<TestDatabase> {
  const cluster = await joinCluster();
  try {
    const name = `t_${randomBytes(8).toString('hex')}`;
    const roles = empty
      ? await emptyDatabase(cluster, name)
      : await clone(cluster, name, from?.name ?? null, await ensureTemplate(cluster, queues));
    const drop = async () => {
      await cluster.admin.unsafe(`drop database if exists ${quoted(name)} with (force)`);
      if (empty) await cluster.admin.unsafe(`drop role ${quoted(roles.owner)}, ${quoted(roles.app)}`);
      await cluster.leave();
    };
    const as = (role: string) => addressOf(cluster, role, name);
    const adminUrl = cluster.adminUrl.replace(/\/postgres$/, `/${name}`);
    if (!empty) await release(adminUrl);
    return { name, appUrl: as(roles.app), ownerUrl: as(roles.owner), adminUrl, appRole: roles.app, drop };
  } catch (thrown) {
    await cluster.leave();
    throw thrown;
  }
}

type Roles = { owner: string; app: string };

async function emptyDatabase(cluster: JoinedCluster, name: string): Promise<Roles> {
  await ensureDatabase(cluster.admin, name, passwordsOf(cluster, roleNames(name)));
  return roleNames(name);
}

async function clone(cluster: JoinedCluster, name: string, from: string | null, template: string): Promise<Roles> {
  const { admin } = cluster;
  const roles = roleNames(template);
  // What is large is copied file by file, past the log.
  const [source, strategy] = from === null ? [template, 'wal_log'] : [from, 'file_copy'];
  await admin.unsafe(
    `create database ${quoted(name)} template ${quoted(source)} owner ${quoted(roles.owner)} strategy ${strategy}`,
  );
  await closeToOthers(admin, name, roles);
  return roles;
}

/** A clone is a copy, and a copied house does not send until somebody says that it may: here the test does. */
async function release(adminUrl: string): Promise<void> {
  const sql = connectRaw(adminUrl, { max: 1, name: 'rykker test' });
  await sql`update house set identity = house_identity()`;
  await sql.end();
}

/** The template for these migrations and queues. One process makes it, the others wait; a half-made one is made anew. */
async function ensureTemplate(cluster: JoinedCluster, queues: readonly QueuePlan[]): Promise<string> {
  const { admin } = cluster;
  const content = readMigrations(migrationsDir).map(({ name, sha256 }) => [name, sha256]);
  const template = `tpl_${sha256(JSON.stringify([content, queues])).slice(0, 12)}`;
  await admin`select pg_advisory_lock(${templateLock})`;
  try {
    if (!(await isComplete(admin, template))) {
      await admin.unsafe(`drop database if exists ${quoted(template)} with (force)`);
      const roles = roleNames(template);
      await ensureDatabase(admin, template, passwordsOf(cluster, roles));
      const ownerUrl = addressOf(cluster, roles.owner, template);
      const answer = await migrate({ ownerUrl, appRole: roles.app, migrationsDir, stamp: 'sandbox', queues });
      if (answer.kind === 'refused') throw new Error(answer.why);
      await admin.unsafe(`alter database ${quoted(template)} is_template true allow_connections false`);
    }
  } finally {
    await admin`select pg_advisory_unlock(${templateLock})`;
  }
  return template;
}

async function isComplete(admin: Sql, template: string): Promise<boolean> {
  const found = await admin`select 1 from pg_database where datname = ${template} and datistemplate`;
  return found.length > 0;
}

function passwordsOf(cluster: JoinedCluster, roles: Roles): Roles {
  return { owner: passwordOf(cluster, roles.owner), app: passwordOf(cluster, roles.app) };
}

function passwordOf({ adminUrl }: JoinedCluster, role: string): string {
  return keyedHash(new URL(adminUrl).password, role);
}

function addressOf(cluster: JoinedCluster, role: string, database: string): string {
  const { host } = new URL(cluster.adminUrl);
  return `postgres://${role}:${passwordOf(cluster, role)}@${host}/${database}`;
}
