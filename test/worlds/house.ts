/**
 * One database, one sandbox and one calendar for many worlds at once: each world is a creditor with books of its own. The
 * real adapters, the real doors of the web hooks, the real queue and the real deeds; only the days are turned by hand.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Fastify from 'fastify';
import { businessNow } from '../../src/clock/store.ts';
import { tick } from '../../src/clock/tick.ts';
import { type WorkOffTools, workOff } from '../../src/clock/work-off.ts';
import { connect, type Sql } from '../../src/db/connect.ts';
import { readingOpener } from '../../src/db/work.ts';
import { hookRoutes } from '../../src/hooks/routes.ts';
import { type Config, readConfig } from '../../src/main/config.ts';
import { openQueue, queuePlans } from '../../src/main/queue.ts';
import { wireClock } from '../../src/main/wire-clock.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import type { MailProvider } from '../../src/sending/port.ts';
import { testDatabase } from '../database.ts';

const project = resolve(import.meta.dirname, '..', '..');

export type WorldsHouse = {
  readonly behind: Sql;
  readonly sandbox: Sandbox;
  readonly config: Config;
  readonly tools: WorkOffTools;
  readonly openReading: ReturnType<typeof readingOpener>;
  /** What the deeds threw, newest last. */
  readonly complaints: string[];
  /** Asked before each mail is handed to the provider. */
  beforeMail: MailProvider['send'] extends (mail: infer Mail) => unknown ? (mail: Mail) => Promise<void> : never;
  now(): Promise<Date>;
  /** The clock stands at `to` from now on, be it earlier: nobody lives here any more, and the next worlds begin then. */
  beginAt(to: Date): Promise<void>;
  /**
   * The clock jumps to `to` and everything that has fallen due is done, until nothing is. The books of the `unread` are not
   * polled at this stop, and those of the `uncompared` not held against the mirror.
   */
  turnTo(
    to: Date,
    leaving: { readonly unread: readonly string[]; readonly uncompared: readonly string[] },
  ): Promise<void>;
  close(): Promise<void>;
};

