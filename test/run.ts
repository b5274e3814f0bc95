/**
 * `npm test`: types, lint, then every test file, two at a time, over one database cluster that is stopped at the end.
 * The last line is always `N passed, N failed`. `npm test -- test/rules` runs a part.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { joinCluster } from './cluster.ts';
import { emptyTotals, readTapLine, type Totals } from './tap-lines.ts';

const project = resolve(import.meta.dirname, '..');
const startedAt = performance.now();

const steps = [
  await step('types', 'tsc', ['--noEmit']),
  await step('lint', 'biome', ['check', '.']),
  // A fresh install of tap carries its own TypeScript plugin; package.json leaves it out, and tap has to be told once.
  await step('tap', 'tap', ['build']),
];
const asked = process.argv.slice(2);
const tests = await runTests(asked.length === 0 ? [] : named(asked));
const passed = steps.filter((ok) => ok).length + tests.passed;
const failed = steps.filter((ok) => !ok).length + tests.failed;
console.log(`Took ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`);
console.log(`${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** Runs a tool of node_modules to its end; what it says is printed when it fails. */
async function step(name: string, tool: string, args: string[]): Promise<boolean> {
  const child = start(tool, args);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const code = await ended(child);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (code !== 0) console.log(said);
  return code === 0;
}

/** A folder stands for every test file in it: tap itself takes files only. Parts that name no file must not mean them all. */
function named(parts: string[]): string[] {
  const files = parts.flatMap((part) =>
    part.endsWith('.ts') ? [part] : globSync(`${part}/**/*.test.ts`, { cwd: project }).sort(),
  );
  return files.length > 0 ? files : parts;
}

/** Tap over the files. A tap that crashes, or that ran nothing, has failed. */
async function runTests(parts: string[]): Promise<Totals> {
  const cluster = await joinCluster();
  const child = start('tap', ['run', '--disable-coverage', '--reporter=tap', '--jobs=2', ...parts]);
  child.stderr.pipe(process.stderr);
  const totals = { ...emptyTotals };
  let block: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const read = readTapLine(line);
    if (read.kind === 'totals') Object.assign(totals, read.totals);
    if (read.kind === 'skip') console.log(`         skipped: ${read.what}`);
    if (read.kind !== 'file') {
      block.push(line);
      continue;
    }
    console.log(`${read.ok ? 'ok    ' : 'FAILED'} ${read.what}`);
    if (!read.ok) console.log(block.join('\n'));
    block = [];
  }
  const code = await ended(child);
  await leave(cluster);
  if (code !== 0 && totals.failed === 0) {
    console.log(`tap ended with ${code} and counted no failure:\n${block.join('\n')}`);
    totals.failed = 1;
  }
  if (totals.passed + totals.failed === 0) {
    console.log('No test ran.');
    totals.failed = 1;
  }
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

function start(tool: string, args: string[]) {
  const program = join(project, 'node_modules', '.bin', tool);
  // Every test file reads the same few hundred modules: what Node made of them once is kept.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(project, 'node_modules', '.cache', 'compiled') };
  return spawn(process.execPath, [program, ...args], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function ended(child: ReturnType<typeof start>): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}
