import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';

/** Waiting for the first whole pull, or resting until the next one where one was finished before. */
export async function wakeMirrorState(work: Work): Promise<void> {
  await work.tx.execute(sql`
    insert into mirror_state as m (creditor_id, phase) values (${work.creditorId}, 'first')
    on conflict (creditor_id) do update set
      phase = case when m.books_read_at is null then 'first' else 'quiet' end,
      problem = null,
      failures = 0
  `);
}
