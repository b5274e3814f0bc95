/** A database of a bench's own, and creditors in it with as many overdue invoices as are wanted. */
import { randomBytes, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { PgBoss } from 'pg-boss';
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
import { testDatabase } from '../database.ts';

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
  const connection = connect(database.appUrl, { max: connections });
  const admin = connect(database.adminUrl, { max: 1 });
  const boss = await openQueue(database.appUrl, false, (error) => console.error(error));
  try {
    const now = await businessNow(connection.db);
    const hours = { timeZone, hours: { from: 10, to: 16 }, weekdays: [1, 2, 3, 4, 5] };
    await turnBusinessClock(connection.db, openingOn(dayPlus(dayIn(now, timeZone), 1), hours, ['DK']));
    const today = dayIn(await businessNow(connection.db), timeZone);
    await connection.db.transaction(async (tx) => {
      await recordRates({ tx }, 'law', referenceRates);
      await recordRates({ tx }, 'sandbox', ratesUntil(today));
    });
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
      today,
    });
  } finally {
    await boss.stop({ graceful: false });
    await connection.close();
    await admin.close();
    await database.drop();
  }
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

/** A creditor that is switched on and connected, whose books nobody has read. */
export async function newCreditor(house: BenchHouse): Promise<BenchCreditor> {
  const creditorId = randomUUID();
  const actor = { kind: 'machine', id: 'bench' } as const;
  const creditor: BenchCreditor = { creditorId, work: (deed) => house.openWork({ creditorId, actor }, deed) };
  await creditor.work(async (work) => {
    await insertCreditor(work, profile(creditorId), { email: null, name: null });
    await insertSetting(work, 'sending', { on: true });
    await insertSetting(work, 'market', { DK: 'confirmed' });
    await keepGrant(work, house.sealKeys, 'a-grant');
  });
  return creditor;
}

/**
 * A creditor that is switched on and connected, with `invoices` open invoices spread over `debtors`; every `dueEvery`th
 * waits for its first reminder since 1 to 40 days, the others fall due next month.
 */
export async function benchCreditor(
  house: BenchHouse,
  { invoices, debtors, dueEvery = 1 }: { invoices: number; debtors: number; dueEvery?: number },
): Promise<BenchCreditor> {
  const creditor = await newCreditor(house);
  const { creditorId } = creditor;
  await creditor.work(async (work) => {
    await beginPull(work, new Date());
    await endPull(work, new Date(), null);
  });
  await sow(house, creditorId, { invoices, debtors, dueEvery });
  return creditor;
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

async function sow(
  { behind, today }: BenchHouse,
  creditorId: string,
  { invoices, debtors, dueEvery }: { invoices: number; debtors: number; dueEvery: number },
): Promise<void> {
  await behind`
    insert into payment_terms (creditor_id, number, name, type, days) values (${creditorId}, 1, 'Netto 14 dage', 'net', 14)`;
  await behind`
    insert into debtors (creditor_id, id, name, emails, country, company_number, currency, balance_base_minor, terms_number, read_at)
    select ${creditorId}, md5(${creditorId} || 'debtor' || d)::uuid, 'Kunde ' || d || ' ApS', array['kunde' || d || '@kunde.example'],
      'Danmark', lpad(d::text, 8, '0'), 'DKK', 0, 1, now()
    from generate_series(0, ${debtors}::int - 1) d`;
  await behind`
    insert into customer_numbers (creditor_id, debtor_id, number, from_at)
    select ${creditorId}, md5(${creditorId} || 'debtor' || d)::uuid, (1000 + d)::text, now()
    from generate_series(0, ${debtors}::int - 1) d`;
  await behind`
    insert into invoices (creditor_id, id, number, debtor_id, day, due_day, currency, gross_minor, remainder_minor,
      remainder_base_minor, terms_number, market, first_seen_at, read_at)
    select ${creditorId}, md5(${creditorId} || 'invoice' || i)::uuid, (100000 + i)::text,
      md5(${creditorId} || 'debtor' || i % ${debtors}::int)::uuid, due - 14, due, 'DKK', minor, minor, minor, 1, 'DK', now(), now()
    from (
      select i, 10000 + (i * 7919::bigint) % 900000 as minor,
        ${today}::date + case when (i / 7) % ${dueEvery}::int = 0 then - 6 - i % 40 else 30 + i % 20 end as due
      from generate_series(0, ${invoices}::int - 1) i
    ) each`;
  await behind`
    insert into positions (creditor_id, invoice_id, debtor_id, look_again_on)
    select creditor_id, id, debtor_id, case when due_day < ${today}::date then due_day + 5 else due_day - 3 end
    from invoices where creditor_id = ${creditorId}`;
  await behind`
    update debtors d set balance_base_minor = o.minor
    from (select debtor_id, sum(remainder_minor) as minor from invoices where creditor_id = ${creditorId} group by 1) o
    where d.creditor_id = ${creditorId} and d.id = o.debtor_id`;
  // Only what is sown: an empty table that was counted is taken to stay empty, and read from end to end for every row checked.
  await behind`vacuum analyze payment_terms, debtors, customer_numbers, invoices, positions`;
}
