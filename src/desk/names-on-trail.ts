import { readMember } from '../creditors/store-members.ts';
import type { Work } from '../db/work.ts';
import { readDebtors } from '../mirror/store-debtors.ts';

/** Who acts in these rows, by id: members, those who have left too, and debtors. What is `known` is not read again. */
export async function namesOnTrail(
  work: Work,
  rows: readonly { readonly actorKind: string; readonly actorId: string }[],
  known: ReadonlyMap<string, string> = new Map(),
): Promise<Map<string, string>> {
  const names = new Map(known);
  const unknown = new Map(rows.filter(({ actorId }) => !names.has(actorId)).map((row) => [row.actorId, row.actorKind]));
  const of = (wanted: string) => [...unknown].filter(([, kind]) => kind === wanted).map(([id]) => id);

  for (const { id, name } of await readDebtors(work, of('debtor'))) names.set(id, name);
  for (const id of of('member')) names.set(id, (await readMember(work, id))?.name ?? 'somebody');

  return names;
}
