/** A restored or copied database sends nothing until a person says that it may (design §3.15). */
import { randomBytes, randomUUID } from 'node:crypto';
import t from 'tap';
import { connect, connectRaw } from '../../src/db/connect.ts';
import { schemaTrouble } from '../../src/db/migrate.ts';
import { releaseSending } from '../../src/db/release-sending.ts';
import { closeToOthers, quoted } from '../../src/db/roles.ts';
import { workOpener } from '../../src/db/work.ts';
import { claimMessage } from '../../src/sending/store.ts';
import { migrationsDir, type TestDatabase, testDatabase } from '../database.ts';
import { fillRoom } from './fill-rooms.ts';

type Place = Pick<TestDatabase, 'appUrl' | 'ownerUrl' | 'adminUrl'>;
type Teardown = { teardown(close: () => Promise<unknown>): void };

/** A migrated database of one's own. */
async function original(t: Teardown): Promise<TestDatabase> {
  const db = await testDatabase();
  t.teardown(db.drop);
  return db;
}

/** The same rows and roles under another name, as an operator copies them: nothing is released. */
async function copyOf(t: Teardown, db: TestDatabase): Promise<Place> {
  const name = `t_${randomBytes(8).toString('hex')}`;
  const cluster = connectRaw(db.adminUrl.replace(/[^/]+$/, 'postgres'), { max: 1 });
  const owner = new URL(db.ownerUrl).username;
  await cluster.unsafe(`create database ${quoted(name)} template ${quoted(db.name)} owner ${quoted(owner)}`);
  await closeToOthers(cluster, name, { owner, app: db.appRole });
  t.teardown(async () => {
    await cluster.unsafe(`drop database ${quoted(name)} with (force)`);
    await cluster.end();
  });
  const at = (url: string) => url.replace(/[^/]+$/, name);
  return { appUrl: at(db.appUrl), ownerUrl: at(db.ownerUrl), adminUrl: at(db.adminUrl) };
}

/** Runs with the program's connection, and closes it: a database that is copied must have nobody in it. */
async function asProgram<Value>(
  place: Place,
  deed: (app: ReturnType<typeof connect>) => Promise<Value>,
): Promise<Value> {
  const app = connect(place.appUrl, { max: 2 });
  return deed(app).finally(() => app.close());
}

async function asAdmin(place: Place, statement: string): Promise<void> {
  const sql = connectRaw(place.adminUrl, { max: 1 });
  await sql.unsafe(statement).finally(() => sql.end());
}

const halted = (place: Place) =>
  asProgram(place, async ({ sql }) => {
    const [row] = await sql<{ why: string | null }[]>`select sending_halted() as why`;
    return row!.why;
  });

/** A tick as the clock writes it. */
const tick = (place: Place) =>
  asProgram(place, async ({ sql }) => {
    await sql`update house set last_tick_at = clock_timestamp()`;
  });

/** A creditor with one message that is to leave. */
async function messageIn(place: Place) {
  const owner = connectRaw(place.ownerUrl, { max: 1 });
  const room = await fillRoom(owner).finally(() => owner.end());
  const id = String(room.rows.get('messages')![0]!['id']);
  const claim = (where: Place) =>
    asProgram(where, async ({ db }) => {
      const open = workOpener(db, () => async () => {});
      const who = { creditorId: room.creditorId, actor: { kind: 'machine', id: 'test' } } as const;
      const leaseUntil = new Date('2026-03-02T10:05:00Z');
      return (await open(who, (work) => claimMessage(work, id, randomUUID(), leaseUntil)))?.state ?? null;
    });
  return { claim };
}

