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
import { claims } from './claims.ts';
import { hooks } from './hooks.ts';
import { ladder } from './ladder.ts';
import { letters } from './letters.ts';
import { mirror } from './mirror.ts';
import { propose } from './propose.ts';
import { queue } from './queue.ts';
import { statement } from './statement.ts';
import { verify } from './verify.ts';

const benches: readonly Bench[] = [claims, propose, ladder, queue, letters, hooks, mirror, statement, verify];
const runs = 3;

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const asked = words.filter((word) => !/^\d+$/.test(word));
/** `npm run bench -- NAME 1000` runs one size of it. */
const size = words.filter((word) => /^\d+$/.test(word)).map(Number)[0];
const asJson = process.argv.includes('--json');
const unknown = asked.filter((name) => !benches.some((bench) => bench.name === name));

if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There is: ${benches.map((bench) => bench.name).join(', ')}.`);
  process.exitCode = 1;
} else {
  const chosen = benches.filter((each) => asked.length === 0 || asked.includes(each.name));
  const rows = chosen.flatMap((bench) =>
    (bench.sizes && !size ? bench.sizes : [size ?? bench.n]).map((n) => [bench, n] as const),
  );
  const [only] = rows;
  if (only && rows.length === 1) print(await measure(...only, runs));
  else for (const [bench, n] of rows) await alone(bench.name, n);
}

/** In a process of its own, so that no bench pays for the memory of the one before. */
async function alone(name: string, n: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, import.meta.filename, name, String(n), ...(asJson ? ['--json'] : [])],
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
