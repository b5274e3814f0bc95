/**
 * A house with real vendors on loopback and real queues, whose debtors each have one letter waiting for a yes: for tests
 * that break a send. The clock stands on Tuesday 13 March 2040, eleven in the morning, and is turned by hand.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { ClockTools } from '../../src/clock/jobs.ts';
import { businessNow, turnBusinessClock } from '../../src/clock/store.ts';
import { tick } from '../../src/clock/tick.ts';
import { type WorkOffTools, workOff } from '../../src/clock/work-off.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { keepGrant } from '../../src/creditors/keep-grant.ts';
import { insertCreditor } from '../../src/creditors/store.ts';
import { insertMember, personOf } from '../../src/creditors/store-members.ts';
import { connect, type Sql } from '../../src/db/connect.ts';
import type { Work } from '../../src/db/work.ts';
import { type Config, readConfig } from '../../src/main/config.ts';
import { openQueue, queuePlans } from '../../src/main/queue.ts';
import { wireClock } from '../../src/main/wire-clock.ts';
import { beginMirror } from '../../src/mirror/begin-mirror.ts';
import { bookInvoice } from '../../src/sandbox/books.ts';
import { addAgreement, addCustomer, grantAccess } from '../../src/sandbox/people.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { type Day, dayPlus, instantPlus, minute } from '../../src/values/day.ts';
import { approveProposal } from '../approve-proposal.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { project } from '../house/sources.ts';
import { profileOf } from '../people.ts';
import type { VictimWires } from './victim-orders.ts';

const agreement = 1900001;
/** Monday; the letters are proposed and told of here, and may leave a day later. */
const firstDay: Day = '2040-03-12';
const firstMorning = new Date('2040-03-12T09:00:00Z');
const holdWindowOver = new Date('2040-03-13T10:00:00Z');

/** The rung a debtor's letter is at: a courtesy without a fee, or one that bears a fee and names a deadline. */
export type Due = 'nudge' | 'first-reminder';

export type Letter = {
  readonly id: string;
  readonly hash: string;
  readonly debtorId: string;
  readonly caseId: string;
  readonly status: string;
  readonly customer: number;
};

/** Everything the house knows of one debtor's letter, and what reached the world outside. */
export type LetterState = {
  /** Messages of the letter, oldest first. */
  readonly messages: readonly { id: string; state: string; attempt: number; why: string | null; searches: number }[];
  readonly proposal: string;
  /** How many mails the provider took for it. */
  readonly mails: number;
  /** Where its invoice stands, and how many fees it has borne. */
  readonly rung: string | null;
  readonly fees: number;
  /** Fees in the ledger, minor units. */
  readonly feeMinor: bigint;
  /** How often the trail says that it was sent. */
  readonly told: number;
};

export type SendingHouse = {
  readonly database: TestDatabase;
  readonly behind: Sql;
  readonly sandbox: Sandbox;
  readonly config: Config;
  readonly victimWires: VictimWires;
  readonly workTools: WorkOffTools;
  readonly creditorId: string;
  /** What the workers complained about. */
  readonly complaints: string[];
  work<Value>(deed: (work: Work) => Promise<Value>): Promise<Value>;
  /** The open letter of the n-th debtor. */
  letter(debtor: number): Promise<Letter>;
  /** An admin says yes; the letter may leave at once. */
  approve(debtor: number): Promise<Letter>;
  /** Ticks and works off until there is nothing to do now. `change` swaps parts of the worker. */
  quiet(change?: Partial<ClockTools>): Promise<void>;
  /** Moves the business clock and does what falls due on the way, in steps no longer than the sweeper's patience. */
  turn(minutes: number, change?: Partial<ClockTools>): Promise<void>;
  /** A minute of wall time has passed, as far as leases are concerned: nothing else looks at them. */
  leasesRunOut(): Promise<void>;
  /** Lets leases run out and the sweepers come round until the letter is settled; a test whose letter never is fails. */
  settle(letter: Letter): Promise<LetterState>;
  state(letter: Letter): Promise<LetterState>;
};

