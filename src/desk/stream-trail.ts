import type { Actor, OpenWork } from '../db/work.ts';
import { noHead } from '../trail/chain.ts';
import { linksIn, stretchOf, type TrailScope, waitingIn } from '../trail/store-export.ts';
import type { TrailHead } from '../trail/trail-lines.ts';
import { namesOnTrail } from './names-on-trail.ts';
import { type TrailFormat, trailWriter } from './trail-file.ts';

/** Links read in one transaction: a thousand of them are a megabyte or two. */
const linksAtOnce = 1000;

export type TrailOrder = {
  readonly who: { readonly creditorId: string; readonly actor: Actor };
  readonly scope: TrailScope;
  readonly head: TrailHead;
  readonly format: TrailFormat;
  readonly timeZone: string;
};

/**
 * The file, piece by piece. An orchestrator: each handful is read in a short work of its own, so that neither memory nor a
 * transaction grows with the trail. What waits for a link is read first: chained meanwhile, it comes with its link instead.
 */
export async function* streamTrail(openWork: OpenWork, order: TrailOrder): AsyncGenerator<string> {
  const { who, scope, head, format, timeZone } = order;
  let names = new Map<string, string>();
  const nameOf = (kind: string, id: string) => (kind === 'machine' ? `Rykker (${id})` : (names.get(id) ?? 'somebody'));
  const writer = trailWriter(format, timeZone, nameOf);
  const { stretch, waiting } = await openWork(who, async (work) => {
    const found = await waitingIn(work, scope);
    names = await namesOnTrail(work, found);
    return { stretch: await stretchOf(work, scope), waiting: new Map(found.map((row) => [row.id, row])) };
  });

  yield writer.head(head);
  let last = noHead;
  let rows = 0;
  let after = stretch === null ? 0 : stretch.firstSeq - 1;
  while (stretch !== null && after < stretch.lastSeq) {
    const batch = await openWork(who, async (work) => {
      const links = await linksIn(work, scope, after, linksAtOnce);
      const acting = links.flatMap(({ row }) => row ?? []);
      names = await namesOnTrail(work, acting, names);
      return links.filter(({ link }) => link.seq <= stretch.lastSeq);
    });
    if (batch.length === 0) break;
    for (const { link } of batch) waiting.delete(link.rowId);
    rows += batch.length;
    const { seq, hash } = batch.at(-1)!.link;
    last = { seq, hash };
    after = seq;
    yield batch.map(writer.row).join('');
  }

  for (const row of waiting.values()) yield writer.waiting(row);
  yield writer.end(rows, waiting.size, last);
}
