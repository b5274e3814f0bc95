/** Many works at once over few connections: no work is ever in another's room, after an error neither (design §3.12). */
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import t from 'tap';
import { connect } from '../../src/db/connect.ts';
import { type Work, workOpener } from '../../src/db/work.ts';
import { testDatabase } from '../database.ts';
import { fillRoom } from './fill-rooms.ts';
import { randomFrom } from './tampering.ts';

const db = await testDatabase();
const app = connect(db.appUrl, { max: 4 });
const owner = connect(db.ownerUrl, { max: 1 });
t.teardown(async () => {
  await Promise.all([app.close(), owner.close()]);
  await db.drop();
});
const openWork = workOpener(app.db, () => async () => {});
const rooms = [await fillRoom(owner.sql), await fillRoom(owner.sql)];
const machine = { kind: 'machine', id: 'test' } as const;
const seed = Math.trunc(Math.random() * 1e9);
const random = randomFrom(seed);

/** What a work sees: the creditors of three tables, and the room it is told to be in. */
async function seen(work: Work): Promise<string[]> {
  const rows = await work.tx.execute<{ creditor: string }>(sql`
    select creditor_id as creditor from invoices union select creditor_id from entries union select id from creditors
    union select unnest(allowed_creditors())`);
  return rows.map(({ creditor }) => creditor);
}

class Mishap extends Error {}

/** How a work may go wrong half-way; the first is that it does not. */
const ends: readonly ((work: Work) => Promise<unknown>)[] = [
  async () => {},
  async () => {
    throw new Mishap('thrown');
  },
  (work) => work.tx.execute(sql`select 1 / 0`),
  (work) =>
    work.tx.execute(sql`insert into cases (creditor_id, debtor_id) values (gen_random_uuid(), gen_random_uuid())`),
  (work) => work.tx.execute(sql`set local statement_timeout = 5`).then(() => work.tx.execute(sql`select pg_sleep(1)`)),
  (work) => work.tx.execute(sql`select set_config('rykker.creditors', 'nonsense', true), count(*) from invoices`),
  (work) => work.tx.execute(sql`select pg_cancel_backend(pg_backend_pid())`),
];

t.test('64 works at a time over two creditors and four connections, many of them thrown out', async (t) => {
  const foreign: string[] = [];
  let [done, failed, left] = [0, 0, 1920];
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      const { creditorId } = rooms[random(2)]!;
      const end = ends[random(2) * random(ends.length)]!;
      try {
        await openWork({ creditorId, actor: machine }, async (work) => {
          const look = async () => {
            const creditors = await seen(work);
            if (creditors.join() !== creditorId) foreign.push(`in ${creditorId}: ${creditors}`);
          };
          await look();
          if (random(4) === 0) await wait(random(5));
          await end(work);
          await look();
        });
        done += 1;
      } catch {
        failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: 64 }, worker));
  t.same(foreign, [], `seed ${seed}`);
  t.ok(done > 500, `${done} went through`);
  t.ok(failed > 300, `${failed} were thrown out`);
});

t.test('after all that, every connection of the pool is in no room', async (t) => {
  const looks = Array.from({ length: 16 }, () => app.db.execute(sql`select id, pg_sleep(0.01) from creditors`));
  t.same(
    (await Promise.all(looks)).map((rows) => rows.length),
    Array(16).fill(0),
  );
});

t.test('a failed query says what was wrong and where, and no value it was asked with', async (t) => {
  const { creditorId, rows } = rooms[0]!;
  const number = String(rows.get('invoices')![0]!['number']);
  const failing = openWork({ creditorId, actor: machine }, (work) =>
    work.tx.execute(sql`
      insert into invoices select * from jsonb_populate_record(null::invoices, ${JSON.stringify({ creditor_id: creditorId, number })}::jsonb)`),
  );
  const error: unknown = await failing.catch((thrown) => thrown);
  t.match(error, { code: '23502', message: /query failed: null value in column "id"/ });
  t.match((error as Error).stack, /pool\.test\.ts:\d+/);
  const everything = Object.getOwnPropertyNames(error).map((name) => String((error as Record<string, unknown>)[name]));
  t.notMatch(everything.join('\n'), new RegExp(`${number}|${creditorId}`));
});
