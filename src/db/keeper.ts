/**
 * Who keeps a cluster: one process holds a session lock in it for as long as it lives. When that process is killed its
 * connection falls and with it the lock, which no file with a process number in it could promise.
 */
import { connectRaw } from './connect.ts';

const keeperLock = 7_269_425_001;

export type Keeper = { release(): Promise<void> };

/** The lock, or null when another living process holds it. Throws when the cluster cannot be reached. */
export async function becomeKeeper(adminUrl: string): Promise<Keeper | null> {
  const sql = connectRaw(adminUrl, { max: 1, name: 'rykker keeper' });
  const release = () => sql.end({ timeout: 1 });
  try {
    const [row] = await sql`select pg_try_advisory_lock(${keeperLock}) as held`;
    if (row?.['held'] === true) return { release };
  } catch (thrown) {
    await release();
    throw thrown;
  }
  await release();
  return null;
}
