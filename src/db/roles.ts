/** The two login roles of a database: `<db>_owner` owns and migrates it, `<db>_app` runs the program and owns nothing. */
import type { Sql } from './connect.ts';

export type RolePasswords = { readonly owner: string; readonly app: string };

/** Role names are cluster-wide in PostgreSQL, so they carry the database's name. */
export function roleNames(database: string): { owner: string; app: string } {
  return { owner: `${database}_owner`, app: `${database}_app` };
}

/** Makes the roles, or sets their passwords anew, and the database where it is missing. `sql` is a superuser's. */
export async function ensureDatabase(sql: Sql, database: string, passwords: RolePasswords): Promise<void> {
  const roles = roleNames(database);
  await ensureRole(sql, roles.owner, passwords.owner);
  await ensureRole(sql, roles.app, passwords.app);
  const found = await sql`select 1 from pg_database where datname = ${database}`;
  if (found.length === 0) await sql.unsafe(`create database ${quoted(database)} owner ${quoted(roles.owner)}`);
  await closeToOthers(sql, database, roles);
}

/** Only its own roles may connect. A clone of a template needs this too: grants on a database are not copied. */
export async function closeToOthers(sql: Sql, database: string, roles: { owner: string; app: string }): Promise<void> {
  await sql.unsafe(`revoke all on database ${quoted(database)} from public`);
  await sql.unsafe(`grant connect on database ${quoted(database)} to ${quoted(roles.owner)}, ${quoted(roles.app)}`);
}

async function ensureRole(sql: Sql, name: string, password: string): Promise<void> {
  const rights = 'login nosuperuser nobypassrls nocreaterole nocreatedb noreplication';
  const found = await sql`select 1 from pg_roles where rolname = ${name}`;
  const verb = found.length === 0 ? 'create' : 'alter';
  await sql.unsafe(`${verb} role ${quoted(name)} with ${rights} password ${literal(password)}`);
}

/** An identifier as PostgreSQL wants it quoted. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