export async function sendingHouse(t: Test, due: readonly Due[]): Promise<SendingHouse> {
  const database = await testDatabase({ queues: queuePlans });
  const dataDir = mkdtempSync(join(tmpdir(), 'rykker-faults-'));
  const connection = connect(database.appUrl, { max: 6 });
  const admin = connect(database.adminUrl, { max: 2 });
  const complaints: string[] = [];
  const boss = await openQueue(database.appUrl, false, (error) => complaints.push(String(error)));
  const options = sandboxOptions(() => businessNow(connection.db));
  const sandbox = await startSandbox(options);
  t.teardown(async () => {
    await sandbox.close();
    await boss.stop({ graceful: false });
    await connection.close();
    await admin.close();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const settings = settingsFor(sandbox, options, dataDir);
  const config = configOf(settings);
  const log = (line: string) => void complaints.push(line);
  const { workTools } = wireClock({ config, sandboxUrl: sandbox.url, connection, boss, log });
  const creditorId = randomUUID();
  const actor = { kind: 'machine', id: 'test' } as const;
  const work: SendingHouse['work'] = (deed) => workTools.clock.openWork({ creditorId, actor }, deed);
  const base = { database, behind: admin.sql, sandbox, config, workTools, creditorId, complaints, work };
  const house = { ...base, ...acts(base), victimWires: { settings, appUrl: database.appUrl, sandboxUrl: sandbox.url } };

  await turnBusinessClock(connection.db, firstMorning);
  await admin.sql`
    insert into reference_rates (market, from_day, percent, source, confidence, origin)
    values ('DK', '2039-07-01', '2', 'a test', 'high', 'sandbox'), ('DK', '2040-01-01', '2', 'a test', 'high', 'sandbox')`;
  await moveIn(house, due);
  return house;
}

/** The books, the creditor, everything decided, and the letters proposed and told of; the hold window is over. */
async function moveIn(house: SendingHouse, due: readonly Due[]): Promise<void> {
  const { sandbox, config, work, workTools } = house;
  const { world } = sandbox;
  addAgreement(world, { number: agreement });
  for (const [place, rung] of due.entries()) {
    const number = customerNumber(place);
    addCustomer(world, agreement, { number, name: `Kunde ${place} ApS` });
    const dueDay = dayPlus(firstDay, rung === 'nudge' ? 2 : -8);
    bookInvoice(world, { agreement, customer: number, amountMinor: 125_000n, day: dayPlus(dueDay, -14), dueDay });
  }
  await work(async (each) => {
    await insertCreditor(each, profileOf('Nordvind Kaffe', String(agreement)), { email: null, name: null });
    await keepGrant(each, config.sealKeys, grantAccess(world, agreement));
    await beginMirror(each);
    const email = 'anna@nordvind.example';
    const personId = await personOf(each, email);
    await insertMember(each, { personId, name: 'Anna Dam', email, role: 'admin', employeeNumber: null });
    await changeSetting(each, 'market', { DK: 'confirmed' });
    await changeSetting(each, 'sending-hours', { from: 0, to: 24 });
    await changeSetting(each, 'sending-spread', { minutes: 0 });
    await changeSetting(each, 'sending', { on: true });
  });
  await house.quiet();
  await house.turn(5);
  await turnBusinessClock(workTools.db, holdWindowOver);
  await house.quiet();
  await sandbox.quiet();
}

function customerNumber(debtor: number): number {
  return 20_001 + debtor;
}

type Base = Pick<SendingHouse, 'behind' | 'sandbox' | 'workTools' | 'creditorId' | 'work'>;

function acts(base: Base) {
  const { behind, workTools, creditorId } = base;
  const { db } = workTools;

  const quiet: SendingHouse['quiet'] = async (change = {}) => {
    const tools = { ...workTools, clock: { ...workTools.clock, ...change } };
    for (let idle = 0; idle < 2; ) {
      const busy = (await tick({ db, openWork: tools.clock.openWork })) + (await workOff(tools));
      idle = busy > 0 ? 0 : idle + 1;
    }
  };
  const turn: SendingHouse['turn'] = async (minutes, change) => {
    for (let left = minutes; left > 0; left -= 11) {
      await turnBusinessClock(db, instantPlus(await businessNow(db), Math.min(left, 11) * minute));
      await quiet(change);
    }
  };
  const leasesRunOut = async () => {
    await behind`update messages set lease_until = lease_until - interval '61 seconds' where state = 'sending'`;
  };
  const letter = async (debtor: number): Promise<Letter> => {
    const customer = customerNumber(debtor);
    const [row] = await behind`
      select p.id, p.hash, p.debtor_id, p.case_id, p.status from proposals p
        join customer_numbers n on n.creditor_id = p.creditor_id and n.debtor_id = p.debtor_id
      where p.creditor_id = ${creditorId} and n.number = ${String(customer)} order by p.proposed_at desc, p.ended_at nulls first limit 1`;
    if (!row) throw new Error(`nothing is proposed to debtor ${debtor}`);
    const { id, hash, status } = row;
    return { id, hash, debtorId: row['debtor_id'], caseId: row['case_id'], status, customer };
  };
  const approve = async (debtor: number): Promise<Letter> => {
    const { id, hash } = await letter(debtor);
    const [admin] = await behind`select id from members where creditor_id = ${creditorId} and role = 'admin'`;
    const actor = { kind: 'member', id: admin!['id'] } as const;
    const act = await workTools.clock.openWork({ creditorId, actor }, (each) => approveProposal(each, id, hash));
    if (!act.ok) throw new Error(`the letter to debtor ${debtor} was not approved: ${JSON.stringify(act)}`);
    return letter(debtor);
  };
  const state = (of: Letter) => letterState(base, of);
  const settle = async (of: Letter): Promise<LetterState> => {
    for (let turns = 0; turns < 8; turns += 1) {
      const now = await state(of);
      const underWay = now.messages.some(({ state }) => ['intended', 'sending', 'unknown'].includes(state));
      if (!underWay && now.proposal !== 'approved') return now;
      await leasesRunOut();
      await turn(11);
    }
    throw new Error(`the letter is not settled: ${JSON.stringify(await state(of), (_key, value) => String(value))}`);
  };
  return { quiet, turn, leasesRunOut, letter, approve, state, settle };
}

async function letterState({ behind, sandbox }: Base, letter: Letter): Promise<LetterState> {
  const messages = await behind`
    select id, state, attempt, why, searches from messages where proposal_id = ${letter.id} order by intended_at`;
  const [proposal] = await behind`select status from proposals where id = ${letter.id}`;
  const [position] = await behind`
    select p.last_rung, p.fees_so_far from positions p where p.debtor_id = ${letter.debtorId}`;
  const [ledger] = await behind`
    select coalesce(sum(amount_minor), 0) as minor from entries where case_id = ${letter.caseId} and account = 'fee'`;
  const [trail] = await behind`
    select count(*) as n from trail where what = 'letter-sent' and subject_id = any (${messages.map((each) => String(each['id']))})`;
  const ids = new Set(messages.map(({ id }) => id));
  return {
    messages: messages.map(({ id, state, attempt, why, searches }) => ({ id, state, attempt, why, searches })),
    proposal: proposal!['status'],
    mails: sandbox.world.postmark.mails.filter(({ metadata }) => ids.has(metadata['message_id'])).length,
    rung: position!['last_rung'],
    fees: position!['fees_so_far'],
    feeMinor: BigInt(ledger!['minor']),
    told: Number(trail!['n']),
  };
}

function sandboxOptions(now: () => Promise<Date>): SandboxOptions {
  return {
    port: 0,
    statePath: null,
    // Nobody is at home there: what a web hook would tell is told by the tests that are about it.
    appUrl: 'http://127.0.0.1:9',
    economicAppSecretToken: 'secret-token',
    economicAppPublicToken: 'public-token',
    stripeSecretKey: 'sk_test_sandbox',
    stripeConnectClientId: 'ca_sandbox',
    stripeWebhookSecret: 'whsec_sandbox',
    postmarkServerToken: 'postmark-token',
    postmarkHookUser: 'hook',
    postmarkHookPassword: 'hook-password',
    twilio: { accountSid: `AC${'7'.repeat(32)}`, authToken: 'a-token-of-twilio' },
    now,
    turnCalendar: async () => 'earlier',
    seed: 'nobody',
  };
}

function settingsFor(sandbox: Sandbox, options: SandboxOptions, dataDir: string): Record<string, string> {
  sandbox.world.postmark.hooksWithheld = true;
  sandbox.world.twilio.hooksWithheld = true;
  return {
    RYKKER_SANDBOX: '1',
    RYKKER_DATA: dataDir,
    PUBLIC_URL: 'http://localhost:3000',
    SEAL_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    SESSION_KEY: randomBytes(32).toString('base64'),
    ECONOMIC_APP_SECRET_TOKEN: options.economicAppSecretToken,
    ECONOMIC_APP_PUBLIC_TOKEN: options.economicAppPublicToken,
    STRIPE_SECRET_KEY: options.stripeSecretKey,
    STRIPE_CONNECT_CLIENT_ID: options.stripeConnectClientId,
    STRIPE_WEBHOOK_SECRET: options.stripeWebhookSecret,
    POSTMARK_SERVER_TOKEN: options.postmarkServerToken,
    POSTMARK_HOOK_USER: options.postmarkHookUser,
    POSTMARK_HOOK_PASSWORD: options.postmarkHookPassword,
    TWILIO_ACCOUNT_SID: options.twilio!.accountSid,
    TWILIO_AUTH_TOKEN: options.twilio!.authToken,
    TWILIO_FROM: '+46701740699',
  };
}

function configOf(settings: Record<string, string>): Config {
  const answer = readConfig(settings, project);
  if (!answer.ok) throw new Error(answer.problems.join('\n'));
  return answer.config;
}
