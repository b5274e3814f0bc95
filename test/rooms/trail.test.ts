/** The trail and the ledger are chained beside business: nobody waits, nothing is forgotten, nothing twice (design §3.11). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import t from 'tap';
import { creditorsToChain } from '../../src/clock/store.ts';
import { connect } from '../../src/db/connect.ts';
import { type Work, workOpener } from '../../src/db/work.ts';
import { chainLedger } from '../../src/ledger/chain-ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { chainTrail } from '../../src/trail/chain-trail.ts';
import { recordTrail } from '../../src/trail/record-trail.ts';
import { chainHead } from '../../src/trail/store-chain.ts';
import { verifyTrail } from '../../src/trail/verify-trail.ts';
import { ourNode } from '../our-node.ts';
import { type ChainedRoom, chainedRooms, happeningAt } from './chained-room.ts';

const { db, app, owner, admin, room, after } = await chainedRooms(t);
const holds = { flaw: null, waiting: 0 };

async function waits({ creditorId }: ChainedRoom): Promise<boolean> {
  return (await creditorsToChain(app.db)).includes(creditorId);
}

/** Every committed row once, seq without a gap, one parent each. */
async function shapeOf({ creditorId }: ChainedRoom) {
  const [shape] = await admin.sql`
    select count(*)::int as links, min(seq)::int as first, max(seq)::int as last, count(distinct trail_id)::int as linked,
      count(distinct previous_hash)::int as parents, (select count(*)::int from trail where creditor_id = ${creditorId}) as rows,
      (select count(*)::int from trail_unchained where creditor_id = ${creditorId}) as announced
    from trail_chain where creditor_id = ${creditorId}`;
  return shape;
}

