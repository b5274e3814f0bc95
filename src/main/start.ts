/**
 * The entry: `npm start` (everything in one process), `npm run web`, `npm run worker`, `npm run migrate`. What cannot
 * work is said in sentences and ends with 1; a stack trace is for nobody who only wants to start a program.
 */
import { resolve } from 'node:path';
import type { App, Role } from './app.ts';
import { type Config, readProcessConfig } from './config.ts';
import { type OpenedDatabase, openDatabase } from './open-database.ts';
import { queuePlans } from './queue.ts';
import { startApp } from './wiring.ts';

const log = (line: string) => console.log(line);
const tasks = ['both', 'web', 'worker', 'migrate'] as const;
type Task = (typeof tasks)[number];

let closing: Promise<void> | null = null;
let askedAt = 0;
const closeables: Array<() => Promise<void>> = [];

process.on('uncaughtException', (thrown) => void end(1, `Rykker stopped: ${inOneLine(thrown)}`));
process.on('unhandledRejection', (thrown) => void end(1, `Rykker stopped: ${inOneLine(thrown)}`));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    // npm hands on the Ctrl-C that the terminal has already sent us: one wish, two signals.
    if (closing && performance.now() - askedAt > 500) process.exit(1);
    if (closing) return;
    askedAt = performance.now();
    void end(0, `${signal}: finishing what is under way.`);
  });
}

await main().catch((thrown) => end(1, inOneLine(thrown)));

async function main(): Promise<void> {
  const task = readTask(process.argv[2] ?? 'both');
  if (task === null)
    return end(1, `There is no such role: ${process.argv[2]}. Say web, worker or migrate, or nothing for both.`);
  const answer = readProcessConfig(resolve(import.meta.dirname, '..', '..'));
  if (!answer.ok)
    return end(1, ['Rykker cannot start:', ...answer.problems.map((problem) => `  - ${problem}`)].join('\n'));
  const refusal = refusalOf(task, answer.config);
  if (refusal !== null) return end(1, refusal);

  const database = await openDatabase(answer.config, queuePlans, log);
  if (database.kind === 'refused') return end(1, database.why);
  closeables.unshift(database.close);
  if (closing) return;
  for (const name of database.ran) log(`Migrated: ${name}`);
  if (task === 'migrate') return end(0, 'The database is up to date.');

  void database.gone.then(() => closing ?? end(1, 'The embedded database ended; see its log in the data folder.'));
  await run(task, answer.config, database);
}

async function run(role: Role, config: Config, database: OpenedDatabase & { kind: 'open' }): Promise<void> {
  const { appUrl, ownerUrl } = database;
  const app: App = await startApp({ config, role, appUrl, ownerUrl, log });
  closeables.unshift(app.close);
  if (closing) return;
  log(config.sandbox ? 'Rykker is running in its sandbox.' : 'Rykker is running.');
  const width = Math.max(0, ...app.addresses.map(({ label }) => label.length));
  for (const { label, url } of app.addresses) log(`  ${label.padEnd(width)}  ${url}`);
}

/** Apart, processes share a database, and an embedded one cannot be shared. */
function refusalOf(task: Task, { database }: Config): string | null {
  if ((task === 'web' || task === 'worker') && database.kind === 'embedded') {
    return `npm run ${task} needs DATABASE_URL: the embedded database serves one process only (npm start).`;
  }
  if (task === 'migrate' && database.kind === 'server' && database.ownerUrl === null) {
    return 'npm run migrate needs DATABASE_OWNER_URL: the address with the role that owns the tables.';
  }
  return null;
}

/** Says the last line, closes in order (the program, then its database) and ends. Once: a second call waits for the first. */
async function end(code: number, line: string): Promise<void> {
  if (closing) return closing;
  if (code === 0) log(line);
  else console.error(line);
  closing = closeAll().then(() => process.exit(code));
  return closing;
}

async function closeAll(): Promise<void> {
  for (let next = closeables.shift(); next; next = closeables.shift()) {
    await next().catch((thrown) => console.error(`While closing: ${inOneLine(thrown)}`));
  }
}

/** The message and the first line of ours it came from. */
function inOneLine(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if ('code' in thrown && thrown.code === 'EADDRINUSE' && 'port' in thrown) {
    return `Port ${thrown.port} is taken: end what uses it, or start with another PORT (the sandbox takes the one after it).`;
  }
  const [place] = /src\/[\w/.-]+:\d+/.exec(thrown.stack ?? '') ?? [];
  const message = thrown.message.split('\n', 1)[0] || thrown.name;
  return place ? `${message} (${place})` : message;
}

function readTask(word: string): Task | null {
  return tasks.find((task) => task === word) ?? null;
}
