/**
 * `npm test`: types and lint, and beside them every test file in a process of its own, a few at a time, over one database
 * cluster that is stopped at the end. The last line is always `N passed, N failed`. `npm test -- test/rules` runs a part.
 *
 * `tap run` would do the same: but it loads two loaders into every process and every process of theirs, for coverage nobody
 * asks for, which is a second of work each, and it knows no order, so that one long file may begin when all others are done.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { joinCluster } from './cluster.ts';
import { emptyTotals, readTapLine, type Totals } from './tap-lines.ts';
import { longestFirst } from './test-order.ts';

const project = resolve(import.meta.dirname, '..');
const startedAt = performance.now();
const patienceSeconds = 480;
/** Files wait for the database, for browsers and for time to pass: one more than there are processors keeps those busy. */
const filesAtOnce = availableParallelism() + 1;

const asked = process.argv.slice(2);
const [steps, tests] = await Promise.all([
  Promise.all([step('types', 'tsc', ['--noEmit']), step('lint', 'biome', ['check', '.'])]),
  runTests(named(asked.length === 0 ? ['test'] : asked)),
]);
const passed = steps.filter((ok) => ok).length + tests.passed;
const failed = steps.filter((ok) => !ok).length + tests.failed;
console.log(`Took ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`);
console.log(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** Runs a tool of node_modules to its end; what it says is printed when it fails. */
async function step(name: string, tool: string, args: string[]): Promise<boolean> {
  const child = start([join(project, 'node_modules', '.bin', tool), ...args]);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await ended(child);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (code !== 0) console.log(said);
  return code === 0;
}

/** A folder stands for every test file in it. */
function named(parts: string[]): string[] {
  return parts.flatMap((part) =>
    part.endsWith('.ts') ? [part] : globSync(`${part}/**/*.test.ts`, { cwd: project }).sort(),
  );
}

async function runTests(files: string[]): Promise<Totals> {
  const cluster = await joinCluster();
  const queue = longestFirst(files);
  const all: Totals = { ...emptyTotals };
  const lane = async () => {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const { passed, failed, skipped } = await runFile(file);
      all.passed += passed;
      all.failed += failed;
      all.skipped += skipped;
    }
  };
  await Promise.all(Array.from({ length: filesAtOnce }, lane));
  await leave(cluster);
  if (all.passed + all.failed === 0) {
    console.log('No test ran.');
    all.failed = 1;
  }
  return all;
}

/** A file that ends with an error, counts nothing or takes for ever has failed, whatever it counted before. */
async function runFile(file: string): Promise<Totals> {
  const began = performance.now();
  const child = start(['--import=./src/main/lean-imports.ts', file]);
  child.stderr.pipe(process.stderr, { end: false });
  const tooLong = setTimeout(() => child.kill('SIGKILL'), patienceSeconds * 1000);
  const gone = ended(child);
  const totals: Totals = { ...emptyTotals };
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    const read = readTapLine(line);
    if (read.kind === 'totals') Object.assign(totals, read.totals);
    if (read.kind === 'skip') console.log(`         skipped: ${read.what}`);
  }
  const code = await gone;
  clearTimeout(tooLong);
  const ok = code === 0 && totals.failed === 0 && totals.passed + totals.skipped > 0;
  if (!ok) totals.failed = Math.max(totals.failed, 1);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${file} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(`${said.join('\n')}\nIt ended with ${code}.`);
  return totals;
}

/** Waits until the cluster has stopped: no process of ours outlives the run. */
async function leave({ leave, keeperPid }: Awaited<ReturnType<typeof joinCluster>>): Promise<void> {
  await leave();
  for (let tries = 0; tries < 150 && isAlive(keeperPid); tries += 1) await wait(100);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function start(args: string[]) {
  // Every test file reads the same few hundred modules: what Node made of them once is kept.
  const compiled = join(project, 'node_modules', '.cache', 'compiled');
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled, TAP: '1', TAP_TIMEOUT: String(patienceSeconds - 10) };
  return spawn(process.execPath, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function ended(child: ChildProcess): Promise<number | NodeJS.Signals> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
}
