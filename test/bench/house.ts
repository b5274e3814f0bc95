/** A database of a bench's own, and creditors in it with as many overdue invoices as are wanted. */
import { randomBytes, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { PgBoss } from 'pg-boss';
import type { TransactionSql } from 'postgres';
import { businessNow, turnBusinessClock } from '../../src/clock/store.ts';
import { keepGrant } from '../../src/creditors/keep-grant.ts';
import { insertCreditor } from '../../src/creditors/store.ts';
import { insertSetting } from '../../src/creditors/store-settings.ts';
import { connect, type Database, type Sql } from '../../src/db/connect.ts';
import { enqueueThrough } from '../../src/db/enqueue.ts';
import { type Work, workOpener } from '../../src/db/work.ts';
import { openingOn } from '../../src/ladder/decent-hour.ts';
import { halfYearStart } from '../../src/law/day-count.ts';
import { referenceRates } from '../../src/law/reference-rates.ts';
import { recordRates } from '../../src/ledger/store.ts';
import { openQueue, queuePlans } from '../../src/main/queue.ts';
import { beginPull, endPull } from '../../src/mirror/store-state.ts';
import { createLetterPress } from '../../src/sending/letter.ts';
import { wordingOf } from '../../src/sending/wording.ts';
import { type Day, dayIn, dayPlus } from '../../src/values/day.ts';
import type { SealKeys } from '../../src/values/secrets.ts';
import { type TestDatabase, testDatabase } from '../database.ts';

export const timeZone = 'Europe/Copenhagen';
const viewsDir = resolve(import.meta.dirname, '..', '..', 'views');

/** As many as the program itself opens. */
const connections = 12;

export type BenchHouse = {
  readonly db: Database;
  /** The program's role, raw: what the yardsticks run as, under the same isolation. */
  readonly app: Sql;
  /** A superuser, for sowing. */
  readonly behind: Sql;
  readonly boss: PgBoss;
  readonly openWork: ReturnType<typeof workOpener>;
  readonly sealKeys: SealKeys;
  readonly press: ReturnType<typeof createLetterPress>;
  readonly wording: ReturnType<typeof wordingOf>;
  /** Business day; an hour at which letters may leave. */
  readonly today: Day;
};

/** Opens a house, does the deed in it, and takes everything down again. */
export async function inBenchHouse<Value>(deed: (house: BenchHouse) => Promise<Value>): Promise<Value> {
  const database = await testDatabase({ queues: queuePlans });
  try {
    return await inDatabase(database, async (house) => deed(await begun(house)));
  } finally {
    await database.drop();
  }
}

export type FilledHouse<Filled> = {
  /** Does the deed in a copy of it, which is gone afterwards. */
  inCopy<Value>(deed: (house: BenchHouse, filled: Filled) => Promise<Value>): Promise<Value>;
  drop(): Promise<void>;
};

/** A house that is filled once, for deeds that each need it as it was. */
export async function filledHouse<Filled>(fill: (house: BenchHouse) => Promise<Filled>): Promise<FilledHouse<Filled>> {
  const database = await testDatabase({ queues: queuePlans });
  try {
    const filled = await inDatabase(database, async (house) => fill(await begun(house)));
    return {
      inCopy: async (deed) => {
        const copy = await testDatabase({ queues: queuePlans, from: database });
        try {
          return await inDatabase(copy, (house) => deed(house, filled));
        } finally {
          await copy.drop();
        }
      },
      drop: database.drop,
    };
  } catch (thrown) {
    await database.drop();
    throw thrown;
  }
}

async function inDatabase<Value>(database: TestDatabase, deed: (house: BenchHouse) => Promise<Value>): Promise<Value> {
  const connection = connect(database.appUrl, { max: connections });
  const admin = connect(database.adminUrl, { max: 1 });
  const boss = await openQueue(database.appUrl, false, (error) => console.error(error));
  try {
    const press = createLetterPress(viewsDir);
    return await deed({
      db: connection.db,
      app: connection.sql,
      behind: admin.sql,
      boss,
      openWork: workOpener(connection.db, enqueueThrough(boss)),
      sealKeys: [{ id: 'k1', key: randomBytes(32) }],
      press,
      wording: wordingOf(press),
      today: dayIn(await businessNow(connection.db), timeZone),
    });
  } finally {
    await boss.stop({ graceful: false });
    await connection.close();
    await admin.close();
  }
}

/** A new house at an hour at which letters may leave, with every rate it needs. */
async function begun(house: BenchHouse): Promise<BenchHouse> {
  const hours = { timeZone, hours: { from: 10, to: 16 }, weekdays: [1, 2, 3, 4, 5] };
  await turnBusinessClock(house.db, openingOn(dayPlus(house.today, 1), hours, ['DK']));
  const today = dayIn(await businessNow(house.db), timeZone);
  await house.db.transaction(async (tx) => {
    await recordRates({ tx }, 'law', referenceRates);
    await recordRates({ tx }, 'sandbox', ratesUntil(today));
  });
  return { ...house, today };
}

/** The half-years the law's own list does not know yet, so that interest is worked out whatever the date is. */
function ratesUntil(today: Day) {
  const rate = { percent: '1.75', source: 'a bench', confidence: 'low' as const };
  return [halfYearStart(today), halfYearStart(dayPlus(today, -184))].map((fromDay) => ({
    ...rate,
    market: 'DK' as const,
    fromDay,
  }));
}

export type BenchCreditor = {
  readonly creditorId: string;
  work<Value>(deed: (work: Work) => Promise<Value>): Promise<Value>;
};

/** The creditor as it is in this house. */
export function creditorIn(house: BenchHouse, creditorId: string): BenchCreditor {
  const actor = { kind: 'machine', id: 'bench' } as const;
  return { creditorId, work: (deed) => house.openWork({ creditorId, actor }, deed) };
}

/** A creditor that is switched on and connected, whose books nobody has read. */
export async function newCreditor(house: BenchHouse): Promise<BenchCreditor> {
  const creditor = creditorIn(house, randomUUID());
  const { creditorId } = creditor;
  await creditor.work(async (work) => {
    await insertCreditor(work, profile(creditorId), { email: null, name: null });
    await insertSetting(work, 'sending', { on: true });
    await insertSetting(work, 'market', { DK: 'confirmed' });
    await keepGrant(work, house.sealKeys, 'a-grant');
  });
  return creditor;
}

export type Sown = { readonly invoices: number; readonly debtors: number; readonly dueEvery?: number };

/**
 * A creditor that is switched on and connected, with `invoices` open invoices spread over `debtors`; every `dueEvery`th
 * waits for its first reminder since 1 to 40 days, the others fall due next month.
 */
export async function benchCreditor(house: BenchHouse, sown: Sown): Promise<BenchCreditor> {
  const [creditor] = await benchCreditors(house, 1, sown);
  return creditor!;
}

/** So many creditors of the same size, sown together: that is quicker than one after the other. */
export async function benchCreditors(house: BenchHouse, many: number, sown: Sown): Promise<BenchCreditor[]> {
  const creditors = await Array.fromAsync({ length: many }, () => newCreditor(house));
  for (const creditor of creditors)
    await creditor.work(async (work) => {
      await beginPull(work, new Date());
      await endPull(work, new Date(), null);
    });
  await sow(
    house,
    creditors.map((each) => each.creditorId),
    { dueEvery: 1, ...sown },
  );
  return creditors;
}

function profile(creditorId: string) {
  return {
    system: 'e-conomic',
    agreementNumber: creditorId,
    name: 'Nordvind Kaffe ApS',
    companyNumber: '12345678',
    address: 'Havnegade 12, 1058 København K',
    country: 'Danmark',
    email: 'bogholderi@nordvind.example',
    phone: null,
    baseCurrency: 'DKK',
    bank: { name: 'Banken', sortCode: '1234', account: '0001234567' },
  } as const;
}

/**
 * Rows are written in the order of their keys, no key is asked for its row (it is there), and indexes are made afterwards: a
 * million invoices in seconds instead of minutes.
 */
async function sow(
  { behind, today }: BenchHouse,
  creditorIds: readonly string[],
  { invoices, debtors, dueEvery }: Required<Sown>,
): Promise<void> {
  await behind.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`set local work_mem = '256MB'`;
    await tx`set local maintenance_work_mem = '256MB'`;
    const indexes = await indexesOf(tx);
    for (const { name } of indexes) await tx`drop index ${tx(name)}`;
    await tx`create temporary table sown_creditors on commit drop as select unnest(${creditorIds}::uuid[]) as creditor_id`;
    await tx`
      create temporary table sown_debtors on commit drop as
      select creditor_id, md5(creditor_id || 'debtor' || d)::uuid as id, d
      from sown_creditors, generate_series(0, ${debtors}::int - 1) d order by 1, 2`;
    await tx`
      create temporary table sown on commit drop as
      select creditor_id, md5(creditor_id || 'invoice' || i)::uuid as id, (100000 + i)::text as number,
        md5(creditor_id || 'debtor' || i % ${debtors}::int)::uuid as debtor_id, 10000 + (i * 7919::bigint) % 900000 as minor,
        ${today}::date + case when (i / 7) % ${dueEvery}::int = 0 then - 6 - i % 40 else 30 + i % 20 end as due
      from sown_creditors, generate_series(0, ${invoices}::int - 1) i order by 1, 2`;
    await tx`
      insert into payment_terms (creditor_id, number, name, type, days)
      select creditor_id, 1, 'Netto 14 dage', 'net', 14 from sown_creditors`;
    await tx`
      insert into debtors (creditor_id, id, name, emails, country, company_number, currency, balance_base_minor, terms_number, read_at)
      select s.creditor_id, id, 'Kunde ' || d || ' ApS', array['kunde' || d || '@kunde.example'], 'Danmark', lpad(d::text, 8, '0'),
        'DKK', coalesce(minor, 0), 1, now()
      from sown_debtors s
        left join (select debtor_id, sum(minor) as minor from sown group by 1) owed on debtor_id = id
      order by 1, 2`;
    await tx`
      insert into customer_numbers (creditor_id, debtor_id, number, from_at)
      select creditor_id, id, (1000 + d)::text, now() from sown_debtors`;
    await tx`
      insert into invoices (creditor_id, id, number, debtor_id, day, due_day, currency, gross_minor, remainder_minor,
        remainder_base_minor, terms_number, market, first_seen_at, read_at)
      select creditor_id, id, number, debtor_id, due - 14, due, 'DKK', minor, minor, minor, 1, 'DK', now(), now() from sown`;
    await tx`
      insert into positions (creditor_id, invoice_id, debtor_id, look_again_on)
      select creditor_id, id, debtor_id, case when due < ${today}::date then due + 5 else due - 3 end from sown`;
    for (const { definition } of indexes) await tx.unsafe(definition);
  });
  // Only what is sown: an empty table that was counted is taken to stay empty, and read from end to end for every row checked.
  await behind`vacuum analyze payment_terms, debtors, customer_numbers, invoices, positions`;
}

/** Of the large tables, all indexes but those a key stands on. */
function indexesOf(tx: TransactionSql): Promise<{ name: string; definition: string }[]> {
  return tx`
    select c.relname as name, pg_get_indexdef(x.indexrelid) as definition
    from pg_index x join pg_class c on c.oid = x.indexrelid
    where x.indrelid in ('debtors'::regclass, 'customer_numbers'::regclass, 'invoices'::regclass, 'positions'::regclass)
      and not exists (select from pg_constraint k where k.conindid = x.indexrelid)`;
}
