/** The program as a stranger starts it: `npm start`, a process of its own, with a data folder and ports of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { settingNames } from '../../src/main/config.ts';
import { project } from '../house/sources.ts';
import { ourNode, ourNodeEnv } from '../our-node.ts';

export type Program = {
  /** The printed addresses: the desk, the sandbox's console and its inbox. */
  readonly desk: string;
  readonly console: string;
  readonly inbox: string;
  /** All it has printed until now, for a test that failed. */
  readonly output: () => string;
  /** SIGTERM, and SIGKILL when it has not ended in half a minute. Its folder is gone afterwards. True: it ended by itself. */
  readonly stop: () => Promise<boolean>;
};

/** The first start of an empty folder makes a database cluster; a busy machine takes its time for that. */
const startMilliseconds = 120_000;
const stopMilliseconds = 30_000;

/** Starts with nothing set but the port and the folder, a developer's own `.env` included: an empty setting counts as not set. */
export async function startProgram(): Promise<Program> {
  const port = await freePair();
  const folder = mkdtempSync(join(tmpdir(), 'rykker-browser-'));
  // Root runs the database as another user, who must be able to enter: else its data would lie elsewhere and stay there.
  chmodSync(folder, 0o755);
  const empty = Object.fromEntries(settingNames.map((name) => [name, '']));
  const child = spawn(process.execPath, [...ourNode, join(project, 'src/main/start.ts')], {
    cwd: project,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...ourNodeEnv,
      ...empty,
      PORT: String(port),
      RYKKER_DATA: folder,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));

  const program = { output: () => said, stop: () => stop(child, folder) };
  try {
    const [desk, console, inbox] = await printedAddresses(child, () => said);
    return { ...program, desk, console, inbox };
  } catch (thrown) {
    await program.stop();
    throw thrown;
  }
}

async function printedAddresses(child: ChildProcess, said: () => string): Promise<[string, string, string]> {
  const until = performance.now() + startMilliseconds;
  while (performance.now() < until) {
    const [desk, console, inbox] = ['Desk', 'Sandbox', 'Inbox'].map(
      (label) => new RegExp(`^ +${label}\\b.*?(http://\\S+)$`, 'm').exec(said())?.[1],
    );
    if (desk && console && inbox) return [desk, console, inbox];
    if (child.exitCode !== null) break;
    await wait(50);
  }
  throw new Error(`The program printed no addresses. It said:\n${said()}`);
}

async function stop(child: ChildProcess, folder: string): Promise<boolean> {
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const running = () => child.exitCode === null && child.signalCode === null;
  let byItself = true;
  if (running()) {
    child.kill('SIGTERM');
    byItself = await Promise.race([ended.then(() => true), wait(stopMilliseconds, false, { ref: false })]);
    if (!byItself) {
      child.kill('SIGKILL');
      await ended;
    }
  }
  rmSync(folder, { recursive: true, force: true });
  return byItself;
}

/** A port that is free and whose next one is free too: the outside world answers there. */
async function freePair(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = await listenOnce(0);
    if (port !== null && (await listenOnce(port + 1)) !== null) return port;
  }
  throw new Error('No two ports in a row are free.');
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
