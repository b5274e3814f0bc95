/** `rykker trail verify` and `rykker ledger verify`, as a person runs them; and the daily heads they are held against. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { settingNames } from '../../src/main/config.ts';
import { dailyHeads } from '../../src/main/daily-heads.ts';
import { queuePlans } from '../../src/main/queue.ts';
import { chainKey, headsIn } from '../../src/trail/heads.ts';
import { project } from '../house/sources.ts';
import { ourNode, ourNodeEnv } from '../our-node.ts';
import { chainedRooms } from '../rooms/chained-room.ts';

const { db, app, admin, room } = await chainedRooms(t, queuePlans);
const folder = mkdtempSync(join(tmpdir(), 'rykker-heads-'));
t.teardown(() => rmSync(folder, { recursive: true, force: true }));
const anchorDir = join(folder, 'anchors');

type Ran = { readonly code: number; readonly out: string; readonly complaint: string };

function rykker(words: readonly string[], settings: Record<string, string> = {}): Promise<Ran> {
  const empty = Object.fromEntries(settingNames.map((name) => [name, '']));
  const env = { ...empty, ...ourNodeEnv, RYKKER_DATA: folder, DATABASE_URL: db.appUrl, ...settings };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...ourNode, join(project, 'src/main/rykker.ts'), ...words],
      { env, timeout: 60_000 },
      (_, out, complaint) => resolve({ code: child.exitCode ?? -1, out, complaint }),
    );
  });
}

/** Done as a superuser with the triggers off. */
async function behindTheBack(deed: (tx: Parameters<Parameters<typeof admin.sql.begin>[1]>[0]) => Promise<unknown>) {
  await admin.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await deed(tx);
  });
}

const [one, other] = [await room({ trail: 12, ledger: 9 }), await room({ trail: 6, ledger: 3 })];
const agreementOf = async (creditorId: string) => {
  const [row] = await admin.sql`select agreement_number from creditors where id = ${creditorId}`;
  return String(row!['agreement_number']);
};

t.test('the daily heads are kept once a day, in a file that is never written over, and in a log line', async (t) => {
  const lines: string[] = [];
  const heads = () => dailyHeads({ db: app.db, dir: anchorDir, log: (line) => lines.push(line) });
  const round = heads();
  await round();
  await round();
  const [name, ...more] = readdirSync(anchorDir);
  t.match(name, /^heads-\d{4}-\d\d-\d\d\.txt$/);
  t.same(more, []);
  const text = readFileSync(join(anchorDir, name!), 'utf8');
  t.equal(text.trimEnd().split('\n').length, 4);
  t.match(text, /^(head \d{4}-\d\d-\d\d [0-9a-f-]{36} (trail|ledger) \d+ [0-9a-f]{64}\n)+$/, 'and nothing else');
  t.equal(headsIn(text).get(chainKey({ creditorId: one.creditorId, chain: 'ledger' }))?.[0]?.seq, 9);
  t.equal(lines.length, 1);
  t.match(lines[0], /^Heads of all chains on \d{4}-\d\d-\d\d: 4, digest [0-9a-f]{64}, kept in .*heads-.*\.txt\.$/);

  writeFileSync(join(anchorDir, name!), 'what stood here\n');
  await heads()();
  t.equal(readFileSync(join(anchorDir, name!), 'utf8'), 'what stood here\n', 'a restart writes over nothing');
  writeFileSync(join(anchorDir, name!), text);
  t.equal(lines.length, 1);
});

t.test('without a folder the log has every head, and serves as an anchor itself', async (t) => {
  const lines: string[] = [];
  await dailyHeads({ db: app.db, dir: null, log: (line) => lines.push(`2026-11-25T10:00:00Z rykker[7]: ${line}`) })();
  t.equal(lines.length, 5);
  const file = join(folder, 'piece-of-the.log');
  writeFileSync(file, lines.join('\n'));
  const { code, out } = await rykker(['trail', 'verify', '--anchor', file]);
  t.match(out, /has the head kept on/);
  t.equal(code, 0);
});

