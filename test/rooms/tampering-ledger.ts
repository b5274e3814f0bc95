/** What might be done to the ledger's transactions, their entries and their chain. */
import { sql } from 'drizzle-orm';
import type { Work } from '../../src/db/work.ts';
import { ledgerLinksWithRows } from '../../src/ledger/store-chain.ts';
import { transactionBytes, transactionVersion } from '../../src/ledger/transaction-bytes.ts';
import type { Table } from './catalogue.ts';
import { chainAnew, flips, move, rowsOf, type Tampering } from './tampering.ts';

export function ledgerTamperings(tables: readonly Table[]): Tampering[] {
  return [...flips(tables, ['transactions', 'entries', 'ledger_chain']), ...moves, ...wholes];
}

const moves: readonly Tampering[] = [
  ofTransaction('flip: an amount on both sides, so that it still balances', (of) => [
    sql`update entries set amount_minor = amount_minor * 3 where ${of}`,
  ]),
  ofTransaction('flip: the sign on both sides', (of) => [
    sql`update entries set amount_minor = -amount_minor where ${of}`,
  ]),
  ofTransaction('flip: both sides count from an earlier day', (of) => [
    sql`update entries set value_day = value_day - 30 where ${of}`,
  ]),
  ofTransaction('flip: the debt becomes another case’s, transaction and entries alike', (of, { creditorId }) => [
    sql`update entries set case_id = (select id from cases where creditor_id = ${creditorId} and id <> case_id limit 1) where ${of}`,
    sql`update transactions t set case_id = e.case_id from entries e
      where t.creditor_id = e.creditor_id and t.id = e.transaction_id and t.creditor_id = ${creditorId} and t.case_id <> e.case_id`,
  ]),
  ofTransaction('delete: the entries of a transaction', (of) => [sql`delete from entries where ${of}`]),
  ofTransaction('delete: one entry', (of) => [
    sql`delete from entries where ctid = (select ctid from entries where ${of} limit 1)`,
  ]),
  ofTransaction('delete: a transaction, its entries left behind', (_of, { creditorId }, id) => [
    sql`delete from transactions where creditor_id = ${creditorId} and id = ${id}`,
  ]),
  ofTransaction('delete: a transaction with its entries', (of, { creditorId }, id) => [
    sql`delete from entries where ${of}`,
    sql`delete from transactions where creditor_id = ${creditorId} and id = ${id}`,
  ]),
  ofTransaction('delete: a transaction with its entries and its link', (of, { creditorId }, id) => [
    sql`delete from entries where ${of}`,
    sql`delete from transactions where creditor_id = ${creditorId} and id = ${id}`,
    sql`delete from ledger_chain where creditor_id = ${creditorId} and transaction_id = ${id}`,
  ]),
  ofTransaction('delete: a link', (_of, { creditorId }, id) => [
    sql`delete from ledger_chain where creditor_id = ${creditorId} and transaction_id = ${id}`,
  ]),
  ofTransaction('insert: a pair of entries that balances, into a transaction that stands', (of, { creditorId }) => [
    sql`insert into entries (creditor_id, transaction_id, case_id, account, amount_minor, currency, value_day, recorded_at)
      select ${creditorId}::uuid, transaction_id, case_id, side.account, side.minor, currency, value_day, recorded_at
      from (select * from entries where ${of} limit 1) one cross join (values ('fee', 4500), ('claimed', -4500)) side (account, minor)`,
  ]),
  ofTransaction('insert: a whole transaction like one that stands', (of, { creditorId }, id) => [
    sql`with made as (insert into transactions (creditor_id, case_id, cause, reason, recorded_at, actor_kind, actor_id)
        select creditor_id, case_id, cause || ' again', reason, recorded_at, actor_kind, actor_id from transactions
        where creditor_id = ${creditorId} and id = ${id} returning id)
      insert into entries (creditor_id, transaction_id, case_id, invoice_id, account, amount_minor, currency, value_day, recorded_at)
      select creditor_id, made.id, case_id, invoice_id, account, amount_minor, currency, value_day, recorded_at from entries, made where ${of}`,
  ]),
  ofTransaction('insert: an entry of no transaction', (_of, { creditorId }) => [
    sql`insert into entries (creditor_id, transaction_id, case_id, account, amount_minor, currency, value_day, recorded_at)
      values (${creditorId}, gen_random_uuid(), gen_random_uuid(), 'fee', 100, 'DKK', '2026-01-01', now())`,
  ]),
  move(
    'swap: the value days of two transactions',
    'ledger_chain',
    ({ creditorId }, a, b) => sql`
    update entries e set value_day = o.value_day from entries o where e.creditor_id = ${creditorId} and o.creditor_id = e.creditor_id
      and e.account = o.account
      and ((e.transaction_id = ${idAt(creditorId, a)} and o.transaction_id = ${idAt(creditorId, b)})
        or (e.transaction_id = ${idAt(creditorId, b)} and o.transaction_id = ${idAt(creditorId, a)}))`,
  ),
  move(
    'swap: the amounts of two transactions',
    'ledger_chain',
    ({ creditorId }, a, b) => sql`
    update entries e set amount_minor = o.amount_minor from entries o where e.creditor_id = ${creditorId} and o.creditor_id = e.creditor_id
      and e.account = o.account
      and ((e.transaction_id = ${idAt(creditorId, a)} and o.transaction_id = ${idAt(creditorId, b)})
        or (e.transaction_id = ${idAt(creditorId, b)} and o.transaction_id = ${idAt(creditorId, a)}))`,
  ),
  move(
    'swap: the entries of two transactions',
    'ledger_chain',
    ({ creditorId }, a, b) => sql`
    update entries set transaction_id = case transaction_id when ${idAt(creditorId, a)} then ${idAt(creditorId, b)} else ${idAt(creditorId, a)} end
    where creditor_id = ${creditorId} and transaction_id in (${idAt(creditorId, a)}, ${idAt(creditorId, b)})`,
  ),
  move(
    'truncate: the newest links are cut off',
    'ledger_chain',
    ({ creditorId }, a) => sql`delete from ledger_chain where creditor_id = ${creditorId} and seq > ${a}`,
  ),
  move(
    'truncate: the newest transactions are cut off with entries and links',
    'ledger_chain',
    ({ creditorId }, a) => sql`
    with cut as (delete from ledger_chain where creditor_id = ${creditorId} and seq > ${a} returning transaction_id),
      emptied as (delete from entries where creditor_id = ${creditorId} and transaction_id in (select transaction_id from cut))
    delete from transactions where creditor_id = ${creditorId} and id in (select transaction_id from cut)`,
  ),
  move('truncate: all entries', 'ledger_chain', () => sql`truncate entries`),
  move('truncate: the whole ledger', 'ledger_chain', () => sql`truncate transactions cascade`),
];

