import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { dayPlus } from '../values/day.ts';
import { insertReplay, type ReplayDraft } from './store-replays.ts';

/** Asks for a replay of the last twelve months, yesterday the last of them; it runs in the background. Answers its id. */
export async function askForReplay(work: Work, draft: ReplayDraft | null): Promise<string> {
  const toDay = dayPlus(await creditorToday(work), -1);

  const fromDay = dayPlus(toDay, -364);

  const id = await insertReplay(work, { fromDay, toDay, draft });
  await work.enqueue('replay', { creditorId: work.creditorId, subjectId: id });

  return id;
}