t.test('what holds is said with its head, by agreement number, by our id and for all', async (t) => {
  for (const creditor of [one.creditorId, await agreementOf(one.creditorId)]) {
    const { code, out, complaint } = await rykker(['trail', 'verify', '--creditor', creditor]);
    t.match(out, /: the trail holds\. 12 rows read as they were chained, none waits; the head is 12 [0-9a-f]{64}\./);
    t.match(out, /No head of it was kept elsewhere/);
    t.equal(out.trimEnd().split('\n').length, 1);
    t.equal(`${code} ${complaint}`, '0 ');
  }
  const { code, out } = await rykker(['ledger', 'verify'], { TRAIL_ANCHOR_DIR: anchorDir });
  t.match(out, /: the ledger holds\. 24 entries in 9 transactions read as they were chained/);
  t.match(out, /: the ledger holds\. 8 entries in 3 transactions/);
  t.match(out, /It has the head kept on \d{4}-\d\d-\d\d\./);
  t.equal(code, 0);
});

t.test('bad input is told in a sentence and ends with 2', async (t) => {
  const rows: Array<[words: string[], said: RegExp]> = [
    [
      ['trail', 'verify', '--creditor', '999'],
      /^There is no creditor 999: give its agreement number, or our id of it\.\n$/,
    ],
    [['trail', 'verify', '--creditor'], /trail verify \[--creditor N\]/],
    [['trail', 'verify', '--who', '7'], /trail verify \[--creditor N\]/],
    [['ledger', 'verify', 'now'], /ledger verify \[--creditor N\]/],
    [['ledger', 'verify', '--anchor', join(folder, 'none.txt')], /cannot be read, or no head of a chain is in it\.\n$/],
  ];
  for (const [words, said] of rows) {
    const { code, out, complaint } = await rykker(words);
    t.match(complaint, said);
    t.equal(`${code}${out}`, '2', words.join(' '));
  }
  const gone = await rykker(['trail', 'verify'], { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' });
  t.match(gone.complaint, /^The trail could not be looked at: [^\n]+\n$/);
  t.equal(gone.code, 2);
});

t.test('the first bad row is named, and who is not concerned still holds', async (t) => {
  const [row] = await admin.sql`
    select trail_id from trail_chain where creditor_id = ${one.creditorId} and seq = 5`;
  await behindTheBack(
    (tx) =>
      tx`update trail set at = at - interval '1 day' where creditor_id = ${one.creditorId} and id = ${row!['trail_id']}`,
  );
  const all = await rykker(['trail', 'verify']);
  t.match(
    all.out,
    new RegExp(
      `the trail does not hold\\. Row ${row!['trail_id']} \\(hold-opened\\) no longer reads as link 5 has it\\.\n`,
    ),
  );
  t.match(all.out, /: the trail holds\. 6 rows/);
  t.equal(all.code, 1);
  t.equal((await rykker(['trail', 'verify', '--creditor', other.creditorId])).code, 0);
  await behindTheBack(
    (tx) =>
      tx`update trail set at = at + interval '1 day' where creditor_id = ${one.creditorId} and id = ${row!['trail_id']}`,
  );
  t.equal((await rykker(['trail', 'verify'])).code, 0);
});

t.test('a ledger whose newest part was cut off is found against the kept heads alone', async (t) => {
  await behindTheBack(async (tx) => {
    const of = tx`creditor_id = ${one.creditorId} and transaction_id in (
      select transaction_id from ledger_chain where creditor_id = ${one.creditorId} and seq > 7)`;
    await tx`delete from entries where ${of}`;
    await tx`delete from transactions where creditor_id = ${one.creditorId} and id in (
      select transaction_id from ledger_chain where creditor_id = ${one.creditorId} and seq > 7)`;
    await tx`delete from ledger_chain where creditor_id = ${one.creditorId} and seq > 7`;
  });
  t.equal((await rykker(['ledger', 'verify', '--creditor', one.creditorId])).code, 0, 'the chain by itself is whole');
  const found = await rykker(['ledger', 'verify'], { TRAIL_ANCHOR_DIR: anchorDir });
  t.match(
    found.out,
    /the ledger does not hold\. The head kept on [\d-]+ was link 9, and the chain ends at 7: its newest part was cut off\./,
  );
  t.equal(found.code, 1);
});

t.test('a creditor who was taken away altogether is missed', async (t) => {
  const file = join(folder, 'older.txt');
  const gone = '00000000-0000-4000-8000-000000000000';
  writeFileSync(file, `head 2026-11-01 ${gone} trail 41 ${'a'.repeat(64)}\n`);
  const { code, out } = await rykker(['trail', 'verify', '--anchor', file]);
  t.match(out, new RegExp(`Creditor ${gone}: the trail does not hold. It had 41 links on 2026-11-01`));
  t.equal(code, 1);
});
