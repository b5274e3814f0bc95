/**
 * `node test/worlds/lives.ts SEED WORLDS DAYS [PART OF]`: lives through worlds, ten at a time, each ten in a house of their own,
 * and says a line of JSON for every one; with PART and OF only every OF-th ten of them. A program of its own: what a test
 * runner hangs on every promise would cost a quarter of the time.
 */
import { worldsHouse } from './house.ts';
import { type Lived, live } from './live.ts';

/** So many share a calendar: the same seed and number live the same life. */
export const atOnce = 10;

export type LifeLine = Lived & { readonly again: string };
export type HouseLine = {
  readonly worlds: number;
  readonly complaints: readonly string[];
  /** What came about in them, by name: what nobody lived through was not tried. */
  readonly lived: Readonly<Record<string, number>>;
  readonly seconds: number;
};
export type Line = LifeLine | HouseLine;

if (import.meta.main) {
  const [seed = 0, worlds = 0, days = 0, part = 0, of = 1] = process.argv.slice(2).map(Number);
  for (let from = part * atOnce; from < worlds; from += of * atOnce)
    for (const line of await tenLives(seed + from, Math.min(atOnce, worlds - from), days))
      console.log(JSON.stringify(line));
}

async function tenLives(seed: number, count: number, days: number): Promise<Line[]> {
  const began = performance.now();
  const house = await worldsHouse();
  try {
    const lives = await live(house, seed, count, days);
    const [sum] = await house.behind<Record<string, number>[]>`
      select (select count(*) from messages where accepted_at is not null and proposal_id is not null)::int as letters,
        (select count(distinct proposal_id) from approvals where standing_id is not null)::int as "by a standing yes",
        (select count(*) from payments where state = 'paid')::int as "portal payments",
        (select count(*) from skipped_rungs)::int as skips,
        (select count(*) from grace_days)::int as "times given",
        (select count(*) from holds where kind = 'promise')::int as promises,
        (select count(*) from settings where kind like 'ladder%')::int as "ladder versions",
        (select count(*) from debtor_settings where kind = 'segment')::int as "segment moves"`;
    const again = `npm run soak -- worlds ${count} ${seed}`;
    return [
      ...lives.map((one) => ({ ...one, again, diary: one.broken.length > 0 ? one.diary.slice(-80) : [] })),
      {
        worlds: count,
        complaints: house.complaints,
        lived: sum!,
        seconds: Math.round((performance.now() - began) / 1000),
      },
    ];
  } finally {
    await house.close();
  }
}
