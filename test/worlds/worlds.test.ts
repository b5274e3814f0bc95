/**
 * Random worlds of ninety days, by the real code through the sandbox: debtors in several countries and currencies who pay, in
 * the bank or on the portal, pay in part, promise, ask and bounce; admins who say yes early, late, never or once for all, skip
 * rungs and give time; ladders, segments, quiet days, smallest sums and weekdays changed under climbing invoices; days on which
 * the program is down. Whatever happens, the laws hold (`laws.ts`). An ordinary run lives through ten, `npm run soak`
 * through hundreds. A world that breaks a law is lived again with the seed that is printed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import t from 'tap';

import type { Line } from './lives.ts';

const worlds = Number(process.env['WORLDS'] ?? 10);
const seed = Number(process.env['WORLDS_SEED'] ?? 20_401_126);
const days = Number(process.env['WORLDS_DAYS'] ?? 90);
const processes = Number(process.env['WORLDS_PROCESSES'] ?? 1);

t.test('no rung twice, none skipped, spacing kept, nobody asked who should not be, whatever happens', async (t) => {
  let lived = 0;
  const hear = (line: Line) => {
    if ('broken' in line) {
      lived += 1;
      if (line.broken.length > 0) t.comment(line.diary.join('\n'));
      return t.same(line.broken, [], `world ${line.seed} over ${days} days (again: ${line.again})`);
    }
    t.same(line.complaints, [], 'and nothing threw');
    const came = Object.entries(line.lived).map(([what, count]) => `${count} ${what}`);
    t.comment(`${lived} worlds; in the last ${line.worlds} ${came.join(', ')}; ${line.seconds} s`);
  };

  const ends = await Promise.all(Array.from({ length: processes }, (_, part) => lives(part, hear)));

  t.same(ends, Array(processes).fill(0), 'and each came to its end');
  t.equal(lived, worlds, 'all of them were lived');
});

/** Answers how the process ended. */
async function lives(part: number, hear: (line: Line) => void): Promise<number | null> {
  const args = [seed, worlds, days, part, processes].map(String);
  const child = spawn(process.execPath, ['--import', './src/main/lean-imports.ts', 'test/worlds/lives.ts', ...args], {
    cwd: resolve(import.meta.dirname, '..', '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill());
  const ended = once(child, 'exit') as Promise<[number | null]>;
  for await (const line of createInterface({ input: child.stdout })) hear(JSON.parse(line) as Line);
  return (await ended)[0];
}
