/**
 * The queue page over loopback HTTP with `n` letters waiting: the first page, one far down, a search and an opened letter in
 * turn, by a signed-in admin; then, once as many debtors have complained, the worklist in the same way and the queue beside it.
 * One of `n` is a letter that waits; the seconds are those of all requests for the queue together.
 */
import type { FastifyInstance } from 'fastify';
import { approveInBulk } from '../../src/cases/approve-in-bulk.ts';
import type { Chosen } from '../../src/cases/approve-letters.ts';
import { beginBulk } from '../../src/cases/begin-bulk.ts';
import { offerApproval } from '../../src/cases/offer-approval.ts';
import { readBulk } from '../../src/cases/store-bulk.ts';
import { openSession } from '../../src/creditors/store-doorways.ts';
import { insertMember, personOf } from '../../src/creditors/store-members.ts';
import { deskRoutes } from '../../src/desk/routes.ts';
import { createPaperPress } from '../../src/papers/press.ts';
import { hashToken, newToken } from '../../src/values/secrets.ts';
import { buildServer } from '../../src/web/server.ts';
import { noCopies, viewsDir } from '../people.ts';
import { type Bench, percentile, timed } from './bench.ts';
import { type BenchCreditor, type BenchHouse, benchCreditor, inBenchHouse } from './house.ts';
import { proposeAll } from './propose.ts';

const rounds = 30;
const rowsOnAPage = 100;

export const queue: Bench = {
  name: 'queue',
  about:
    'the same number of requests to a page that reads the same hundred rows and the count of all by one SQL statement, and prints them bare',
  n: 5_000,
  sizes: [5_000, 25_000],
  run: (n) =>
    inBenchHouse(async (house) => {
      const creditor = await benchCreditor(house, { invoices: Math.ceil(n * 1.2), debtors: n });
      await proposeAll(house, creditor);
      await house.behind`vacuum analyze`;
      const cookie = `rykker-member=${await signIn(house, creditor)}`;
      const server = await deskServer(house, creditor);
      try {
        const pages = await pagesToAsk(house, creditor, n);
        const ask = (path: string) => askFor(`${server.origin}${path}`, cookie);
        const took = await askedInTurn(pages, ask);
        await ask('/bare');
        const yardstickMs = await timed(async () => {
          for (let round = 0; round < rounds * pages.length; round += 1) await ask('/bare');
        });

        const eachMs = [...took.values()].flat();
        const more = {
          ...middles(took),
          approve_500_ms: await approveMany(house, creditor, 500),
          ...(await worklistBeside(house, creditor, n, ask)),
        };
        return { oursMs: eachMs.reduce((sum, each) => sum + each, 0), yardstickMs, eachMs, more };
      } finally {
        await server.app.close();
      }
    }),
};

/** One act over so many letters, in batches as the worker does them. Throws unless each has exactly one yes and its row on the trail. */
async function approveMany(house: BenchHouse, creditor: BenchCreditor, most: number): Promise<number> {
  const { creditorId } = creditor;
  const [member] = await house.behind`select id from members where creditor_id = ${creditorId}`;
  const as = { creditorId, actor: { kind: 'member', id: String(member?.['id']) } } as const;
  const letters = await house.behind<Chosen[]>`
    select id, hash from proposals where creditor_id = ${creditorId} and status = 'waiting' limit ${most}`;
  const ms = await timed(async () => {
    const bulkId = (await house.openWork(as, (work) => offerApproval(work, letters)))!;
    await house.openWork(as, (work) => beginBulk(work, bulkId));
    while ((await creditor.work((work) => readBulk(work, bulkId)))?.endedAt === null)
      await creditor.work((work) => approveInBulk(work, bulkId));
  });
  const [row] = await house.behind`
    select (select count(*) from approvals where creditor_id = ${creditorId})::int as yeses,
      (select count(*) from trail where creditor_id = ${creditorId} and what = 'letter-approved')::int as told`;
  if (row?.['yeses'] !== letters.length || row?.['told'] !== letters.length)
    throw new Error('not all were approved once');
  return ms;
}

type Page = { readonly name: string; readonly path: string };

