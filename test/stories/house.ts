/**
 * A house for one file of stories: the whole program in this process over a database of its own, its sandbox empty until
 * somebody moves in, and the calendar in the story's hand. Whatever happens goes through the doors, the queue and the
 * real adapters; only looking is done behind the walls.
 */
import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Test } from 'tap';
import { connect, type Sql } from '../../src/db/connect.ts';
import { enqueueThrough } from '../../src/db/enqueue.ts';
import { type OpenWork, workOpener } from '../../src/db/work.ts';
import { readConfig } from '../../src/main/config.ts';
import { openQueue, queuePlans } from '../../src/main/queue.ts';
import { startApp } from '../../src/main/wiring.ts';
import type { Fault, vendors } from '../../src/sandbox/faults.ts';
import type { SandboxMail } from '../../src/sandbox/postmark-state.ts';
import { breakVendor, type World } from '../../src/sandbox/world.ts';
import { type Day, dayIn, dayPlus, instantAt } from '../../src/values/day.ts';
import { testDatabase } from '../database.ts';
import { type Creditor, moveIn } from './creditor.ts';
import { type Person, person } from './person.ts';

/** Any verb but GET, save a web hook's subscription. */
const writesToBooks = /^e-conomic (?!GET )(?!\S+ \S*\/webhooksapi\/)/;

export const zone = 'Europe/Copenhagen';

export type House = {
  readonly url: string;
  readonly world: World;
  readonly openWork: OpenWork;
  /** A superuser's look behind the walls. */
  readonly behind: Sql;
  /** What the program complained of: a story in which something threw is no good story. */
  readonly complaints: readonly string[];
  person(): Person;
  /** A company with books and no debtors, whose bookkeeper installs the app as anybody would. */
  installs(company: string): Promise<Creditor>;
  now(): Promise<Date>;
  today(): Promise<Day>;
  /** Turns the calendar to a Danish day and hour, "2040-08-08 09:00"; everything due on the way is done. */
  turnsTo(dayAndHour: string): Promise<void>;
  daysPass(days: number): Promise<void>;
  minutesPass(minutes: number): Promise<void>;
  /** Long enough for the books to be read again. */
  booksAreRead(): Promise<void>;
  /** The clock jumps and nothing is done on the way, as when the program was down. Then it works until all is quiet. */
  sleepsUntil(dayAndHour: string): Promise<void>;
  breaks(vendor: (typeof vendors)[number], how: Fault | null, times?: number): void;
  /** Every mail the provider took, oldest first. */
  inbox(): readonly SandboxMail[];
};

/** Opens at `start` ("2040-08-06 09:00", a time to come). Closed, and looked over for complaints, when the file ends. */
export async function house(t: Test, start: string): Promise<House> {
  const database = await testDatabase({ queues: queuePlans });
  const dataDir = await mkdtemp(join(tmpdir(), 'rykker-story-'));
  const port = await freePair();
  const environment = { PORT: String(port), RYKKER_SANDBOX: '1', RYKKER_DATA: dataDir, DATABASE_URL: database.appUrl };
  const answer = readConfig(environment, resolve(import.meta.dirname, '..', '..'));
  if (!answer.ok) throw new Error(answer.problems.join(' '));
  const complaints: string[] = [];
  // The heads of the chains are written down after a minute; that is no complaint.
  const log = (line: unknown) => void (/^heads? /i.test(String(line)) || complaints.push(String(line)));
  const { appUrl, ownerUrl } = database;
  // Every connection plans every statement for itself, and few things happen at once in a story.
  const { config } = answer;
  const app = await startApp({ config, role: 'both', appUrl, ownerUrl, log, seed: 'nobody', connections: 5 });
  const own = connect(appUrl, { max: 2 });
  const admin = connect(database.adminUrl, { max: 2 });
  const boss = await openQueue(appUrl, false, log);
  t.teardown(async () => {
    const written = [...app.world!.calls.keys()].filter((call) => writesToBooks.test(call));
    if (written.length > 0) throw new Error(`something was written to the books: ${written.join(', ')}`);
    await app.close();
    await boss.stop({ graceful: false });
    await own.close();
    await admin.close();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const opened = rooms({
    url: answer.config.publicUrl,
    world: app.world!,
    behind: admin.sql,
    openWork: workOpener(own.db, enqueueThrough(boss)),
    complaints,
  });
  await opened.turnsTo(start);
  return opened;
}

function rooms(base: Pick<House, 'url' | 'world' | 'behind' | 'openWork' | 'complaints'>): House {
  const { url, world, behind } = base;
  const now = async (): Promise<Date> => {
    const [row] = await behind`select business_now() as now`;
    return row!['now'];
  };
  const today = async () => dayIn(await now(), zone);
  const turn = async (to: Date) => {
    const body = JSON.stringify({ to: to.toISOString() });
    const response = await fetch(`${url}/sandbox/calendar`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if (response.status !== 200) throw new Error(`the calendar answered ${response.status}: ${await response.text()}`);
  };
  const minutesPass = async (minutes: number) => turn(new Date((await now()).getTime() + minutes * 60_000));
  const self: House = {
    ...base,
    person: () => person(url),
    installs: (company) => moveIn(self, company),
    now,
    today,
    turnsTo: (dayAndHour) => turn(instantOf(dayAndHour)),
    daysPass: async (days) => {
      const hour = (await now()).toLocaleTimeString('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
      await turn(instantOf(`${dayPlus(await today(), days)} ${hour}`));
    },
    minutesPass,
    booksAreRead: () => minutesPass(16),
    sleepsUntil: async (dayAndHour) => {
      await behind`select turn_business_clock(${instantOf(dayAndHour)})`;
      await pause(20);
      await minutesPass(5);
    },
    breaks: (vendor, how, times) => breakVendor(world, vendor, how, times ?? null),
    inbox: () => world.postmark.mails,
  };
  return self;
}

/** "2040-08-06 09:00" on the wall in Copenhagen. */
export function instantOf(dayAndHour: string): Date {
  const [, day = '', hour = '', minute = ''] = /^(\d{4}-\d\d-\d\d) (\d\d):(\d\d)$/.exec(dayAndHour) ?? [];
  return instantAt(day, Number(hour), Number(minute), zone);
}

/** A port whose neighbour is free too: the sandbox lives next door. Below those handed out for outgoing calls. */
async function freePair(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = randomInt(10_000, 15_000) * 2;
    if ((await isFree(port, 'localhost')) && (await isFree(port + 1, '127.0.0.1'))) return port;
  }
  throw new Error('no two free ports side by side');
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, host, () => server.close(() => answer(true)));
  });
}