/** Deeds of somebody who knows how the chain is made, and makes it whole again. */
const wholes: readonly Tampering[] = [
  rewritten('a fee is doubled on both sides', (id) => [
    sql`update entries set amount_minor = amount_minor * 2 where transaction_id = ${id}`,
  ]),
  rewritten('a transaction is taken out and the links closed up behind it', (id) => [
    sql`delete from entries where transaction_id = ${id}`,
    sql`delete from transactions where id = ${id}`,
  ]),
  rewritten('a transaction counts from another day', (id) => [
    sql`update entries set value_day = value_day + 7 where transaction_id = ${id}`,
  ]),
];

type Statements = (
  of: ReturnType<typeof sql>,
  work: Work,
  id: ReturnType<typeof sql>,
) => readonly ReturnType<typeof sql>[];

/** A deed on one transaction of the chain; `of` picks its entries. */
function ofTransaction(name: string, statements: Statements): Tampering {
  return {
    name,
    deed: async (work, random) => {
      const id = await transactionAt(work, random(await rowsOf(work, 'ledger_chain')));
      const of = sql`creditor_id = ${work.creditorId} and transaction_id = ${id}`;
      for (const statement of statements(of, work, id)) await work.tx.execute(statement);
    },
  };
}

function rewritten(
  what: string,
  statements: (id: ReturnType<typeof sql>) => readonly ReturnType<typeof sql>[],
): Tampering {
  return {
    name: `rewrite: ${what}, and every link`,
    deed: async (work, random) => {
      const id = await transactionAt(work, random(await rowsOf(work, 'ledger_chain')));
      for (const statement of statements(id)) await work.tx.execute(statement);
      const linked = await ledgerLinksWithRows(work, 0, 10_000);
      const rows = linked.flatMap(({ transaction }) =>
        transaction === null
          ? []
          : [{ id: transaction.id, version: transactionVersion, bytes: transactionBytes(transaction) }],
      );
      await chainAnew(work, 'ledger_chain', 'transaction_id', rows);
    },
  };
}

async function transactionAt(work: Work, place: number): Promise<ReturnType<typeof sql>> {
  const [row] = await work.tx.execute<{ id: string }>(sql`select ${idAt(work.creditorId, place)} as id`);
  return sql`${row!.id}::uuid`;
}

function idAt(creditorId: string, place: number) {
  return sql`(select transaction_id from ledger_chain where creditor_id = ${creditorId} and seq = ${place + 1})`;
}
