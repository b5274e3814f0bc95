/** A burst of e-conomic's hook calls over HTTP, as an import of so many rows makes them: fifty at a time, for one creditor. */
import { subscribedHook } from '../../src/hooks/economic-path.ts';
import { hookRoutes } from '../../src/hooks/routes.ts';
import type { PaymentProvider } from '../../src/payments/port.ts';
import { buildServer } from '../../src/web/server.ts';
import { viewsDir } from '../people.ts';
import { type Bench, timed } from './bench.ts';
import { type BenchHouse, benchCreditor, inBenchHouse } from './house.ts';

const atOnce = 50;
const economicKey = 'a key of the bench that is long enough';

export const hooks: Bench = {
  name: 'hooks',
  about:
    'as many calls to a route of the same server that answers at once; n is calls, jobs what they left on the timetable',
  n: 10_000,
  run: (n) =>
    inBenchHouse(async (house) => {
      const { creditorId } = await benchCreditor(house, { invoices: 1, debtors: 1 });
      await house.behind`delete from timetable where creditor_id = ${creditorId}`;
      const { address, close } = await serve(house);
      const { path, secret } = subscribedHook(economicKey, creditorId);
      const eachMs: number[] = [];
      try {
        const calls = (to: string, each: (milliseconds: number) => void) =>
          timed(() => burst(n, () => timed(() => call(address + to, secret)).then(each)));
        const yardstickMs = await calls('/bare', () => {});
        const before = await commits(house);
        const oursMs = await calls(path, (milliseconds) => eachMs.push(milliseconds));
        const transactions = (await commits(house)) - before;
        const due = await house.behind`select what from timetable where creditor_id = ${creditorId}`;
        if (due.length !== 1 || due[0]!['what'] !== 'poll') throw new Error(`${due.length} things fall due`);
        return { oursMs, yardstickMs, eachMs, more: { jobs: due.length, transactions } };
      } finally {
        await close();
      }
    }),
};

async function burst(n: number, deed: () => Promise<unknown>): Promise<void> {
  let left = n;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      await deed();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

async function call(address: string, secret: string): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-rykker-secret': secret },
    body: 'invoice=20417',
  });
  if (answer.status !== 200) throw new Error(`a hook was answered ${answer.status}`);
  await answer.arrayBuffer();
}

/** Everything the database has committed, the bench's own few questions among it. */
async function commits({ behind }: BenchHouse): Promise<number> {
  await behind`select pg_stat_force_next_flush()`;
  const [row] = await behind`select xact_commit as n from pg_stat_database where datname = current_database()`;
  return Number(row!['n']);
}

async function serve({ db, openWork }: BenchHouse) {
  const app = await buildServer({
    publicUrl: 'http://localhost:3000',
    viewsDir,
    logger: false,
    version: 'bench',
  });
  // No payment comes in here.
  const payments = {} as PaymentProvider;
  const mailKeys = { user: 'user', password: 'password' };
  await hookRoutes(app, { db, openWork, payments, wallNow: () => new Date(), mailKeys, economicKey });
  app.post('/bare', { config: { rateLimit: false } }, async () => ({ stored: true }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as { port: number };
  return { address: `http://127.0.0.1:${port}`, close: () => app.close() };
}
