import { connectRaw } from './connect.ts';

/**
 * A person says that this restored or copied database may send from now on. As the owner; the program itself cannot.
 * Gives the new epoch.
 */
export async function releaseSending(ownerUrl: string): Promise<number> {
  const sql = connectRaw(ownerUrl, { max: 1, name: 'rykker release' });
  try {
    const [row] = await sql<{ epoch: number }[]>`select release_sending() as epoch`;
    return row!.epoch;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