t.test('a copied database claims nothing until its owner releases it; the original sends on', async (t) => {
  const db = await original(t);
  const { claim } = await messageIn(db);
  const copy = await copyOf(t, db);
  t.equal(await halted(copy), 'restored');
  t.equal(await claim(copy), null);
  await tick(copy);
  t.equal(await halted(copy), 'restored', 'a tick lifts nothing');
  t.equal(await releaseSending(copy.ownerUrl), 2);
  t.equal(await halted(copy), null);
  t.equal(await claim(copy), 'sending');
  t.equal(await halted(db), null);
  t.equal(await claim(db), 'sending');
});

t.test('a release is of one database: a copy of the released copy waits again', async (t) => {
  const db = await original(t);
  const copy = await copyOf(t, db);
  await releaseSending(copy.ownerUrl);
  const further = await copyOf(t, { ...db, ...copy, name: new URL(copy.appUrl).pathname.slice(1) });
  t.equal(await halted(further), 'restored');
  t.equal(await releaseSending(further.ownerUrl), 3);
  t.equal(await halted(further), null);
});

t.test('rows poured back into this very database wait too', async (t) => {
  const db = await original(t);
  await asAdmin(
    db,
    `alter table house rename to old_house;
     create table house (like old_house including all);
     insert into house select * from old_house;
     grant select on house to ${quoted(db.appRole)}`,
  );
  t.equal(await halted(db), 'restored');
});

t.test('the program cannot release itself, restamp itself or turn a live house into a sandbox', async (t) => {
  const copy = await copyOf(t, await original(t));
  const deeds = [
    'select release_sending()',
    'update house set identity = house_identity()',
    "update house set kind = 'sandbox'",
    'update house set sending_epoch = 9',
    'update house set silent_since = null',
    'delete from house',
    "insert into house (kind, identity) values ('live', 'x')",
  ];
  await asProgram(copy, async ({ sql }) => {
    for (const deed of deeds) await t.rejects(sql.unsafe(deed), { code: '42501' }, deed);
  });
  t.equal(await halted(copy), 'restored');
});

const live = (ago: string) => `update house set kind = 'live', last_tick_at = clock_timestamp() - interval '${ago}'`;

t.test(
  'a live house that has been silent for more than a day waits, and its next tick does not lift that',
  async (t) => {
    const db = await original(t);
    const { claim } = await messageIn(db);
    await asAdmin(db, live('23 hours 59 minutes'));
    t.equal(await halted(db), null);
    await tick(db);
    await asAdmin(db, live('24 hours 1 minute'));
    t.equal(await halted(db), 'long-silence');
    t.equal(await claim(db), null);
    await tick(db);
    await tick(db);
    t.equal(await halted(db), 'long-silence', 'ticks lift nothing');
    t.equal(await claim(db), null);
    t.equal(await releaseSending(db.ownerUrl), 2);
    t.equal(await halted(db), null);
    await tick(db);
    t.equal(await halted(db), null);
    t.equal(await claim(db), 'sending');
  },
);

t.test('a sandbox may sleep for a year', async (t) => {
  const db = await original(t);
  await asAdmin(db, "update house set last_tick_at = clock_timestamp() - interval '1 year'");
  t.equal(await halted(db), null);
  await tick(db);
  t.equal(await halted(db), null);
});

t.test('a database that nobody has stamped sends nothing', async (t) => {
  const db = await original(t);
  await asAdmin(db, 'delete from house');
  t.equal(await halted(db), 'unstamped');
});

t.test('a copy keeps its stamp: a program started the other way refuses it', async (t) => {
  const copy = await copyOf(t, await original(t));
  t.equal(await schemaTrouble(copy.ownerUrl, migrationsDir, 'sandbox'), null);
  t.match(
    await schemaTrouble(copy.ownerUrl, migrationsDir, 'live'),
    /stamped sandbox and the program was started live/,
  );
  await asAdmin(copy, "update house set kind = 'live'");
  t.match(
    await schemaTrouble(copy.ownerUrl, migrationsDir, 'sandbox'),
    /stamped live and the program was started sandbox/,
  );
  t.equal(await halted(copy), 'restored');
});
