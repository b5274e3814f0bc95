/**
 * Every route there is, asked for another creditor's things: by a member of A, by nobody. What belongs to B is never seen and
 * never changed. A new route turns this red until it is written into the list.
 */
import { createHash, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import t from 'tap';
import { connect } from '../../src/db/connect.ts';
import { readConfig } from '../../src/main/config.ts';
import { openDoors } from '../../src/main/doors.ts';
import { openQueue, queuePlans } from '../../src/main/queue.ts';
import { wireClock } from '../../src/main/wire-clock.ts';
import { hashToken, newToken } from '../../src/values/secrets.ts';
import { testDatabase } from '../database.ts';
import { ofCreditors, readTables } from '../rooms/catalogue.ts';
import { fillRoom } from '../rooms/fill-rooms.ts';
import { routesKnown } from './routes-known.ts';

const database = await testDatabase({ queues: queuePlans });
const connection = connect(database.appUrl, { max: 4 });
const owner = connect(database.ownerUrl, { max: 2 });
const admin = connect(database.adminUrl, { max: 2 });
const boss = await openQueue(database.appUrl, false, () => {});
const projectDir = resolve(import.meta.dirname, '..', '..');
const answer = readConfig(
  { PORT: '3000', RYKKER_SANDBOX: '1', RYKKER_DATA: '.data/test', DATABASE_URL: database.appUrl },
  projectDir,
);
if (!answer.ok) throw new Error(answer.problems.join(' '));
const { config } = answer;
// Nothing answers on the discard port: no route may need the outer world to keep creditors apart.
const { vendors, workTools } = wireClock({ config, sandboxUrl: 'http://127.0.0.1:9', connection, boss, log: () => {} });
const routes = new Set<string>();
const onRoute = (method: string, url: string) => {
  if (method === 'GET' || method === 'POST') routes.add(`${method} ${url}`);
};
const app = await openDoors({ config, connection, boss, clock: workTools.clock, vendors, sandbox: null, onRoute });
t.teardown(async () => {
  await app.close();
  await boss.stop({ graceful: false });
  for (const each of [connection, owner, admin]) await each.close();
  await database.drop();
});

const theirs = await fillRoom(owner.sql);
const ours = { creditorId: randomUUID() };
await admin.sql`insert into creditors (id, agreement_number, name, base_currency, created_at) values (${ours.creditorId}, '1', 'A', 'DKK', now())`;
const session = newToken();
const [person] = await admin.sql`insert into people (email, created_at) values ('a@a.example', now()) returning id`;
await admin.sql`insert into members (creditor_id, person_id, name, email, role, since) values (${ours.creditorId}, ${person!['id']}, 'A', 'a@a.example', 'admin', now())`;
await admin.sql`insert into sessions (token_hash, person_id, creditor_id, expires_at) values (${hashToken(session)}, ${person!['id']}, ${ours.creditorId}, now() + interval '1 hour')`;

const canary = 'KANARIEFUGL';
await admin.sql`set session_replication_role = replica`;
await admin.sql`update creditors set name = ${canary}, email = ${`${canary}@b.example`} where id = ${theirs.creditorId}`;
await admin.sql`update debtors set name = ${canary}, emails = array[${`${canary}@b.example`}] where creditor_id = ${theirs.creditorId}`;

const idsOfB = [...theirs.rows.values()]
  .flatMap((rows) => rows.map((row) => row['id']))
  .filter((id) => typeof id === 'string');

async function fingerprintOfB(): Promise<string> {
  const hash = createHash('sha256');
  for (const table of ofCreditors(await readTables(admin.sql))) {
    const rows = await admin.sql.unsafe(
      `select to_jsonb(x)::text as row from public."${table.name}" x where x."${table.key}" = '${theirs.creditorId}' order by 1`,
    );
    hash.update(table.name).update(JSON.stringify(rows));
  }
  return hash.digest('hex');
}

t.test('every route there is stands in the list', async (t) => {
  t.same([...routes].sort(), [...routesKnown].sort());
});

for (const who of ['a member of A', 'nobody'] as const) {
  t.test(`${who} sees nothing of B and changes nothing of B, on any route`, async (t) => {
    const before = await fingerprintOfB();
    const cookie = who === 'nobody' ? '' : `${app.site.https ? '__Host-' : ''}rykker-member=${session}`;
    let asked = 0;
    for (const route of routesKnown) {
      const [method = '', path = ''] = route.split(' ');
      if (path.startsWith('/assets')) continue;
      for (const id of path.includes(':') ? idsOfB : ['']) {
        const url = path.replace(/:[a-zA-Z]+/g, id);
        const response = await app.inject({
          method: method as 'GET' | 'POST',
          url,
          // Each request from an address of its own: what is measured is the walls, not the limits.
          remoteAddress: `10.${(asked >> 16) & 255}.${(asked >> 8) & 255}.${asked & 255}`,
          headers: { cookie, ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
          ...(method === 'POST' ? { payload: formFor(id) } : {}),
        });
        asked += 1;
        if (response.body.includes(canary)) t.fail(`${route} told of B`);
        if (response.statusCode >= 500) t.fail(`${route} answered ${response.statusCode}`);
      }
    }
    t.ok(asked > routesKnown.length, `${asked} requests`);
    t.equal(await fingerprintOfB(), before, 'every row of B is as it was');
  });
}

/** A form that names B's things in every field a form of ours has. */
function formFor(id: string): string {
  const some = id || idsOfB[0]!;
  const fields = ['case', 'invoice', 'hold', 'question', 'message', 'debtor', 'payment', 'proposal'];
  return new URLSearchParams([
    ...fields.map((name): [string, string] => [name, name === 'proposal' ? `${some}:${'0'.repeat(64)}` : some]),
    ['act', 'approve'],
    ['note', 'x'],
    ['text', 'x'],
  ]).toString();
}
