/** The statement's page of one case, asked for over HTTP from the desk as it runs: ten years of invoices, each paid in parts. */
import { openSession } from '../../src/creditors/store-doorways.ts';
import { insertMember, personOf } from '../../src/creditors/store-members.ts';
import { deskRoutes } from '../../src/desk/routes.ts';
import { createPaperPress } from '../../src/papers/press.ts';
import { hashToken, newToken } from '../../src/values/secrets.ts';
import { buildServer } from '../../src/web/server.ts';
import { noCopies, viewsDir } from '../people.ts';
import { type Bench, timed } from './bench.ts';
import { type BenchCreditor, type BenchHouse, benchCreditor, inBenchHouse } from './house.ts';
import { proposeAll } from './propose.ts';

const visits = 100;
const partPayments = 3;

export const statement: Bench = {
  name: 'statement',
  about:
    'a bare route of the same server that reads the same entries by one SQL statement; n is invoices on the page, seconds one page',
  n: 50,
  sizes: [1, 50],
  run: (n) =>
    inBenchHouse(async (house) => {
      const creditor = await benchCreditor(house, { invoices: n, debtors: 1 });
      const caseId = await tenYears(house, creditor, n);
      const { address, cookie, close } = await serve(house, creditor, caseId);
      const ask = async (path: string): Promise<string> => {
        const answer = await fetch(address + path, { headers: { cookie } });
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
        return answer.text();
      };
      try {
        const page = `/desk/cases/${caseId}/statement`;
        const rows = (await ask(page)).split('<tr>').length;
        if (rows < n * partPayments) throw new Error(`the page has ${rows} rows only`);
        const eachMs: number[] = [];
        for (let visit = 0; visit < visits; visit += 1) eachMs.push(await timed(() => ask(page)));
        const yardstickMs = await timed(async () => {
          for (let visit = 0; visit < visits; visit += 1) await ask('/bare');
        });
        const more = {
          rows,
          pdf_ms: await timed(() => ask(`${page}/pdf`)),
          csv_ms: await timed(() => ask(`${page}/csv`)),
        };
        const oursMs = eachMs.reduce((sum, each) => sum + each, 0) / visits;
        return { oursMs, yardstickMs: yardstickMs / visits, eachMs, more };
      } finally {
        await close();
      }
    }),
};

/** The invoices fell due over ten years, a letter told of interest, and each was paid in three parts, a year apart. */
async function tenYears(house: BenchHouse, creditor: BenchCreditor, n: number): Promise<string> {
  const { behind, today } = house;
  const { creditorId } = creditor;
  await proposeAll(house, creditor);
  await behind`
    update invoices set due_day = ${today}::date - 3650 + place * 1800 / ${n}::int, day = ${today}::date - 3664 + place * 1800 / ${n}::int
    from (select id as invoice, row_number() over (order by id)::int - 1 as place from invoices where creditor_id = ${creditorId}) p
    where creditor_id = ${creditorId} and id = p.invoice`;
  // The ledger is never edited; what is sown here may be older than what a first night would have taken up.
  await behind.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      update entries e set value_day = i.day from invoices i
      where e.creditor_id = ${creditorId} and i.creditor_id = e.creditor_id and i.id = e.invoice_id`;
  });
  await behind`
    update proposals set status = 'sent', sent_at = now(), interest_minor = coalesce(interest_minor, 0) where creditor_id = ${creditorId}`;
  await behind`
    with paid as (
      select gen_random_uuid() as transaction_id, p.case_id, i.id as invoice_id, i.gross_minor / 5 as minor,
        i.due_day + 300 * part as day, part
      from invoices i join positions p on p.creditor_id = i.creditor_id and p.invoice_id = i.id
        cross join generate_series(1, ${partPayments}::int) part
      where i.creditor_id = ${creditorId}
    ), posted as (
      insert into transactions (creditor_id, id, case_id, cause, reason, recorded_at, actor_kind, actor_id)
      select ${creditorId}, transaction_id, case_id, 'bench:' || invoice_id || part, 'books-observed', now(), 'machine', 'bench' from paid
    )
    insert into entries (creditor_id, transaction_id, case_id, invoice_id, account, amount_minor, currency, value_day, recorded_at)
    select ${creditorId}, transaction_id, case_id, invoice_id, account, minor * sign, 'DKK', day, now()
    from paid cross join (values ('principal', -1), ('books', 1)) side (account, sign)`;
  const [row] = await behind`select id from cases where creditor_id = ${creditorId}`;
  return String(row?.['id']);
}

async function serve(house: BenchHouse, { creditorId, work }: BenchCreditor, caseId: string) {
  const personId = await work((each) => personOf(each, 'admin@bench.example'));
  await work((each) =>
    insertMember(each, { personId, name: 'Admin', email: 'admin@bench.example', role: 'admin', employeeNumber: null }),
  );
  const session = newToken();
  await openSession(house.db, { hash: hashToken(session), personId, creditorId }, 3600);
  const app = await buildServer({
    publicUrl: 'http://localhost:3000',
    viewsDir,
    logger: false,
    version: 'bench',
    requestsPerMinute: 1_000_000,
  });
  await deskRoutes(app, {
    db: house.db,
    openWork: house.openWork,
    press: house.press,
    wording: house.wording,
    papers: createPaperPress(viewsDir),
    copies: noCopies,
    wallNow: () => new Date(),
    publicUrl: 'http://localhost:3000',
    sandbox: true,
  });
  app.get('/bare', async () =>
    house.app.begin(async (tx) => {
      await tx`select set_config('rykker.creditors', ${`{${creditorId}}`}, true)`;
      return tx`
        select t.id, t.reason, e.account, e.amount_minor::text, e.value_day from transactions t
        join entries e on e.creditor_id = t.creditor_id and e.transaction_id = t.id
        where t.creditor_id = ${creditorId} and t.case_id = ${caseId} order by t.recorded_at, t.id`;
    }),
  );
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { address, cookie: `rykker-member=${session}`, close: () => app.close() };
}
