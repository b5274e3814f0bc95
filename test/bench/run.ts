/**
 * `npm run bench` runs every bench, `npm run bench -- NAME` one, `npm run bench -- NAME 1000` one size of it; `--json` prints one object per row.
 *
 * How to read a row: `n` rows of work took `seconds` (the median of three runs, each in a fresh clone of the template
 * database), which is `rows_per_s`. Beside it, in the same run over as many rows of another creditor, the yardstick: the
 * rows that had to be written anyhow, written by plain SQL without asking anybody. `ratio` is how many times longer ours
 * took; it means more than the seconds, because a slow machine slows both. `p99_ms` is the slowest batch or letter but one
 * in a hundred, `rss_mb` the most memory the process ever held.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Bench, measure, type Row } from './bench.ts';

/** Each is loaded when its turn comes, so that it does not pay for what the others stand on. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  claims: async () => (await import('./claims.ts')).claims,
  propose: async () => (await import('./propose.ts')).propose,
  ladder: async () => (await import('./ladder.ts')).ladder,
  queue: async () => (await import('./queue.ts')).queue,
  letters: async () => (await import('./letters.ts')).letters,
  hooks: async () => (await import('./hooks.ts')).hooks,
  mirror: async () => (await import('./mirror.ts')).mirror,
  statement: async () => (await import('./statement.ts')).statement,
  verify: async () => (await import('./verify.ts')).verify,
};
const runs = 3;

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const asked = words.filter((word) => !/^\d+$/.test(word));
/** `npm run bench -- NAME 1000` runs one size of it. */
const size = words.filter((word) => /^\d+$/.test(word)).map(Number)[0];
const asJson = process.argv.includes('--json');
const unknown = asked.filter((name) => !Object.hasOwn(benches, name));

if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There is: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 1;
} else {
  const [only] = asked;
  const bench = asked.length === 1 && only ? await benches[only]!() : null;
  const sizes = bench && (bench.sizes && !size ? bench.sizes : [size ?? bench.n]);
  if (bench && sizes?.length === 1) print(await measure(bench, sizes[0]!, runs));
  else if (bench && sizes) for (const n of sizes) await alone(bench.name, n);
  else for (const name of asked.length === 0 ? Object.keys(benches) : asked) await alone(name);
}

/** In a process of its own, so that no bench pays for the memory of the one before. */
async function alone(name: string, n = size): Promise<void> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, import.meta.filename, name, ...(n ? [String(n)] : []), ...(asJson ? ['--json'] : [])],
    {
      stdio: 'inherit',
    },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exitCode = 1;
}

function print(row: Row): void {
  if (asJson) {
    console.log(JSON.stringify(row));
    return;
  }
  const { bench, yardstick, ...figures } = row;
  console.log(`${bench}, beside ${yardstick}`);
  for (const [name, figure] of Object.entries(figures)) console.log(`  ${name.padEnd(22)}${figure}`);
}
