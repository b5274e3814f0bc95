/** Wires the rooms together: connections, the outer world, doors and the clock. */
import { lookForRates } from '../clock/look-for-rates.ts';
import { businessNow } from '../clock/store.ts';
import { turnCalendar } from '../clock/turn-calendar.ts';
import { connect } from '../db/connect.ts';
import { referenceRates } from '../law/reference-rates.ts';
import { recordRates } from '../ledger/store.ts';
import { startSandbox } from '../sandbox/start-sandbox.ts';
import { hashToken, newToken } from '../values/secrets.ts';
import { keepSandboxOperatorLink } from '../watch/store-operators.ts';
import type { App, AppGiven } from './app.ts';
import { dailyHeads } from './daily-heads.ts';
import { type Built, openDoors } from './doors.ts';
import { openQueue } from './queue.ts';
import { sandboxOptions, sandboxUrlOf } from './sandbox.ts';
import { wireClock } from './wire-clock.ts';
import { startWorker, type Worker } from './worker.ts';

/** Starts the role this process was started for. */
export async function startApp({ config, role, appUrl, log, seed, connections = 12 }: AppGiven): Promise<App> {
  const connection = connect(appUrl, { max: connections });
  const boss = await openQueue(appUrl, role !== 'web', (error) =>
    log(`Trouble in the queue itself: ${error instanceof Error ? error.message : error}`),
  );
  await connection.db.transaction((tx) => recordRates({ tx }, 'law', referenceRates));
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

  // The sandbox turns the calendar through the clock, and the clock speaks to the sandbox: the knot is tied late.
  let turn: (to: Date) => Promise<'quiet' | 'earlier'> = async () => 'earlier';
  const hostsSandbox = config.sandbox && role !== 'worker';
  const options = sandboxOptions(config, {
    now: () => businessNow(connection.db),
    turnCalendar: (to) => turn(to),
    operatorLink: async () => {
      const token = newToken();
      await keepSandboxOperatorLink(connection.db, hashToken(token), 'Sandbox operator');
      return `${config.publicUrl}/operator/in/${token}`;
    },
  });
  const running = hostsSandbox ? await startSandbox({ ...options, ...(seed && { seed }) }) : null;
  const sandboxUrl = config.sandbox ? (running?.url ?? sandboxUrlOf(config)) : null;
  const { vendors, workTools } = wireClock({ config, sandboxUrl, connection, boss, log });
  const rates = { db: connection.db, banks: vendors.banks, atTheirWord: config.sandbox };
  const calendar = {
    ...workTools,
    pause,
    outsideQuiet: running?.quiet ?? (async () => {}),
    lookForRates: () => lookForRates(rates),
  };
  turn = (to) => turnCalendar(calendar, to);

  const built: Built = {
    config,
    connection,
    boss,
    clock: workTools.clock,
    vendors,
    sandbox: running && { running, options },
  };
  const web = role === 'worker' ? null : await openDoors(built);
  await web?.listen({ port: config.port, host: config.sandbox ? 'localhost' : '0.0.0.0' });
  const keepHeads = dailyHeads({ db: connection.db, dir: config.anchorDir, log });
  const worker: Worker | null = role === 'web' ? null : startWorker(workTools, rates, keepHeads);

  const close = async () => {
    await web?.close();
    await worker?.stop();
    await running?.close();
    await boss.stop({ graceful: true, timeout: 5000 });
    await connection.close();
  };
  return { addresses: addressesOf(config.publicUrl, config.sandbox, role), world: running?.world ?? null, close };
}

function addressesOf(publicUrl: string, sandbox: boolean, role: AppGiven['role']): App['addresses'] {
  if (role === 'worker') return [];
  const desk = [{ label: 'Desk', url: `${publicUrl}/desk` }];
  if (!sandbox) return desk;
  return [
    { label: 'Install', url: `${publicUrl}/install` },
    ...desk,
    { label: 'Sandbox console', url: `${publicUrl}/sandbox` },
    { label: 'Inbox', url: `${publicUrl}/sandbox/inbox` },
  ];
}