/** A sequencer in a process of its own: it runs on, or stops before the commit when it has linked a step's rows. */
function victim(creditorId: string, stopsAfter = '') {
  const file = join(import.meta.dirname, 'chain-victim.ts');
  return spawn(process.execPath, [...ourNode, file, db.appUrl, creditorId, stopsAfter], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

t.test('links that were cut off are named, and so is a row that was put in', async (t) => {
  const made = await room({ trail: 20, ledger: 0 });
  const cut = (work: Work) =>
    work.tx.execute(sql`delete from trail_chain where creditor_id = ${made.creditorId} and seq > 13`);
  const proof = await after(made, cut, verifyTrail);
  t.match(proof, { flaw: { code: 'unlinked' }, rows: 13 });
  t.match(proof.flaw?.says, /^Row \d+ has no link and does not wait for one/);
});

t.test('what the chain alone cannot show, a head that was kept elsewhere does', async (t) => {
  const made = await room({ trail: 20, ledger: 0 });
  const head = (await made.work(chainHead))!;
  const forget = (work: Work) =>
    work.tx.execute(sql`
      with gone as (delete from trail_chain where creditor_id = ${made.creditorId} and seq > 15 returning trail_id)
      delete from trail where creditor_id = ${made.creditorId} and id in (select trail_id from gone)`);
  t.match(await after(made, forget, verifyTrail), { ...holds, rows: 15 });
  const kept = [{ ...head, day: '2026-11-24' }];
  const proof = await after(made, forget, (work) => verifyTrail(work, kept));
  t.match(proof.flaw, { code: 'anchor', says: /kept on 2026-11-24 was link 20, and the chain ends at 15/ });
  await made.record(21);
  await made.work(chainTrail);
  t.match(await made.read((work) => verifyTrail(work, kept)), { ...holds, rows: 21 });
});

t.test(
  'a hundred writers at once, some rolled back, some late, and sequencers among them: no gap, no fork',
  async (t) => {
    const made = await room({ trail: 0, ledger: 0 });
    // A connection each, so that all hundred are really open at once.
    const crowd = connect(db.appUrl, { max: 100 });
    t.teardown(() => crowd.close());
    const open = workOpener(crowd.db, () => async () => {});
    const actor = { kind: 'machine', id: 'writer' } as const;
    const allIn = Promise.withResolvers<void>();
    let inside = 0;
    const regret = new Error('rolled back');
    const write = async (writer: number): Promise<number> => {
      const deed = open({ creditorId: made.creditorId, actor }, async (work) => {
        await recordTrail(work, happeningAt(writer));
        inside += 1;
        if (inside === 100) allIn.resolve();
        await allIn.promise;
        await recordTrail(work, happeningAt(writer + 1000));
        // Every fifth commits late, behind rows that are chained by then; every seventh takes it back.
        if (writer % 5 === 0) await wait(60 + writer * 3);
        if (writer % 7 === 0) throw regret;
      });
      return deed.then(
        () => 2,
        (thrown) => {
          if (thrown !== regret) throw thrown;
          return 0;
        },
      );
    };
    let writing = true;
    const sequencers = [0, 1, 2, 3].map(async () => {
      let linked = 0;
      while (writing) {
        linked += await made.work(chainTrail);
        await wait(5);
      }
      return linked;
    });
    const written = await Promise.all(Array.from({ length: 100 }, (_, writer) => write(writer)));
    writing = false;
    const during = (await Promise.all(sequencers)).reduce((sum, each) => sum + each, 0);
    const rows = written.reduce((sum, each) => sum + each, 0);
    t.equal(rows, 170);
    t.ok(during > 0, `${during} were chained while others wrote`);
    while ((await made.work(chainTrail)) > 0);
    t.equal(await waits(made), false);
    t.same(await shapeOf(made), {
      links: 170,
      first: 1,
      last: 170,
      linked: 170,
      parents: 170,
      rows: 170,
      announced: 0,
    });
    t.match(await made.read(verifyTrail), { ...holds, rows: 170, head: { seq: 170 } });
    // The order is provable: who saw another's row committed before writing stands behind it.
    const before = (await made.work(chainHead))!;
    await made.record(1);
    await made.work(chainTrail);
    const [next] = await admin.sql`
    select previous_hash from trail_chain where creditor_id = ${made.creditorId} and seq = 171`;
    t.equal(next!['previous_hash'], before.hash);
  },
);

t.test(
  'a row committed after later ones have been chained is chained behind them, however many they are',
  async (t) => {
    const made = await room({ trail: 3, ledger: 0 });
    t.equal(await waits(made), false);
    const late = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const slow = made.work(async (each) => {
      await recordTrail(each, happeningAt(90));
      written.resolve();
      await late.promise;
    });
    await written.promise;
    // More than a sequencer could look back over at each round.
    const many = 12_000;
    await made.work((each) =>
      each.tx.execute(sql`
      insert into trail (creditor_id, what, at, actor_kind, actor_id)
      select ${made.creditorId}::uuid, 'hold-ended', now(), 'machine', 'test' from generate_series(1, ${many}::int)`),
    );
    let linked = 0;
    for (let more = 1; more > 0; linked += more) more = await made.work(chainTrail);
    t.equal(linked, many);
    t.equal(await waits(made), false);
    late.resolve();
    await slow;
    t.match(await made.read(verifyTrail), { flaw: null, waiting: 1 });
    t.equal(await waits(made), true, 'the sequencer is told of it');
    t.equal(await made.work(chainTrail), 1);
    t.equal(await waits(made), false, 'and then left alone');
    t.match(await made.read(verifyTrail), { ...holds, rows: many + 4 });
  },
);

t.test('a round of the sequencer costs the same however much is chained already', async (t) => {
  const made = await room({ trail: 2, ledger: 1 });
  const readBy = async (deed: (work: Work) => Promise<unknown>) =>
    made.work(async (work) => {
      await work.tx.execute(sql`select pg_stat_force_next_flush()`);
      const blocks = async () => {
        const [row] = await work.tx.execute<{ n: string }>(sql`
          select sum(seq_tup_read + idx_tup_fetch) as n from pg_stat_xact_user_tables
          where relname in ('trail', 'trail_chain', 'trail_unchained', 'transactions', 'ledger_chain', 'ledger_unchained')`);
        return Number(row!.n);
      };
      const from = await blocks();
      await deed(work);
      return (await blocks()) - from;
    });
  const round = async (work: Work) => {
    await recordTrail(work, happeningAt(1));
    await chainTrail(work);
    await chainLedger(work);
  };
  const small = await readBy(round);
  await made.work((each) =>
    each.tx.execute(sql`
      insert into trail (creditor_id, what, at, actor_kind, actor_id)
      select ${made.creditorId}::uuid, 'hold-ended', now(), 'machine', 'test' from generate_series(1, 10000)`),
  );
  while ((await made.work(chainTrail)) > 0);
  await owner.sql`analyze`;
  const large = await readBy(round);
  t.ok(small > 0 && large <= small * 3, `${small} rows read of a small trail, ${large} of one with 10,000 links`);
});

t.test('a sequencer that dies between its steps has done nothing, and the next one goes on', async (t) => {
  const made = await room({ trail: 6, ledger: 2 });
  for (let place = 0; place < 4; place += 1) {
    await made.record(place + 50);
    await made.post(place + 50);
  }
  for (const step of ['trail', 'ledger']) {
    const child = victim(made.creditorId, step);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  t.match(await made.read(verifyTrail), { flaw: null, rows: 6, waiting: 4 });
  t.match(await made.read(verifyLedger), { flaw: null, waiting: 4, head: { seq: 2 } });
  t.equal(await made.work(chainTrail), 4);
  t.equal(await made.work(chainLedger), 4);
  t.match(await made.read(verifyTrail), { ...holds, rows: 10 });
  t.match(await made.read(verifyLedger), { ...holds, head: { seq: 6 } });
});

t.test('a sequencer’s process killed again and again leaves a chain that goes on', async (t) => {
  const made = await room({ trail: 0, ledger: 0 });
  let writing = true;
  const writer = (async () => {
    let place = 0;
    for (; writing; place += 1) await made.record(place);
    return place;
  })();
  for (let turn = 0; turn < 4; turn += 1) {
    const child = victim(made.creditorId);
    await once(child.stdout, 'data');
    await wait(20 + turn * 13);
    child.kill('SIGKILL');
    await once(child, 'exit');
    t.match(await made.read(verifyTrail), { flaw: null });
  }
  writing = false;
  const rows = await writer;
  while ((await made.work(chainTrail)) > 0);
  t.match(await made.read(verifyTrail), { ...holds, rows, head: { seq: rows } });
  t.ok(rows > 20, `${rows} rows`);
});

t.test('names and words stand outside the trail, and erasing them keeps the proof', async (t) => {
  const made = await room({ trail: 4, ledger: 0 });
  const { creditorId, work } = made;
  const said = { name: 'Kanarie Kanariesen', said: 'kanariefugl' };
  for (const _ of [1, 2]) await work((each) => recordTrail(each, { what: 'question-asked', personal: said }));
  await work(chainTrail);
  const rows = await admin.sql`
    select to_jsonb(t)::text || to_jsonb(c)::text as text, t.private_hash from trail t join trail_chain c on c.trail_id = t.id
    where t.creditor_id = ${creditorId}`;
  t.equal(rows.length, 6);
  for (const { text } of rows) t.notMatch(String(text), /kanarie|Person \d|betaler/i);
  const hashes = rows.map((row) => row['private_hash']).filter((hash) => hash !== null);
  t.equal(new Set(hashes).size, hashes.length, 'the same words twice do not give the same hash');

  await owner.sql.begin(async (tx) => {
    await tx`select set_config('rykker.creditors', ${`{${creditorId}}`}, true)`;
    const erased = await tx`delete from trail_private where creditor_id = ${creditorId}`;
    t.equal(erased.count, 4);
  });
  t.match(await made.read(verifyTrail), { ...holds, rows: 6 });
});
