/** What is appended stays as it was written, for the program and for the owner (design §3.10, §3.11). */
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { connect, type Sql } from '../../src/db/connect.ts';
import { quoted } from '../../src/db/roles.ts';
import { type Work, workOpener } from '../../src/db/work.ts';
import { postTransactions } from '../../src/ledger/post-transactions.ts';
import { testDatabase } from '../database.ts';
import type { Asks } from './catalogue.ts';
import { fillRoom, insertOf } from './fill-rooms.ts';
import { rolledBack } from './room-walls.ts';

/** What the program may only add to and that is still no record to be kept for ever, and why. */
const notForEver: Readonly<Record<string, string>> = {
  portal_sessions: 'a key that expires',
  trail_private: 'names and words, which the owner erases when a person asks',
};

/** Append-only tables that the program itself does not write, or writes for all creditors. */
const ofTheHouse = ['rate_proposal_ends', 'rate_proposals', 'reference_rates'];

const db = await testDatabase();
const [app, owner, admin] = [db.appUrl, db.ownerUrl, db.adminUrl].map((url) => connect(url, { max: 8 }));
t.teardown(async () => {
  await Promise.all([app!.close(), owner!.close(), admin!.close()]);
  await db.drop();
});
const room = await fillRoom(owner!.sql);
const enter = (tx: Asks, rooms = `{${room.creditorId}}`) => tx`select set_config('rykker.creditors', ${rooms}, true)`;
const rate = {
  market: 'DK',
  from_day: '2026-01-01',
  percent: '1.75',
  source: 'a test',
  confidence: 'low',
  origin: 'law',
};
await admin!.sql`insert into reference_rates ${admin!.sql(rate)}`;
await admin!.sql`
  with proposed as (
    insert into rate_proposals (market, from_day, percent, source, reasoning, by_kind, by_name)
    values ('DK', '2026-07-01', '2', 'a test', 'a test', 'machine', 'rates') returning id
  )
  insert into rate_proposal_ends (proposal_id, what, by_kind, by_name, why)
  select id, 'rejected', 'operator', 'Ops', 'a test' from proposed`;
const caseId = String(room.rows.get('cases')![0]!['id']);
const invoiceId = String(room.rows.get('invoices')![0]!['id']);

const triggers = await admin!.sql<{ table: string; triggers: string[] }[]>`
  select tgrelid::regclass::text as table, array_agg(concat_ws(' ', tgname, tgtype, tgenabled) order by tgname) as triggers
  from pg_trigger where tgfoid = 'refuse_change'::regproc group by 1 order by 1`;
const appendOnly = triggers.map(({ table }) => table);

t.test('what the program may only add to is append-only, each table against rows and against emptying', async (t) => {
  const addedTo = await admin!.sql<{ table: string }[]>`
    select relname::text as table from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and has_table_privilege(${db.appRole}, c.oid, 'insert') and not has_table_privilege(${db.appRole}, c.oid, 'delete')
      and not has_any_column_privilege(${db.appRole}, c.oid, 'update')`;
  const wanted = new Set([...addedTo.map(({ table }) => table), ...ofTheHouse]);
  for (const table of Object.keys(notForEver)) t.ok(wanted.delete(table), `${table} is still only added to`);
  t.same(appendOnly, [...wanted].sort());
  // 27: before, each row, update and delete. 34: before, each statement, truncate. O: always but for a replica.
  for (const { table, triggers: own } of triggers) t.same(own, ['append_only_all 34 O', 'append_only_row 27 O'], table);
});

for (const table of appendOnly) {
  t.test(`${table}: nobody changes, removes or empties it`, async (t) => {
    const [column] = await admin!.sql<{ name: string }[]>`
      select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum = 1`;
    const set = `${quoted(table)} set ${column!.name} = ${column!.name}`;
    const deeds = [`update ${set}`, `delete from ${quoted(table)}`, `truncate ${quoted(table)} cascade`];
    for (const deed of deeds) {
      t.equal(await refusalOf(app!.sql, deed), '42501', `the program, with its own rights: ${deed}`);
      t.equal(await refusalOf(owner!.sql, deed), '23001', `the owner: ${deed}`);
      t.equal(await refusalOf(admin!.sql, deed), '23001', `a superuser: ${deed}`);
      await rolledBack(admin!.sql, async (tx) => {
        await tx.unsafe(`grant all on all tables in schema public to ${quoted(db.appRole)}`);
        await tx.unsafe(`set local role ${quoted(db.appRole)}`);
        await enter(tx);
        t.equal(await codeOf(tx.unsafe(deed)), '23001', `the program, were it given the right: ${deed}`);
      });
    }
  });
}

t.test('a conflict on what stands is no way round it', async (t) => {
  const table = { name: 'settings', columns: [], primaryKey: [], foreignKeys: [], key: 'creditor_id' };
  const upsert = `${insertOf(table, room.rows.get('settings')![0]!)} on conflict (creditor_id, id) do update set kind = 'other'`;
  t.equal(await refusalOf(owner!.sql, upsert), '23001');
});

