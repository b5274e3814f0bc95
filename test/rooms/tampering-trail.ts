/** What might be done to the trail, its chain and the private bodies beside it. */
import { sql } from 'drizzle-orm';
import type { Work } from '../../src/db/work.ts';
import { canonicalBytes, canonicalVersion } from '../../src/trail/canonical.ts';
import { linksWithRows } from '../../src/trail/store-chain.ts';
import type { Table } from './catalogue.ts';
import { chainAnew, flips, move, type Random, rowsOf, type Tampering } from './tampering.ts';

export function trailTamperings(tables: readonly Table[]): Tampering[] {
  return [
    ...flips(tables, ['trail', 'trail_chain']),
    // A private body that is no longer beside its row reads as erased, and erasing is allowed.
    ...flips(tables, ['trail_private'], ['creditor_id', 'trail_id']),
    ...moves,
    ...wholes,
  ];
}

const moves: readonly Tampering[] = [
  move(
    'delete: a row',
    'trail_chain',
    ({ creditorId }, a) => sql`delete from trail where creditor_id = ${creditorId} and id = ${idAt(creditorId, a)}`,
  ),
  move(
    'delete: a link',
    'trail_chain',
    ({ creditorId }, a) => sql`delete from trail_chain where creditor_id = ${creditorId} and seq = ${a + 1}`,
  ),
  move(
    'delete: a row with its link',
    'trail_chain',
    ({ creditorId }, a) => sql`
    with gone as (delete from trail_chain where creditor_id = ${creditorId} and seq = ${a + 1} returning trail_id)
    delete from trail where creditor_id = ${creditorId} and id in (select trail_id from gone)`,
  ),
  move(
    'truncate: the newest links are cut off',
    'trail_chain',
    ({ creditorId }, a) => sql`delete from trail_chain where creditor_id = ${creditorId} and seq > ${a}`,
  ),
  move(
    'truncate: the newest rows are cut off with their links',
    'trail_chain',
    ({ creditorId }, a) => sql`
    with gone as (delete from trail_chain where creditor_id = ${creditorId} and seq > ${a} returning trail_id)
    delete from trail where creditor_id = ${creditorId} and id in (select trail_id from gone)`,
  ),
  move('truncate: the whole trail', 'trail_chain', () => sql`truncate trail cascade`),
  move('truncate: the whole chain', 'trail_chain', () => sql`truncate trail_chain`),
  move(
    'insert: a row',
    'trail_chain',
    ({ creditorId }) => sql`
    insert into trail (creditor_id, what, at, actor_kind, actor_id) values (${creditorId}, 'put-in', now(), 'machine', 'nobody')`,
  ),
  move(
    'insert: a link',
    'trail_chain',
    ({ creditorId }, a) => sql`
    insert into trail_chain select creditor_id, seq + 10000, trail_id + 1000000, version, bytes, previous_hash, hash
    from trail_chain where creditor_id = ${creditorId} and seq = ${a + 1}`,
  ),
  move(
    'insert: a private body where none was',
    'trail_chain',
    ({ creditorId }) => sql`
    insert into trail_private (creditor_id, trail_id, salt, body) select creditor_id, id, 's', '{"said": "no"}' from trail
    where creditor_id = ${creditorId} and private_hash is null limit 1`,
  ),
  move(
    'swap: two rows say what the other said',
    'trail_chain',
    ({ creditorId }, a, b) => sql`
    update trail t set what = o.what, at = o.at, recorded_at = o.recorded_at, details = o.details, actor_id = o.actor_id
    from trail o where t.creditor_id = ${creditorId} and o.creditor_id = t.creditor_id
      and ((t.id = ${idAt(creditorId, a)} and o.id = ${idAt(creditorId, b)}) or (t.id = ${idAt(creditorId, b)} and o.id = ${idAt(creditorId, a)}))`,
  ),
  move(
    'swap: two links say what the other said',
    'trail_chain',
    ({ creditorId }, a, b) => sql`
    update trail_chain t set bytes = o.bytes, hash = o.hash from trail_chain o
    where t.creditor_id = ${creditorId} and o.creditor_id = t.creditor_id
      and ((t.seq = ${a + 1} and o.seq = ${b + 1}) or (t.seq = ${b + 1} and o.seq = ${a + 1}))`,
  ),
  move(
    'swap: two private bodies',
    'trail_chain',
    ({ creditorId }, a, b) => sql`
    with chosen as (select trail_id, row_number() over (order by trail_id) - 1 as place from trail_private where creditor_id = ${creditorId}),
      pair as (select x.trail_id as one, y.trail_id as other from chosen x, chosen y, (select count(*) as n from chosen) c
        where x.place = ${a} % c.n and y.place = case when ${a} % c.n = ${b} % c.n then (${b} + 1) % c.n else ${b} % c.n end)
    update trail_private t set salt = o.salt, body = o.body from trail_private o, pair
    where t.creditor_id = ${creditorId} and o.creditor_id = t.creditor_id
      and ((t.trail_id = pair.one and o.trail_id = pair.other) or (t.trail_id = pair.other and o.trail_id = pair.one))`,
  ),
];

/** Deeds of somebody who knows how the chain is made, and makes it whole again. */
const wholes: readonly Tampering[] = [
  {
    name: 'rewrite: a row and every link',
    deed: async (work, random) => {
      const place = random(await rowsOf(work, 'trail_chain'));
      await work.tx.execute(
        sql`update trail set what = 'letter-sent' where creditor_id = ${work.creditorId} and id = ${idAt(work.creditorId, place)}`,
      );
      await trailChainedAnew(work);
    },
  },
  {
    name: 'rewrite: a row is taken out and the links closed up behind it',
    deed: async (work, random) => {
      const place = random(await rowsOf(work, 'trail_chain'));
      await work.tx.execute(
        sql`delete from trail where creditor_id = ${work.creditorId} and id = ${idAt(work.creditorId, place)}`,
      );
      await trailChainedAnew(work);
    },
  },
  {
    name: 'rewrite: two rows change their order in the chain',
    deed: async (work, random) => trailChainedAnew(work, random),
  },
];

/** With dice, two rows are linked in the other order. */
async function trailChainedAnew(work: Work, random: Random | null = null): Promise<void> {
  const linked = await linksWithRows(work, 0, 10_000);
  const rows = linked.flatMap(({ row }) =>
    row === null ? [] : [{ id: row.id, version: canonicalVersion, bytes: canonicalBytes(row) }],
  );
  if (random !== null) {
    const a = random(rows.length - 1);
    [rows[a], rows[a + 1]] = [rows[a + 1]!, rows[a]!];
  }
  await chainAnew(work, 'trail_chain', 'trail_id', rows);
}

/** The row that the link at this place stands for. */
function idAt(creditorId: string, place: number) {
  return sql`(select trail_id from trail_chain where creditor_id = ${creditorId} and seq = ${place + 1})`;
}
