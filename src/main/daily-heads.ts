/**
 * Once a day the heads of all chains leave the database: into the log, and into a file that may lie elsewhere. With them a
 * later verification finds what no chain can show by itself, its newest part cut off and all of it written anew.
 */
import { businessNow } from '../clock/store.ts';
import type { Database } from '../db/work.ts';
import { headLine } from '../trail/heads.ts';
import { chainHeads } from '../trail/store-heads.ts';
import { dayIn } from '../values/day.ts';
import { sha256 } from '../values/secrets.ts';
import { anchorFile, keepAnchor } from './anchor-files.ts';

export type DailyHeads = {
  readonly db: Database;
  /** Null: the log is the only place they go to, line by line. */
  readonly dir: string | null;
  readonly log: (line: string) => void;
};

/** A round for the worker: does its work when a day (UTC) has begun, or at the program's first round in it. */
export function dailyHeads({ db, dir, log }: DailyHeads): () => Promise<number> {
  let last = '';
  return async () => {
    const day = dayIn(await businessNow(db), 'UTC');
    if (day === last) return 0;
    const heads = await chainHeads(db);
    if (heads.length === 0) return 0;

    const lines = heads.map((head) => headLine(day, head));
    const text = lines.map((line) => `${line}\n`).join('');
    const summary = `Heads of all chains on ${day}: ${heads.length}, digest ${sha256(text)}`;
    if (dir === null)
      for (const line of [`${summary}; TRAIL_ANCHOR_DIR is not set, so they follow.`, ...lines]) log(line);
    else if (keepAnchor(dir, day, text)) log(`${summary}, kept in ${anchorFile(dir, day)}.`);
    last = day;
    return 0;
  };
}
