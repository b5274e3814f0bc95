/** Wires the rooms together: connections, the outer world, doors and the clock. The only place that reads the time. */
import { join } from 'node:path';
import type { PgBoss } from 'pg-boss';
import { lookForRates } from '../clock/look-for-rates.ts';
import { businessNow } from '../clock/store.ts';
import { turnCalendar } from '../clock/turn-calendar.ts';
import type { WorkOffTools } from '../clock/work-off.ts';
import { type Connection, connect } from '../db/connect.ts';
import { enqueueThrough } from '../db/enqueue.ts';
import { workOpener } from '../db/work.ts';
import { subscribedHook } from '../hooks/economic-path.ts';
import { referenceRates } from '../law/reference-rates.ts';
import { recordRates } from '../ledger/store.ts';
import { startSandbox } from '../sandbox/start-sandbox.ts';
import { createLetterPress } from '../sending/letter.ts';
import type { SendTools } from '../sending/tools.ts';
import { wordingOf } from '../sending/wording.ts';
import { hashToken, newToken } from '../values/secrets.ts';
import { keepSandboxOperatorLink } from '../watch/store-operators.ts';
import type { App, AppGiven } from './app.ts';
import type { Config } from './config.ts';
import { dailyHeads } from './daily-heads.ts';
import { type Built, openDoors } from './doors.ts';
import { openQueue, queuePlans } from './queue.ts';
import { sandboxOptions, sandboxUrlOf } from './sandbox.ts';
import { type Vendors, vendorsOf } from './vendors.ts';
import { startWorker, type Worker } from './worker.ts';

export { queuePlans };

/** Starts the role this process was started for. */
export async function startApp({ config, role, appUrl, log, seed }: AppGiven): Promise<App> {
  const connection = connect(appUrl, { max: 12 });
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

export type Wires = {
  readonly config: Config;
  /** Null when live. */
  readonly sandboxUrl: string | null;
  readonly connection: Connection;
  readonly boss: PgBoss;
  readonly log: (line: string) => void;
  /** Told where a send has come to: for tests, which stop it there. */
  readonly reached?: SendTools['reached'];
};

/** The outer world, and what the clock's deeds need of it and of us. */
export function wireClock(wires: Wires): { readonly vendors: Vendors; readonly workTools: WorkOffTools } {
  const { config, sandboxUrl, connection, boss, log, reached = () => {} } = wires;
  const vendors = vendorsOf(config, sandboxUrl, connection.db, log);
  const press = createLetterPress(join(config.projectDir, 'views'));
  const clock = {
    openWork: workOpener(connection.db, enqueueThrough(boss)),
    bookkeeping: vendors.books.sending,
    booksForPulls: vendors.books.pull,
    news: vendors.news,
    newsAddress: (creditorId: string) => {
      const { path, secret } = subscribedHook(config.sessionKey, creditorId);
      return { url: `${config.publicUrl}${path}`, secret };
    },
    payments: vendors.payments,
    mail: vendors.mail,
    texts: vendors.texts,
    press,
    wording: wordingOf(press, vendors.texts ? ['email', 'sms'] : ['email']),
    sealKeys: config.sealKeys,
    wallNow: () => new Date(),
    publicUrl: config.publicUrl,
    fromAddress: fromAddressOf(config.publicUrl),
    reached,
  };
  const complain: WorkOffTools['complain'] = ({ queue, job, error }) =>
    log(`Trouble in ${queue} ${job}: ${inOneLine(error)}`);
  return { vendors, workTools: { boss, db: connection.db, clock, complain } };
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

/** Mail leaves from our own name at the address we are reached at; the name on it is the creditor's. */
function fromAddressOf(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return `reminders@${hostname.includes('.') && !/^[\d.]+$/.test(hostname) ? hostname : 'rykker.example'}`;
}

/** What kind of trouble and where: never what was in the data. */
function inOneLine(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const places = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.includes('/src/'))
    .slice(0, 2);
  return [error.name, ...places.map((line) => line.trim().replace(/^at .*\/src\//, 'src/'))].join(' ');
}