type Line = { account: string; minor: number; ofCase?: string; currency?: string };

/** A transaction with these lines, put down by hand as the program, and what refused it at commit; null when it stands. */
async function posted(lines: readonly Line[], beforeCommit: (tx: Asks) => Promise<unknown> = async () => {}) {
  let written = false;
  const refusal = await codeOf(
    app!.sql.begin(async (tx) => {
      await enter(tx);
      const [made] = await tx`
        insert into transactions (creditor_id, case_id, cause, reason, recorded_at, actor_kind, actor_id)
        values (${room.creditorId}, ${caseId}, ${randomUUID()}, 'fee-claimed', now(), 'machine', 'test') returning id`;
      for (const { account, minor, ofCase = caseId, currency = 'DKK' } of lines)
        await tx`
          insert into entries (creditor_id, transaction_id, case_id, account, amount_minor, currency, value_day, recorded_at)
          values (${room.creditorId}, ${made!['id']}, ${ofCase}, ${account}, ${minor}, ${currency}, '2026-03-01', now())`;
      await beforeCommit(tx);
      written = true;
    }),
  );
  return written ? refusal : `too early: ${refusal}`;
}

const fee = [
  { account: 'fee', minor: 100_00 },
  { account: 'claimed', minor: -100_00 },
];

t.test('a transaction that does not balance is refused at commit, to the øre and by currency', async (t) => {
  t.equal(await posted(fee), null);
  t.equal(await posted([{ account: 'fee', minor: 100_00 }]), '23514');
  t.equal(await posted([fee[0]!, { account: 'claimed', minor: -99_99 }]), '23514');
  t.equal(await posted([fee[0]!, { ...fee[1]!, currency: 'EUR' }]), '23514');
});

t.test('an entry of another case than its transaction is refused', async (t) => {
  const elsewhere = randomUUID();
  t.equal(await posted([fee[0]!, { ...fee[1]!, ofCase: elsewhere }]), '23514');
  t.equal(await posted(fee.map((line) => ({ ...line, ofCase: elsewhere }))), '23514');
});

t.test('leaving the room before the commit gets no unbalanced transaction past it', async (t) => {
  const alone = [{ account: 'fee', minor: 100_00 }];
  for (const setting of ['', `{${randomUUID()}}`, `{${room.creditorId},${randomUUID()}}`]) {
    t.equal(await posted(alone, (tx) => enter(tx, setting)), '23514', `into ${setting}`);
    t.equal(await posted(fee, (tx) => enter(tx, setting)), null, `balanced, into ${setting}`);
  }
});

t.test('asking about the balance leaves the transaction in the rooms it was in', async (t) => {
  const both = `{${room.creditorId},${randomUUID()}}`;
  let rooms: unknown;
  const asked = await posted(fee, async (tx) => {
    await enter(tx, both);
    await tx`set constraints all immediate`;
    [{ rooms }] = await tx<[{ rooms: string }]>`select current_setting('rykker.creditors') as rooms`;
  });
  t.equal(asked, null);
  t.equal(rooms, both);
});

t.test('the same cause posts once: again, twenty times at the same moment, and with another amount', async (t) => {
  const openWork = workOpener(app!.db, () => async () => {});
  const post = (minor: bigint) =>
    openWork({ creditorId: room.creditorId, actor: { kind: 'machine', id: 'test' } }, (work: Work) =>
      postTransactions(work, [
        {
          caseId,
          currency: 'DKK',
          transactions: [
            {
              cause: 'fee of letter 1',
              reason: 'fee-claimed',
              postings: [
                { account: 'fee', invoiceId, amountMinor: minor, valueDay: '2026-03-01' },
                { account: 'claimed', invoiceId, amountMinor: -minor, valueDay: '2026-03-01' },
              ],
            },
          ],
        },
      ]),
    );
  await Promise.all(Array.from({ length: 20 }, () => post(100_00n)));
  await post(200_00n);
  const rows = await admin!.sql`
    select e.amount_minor::int as minor from transactions t join entries e on e.transaction_id = t.id
    where t.cause = 'fee of letter 1' order by 1`;
  t.same(
    rows.map((row) => row['minor']),
    [-100_00, 100_00],
  );
});

/** What refuses it in the room, by SQLSTATE; null when nothing did. Nothing of it stays. */
async function refusalOf(sql: Sql, deed: string) {
  let refusal: string | null = null;
  await rolledBack(sql, async (tx) => {
    await enter(tx);
    refusal = await codeOf(tx.unsafe(deed));
  });
  return refusal;
}

async function codeOf(deed: PromiseLike<unknown>): Promise<string | null> {
  try {
    await deed;
    return null;
  } catch (thrown) {
    return (thrown as { code?: string }).code ?? String(thrown);
  }
}
