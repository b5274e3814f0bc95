/** `npm run soak`: all 2,000 random histories of the books, which an ordinary test run has 25 of. Takes half an hour. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const histories = process.argv[2] ?? '2000';
const child = spawn(process.execPath, [...process.execArgv, `${import.meta.dirname}/rooms/mirror-histories.test.ts`], {
  stdio: 'inherit',
  env: { ...process.env, MIRROR_HISTORIES: histories, TAP_TIMEOUT: '7200' },
});
const [code] = (await once(child, 'exit')) as [number | null];
process.exitCode = code ?? 1;
