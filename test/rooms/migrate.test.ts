import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PgBoss } from 'pg-boss';
import t from 'tap';
import { connectRaw } from '../../src/db/connect.ts';
import { migrate, roleTrouble, schemaIsCurrent, schemaTrouble } from '../../src/db/migrate.ts';
import { bossOptionsFor } from '../../src/db/queues.ts';
import { migrationsDir, testDatabase } from '../database.ts';

const house = `create table house (single boolean primary key default true check (single), kind text not null, identity text not null);
create function house_identity() returns text language sql as $$ select 'here' $$;
grant select on house to :app;`;

/** An empty database and a folder of small migrations that a test may bend. */
async function ground(test: { teardown(close: () => Promise<void>): void }) {
  const db = await testDatabase({ empty: true });
  const folder = mkdtempSync(join(tmpdir(), 'rykker-migrations-'));
  test.teardown(async () => {
    rmSync(folder, { recursive: true });
    await db.drop();
  });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('0001_house.sql', house);
  write('0002_cats.sql', 'create table cats (name text); grant select on cats to :app;');
  const queues = [{ name: 'letters', deadLetter: 'lost' }, { name: 'lost' }] as const;
  const options = {
    ownerUrl: db.ownerUrl,
    appRole: db.appRole,
    migrationsDir: folder,
    stamp: 'sandbox',
    queues,
  } as const;
  return { db, folder, write, options };
}

t.test('three processes that start at once run every migration once between them', async (t) => {
  const { options, db, folder } = await ground(t);
  const answers = await Promise.all([migrate(options), migrate(options), migrate(options)]);
  const ran = answers.flatMap((answer) => (answer.kind === 'migrated' ? answer.ran : [answer.why]));
  t.same(ran, ['0001_house.sql', '0002_cats.sql']);
  t.equal(await schemaIsCurrent(db.appUrl, folder), true);
  t.equal(await schemaTrouble(db.appUrl, folder, 'sandbox'), null);
});

t.test('an edited old migration is refused by its name, and nothing runs after it', async (t) => {
  const { options, write } = await ground(t);
  await migrate(options);
  write('0002_cats.sql', 'create table dogs (name text);');
  write('0003_birds.sql', 'create table birds (name text);');
  const answer = await migrate(options);
  t.match(answer, { kind: 'refused', why: /^0002_cats\.sql was edited/ });
  const sql = connectRaw(options.ownerUrl, { max: 1 });
  t.equal((await sql`select to_regclass('birds') as birds`)[0]?.['birds'], null);
  await sql.end();
});

t.test('a migration that has gone, changed its name, or comes late is refused by its name', async (t) => {
  const { options, folder, write } = await ground(t);
  write('0004_birds.sql', 'create table birds (name text);');
  await migrate(options);
  write('0003_late.sql', 'create table late (name text);');
  t.match(await migrate(options), { kind: 'refused', why: /^0003_late\.sql came after number 4/ });
  rmSync(join(folder, '0003_late.sql'));
  cpSync(join(folder, '0002_cats.sql'), join(folder, '0002_lions.sql'));
  rmSync(join(folder, '0002_cats.sql'));
  t.match(await migrate(options), { kind: 'refused', why: /0002_cats\.sql, here it is 0002_lions\.sql/ });
  rmSync(join(folder, '0002_lions.sql'));
  t.match(await migrate(options), { kind: 'refused', why: /has run 0002_cats\.sql, which is not among/ });
});

t.test('a migration that fails leaves nothing of itself and names its file', async (t) => {
  const { options, write, db, folder } = await ground(t);
  write('0003_half.sql', 'create table half (name text); select 1 / 0;');
  await t.rejects(migrate(options), { message: /migrations\/0003_half\.sql failed: division by zero/ });
  t.match(await schemaTrouble(db.appUrl, folder, 'sandbox'), /0003_half\.sql has not been run/);
  const sql = connectRaw(options.ownerUrl, { max: 1 });
  t.equal((await sql`select to_regclass('half') as half`)[0]?.['half'], null);
  await sql.end();
});

t.test('a process that may not migrate is told in a sentence that the database is empty or behind', async (t) => {
  const { options, write, db, folder } = await ground(t);
  t.match(await schemaTrouble(db.appUrl, folder, 'sandbox'), /^The database is empty: run `npm run migrate`/);
  await migrate(options);
  write('0003_birds.sql', 'create table birds (name text);');
  t.equal(await schemaIsCurrent(db.appUrl, folder), false);
  t.match(
    await schemaTrouble(db.appUrl, folder, 'sandbox'),
    /behind this program \(0003_birds\.sql has not been run\)/,
  );
});

t.test('a sandbox database is refused by a live program, before a migration touches it', async (t) => {
  const { options, write, db, folder } = await ground(t);
  await migrate(options);
  write('0003_birds.sql', 'create table birds (name text);');
  t.match(await migrate({ ...options, stamp: 'live' }), { kind: 'refused', why: /stamped sandbox/ });
  rmSync(join(folder, '0003_birds.sql'));
  t.match(await schemaTrouble(db.appUrl, folder, 'live'), /stamped sandbox/);
});

t.test('a role that owns tables, may bypass row level security or is a superuser is refused', async (t) => {
  const { options, db } = await ground(t);
  await migrate(options);
  t.equal(await roleTrouble(db.appUrl), null);
  t.match(await roleTrouble(db.ownerUrl), /owns tables/);
  t.match(await roleTrouble(db.adminUrl), /is a superuser/);
  const admin = connectRaw(db.adminUrl, { max: 1 });
  await admin.unsafe(`alter role "${db.appRole}" bypassrls`);
  t.match(await roleTrouble(db.appUrl), /may bypass row level security/);
  await admin.end();
});

t.test('pg-boss sends, works, buries and maintains as a role that owns nothing', async (t) => {
  const { options, db } = await ground(t);
  await migrate(options);
  const boss = new PgBoss({
    ...bossOptionsFor(db.appUrl),
    max: 3,
    superviseIntervalSeconds: 1,
    maintenanceIntervalSeconds: 1,
  });
  const errors: Error[] = [];
  boss.on('error', (error) => errors.push(error));
  await boss.start();
  t.teardown(() => boss.stop({ graceful: false }));
  await boss.send('letters', { caseId: 'a' });
  const [first] = await boss.fetch<{ caseId: string }>('letters');
  t.same(first?.data, { caseId: 'a' });
  await boss.complete('letters', first?.id ?? '');
  await boss.send('letters', { caseId: 'b' }, { retryLimit: 0 });
  const [second] = await boss.fetch('letters');
  await boss.fail('letters', second?.id ?? '');
  t.same((await boss.fetch<{ caseId: string }>('lost'))[0]?.data, { caseId: 'b' }, 'the dead letter arrives');
  await boss.send('letters', { caseId: 'c' });
  const worked = await new Promise((resolve) => {
    void boss.work<{ caseId: string }>('letters', { pollingIntervalSeconds: 0.5 }, async ([job]) =>
      resolve(job?.data.caseId),
    );
  });
  t.equal(worked, 'c');
  await boss.supervise();
  await t.rejects(boss.createQueue('apart', { partition: true }), /permission denied/, 'making tables is the owner’s');
  t.same(errors, []);
});

t.test('our own migrations run on an empty database and again without change', async (t) => {
  const { options } = await ground(t);
  const ours = { ...options, migrationsDir };
  t.match(await migrate(ours), { kind: 'migrated' });
  t.same(await migrate(ours), { kind: 'migrated', ran: [] });
});
