/** The program's own start, as a process: what cannot work is said in a sentence, and the exit code is 1. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { settingNames } from '../../src/main/config.ts';
import { project } from '../house/sources.ts';
import { ourNode, ourNodeEnv } from '../our-node.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'rykker-start-'));
t.teardown(() => rmSync(dataDir, { recursive: true, force: true }));

/** Starts with these settings and no others, a developer's `.env` included: an empty setting counts as not set. */
function start(
  role: string,
  settings: Record<string, string>,
): Promise<{ code: number; out: string; complaint: string }> {
  const empty = Object.fromEntries(settingNames.map((name) => [name, '']));
  const env = { ...empty, ...ourNodeEnv, RYKKER_DATA: dataDir, ...settings };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...ourNode, join(project, 'src/main/start.ts'), role],
      { env, timeout: 30_000 },
      (_, out, complaint) => resolve({ code: child.exitCode ?? -1, out, complaint }),
    );
  });
}

const rows: Array<[promise: string, role: string, settings: Record<string, string>, said: RegExp]> = [
  ['web without DATABASE_URL is refused', 'web', {}, /^npm run web needs DATABASE_URL: [^\n]+\n$/],
  ['worker without DATABASE_URL is refused', 'worker', {}, /^npm run worker needs DATABASE_URL: [^\n]+\n$/],
  [
    'migrate on a server without the owner is refused',
    'migrate',
    { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' },
    /^npm run migrate needs DATABASE_OWNER_URL[^\n]+\n$/,
  ],
  ['an unknown role is refused', 'sleep', {}, /^There is no such role: sleep[^\n]+\n$/],
  [
    'wrong settings are listed together',
    'web',
    { PORT: 'x', SESSION_KEY: 'y' },
    /^Rykker cannot start:\n {2}- PORT must [^\n]+\n {2}- SESSION_KEY must [^\n]+\n$/,
  ],
  [
    'a database that does not answer is told in a line',
    'worker',
    { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' },
    /^[^\n]*ECONNREFUSED[^\n]*\n$/,
  ],
];

for (const [promise, role, settings, said] of rows) {
  t.test(promise, async (t) => {
    const { code, complaint } = await start(role, settings);
    t.equal(code, 1);
    t.match(complaint, said);
  });
}
