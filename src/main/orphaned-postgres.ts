/**
 * What a killed Rykker leaves behind: a `postmaster.pid` of a server that died, or a server that still runs. The first
 * is swept away, the second is stopped properly; one that a living Rykker keeps is left alone and refused.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { becomeKeeper, type Keeper } from '../db/keeper.ts';
import type { EmbeddedPlace } from './embedded-place.ts';

/** Returns when no server runs on the cluster. Throws, in a sentence, when another Rykker keeps it. */
export async function clearAway(place: EmbeddedPlace, addressOn: (port: number) => string): Promise<void> {
  const file = join(place.cluster, 'postmaster.pid');
  const orphan = readPidFile(file);
  if (orphan === null) return;
  if (!isAlive(orphan.pid) || !isOurs(orphan.pid, place.cluster)) {
    // The number may be another process's by now, and PostgreSQL would take that for a running server.
    rmSync(file, { force: true });
    return;
  }

  const keeper = await keeperOf(addressOn(orphan.port), orphan.pid);
  if (keeper === null && isAlive(orphan.pid)) {
    throw new Error(
      `Another Rykker keeps the database in ${place.home}: stop it, or give this one its own folder with RYKKER_DATA.`,
    );
  }
  await keeper?.release();
  await stop(orphan.pid);
}

/** The port of the server that runs on the cluster, whoever keeps it; null when none does. Nothing is swept away. */
export function portOfRunning(place: EmbeddedPlace): number | null {
  const running = readPidFile(join(place.cluster, 'postmaster.pid'));
  return running !== null && isAlive(running.pid) && isOurs(running.pid, place.cluster) ? running.port : null;
}

/** PostgreSQL writes its process number on the first line and its port on the fourth. */
export function readPidFile(file: string): { pid: number; port: number } | null {
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 1) {
    rmSync(file, { force: true });
    return null;
  }
  return { pid, port: Number.isInteger(port) ? port : 0 };
}

/**
 * The keeper's lock, once the server lets us ask. A server whose keeper has just started it, or that is still
 * recovering, gets ten seconds; null when a living process holds the lock to the end.
 */
async function keeperOf(adminUrl: string, pid: number): Promise<Keeper | null> {
  const tries = 10;
  for (let tried = 0; tried < tries && isAlive(pid); tried += 1) {
    await wait(1000);
    const answer = await becomeKeeper(adminUrl).catch(() => 'unreachable' as const);
    if (answer !== 'unreachable' && (answer !== null || tried >= 2)) return answer;
  }
  return null;
}

async function stop(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (isAlive(pid)) process.kill(pid, signal);
    for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await wait(100);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A dead process whose parent has not asked after it: in a container without an init nobody ever may. */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && /\) Z /.test(readFileSync(file, 'utf8'));
}

/** Linux tells what a process was started with; elsewhere PostgreSQL's own check has to do. */
function isOurs(pid: number, cluster: string): boolean {
  const file = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  return existsSync(file) && readFileSync(file, 'utf8').split('\0').includes(cluster);
}
