/** What the clock’s deeds need of us and of the outer world, without the doors: workers, and tests that are one, load no page. The only place that reads the time. */
import { join } from 'node:path';
import type { PgBoss } from 'pg-boss';
import type { WorkOffTools } from '../clock/work-off.ts';
import type { Connection } from '../db/connect.ts';
import { enqueueThrough } from '../db/enqueue.ts';
import { workOpener } from '../db/work.ts';
import { subscribedHook } from '../hooks/economic-path.ts';
import { createLetterPress } from '../sending/letter.ts';
import type { SendTools } from '../sending/tools.ts';
import { wordingOf } from '../sending/wording.ts';
import type { Config } from './config.ts';
import { type Vendors, vendorsOf } from './vendors.ts';

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
