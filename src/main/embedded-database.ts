/**
 * The embedded database: a real PostgreSQL 18 of our own, on loopback, kept in the data folder between runs. It comes
 * back after SIGKILL, whether it died with us or outlived us.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectRaw } from '../db/connect.ts';
import { becomeKeeper, type Keeper } from '../db/keeper.ts';
import { ensureDatabase, roleNames } from '../db/roles.ts';
import { address, adminAddress, keptPasswords, type Passwords, rolePassword } from './embedded-passwords.ts';
import { type EmbeddedPlace, embeddedPlace, handOver } from './embedded-place.ts';
import { clearAway } from './orphaned-postgres.ts';

export type EmbeddedDatabase = {
  /** A superuser on the database `postgres`: for making databases, never for the program. */
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** PostgreSQL's own process, for tests that kill it. */
  readonly pid: number;
  /** Makes another database with its two roles. */
  addDatabase(name: string): Promise<{ ownerUrl: string; appUrl: string }>;
  /** Resolves when the server has gone, stopped by us or not. */
  readonly gone: Promise<void>;
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** Tests only: no fsync, no waiting for the disk. Data may be lost with the machine, not with the process. */
  readonly fast?: boolean;
  readonly database?: string;
};

/** Starts it, making the cluster, the roles and the database the first time. Refuses while another process keeps it. */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = await embeddedPlace(options.dataDir, options.log);
  const passwords = keptPasswords(place.home);
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) await makeCluster(place, passwords, options.log);

  const server = await startServer(place, passwords, options);
  const admin = connectRaw(server.adminUrl, { max: 1 });
  const addDatabase = async (name: string) => {
    const roles = roleNames(name);
    const passwordsOf = { owner: rolePassword(passwords, roles.owner), app: rolePassword(passwords, roles.app) };
    await ensureDatabase(admin, name, passwordsOf);
    return {
      ownerUrl: address(server.port, roles.owner, passwordsOf.owner, name),
      appUrl: address(server.port, roles.app, passwordsOf.app, name),
    };
  };
  const stop = async () => {
    await admin.end({ timeout: 1 });
    await server.stop();
  };
  try {
    const main = await addDatabase(options.database ?? 'rykker');
    return { adminUrl: server.adminUrl, pid: server.pid, gone: server.gone, ...main, addDatabase, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

type Server = { adminUrl: string; port: number; pid: number; gone: Promise<void>; stop(): Promise<void> };

async function startServer(place: EmbeddedPlace, passwords: Passwords, options: EmbeddedOptions): Promise<Server> {
  const logFile = join(place.home, 'postgres.log');
  if (existsSync(logFile) && statSync(logFile).size > 5_000_000) renameSync(logFile, `${logFile}.old`);
  for (let attempt = 1; ; attempt += 1) {
    await clearAway(place, (taken) => adminAddress(taken, passwords));
    const port = await freePort();
    const child = spawnPostgres(place, port, logFile, options.fast ?? false);
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const adminUrl = adminAddress(port, passwords);
    const keeper = await keeperWhenReady(adminUrl, child);
    if (keeper !== null && child.pid !== undefined) {
      const stop = async () => {
        await keeper.release();
        await stopPostgres(child, gone);
      };
      return { adminUrl, port, pid: child.pid, gone, stop };
    }
    await stopPostgres(child, gone);
    if (attempt === 3) throw new Error(`The embedded database did not start; its log ends:\n${lastLines(logFile)}`);
  }
}

/**
 * PostgreSQL with nothing listening but a loopback port. Its log goes to a file, so that it can write on when we are
 * killed. It gets none of our environment: our secrets are not its business. Detached, so that Ctrl-C reaches us only
 * and we close before it does; should we leave in a hurry it is told to stop on the way out.
 */
function spawnPostgres(place: EmbeddedPlace, port: number, logFile: string, fast: boolean): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_connections: 200,
    log_min_messages: 'warning',
    ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum_naptime: '300s' } : {}),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const out = openSync(logFile, 'a', 0o600);
  const child = spawn(join(place.native, 'bin', 'postgres'), ['-D', place.cluster, ...args], {
    ...place.runAs,
    cwd: place.cluster,
    stdio: ['ignore', out, out],
    detached: true,
    ...bareEnvironment(),
  });
  closeSync(out);
  const onExit = () => child.kill('SIGINT');
  process.once('exit', onExit);
  child.once('exit', () => process.off('exit', onExit));
  return child;
}

/** Asks until the server answers (a long recovery may take minutes); null when its process ended instead. */
async function keeperWhenReady(adminUrl: string, child: ChildProcess): Promise<Keeper | null> {
  let ended = false;
  child.once('error', () => {
    ended = true;
  });
  for (let tries = 0; tries < 3000; tries += 1) {
    if (ended || child.exitCode !== null || child.signalCode !== null) return null;
    const keeper = await becomeKeeper(adminUrl).catch(() => null);
    if (keeper !== null) return keeper;
    await wait(50);
  }
  return null;
}

/** SIGINT is PostgreSQL's fast shutdown: sessions are cut, everything is written. SIGQUIT after ten seconds. */
async function stopPostgres(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  const inTime = await Promise.race([gone.then(() => true), wait(10_000, false, { ref: false })]);
  if (!inTime) child.kill('SIGQUIT');
  await gone;
}

/** Made beside and moved into place whole: a run cut off in the middle leaves nothing, and of two the first one wins. */
async function makeCluster(place: EmbeddedPlace, passwords: Passwords, log: (line: string) => void): Promise<void> {
  log(`Making the database in ${place.home} (once).`);
  const draft = `${place.cluster}.${process.pid}`;
  const passwordFile = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, `${passwords.admin}\n`, { mode: 0o600 });
  handOver(draft, place.runAs);
  handOver(passwordFile, place.runAs);
  const args = ['--pgdata', draft, '--username', 'postgres', '--pwfile', passwordFile];
  args.push('--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-instructions');
  args.push('--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8');
  try {
    await finished(join(place.native, 'bin', 'initdb'), args, place);
    renameSync(draft, place.cluster);
  } catch (thrown) {
    if (!existsSync(join(place.cluster, 'PG_VERSION'))) throw thrown;
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

async function finished(program: string, args: string[], place: EmbeddedPlace): Promise<void> {
  const child = spawn(program, args, {
    ...place.runAs,
    cwd: place.home,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...bareEnvironment(),
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`initdb failed (${code}): ${complaint.trim()}`);
}

function bareEnvironment(): { env?: Record<string, string> } {
  return process.platform === 'win32' ? {} : { env: { LC_ALL: 'C', TZ: 'UTC' } };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const found = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (found === null || typeof found === 'string') throw new Error('no free port on loopback');
  return found.port;
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : '(empty)';
}