export async function worldsHouse(): Promise<WorldsHouse> {
  const database = await testDatabase({ queues: queuePlans });
  const dataDir = mkdtempSync(join(tmpdir(), 'rykker-worlds-'));
  const connection = connect(database.appUrl, { max: 6 });
  const readers = connect(database.appUrl, { max: 2 });
  const admin = connect(database.adminUrl, { max: 4 });
  const complaints: string[] = [];
  const boss = await openQueue(database.appUrl, false, (error) => complaints.push(String(error)));
  // As long a parameter as the real doors take: a hook's address carries a key.
  const door = Fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 256 } });
  const settings = { ...keys(), RYKKER_DATA: dataDir };
  const config = configOf(settings);
  const clock: { tools?: WorkOffTools } = {};
  await hookRoutes(door, {
    db: connection.db,
    openWork: (who, deed) => clock.tools!.clock.openWork(who, deed),
    get payments() {
      return clock.tools!.clock.payments;
    },
    wallNow: () => new Date(),
    mailKeys: { user: config.postmark.hookUser, password: config.postmark.hookPassword },
    economicKey: config.sessionKey,
  });
  const appUrl = await door.listen({ port: 0, host: '127.0.0.1' });
  const sandbox = await startSandbox(sandboxOptions(settings, appUrl, () => businessNow(connection.db)));
  const log = (line: string) => void complaints.push(line);
  const { workTools } = wireClock({ config, sandboxUrl: sandbox.url, connection, boss, log });
  const { mail, newsAddress } = workTools.clock;
  const send: MailProvider['send'] = async (each) => {
    await house.beforeMail(each);
    return mail.send(each);
  };
  // The books tell the door that is open here, not the address the letters name.
  const atTheDoor = (creditorId: string) => {
    const { url, secret } = newsAddress(creditorId);
    return { url: url.replace(config.publicUrl, appUrl), secret };
  };
  const tools = { ...workTools, clock: { ...workTools.clock, mail: { ...mail, send }, newsAddress: atTheDoor } };
  clock.tools = tools;
  await rates(admin.sql);

  const house: WorldsHouse = {
    behind: admin.sql,
    sandbox,
    config,
    tools,
    openReading: readingOpener(readers.db),
    complaints,
    beforeMail: async () => {},
    now: () => businessNow(connection.db),
    beginAt: async (to) => {
      await admin.sql`delete from timetable`;
      await admin.sql`update business_clock set ahead = ${to}::timestamptz - clock_timestamp()`;
    },
    turnTo: async (to, { unread, uncompared }) => {
      await sandbox.quiet();
      await admin.sql`
        update timetable set due_at = ${to}::timestamptz + interval '1 hour'
        where what = 'poll' and creditor_id = any (${[...unread]}::uuid[])
          or what = 'nightly' and creditor_id = any (${[...uncompared]}::uuid[])`;
      await admin.sql`update business_clock set ahead = ${to}::timestamptz - clock_timestamp()`;
      await quiet(tools, sandbox);
    },
    close: async () => {
      await sandbox.close();
      await door.close();
      await boss.stop({ graceful: false });
      await Promise.all([connection.close(), readers.close(), admin.close()]);
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return house;
}

/** Ticks and works off until nothing is due, nothing is in the queue and no web hook is on its way. */
async function quiet(tools: WorkOffTools, sandbox: Sandbox): Promise<void> {
  for (let idle = 0; idle < 1; ) {
    const busy = (await tick({ db: tools.db, openWork: tools.clock.openWork })) + (await workOff(tools));
    await sandbox.quiet();
    if (busy > 0) idle = 0;
    else idle += 1;
  }
}

/** Half-years to come, for every market the worlds have debtors in. */
async function rates(behind: Sql): Promise<void> {
  for (const market of ['DK', 'SE', 'DE', 'NO', 'GB', 'FI', 'NL', 'EU'])
    for (const year of [2038, 2039, 2040, 2041, 2042])
      for (const half of ['01-01', '07-01'])
        await behind`
          insert into reference_rates (market, from_day, percent, source, confidence, origin)
          values (${market}, ${`${year}-${half}`}, '2', 'a test', 'high', 'sandbox') on conflict do nothing`;
}

function keys(): Record<string, string> {
  return {
    RYKKER_SANDBOX: '1',
    PUBLIC_URL: 'http://localhost:3000',
    SEAL_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    SESSION_KEY: randomBytes(32).toString('base64'),
    ECONOMIC_APP_SECRET_TOKEN: 'secret-token',
    ECONOMIC_APP_PUBLIC_TOKEN: 'public-token',
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_CONNECT_CLIENT_ID: 'ca_sandbox',
    STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
    POSTMARK_SERVER_TOKEN: 'postmark-token',
    POSTMARK_HOOK_USER: 'hook',
    POSTMARK_HOOK_PASSWORD: 'hook-password',
  };
}

function sandboxOptions(settings: Readonly<Record<string, string>>, appUrl: string, now: () => Promise<Date>) {
  return {
    port: 0,
    statePath: null,
    appUrl,
    economicAppSecretToken: settings['ECONOMIC_APP_SECRET_TOKEN']!,
    economicAppPublicToken: settings['ECONOMIC_APP_PUBLIC_TOKEN']!,
    stripeSecretKey: settings['STRIPE_SECRET_KEY']!,
    stripeConnectClientId: settings['STRIPE_CONNECT_CLIENT_ID']!,
    stripeWebhookSecret: settings['STRIPE_WEBHOOK_SECRET']!,
    postmarkServerToken: settings['POSTMARK_SERVER_TOKEN']!,
    postmarkHookUser: settings['POSTMARK_HOOK_USER']!,
    postmarkHookPassword: settings['POSTMARK_HOOK_PASSWORD']!,
    now,
    turnCalendar: async () => 'earlier' as const,
    seed: 'nobody' as const,
    // Wall time is short here: a whole quarter passes in a minute.
    economicBucket: { size: 100_000_000, seconds: 1, shared: false },
  };
}

function configOf(settings: Record<string, string>): Config {
  const answer = readConfig(settings, project);
  if (!answer.ok) throw new Error(answer.problems.join('\n'));
  return answer.config;
}
