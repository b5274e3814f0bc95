/** The migrations as files: read in order, with their checksums. What has been run is compared with these. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../values/secrets.ts';
import { quoted } from './roles.ts';

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
  readonly text: string;
};
export type RanMigration = Omit<Migration, 'text'>;

/** `migrations/NNNN_words.sql`, by number. Throws on a name of another form and on a number used twice. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const migrations = names.map((name) => {
    const [, number] = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name) ?? [];
    if (number === undefined) throw new Error(`migrations/${name} is not named like 0001_first_tables.sql.`);
    const text = readFileSync(join(folder, name), 'utf8');
    return { number: Number(number), name, sha256: sha256(text), text };
  });
  migrations.sort((a, b) => a.number - b.number);
  for (const [index, migration] of migrations.entries()) {
    const twin = migrations[index + 1];
    if (twin?.number === migration.number)
      throw new Error(`migrations/${migration.name} and ${twin.name} share a number.`);
  }
  return migrations;
}

export type MigrationPlan =
  | { readonly kind: 'run'; readonly pending: Migration[] }
  | { readonly kind: 'refused'; readonly why: string };

/** What is still to be run, or why these files and this database do not belong together. */
export function planMigrations(files: readonly Migration[], ran: readonly RanMigration[]): MigrationPlan {
  const byNumber = new Map(files.map((file) => [file.number, file]));
  for (const old of ran) {
    const file = byNumber.get(old.number);
    if (!file)
      return refused(
        `The database has run ${old.name}, which is not among the migrations: this program is older than its database.`,
      );
    if (file.name !== old.name)
      return refused(
        `The database ran number ${old.number} as ${old.name}, here it is ${file.name}: give it a new number.`,
      );
    if (file.sha256 !== old.sha256)
      return refused(`${file.name} was edited after it had been run: undo that, and write a new migration.`);
  }
  const last = Math.max(0, ...ran.map((old) => old.number));
  const done = new Set(ran.map((old) => old.number));
  const pending = files.filter((file) => !done.has(file.number));
  const late = pending.find((file) => file.number < last);
  if (late) return refused(`${late.name} came after number ${last} had been run: give it a higher number.`);
  return { kind: 'run', pending };
}

/** `:app` stands for the role the program runs as; a cast such as `::app` is left alone, and nothing else is replaced. */
export function forRole(text: string, appRole: string): string {
  return text.replace(/(?<![:\w]):app\b/g, () => quoted(appRole));
}

function refused(why: string): MigrationPlan {
  return { kind: 'refused', why };
}
