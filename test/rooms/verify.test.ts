/** Whatever is done to rows of the trail and the ledger behind the program's back, verification finds it (design §3.11). */
import t from 'tap';
import type { Work } from '../../src/db/work.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { chainKey, headLine, headsIn } from '../../src/trail/heads.ts';
import type { KeptHead, Proof } from '../../src/trail/proof.ts';
import { chainHeads } from '../../src/trail/store-heads.ts';
import { verifyTrail } from '../../src/trail/verify-trail.ts';
import { readTables } from './catalogue.ts';
import { type ChainedRoom, chainedRooms } from './chained-room.ts';
import { randomFrom, type Tampering } from './tampering.ts';
import { ledgerTamperings } from './tampering-ledger.ts';
import { trailTamperings } from './tampering-trail.ts';

const { app, admin, room, after } = await chainedRooms(t);
const tables = await readTables(admin.sql);

/** The heads as they are kept on a day, gone through their own text as a file's would. */
async function keep({ creditorId }: ChainedRoom, day: string) {
  const text = (await chainHeads(app.db)).map((head) => `Nov 25 log: ${headLine(day, head)}`).join('\n');
  const heads = headsIn(text);
  return {
    trail: heads.get(chainKey({ creditorId, chain: 'trail' })) ?? [],
    ledger: heads.get(chainKey({ creditorId, chain: 'ledger' })) ?? [],
  };
}

type Kept = { readonly trail: readonly KeptHead[]; readonly ledger: readonly KeptHead[] };
const verifyBoth =
  (kept: Kept) =>
  async (work: Work): Promise<Proof[]> => [await verifyTrail(work, kept.trail), await verifyLedger(work, kept.ledger)];

t.test('every one of 1,000 random tamperings is found, and between them all holds', async (t) => {
  const made = await room({ trail: 40, ledger: 24 });
  await room({ trail: 5, ledger: 5 });
  const kept = await keep(made, '2026-11-25');
  const verify = verifyBoth(kept);
  const whole = [
    { chain: 'trail', flaw: null, rows: 40, waiting: 0, head: { seq: 40 } },
    { chain: 'ledger', flaw: null, rows: 24 * 2 + 8 * 2, waiting: 0, head: { seq: 24 } },
  ];
  t.match(await made.read(verify), whole);
  const kinds = [...trailTamperings(tables), ...ledgerTamperings(tables)];
  const seed = Math.trunc(Math.random() * 1e9);
  const random = randomFrom(seed);
  const missed: string[] = [];
  const unsaid: string[] = [];
  const falseAlarms: string[] = [];
  for (let n = 0; n < 1000; n += 1) {
    // Each kind in turn, then at random.
    const { name, deed }: Tampering = kinds[n < kinds.length ? n : random(kinds.length)]!;
    const found = (await after(made, (work) => deed(work, random), verify)).flatMap(({ flaw }) => flaw ?? []);
    if (found.length === 0) missed.push(name);
    if (found.some(({ says }) => !/^[A-Z].*\.$/.test(says) || /undefined|null|NaN/.test(says))) unsaid.push(name);
    const between = await made.read(verify);
    if (between.some(({ flaw }) => flaw !== null)) falseAlarms.push(`after ${name}`);
  }
  t.same(missed, [], `seed ${seed}`);
  t.same(unsaid, [], 'each is named in a sentence');
  t.same(falseAlarms, []);
  t.ok(kinds.length >= 75, `${kinds.length} kinds`);
  for (const word of ['flip', 'delete', 'insert', 'swap', 'truncate', 'rewrite'])
    t.ok(kinds.filter(({ name }) => name.startsWith(word)).length >= 3, word);
  t.match(await made.read(verify), whole);
});
