/**
 * The database for a command that only reads: a server's, the embedded one of a Rykker that runs beside us, or the embedded
 * one started for as long as we read. Nothing is migrated.
 */
import { join } from 'node:path';
import { roleTrouble, schemaTrouble } from '../db/migrate.ts';
import { roleNames } from '../db/roles.ts';
import type { Config } from './config.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { address, keptPasswords, rolePassword } from './embedded-passwords.ts';
import { embeddedPlace } from './embedded-place.ts';
import { portOfRunning } from './orphaned-postgres.ts';

export type Reading =
  | { readonly kind: 'open'; readonly appUrl: string; close(): Promise<void> }
  | { readonly kind: 'refused'; readonly why: string };

/** `log` gets what starting the embedded database has to say. */
export async function openForReading(config: Config, log: (line: string) => void): Promise<Reading> {
  const place = await placeOf(config, log);
  const stamp = config.sandbox ? 'sandbox' : 'live';
  const trouble =
    (await schemaTrouble(place.appUrl, join(config.projectDir, 'migrations'), stamp)) ??
    (await roleTrouble(place.appUrl));
  if (trouble === null) return { kind: 'open', ...place };
  await place.close();
  return { kind: 'refused', why: trouble };
}

async function placeOf({ database, dataDir }: Config, log: (line: string) => void) {
  const nothingToClose = async () => {};
  if (database.kind === 'server') return { appUrl: database.appUrl, close: nothingToClose };
  const place = await embeddedPlace(dataDir, log);
  const port = portOfRunning(place);
  if (port !== null) {
    const { app } = roleNames(embeddedName);
    const appUrl = address(port, app, rolePassword(keptPasswords(place.home), app), embeddedName);
    return { appUrl, close: nothingToClose };
  }
  const started = await startEmbeddedDatabase({ dataDir, log });
  return { appUrl: started.appUrl, close: started.stop };
}

/** As startEmbeddedDatabase names it. */
const embeddedName = 'rykker';
