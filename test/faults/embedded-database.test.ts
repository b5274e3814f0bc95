/** The embedded database against SIGKILL: its own, its keeper's, and the machine's way of using numbers again. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import t from 'tap';
import { connectRaw } from '../../src/db/connect.ts';
import { startEmbeddedDatabase } from '../../src/main/embedded-database.ts';
import { ourNode } from '../our-node.ts';

const quiet = () => {};
type Place = { dataDir: string };

/** A data folder that the database's user may enter. */
function place(test: { teardown(close: () => void): void }): Place {
  const dataDir = mkdtempSync(join(tmpdir(), 'rykker-embedded-'));
  chmodSync(dataDir, 0o755);
  test.teardown(() => rmSync(dataDir, { recursive: true, force: true }));
  return { dataDir };
}

/** A database kept by another process; what it prints is its addresses. */
async function inAnotherProcess({ dataDir }: Place) {
  const program = join(import.meta.dirname, 'keep-embedded-database.ts');
  const child = spawn(process.execPath, [...ourNode, program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const told: { ownerUrl: string; pid: number } = JSON.parse(line);
    return { ...told, child, ended };
  }
  throw new Error('the other process did not start its database');
}

async function countOf(ownerUrl: string): Promise<number> {
  const sql = connectRaw(ownerUrl, { max: 1 });
  const [row] = await sql`select count(*)::int as n from rows`;
  await sql.end();
  return Number(row?.['n']);
}

async function fill(ownerUrl: string): Promise<void> {
  const sql = connectRaw(ownerUrl, { max: 1 });
  await sql.unsafe('create table rows as select generate_series(1, 100) as n');
  await sql.end();
}

t.test('what is committed is there after a stop and a start', async (t) => {
  const { dataDir } = place(t);
  const first = await startEmbeddedDatabase({ dataDir, log: quiet });
  await fill(first.ownerUrl);
  await first.stop();
  const second = await startEmbeddedDatabase({ dataDir, log: quiet });
  t.equal(await countOf(second.ownerUrl), 100);
  await second.stop();
  t.notOk(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid')));
});

t.test('a database that was killed comes back with all that was committed', async (t) => {
  const { dataDir } = place(t);
  const first = await startEmbeddedDatabase({ dataDir, log: quiet });
  await fill(first.ownerUrl);
  process.kill(first.pid, 'SIGKILL');
  await first.gone;
  t.ok(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid')), 'it left its mark behind');
  await first.stop();
  const second = await startEmbeddedDatabase({ dataDir, log: quiet });
  t.equal(await countOf(second.ownerUrl), 100);
  await second.stop();
});

t.test('a database that outlived its killed program is stopped properly and started anew', async (t) => {
  const where = place(t);
  const other = await inAnotherProcess(where);
  await fill(other.ownerUrl);
  other.child.kill('SIGKILL');
  await other.ended;
  t.ok(process.kill(other.pid, 0), 'it is still running, on its own');
  const mine = await startEmbeddedDatabase({ dataDir: where.dataDir, log: quiet });
  await t.rejects(countOf(other.ownerUrl), { code: 'ECONNREFUSED' }, 'the old one is gone');
  t.equal(await countOf(mine.ownerUrl), 100);
  await mine.stop();
});

t.test('a second program on the same folder is refused in a sentence, and the first goes on', async (t) => {
  const where = place(t);
  const other = await inAnotherProcess(where);
  await fill(other.ownerUrl);
  await t.rejects(startEmbeddedDatabase({ dataDir: where.dataDir, log: quiet }), {
    message: /^Another Rykker keeps the database/,
  });
  t.equal(await countOf(other.ownerUrl), 100);
  other.child.kill('SIGTERM');
  await other.ended;
  t.throws(() => process.kill(other.pid, 0), { code: 'ESRCH' }, 'and takes its database with it');
});

t.test(
  'a process number that belongs to somebody else by now does not stop the start, nor is that process touched',
  async (t) => {
    const { dataDir } = place(t);
    await (await startEmbeddedDatabase({ dataDir, log: quiet })).stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    t.teardown(() => stranger.kill('SIGKILL'));
    writeFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), `${stranger.pid}\n${dataDir}\n0\n5432\n`);
    const again = await startEmbeddedDatabase({ dataDir, log: quiet });
    t.equal(stranger.exitCode ?? stranger.signalCode, null);
    await again.stop();
  },
);

t.test('two first starts at once make one cluster: one runs, the other is refused', async (t) => {
  const { dataDir } = place(t);
  const starts = await Promise.allSettled([
    startEmbeddedDatabase({ dataDir, log: quiet }),
    startEmbeddedDatabase({ dataDir, log: quiet }),
  ]);
  const running = starts.filter((start) => start.status === 'fulfilled');
  t.equal(running.length, 1);
  for (const { value } of running) await value.stop();
});

t.test('its passwords are this user’s only, it listens on loopback only, and its roles are harmless', async (t) => {
  const { dataDir } = place(t);
  const database = await startEmbeddedDatabase({ dataDir, log: quiet });
  t.equal(statSync(join(dataDir, 'postgres', 'passwords.json')).mode & 0o777, 0o600);
  t.notMatch(readFileSync(join(dataDir, 'postgres', 'postgres.log'), 'utf8'), new URL(database.adminUrl).password);
  const sql = connectRaw(database.adminUrl, { max: 1 });
  t.equal((await sql`show listen_addresses`)[0]?.['listen_addresses'], '127.0.0.1');
  const roles =
    await sql`select rolname, rolsuper, rolbypassrls from pg_roles where rolname like 'rykker\\_%' order by 1`;
  t.same(
    [...roles],
    [
      { rolname: 'rykker_app', rolsuper: false, rolbypassrls: false },
      { rolname: 'rykker_owner', rolsuper: false, rolbypassrls: false },
    ],
  );
  await sql.end();
  const wrong = new URL(database.appUrl);
  wrong.password = 'wrong';
  const stranger = connectRaw(wrong.href, { max: 1 });
  await t.rejects(stranger`select 1`, { code: '28P01' });
  await stranger.end();
  await database.stop();
});