/** How long each page took, `rounds` times in turn, after each was asked for once. */
async function askedInTurn(pages: readonly Page[], ask: (path: string) => Promise<void>) {
  for (const { path } of pages) await ask(path);
  const took = new Map(pages.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1)
    for (const { name, path } of pages) took.get(name)!.push(await timed(() => ask(path)));
  return took;
}

function middles(took: ReadonlyMap<string, readonly number[]>) {
  return Object.fromEntries([...took].map(([name, ms]) => [`${name}_p50_ms`, percentile(ms, 0.5)]));
}

/** Every debtor has complained: so many things ask, and all of their letters are held. */
async function worklistBeside(
  { behind }: BenchHouse,
  { creditorId }: BenchCreditor,
  n: number,
  ask: (path: string) => Promise<void>,
) {
  await behind`
    insert into holds (creditor_id, case_id, debtor_id, kind, details, since, actor_kind, actor_id)
    select creditor_id, id, debtor_id, 'complaint', '{}', business_now() - interval '1 day', 'machine', 'bench'
    from cases where creditor_id = ${creditorId} and closed_at is null`;
  await behind`update proposals set status = 'held' where creditor_id = ${creditorId} and status = 'waiting'`;
  await behind`vacuum analyze holds, proposals`;
  const took = await askedInTurn(
    [
      { name: 'worklist', path: '/desk/worklist' },
      { name: 'worklist_deep', path: `/desk/worklist?page=${Math.max(1, Math.floor(n / 100))}` },
      { name: 'held', path: '/desk/queue?show=held' },
    ],
    ask,
  );
  const worklist = [...took].flatMap(([name, ms]) => (name.startsWith('worklist') ? ms : []));
  return { ...middles(took), worklist_p99_ms: percentile(worklist, 0.99) };
}

async function signIn({ db }: BenchHouse, creditor: BenchCreditor): Promise<string> {
  const email = 'admin@bench.example';
  const personId = await creditor.work(async (work) => {
    const id = await personOf(work, email);
    await insertMember(work, { personId: id, name: 'An admin', email, role: 'admin', employeeNumber: null });
    return id;
  });
  const session = newToken();
  const { creditorId } = creditor;
  await openSession(db, { hash: hashToken(session), personId, creditorId }, 3600);
  return session;
}

/** The desk on a port of its own, and beside it the bare page. */
async function deskServer(house: BenchHouse, { creditorId }: BenchCreditor) {
  const app: FastifyInstance = await buildServer({
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
  app.get('/bare', async (_request, reply) => {
    const rows = await house.app.begin(async (tx) => {
      await tx`select set_config('rykker.creditors', ${`{${creditorId}}`}, true)`;
      return tx`
        select p.id, p.rung, p.status, p.total_minor, p.recipient, d.name, count(*) over () as of
        from proposals p join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
        where p.creditor_id = ${creditorId} and p.status = 'waiting' order by p.total_minor desc, p.id limit ${rowsOnAPage}`;
    });
    return reply.type('text/html').send(`<pre>${rows.map((row) => JSON.stringify(row)).join('\n')}</pre>`);
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, origin };
}

async function pagesToAsk({ behind }: BenchHouse, { creditorId }: BenchCreditor, n: number) {
  const [letter] = await behind`
    select id from proposals where creditor_id = ${creditorId} and status = 'waiting' order by id limit 1`;
  const waiting = '/desk/queue?show=waiting';
  return [
    { name: 'first', path: waiting },
    { name: 'deep', path: `${waiting}&page=${Math.max(1, Math.floor(n / rowsOnAPage / 2))}` },
    { name: 'search', path: `${waiting}&q=Kunde+12` },
    { name: 'letter', path: `${waiting}&open=${letter?.['id']}` },
  ];
}

/** Throws unless the page is there whole: a quick refusal is no quick page. */
async function askFor(url: string, cookie: string): Promise<void> {
  const answer = await fetch(url, { headers: { cookie } });
  const body = await answer.text();
  if (answer.status !== 200 || !body.includes('ApS')) throw new Error(`${url} answered ${answer.status}`);
}
