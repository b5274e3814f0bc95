/**
 * One PostgreSQL for all test processes of this checkout. `joinCluster` finds it or starts it; run as a program this
 * file keeps it, and stops it when the last test has left. Nobody has to remember to.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { connectRaw, type Sql } from '../src/db/connect.ts';
import { quoted } from '../src/db/roles.ts';
import { startEmbeddedDatabase } from '../src/main/embedded-database.ts';
import { ourNode } from './our-node.ts';

const folder = resolve(import.meta.dirname, '..', '.data', 'test');
const cardFile = join(folder, 'cluster.json');

/** Every user holds it shared; the keeper may stop the cluster only when it gets it alone. */
const usersLock = 7_269_425_003;
const idleSeconds = 3;
const patienceSeconds = 90;

export type JoinedCluster = {
  /** A superuser's connection, alive until `leave`. */
  readonly admin: Sql;
  readonly adminUrl: string;
  /** The keeper's process. */
  readonly keeperPid: number;
  leave(): Promise<void>;
};
type Card = { adminUrl: string; keeperPid: number };

/** Joins the running cluster, or starts one and joins it. While anybody is joined it does not stop. */
export async function joinCluster(): Promise<JoinedCluster> {
  const until = performance.now() + patienceSeconds * 1000;
  let askedAt = -Infinity;
  while (performance.now() < until) {
    const joined = await joinedOn(readCard());
    if (joined) return joined;
    if (performance.now() - askedAt > 15_000) {
      askedAt = performance.now();
      startKeeper();
    }
    await wait(100);
  }
  throw new Error(`The tests' database did not start in ${patienceSeconds} s: see ${join(folder, 'keeper.log')}.`);
}

async function joinedOn(card: Card | null): Promise<JoinedCluster | null> {
  if (card === null) return null;
  // The lock lives as long as its connection, and postgres.js renews connections after half an hour to an hour, unless told
  // not to: a longer test would find its database gone.
  const admin = postgres(card.adminUrl, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: 'rykker test' },
  });
  const leave = () => admin.end({ timeout: 1 });
  try {
    await admin`select pg_advisory_lock_shared(${usersLock})`;
    return { admin, adminUrl: card.adminUrl, keeperPid: card.keeperPid, leave };
  } catch {
    await leave();
    return null;
  }
}

function readCard(): Card | null {
  try {
    return JSON.parse(readFileSync(cardFile, 'utf8')) as Card;
  } catch {
    return null;
  }
}

function startKeeper(): void {
  mkdirSync(folder, { recursive: true });
  const out = openSync(join(folder, 'keeper.log'), 'a', 0o600);
  spawn(process.execPath, [...ourNode, import.meta.filename], {
    detached: true,
    stdio: ['ignore', out, out],
    cwd: '/',
  }).unref();
  closeSync(out);
}

/** Starts the cluster, sweeps what earlier runs left in it, and stops it once nobody has used it for a while. */
async function keep(): Promise<void> {
  const database = await startEmbeddedDatabase({ dataDir: folder, log: console.log, fast: true });
  let wantsEnd = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => (wantsEnd = true));
  const admin = connectRaw(database.adminUrl, { max: 1, name: 'rykker keeper' });
  await sweep(admin);
  const card: Card = { adminUrl: database.adminUrl, keeperPid: process.pid };
  writeFileSync(cardFile, JSON.stringify(card), { mode: 0o600 });

  for (let idle = 0; idle < idleSeconds * 5 && !wantsEnd; idle += 1) {
    await wait(200);
    if (await inUse(admin)) idle = 0;
  }
  if (existsSync(cardFile) && readCard()?.keeperPid === process.pid) rmSync(cardFile);
  await admin.end({ timeout: 1 });
  await database.stop();
}

async function inUse(admin: Sql): Promise<boolean> {
  const [row] = await admin`select pg_try_advisory_lock(${usersLock}) as alone`;
  if (row?.['alone'] !== true) return true;
  await admin`select pg_advisory_unlock(${usersLock})`;
  return false;
}

/** Databases of tests that were killed, and all but the newest few templates. */
async function sweep(admin: Sql): Promise<void> {
  const clones = await admin`select datname from pg_database where datname like 't\\_%'`;
  for (const { datname } of clones) await admin.unsafe(`drop database ${quoted(datname)} with (force)`);
  const old = await admin`select datname from pg_database where datname like 'tpl\\_%' order by oid desc offset 3`;
  for (const { datname } of old) {
    await admin.unsafe(`alter database ${quoted(datname)} is_template false`);
    await admin.unsafe(`drop database ${quoted(datname)} with (force)`);
    await admin.unsafe(`drop role ${quoted(`${datname}_owner`)}, ${quoted(`${datname}_app`)}`);
  }
}

if (import.meta.main) await keep();
