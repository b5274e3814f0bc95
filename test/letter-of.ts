/** The newest letter of a debtor as it is stored. */
import type { Sql } from '../src/db/connect.ts';
import type { SeedRoom } from './seed.ts';

export async function readLetter(behind: Sql, room: SeedRoom, debtor: string) {
  const { id } = await room.letter(debtor);
  const [row] = await behind`select content from proposals where creditor_id = ${room.creditorId} and id = ${id}`;
  return row!['content'];
}
