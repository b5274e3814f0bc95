/** The embedded database of a Rykker that is running: a command at the shell goes to it instead of starting it anew. */
import { join } from 'node:path';
import { connectRaw } from '../db/connect.ts';
import { roleNames } from '../db/roles.ts';
import { address, keptPasswords, rolePassword } from './embedded-passwords.ts';
import { embeddedPlace } from './embedded-place.ts';
import { readPidFile } from './orphaned-postgres.ts';

/** The owner's address on it; null when none is running there. */
export async function ownerOfRunningDatabase(dataDir: string, database = 'rykker'): Promise<string | null> {
  const place = await embeddedPlace(dataDir, () => {});
  const server = readPidFile(join(place.cluster, 'postmaster.pid'));
  if (server === null) return null;
  const { owner } = roleNames(database);
  const url = address(server.port, owner, rolePassword(keptPasswords(place.home), owner), database);
  const sql = connectRaw(url, { max: 1, name: 'rykker command' });
  try {
    await sql`select 1`;
    return url;
  } catch {
    return null;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
