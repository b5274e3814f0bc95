/** The database of this start: embedded or a server, migrated or found current, its role found harmless. */
import { join } from 'node:path';
import { migrate, roleTrouble, schemaTrouble } from '../db/migrate.ts';
import type { QueuePlan } from '../db/queues.ts';
import type { Config } from './config.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';

export type OpenedDatabase =
  | {
      readonly kind: 'open';
      readonly appUrl: string;
      readonly ownerUrl: string | null;
      /** What was just migrated, by file name. */
      readonly ran: readonly string[];
      /** Resolves if the embedded database ends; never for a server. */
      readonly gone: Promise<void>;
      close(): Promise<void>;
    }
  | { readonly kind: 'refused'; readonly why: string };

/** Starts what has to be started and migrates when this process may. A refusal leaves nothing running. */
export async function openDatabase(
  config: Config,
  queues: readonly QueuePlan[],
  log: (line: string) => void,
): Promise<OpenedDatabase> {
  const place = await placeOf(config, log);
  const refuse = async (why: string): Promise<OpenedDatabase> => {
    await place.close();
    return { kind: 'refused', why };
  };
  try {
    const stamp = config.sandbox ? 'sandbox' : 'live';
    const migrationsDir = join(config.projectDir, 'migrations');
    let ran: readonly string[] = [];
    if (place.ownerUrl === null) {
      const trouble = await schemaTrouble(place.appUrl, migrationsDir, stamp);
      if (trouble !== null) return refuse(trouble);
    } else {
      const appRole = decodeURIComponent(new URL(place.appUrl).username);
      const answer = await migrate({ ownerUrl: place.ownerUrl, appRole, migrationsDir, stamp, queues });
      if (answer.kind === 'refused') return refuse(answer.why);
      ran = answer.ran;
    }
    const trouble = await roleTrouble(place.appUrl);
    if (trouble !== null) return refuse(trouble);
    return { kind: 'open', ...place, ran };
  } catch (thrown) {
    await place.close();
    throw thrown;
  }
}

async function placeOf(config: Config, log: (line: string) => void) {
  const { database } = config;
  if (database.kind === 'server') {
    return {
      appUrl: database.appUrl,
      ownerUrl: database.ownerUrl,
      gone: new Promise<void>(() => {}),
      close: async () => {},
    };
  }
  const embedded = await startEmbeddedDatabase({ dataDir: config.dataDir, log });
  return { appUrl: embedded.appUrl, ownerUrl: embedded.ownerUrl, gone: embedded.gone, close: embedded.stop };
}
