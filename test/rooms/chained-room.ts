/** A creditor's room with a trail and a ledger that were written by the rooms' own verbs, and chained. */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Test } from 'tap';
import { connect } from '../../src/db/connect.ts';
import type { QueuePlan } from '../../src/db/queues.ts';
import { type OpenWork, readingOpener, type Work, workOpener } from '../../src/db/work.ts';
import { chainLedger } from '../../src/ledger/chain-ledger.ts';
import { postTransactions } from '../../src/ledger/post-transactions.ts';
import type { Posting } from '../../src/ledger/posting.ts';
import { chainTrail } from '../../src/trail/chain-trail.ts';
import { recordTrail } from '../../src/trail/record-trail.ts';
import { testDatabase } from '../database.ts';
import { fillRoom } from './fill-rooms.ts';

export type InRoom = <Value>(deed: (work: Work) => Promise<Value>) => Promise<Value>;

export type ChainedRoom = {
  readonly creditorId: string;
  readonly work: InRoom;
  /** A work that sees one moment and writes nothing, as verification uses it. */
  readonly read: InRoom;
  /** Appends one happening to the trail. */
  record(place: number): Promise<void>;
  /** Posts one transaction of a fee and, now and then, of principal. */
  post(place: number): Promise<void>;
};

export async function chainedRooms(t: Test, queues: readonly QueuePlan[] = []) {
  const db = await testDatabase({ queues });
  const [app, owner, admin] = [db.appUrl, db.ownerUrl, db.adminUrl].map((url) => connect(url, { max: 10 }));
  t.teardown(async () => {
    await Promise.all([app!.close(), owner!.close(), admin!.close()]);
    await db.drop();
  });
  const inRoom =
    (open: OpenWork, creditorId: string): InRoom =>
    (deed) =>
      open({ creditorId, actor: { kind: 'machine', id: 'test' } }, deed);

  const room = async (rows: { readonly trail: number; readonly ledger: number }): Promise<ChainedRoom> => {
    const filled = await fillRoom(owner!.sql);
    const { creditorId } = filled;
    await admin!.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      for (const table of madeUp) await tx`delete from ${tx(table)} where creditor_id = ${creditorId}`;
    });
    const caseIds = await moreCases(admin!.sql, creditorId, String(filled.rows.get('cases')![0]!['id']));
    const invoiceId = String(filled.rows.get('invoices')![0]!['id']);
    const work = inRoom(
      workOpener(app!.db, () => async () => {}),
      creditorId,
    );
    const made: ChainedRoom = {
      creditorId,
      work,
      read: inRoom(readingOpener(app!.db), creditorId),
      record: (place) => work((each) => recordTrail(each, happeningAt(place))),
      post: (place) =>
        work((each) =>
          postTransactions(each, [
            {
              caseId: caseIds[place % caseIds.length]!,
              currency: 'DKK',
              transactions: [
                {
                  cause: `fee:${place}`,
                  reason: 'fee-claimed',
                  postings: postingsAt(place, invoiceId),
                },
              ],
            },
          ]),
        ),
    };
    for (let place = 0; place < rows.trail; place += 1) {
      await made.record(place);
      if (place % 17 === 0) await work(chainTrail);
    }
    for (let place = 0; place < rows.ledger; place += 1) {
      await made.post(place);
      if (place % 7 === 0) await work(chainLedger);
    }
    await work(chainTrail);
    await work(chainLedger);
    return made;
  };

  /** What is found after a superuser's deed with the triggers off; nothing of it stays. */
  const after = async <Value>(
    { creditorId }: ChainedRoom,
    deed: (work: Work) => Promise<unknown>,
    ask: (work: Work) => Promise<Value>,
  ): Promise<Value> => {
    let answer: { of: Value } | null = null;
    const undo = new Error('undo');
    const open = workOpener(admin!.db, () => async () => {});
    await inRoom(
      open,
      creditorId,
    )(async (work) => {
      await work.tx.execute(sql`set local session_replication_role = replica`);
      await deed(work);
      answer = { of: await ask(work) };
      throw undo;
    }).catch((thrown) => {
      if (thrown !== undo) throw thrown;
    });
    return (answer as { of: Value } | null)!.of;
  };
  return { db, app: app!, owner: owner!, admin: admin!, room, after };
}

const madeUp = [
  'trail_unchained',
  'trail_chain',
  'trail_private',
  'trail',
  'ledger_unchained',
  'ledger_chain',
  'entries',
  'transactions',
];

/** The room's own case and four more, all in kroner and closed, so that one debtor may have them. */
async function moreCases(admin: Awaited<ReturnType<typeof connect>>['sql'], creditorId: string, caseId: string) {
  await admin`update creditors set base_currency = 'DKK', system = 'e-conomic' where id = ${creditorId}`;
  await admin`update cases set currency = 'DKK' where creditor_id = ${creditorId}`;
  const more = await admin`
    insert into cases (creditor_id, debtor_id, currency, opened_at, closed_at)
    select creditor_id, debtor_id, currency, opened_at, opened_at from cases, generate_series(1, 4) where creditor_id = ${creditorId}
    returning id`;
  return [caseId, ...more.map((row) => String(row['id']))];
}

export function happeningAt(place: number) {
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

/** No two places have the same amount or the same day. */
function postingsAt(place: number, invoiceId: string): Posting[] {
  const valueDay = new Date(Date.UTC(2026, 0, 1 + place)).toISOString().slice(0, 10);
  const minor = BigInt(10_000 + place);
  const fee: Posting[] = [
    { account: 'fee', invoiceId: null, amountMinor: minor, valueDay },
    { account: 'claimed', invoiceId: null, amountMinor: -minor, valueDay },
  ];
  if (place % 3 !== 0) return fee;
  return [
    ...fee,
    { account: 'principal', invoiceId, amountMinor: minor * 7n, valueDay },
    { account: 'books', invoiceId, amountMinor: -minor * 7n, valueDay },
  ];
}
