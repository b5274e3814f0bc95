/** The trail shows tampering, as far as a chain without a head kept elsewhere can (design §3.11). */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import t from 'tap';
import { connect } from '../../src/db/connect.ts';
import { type Work, workOpener } from '../../src/db/work.ts';
import { linkHash } from '../../src/trail/canonical.ts';
import { chainTrail } from '../../src/trail/chain-trail.ts';
import { recordTrail } from '../../src/trail/record-trail.ts';
import { chainHead, linksWithRows } from '../../src/trail/store.ts';
import { verifyTrail } from '../../src/trail/verify-trail.ts';
import { testDatabase } from '../database.ts';
import { readTables } from './catalogue.ts';
import { fillRoom } from './fill-rooms.ts';
import { randomFrom, tamperings } from './tampering.ts';

const db = await testDatabase();
const [app, owner, admin] = [db.appUrl, db.ownerUrl, db.adminUrl].map((url) => connect(url, { max: 10 }));
t.teardown(async () => {
  await Promise.all([app!.close(), owner!.close(), admin!.close()]);
  await db.drop();
});
const openWork = workOpener(app!.db, () => async () => {});
const tables = await readTables(admin!.sql);

/** A creditor's room whose trail has `length` rows, all of them chained. */
async function chainedRoom(length: number) {
  const { creditorId } = await fillRoom(owner!.sql);
  await admin!.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const table of ['trail_chain', 'trail_private', 'trail'])
      await tx`delete from ${tx(table)} where creditor_id = ${creditorId}`;
  });
  const work = <Value>(deed: (work: Work) => Promise<Value>) =>
    openWork({ creditorId, actor: { kind: 'machine', id: 'test' } }, deed);
  const record = (place: number) => work((each) => recordTrail(each, happeningAt(place)));
  for (let place = 0; place < length; place += 1) {
    await record(place);
    if (place % 17 === 0) await work(chainTrail);
  }
  await work(chainTrail);
  return { creditorId, work, record };
}

function happeningAt(place: number) {
  const [caseId, debtorId] = place % 3 === 0 ? [null, null] : [randomUUID(), randomUUID()];
  const personal = place % 2 === 0 ? { personal: { name: `Person ${place}`, said: 'Jeg betaler på fredag' } } : {};
  const details = { place, minor: '12500', nested: { b: [1, null, 'æ'], a: place % 5 } };
  return {
    what: 'hold-opened',
    caseId,
    debtorId,
    subjectId: place % 4 === 0 ? null : `s${place}`,
    details,
    ...personal,
  };
}

/** What is found after a superuser's deed with the triggers off; nothing of it stays. */
async function after<Value>(
  creditorId: string,
  deed: (work: Work) => Promise<unknown>,
  ask: (work: Work) => Promise<Value>,
) {
  let answer: { of: Value } | null = null;
  const undo = new Error('undo');
  const open = workOpener(admin!.db, () => async () => {});
  await open({ creditorId, actor: { kind: 'machine', id: 'test' } }, async (work) => {
    await work.tx.execute(sql`set local session_replication_role = replica`);
    await deed(work);
    answer = { of: await ask(work) };
    throw undo;
  }).catch((thrown) => {
    if (thrown !== undo) throw thrown;
  });
  return (answer as { of: Value } | null)!.of;
}

t.test('every one of 400 random tamperings is found, each kind of them among them', async (t) => {
  const { creditorId, work } = await chainedRoom(50);
  t.same(await work(verifyTrail), { brokenAt: null, why: null, checked: 50, tail: 0 });
  const kinds = tamperings(tables);
  const seed = Math.trunc(Math.random() * 1e9);
  const random = randomFrom(seed);
  const missed: string[] = [];
  for (let n = 0; n < 400; n += 1) {
    const { name, deed } = kinds[n % kinds.length]!;
    const proof = await after(creditorId, (each) => deed(each, random), verifyTrail);
    if (proof.brokenAt === null && proof.tail === 0) missed.push(name);
  }
  t.same(missed, [], `seed ${seed}`);
  t.ok(kinds.length >= 30, `${kinds.length} kinds`);
  t.same(await work(verifyTrail), { brokenAt: null, why: null, checked: 50, tail: 0 });
});

t.test('links that were cut off show as a tail that is not chained', async (t) => {
  const { creditorId } = await chainedRoom(20);
  const cut = (work: Work) =>
    work.tx.execute(sql`delete from trail_chain where creditor_id = ${creditorId} and seq > 13`);
  t.same(await after(creditorId, cut, verifyTrail), { brokenAt: null, why: null, checked: 13, tail: 7 });
});

