/**
 * `npm run soak -- mirror N`: N random histories of the books (2,000 take half an hour), of which an ordinary test run has 25.
 * `npm run soak -- worlds N [SEED]`: N random worlds of ninety days under the whole house, of which it has ten; 500 take
 * the better part of an hour, in two processes (`WORLDS_PROCESSES=1` before it: in one). A world that broke a law names its
 * seed: with it, and the N it names, the same life is lived again; `WORLDS_DAYS=30` before it lives fewer days. Without a name
 * both run.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

type Soak = { readonly file: string; readonly usual: string; readonly setting: string };

const soaks: Readonly<Record<string, Soak>> = {
  mirror: { file: 'rooms/mirror-histories.test.ts', usual: '2000', setting: 'MIRROR_HISTORIES' },
  worlds: { file: 'worlds/worlds.test.ts', usual: '500', setting: 'WORLDS' },
};

const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && !/^\d+$/.test(first);
const [many, seed] = named ? rest : [first];

if (named && !Object.hasOwn(soaks, first)) {
  console.error(`There is no soak ${first}. There is: ${Object.keys(soaks).join(', ')}.`);
  process.exitCode = 1;
} else {
  for (const [name, soak] of Object.entries(soaks)) if (!named || name === first) await run(soak);
}

async function run({ file, usual, setting }: Soak): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, `${import.meta.dirname}/${file}`], {
    stdio: 'inherit',
    env: {
      ...process.env,
      [setting]: many ?? usual,
      TAP_TIMEOUT: '36000',
      WORLDS_PROCESSES: process.env['WORLDS_PROCESSES'] ?? '2',
      ...(seed === undefined ? {} : { WORLDS_SEED: seed }),
    },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) process.exitCode = code ?? 1;
}