t.test('what the chain alone cannot show, a head that was kept elsewhere does', async (t) => {
  const { creditorId, work } = await chainedRoom(20);
  const kept = await work(chainHead);
  const whole = { brokenAt: null, why: null, tail: 0 };
  // The newest rows taken away together with their links.
  const forget = async ({ tx }: Work) => {
    await tx.execute(
      sql`delete from trail where id in (select trail_id from trail_chain where creditor_id = ${creditorId} and seq > 15)`,
    );
    await tx.execute(sql`delete from trail_chain where creditor_id = ${creditorId} and seq > 15`);
  };
  t.match(await after(creditorId, forget, verifyTrail), { ...whole, checked: 15 });
  t.not((await after(creditorId, forget, chainHead))?.seq, kept?.seq);
  // One row rewritten, and with it every link from there on.
  const rewrite = async (each: Work) => {
    await each.tx.execute(
      sql`update trail set what = 'letter-sent' where id = (select trail_id from trail_chain where creditor_id = ${creditorId} and seq = 9)`,
    );
    const links = (await linksWithRows(each, 0, 100)).map(({ link }) => link);
    let previousHash = links[7]!.hash;
    for (const { seq, version, bytes: old } of links.slice(8)) {
      const bytes = seq === 9 ? old.replace('hold-opened', 'letter-sent') : old;
      const hash = linkHash(version, creditorId, seq, previousHash, bytes);
      await each.tx.execute(sql`
        update trail_chain set bytes = ${bytes}, previous_hash = ${previousHash}, hash = ${hash}
        where creditor_id = ${creditorId} and seq = ${seq}`);
      previousHash = hash;
    }
  };
  t.match(await after(creditorId, rewrite, verifyTrail), { ...whole, checked: 20 });
  const rewritten = await after(creditorId, rewrite, chainHead);
  t.equal(rewritten?.seq, kept?.seq);
  t.not(rewritten?.hash, kept?.hash);
});

t.test('fifty writers at once, with four sequencers between them, leave one chain without gap or fork', async (t) => {
  const { creditorId, work, record } = await chainedRoom(0);
  const writers = Array.from({ length: 50 }, async (_, writer) => {
    for (const part of [0, 1, 2]) await record(writer * 3 + part);
  });
  const sequencers = Array.from({ length: 4 }, async () => {
    for (let turn = 0; turn < 5; turn += 1) await work(chainTrail);
  });
  await Promise.all([...writers, ...sequencers]);
  await work(chainTrail);
  t.equal(await work(chainTrail), 0);
  t.same(await work(verifyTrail), { brokenAt: null, why: null, checked: 150, tail: 0 });
  const [shape] = await admin!.sql`
    select count(*)::int as links, min(seq)::int as first, max(seq)::int as last, count(distinct trail_id)::int as rows,
      count(distinct previous_hash)::int as parents from trail_chain where creditor_id = ${creditorId}`;
  t.same(shape, { links: 150, first: 1, last: 150, rows: 150, parents: 150 });
});

t.test('a row committed after later ones have been chained is chained behind them', async (t) => {
  const { creditorId, work, record } = await chainedRoom(3);
  const waits = async () => {
    const rows = await app!.sql`select id from creditors_to_chain() id where id = ${creditorId}`;
    return rows.length === 1;
  };
  t.equal(await waits(), false);
  const late = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const slow = work(async (each) => {
    await recordTrail(each, happeningAt(90));
    written.resolve();
    await late.promise;
  });
  await written.promise;
  await record(91);
  t.equal(await work(chainTrail), 1);
  late.resolve();
  await slow;
  t.match(await work(verifyTrail), { brokenAt: null, tail: 1 });
  t.equal(await waits(), true, 'the sequencer is told of it');
  t.equal(await work(chainTrail), 1);
  t.equal(await waits(), false, 'and then left alone');
  t.same(await work(verifyTrail), { brokenAt: null, why: null, checked: 5, tail: 0 });
});

t.test('names and words stand outside the trail, and erasing them keeps the proof', async (t) => {
  const { creditorId, work } = await chainedRoom(4);
  const said = { name: 'Kanarie Kanariesen', said: 'kanariefugl' };
  for (const _ of [1, 2]) await work((each) => recordTrail(each, { what: 'question-asked', personal: said }));
  await work(chainTrail);
  const rows = await admin!.sql`
    select to_jsonb(t)::text || to_jsonb(c)::text as text, t.private_hash from trail t join trail_chain c on c.trail_id = t.id
    where t.creditor_id = ${creditorId}`;
  t.equal(rows.length, 6);
  for (const { text } of rows) t.notMatch(String(text), /kanarie|Person \d|betaler/i);
  const hashes = rows.map((row) => row['private_hash']).filter((hash) => hash !== null);
  t.equal(new Set(hashes).size, hashes.length, 'the same words twice do not give the same hash');

  await owner!.sql.begin(async (tx) => {
    await tx`select set_config('rykker.creditors', ${`{${creditorId}}`}, true)`;
    const erased = await tx`delete from trail_private where creditor_id = ${creditorId}`;
    t.equal(erased.count, 4);
  });
  t.same(await work(verifyTrail), { brokenAt: null, why: null, checked: 6, tail: 0 });
});
