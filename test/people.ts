/** A database of one's own with a creditor in it, and everything that works hand on written down: for tests of people. */
import { randomBytes, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Test } from 'tap';
import type { CreditorProfile } from '../src/creditors/creditor.ts';
import type { Role } from '../src/creditors/member.ts';
import { insertCreditor } from '../src/creditors/store.ts';
import { openSession } from '../src/creditors/store-doorways.ts';
import { insertMember, personOf } from '../src/creditors/store-members.ts';
import { connect, type Sql } from '../src/db/connect.ts';
import { type Actor, type Database, type OpenWork, type Work, workOpener } from '../src/db/work.ts';
import type { BookkeepingAnswer } from '../src/mirror/port.ts';
import { smallPdf } from '../src/sandbox/small-pdf.ts';
import { createLetterPress } from '../src/sending/letter.ts';
import { linkPlace } from '../src/sending/link-place.ts';
import type { SignInMailTools } from '../src/sending/mail-sign-in-link.ts';
import { done } from '../src/values/outcome.ts';
import { hashToken, newToken, type SealKeys, unseal } from '../src/values/secrets.ts';
import { buildServer } from '../src/web/server.ts';
import { testDatabase } from './database.ts';

export const sealKeys: SealKeys = [{ id: 'k1', key: randomBytes(32) }];

export type People = {
  readonly db: Database;
  /** A superuser, for looking behind the isolation. */
  readonly behind: Sql;
  readonly ownerUrl: string;
  readonly openWork: OpenWork;
  /** Every job handed on, oldest first. */
  readonly jobs: { queue: string; payload: Readonly<Record<string, string>> }[];
  /** A creditor of this name, and works in its room. */
  creditor(name: string): Promise<Room>;
};

export type Room = {
  readonly creditorId: string;
  work<Value>(deed: (work: Work) => Promise<Value>, actor?: Actor): Promise<Value>;
  /** A member with this role, and the token of a session of theirs. */
  member(role: Role, email?: string): Promise<{ memberId: string; personId: string; session: string }>;
  /** What stands on the trail, oldest first. */
  trail(): Promise<{ what: string; details: Record<string, unknown>; actor: string; personal: unknown }[]>;
};

/** Books that nobody asks for a copy of an invoice. */
export const noCopies = {
  openWork: () => Promise.reject(new Error('no copy is asked for here')),
  bookkeeping: { invoicePdf: () => Promise.reject(new Error('no copy is asked for here')) },
  readGrant: () => Promise.reject(new Error('no copy is asked for here')),
};

export const viewsDir = resolve(import.meta.dirname, '..', 'views');

export type SeenMail = { readonly kind: string; readonly to: string; readonly link: string | null };

/** What mailing takes, and what has been put on its way since, oldest first, each with the token its link holds. */
export type MailBox = { readonly tools: SignInMailTools; mails(): Promise<SeenMail[]> };

export async function mailBox({ behind }: People): Promise<MailBox> {
  const read = () => behind`select creditor_id, id, kind, to_address, sealed_link from messages order by intended_at`;
  const before = new Set((await read()).map((row) => row['id']));
  const mails = async () => {
    const since = (await read()).filter((row) => !before.has(row['id']));
    return since.map((row) => ({
      kind: row['kind'],
      to: row['to_address'],
      link: unseal(sealKeys, linkPlace(row['creditor_id']), String(row['sealed_link'])),
    }));
  };
  return { tools: { press: createLetterPress(viewsDir), sealKeys }, mails };
}

/** A server without doors, and what a signed-in browser sends with its requests. */
export async function emptyServer(t: Test): Promise<FastifyInstance> {
  const app = await buildServer({ publicUrl: 'http://localhost:3000', viewsDir, logger: false, version: 'test' });
  t.teardown(() => app.close());
  return app;
}

export function signedIn(session: string): { cookie: string } {
  return { cookie: `rykker-member=${session}` };
}

export const machine: Actor = { kind: 'machine', id: 'test' };

export async function people(t: Test): Promise<People> {
  const database = await testDatabase();
  const app = connect(database.appUrl, { max: 4 });
  const admin = connect(database.adminUrl, { max: 2 });
  t.teardown(async () => {
    await app.close();
    await admin.close();
    await database.drop();
  });
  const jobs: People['jobs'] = [];
  const openWork = workOpener(app.db, () => async (queue, payload) => {
    jobs.push({ queue, payload });
  });
  const kit = { db: app.db, behind: admin.sql, ownerUrl: database.ownerUrl, openWork, jobs };
  return { ...kit, creditor: (name) => creditorRoom(kit, name) };
}

export function profileOf(name: string, agreementNumber: string): CreditorProfile {
  return {
    system: 'e-conomic',
    agreementNumber,
    name,
    companyNumber: '12345678',
    address: 'Havnegade 12, 1058 København K',
    country: 'Danmark',
    email: `bogholderi@${name.toLowerCase().replaceAll(/[^a-z]/g, '')}.example`,
    phone: null,
    baseCurrency: 'DKK',
    bank: { name: 'Banken', sortCode: '1234', account: '0001234567' },
  };
}

async function creditorRoom(kit: Omit<People, 'creditor'>, name: string): Promise<Room> {
  const creditorId = randomUUID();
  const work: Room['work'] = (deed, actor = machine) => kit.openWork({ creditorId, actor }, deed);
  const number = String(Math.trunc(Math.random() * 1e9));
  await work((each) => insertCreditor(each, profileOf(name, number), { email: null, name: null }));
  return {
    creditorId,
    work,
    member: async (role, email = `${role}@${creditorId}.example`) => {
      const made = await work(async (each) => {
        const personId = await personOf(each, email);
        const employeeNumber = role === 'rep' ? 7 : null;
        const memberId = await insertMember(each, { personId, name: `The ${role}`, email, role, employeeNumber });
        return { personId, memberId: memberId ?? '' };
      });
      const session = newToken();
      await openSession(kit.db, { hash: hashToken(session), personId: made.personId, creditorId }, 3600);
      return { ...made, session };
    },
    trail: async () => {
      const rows = await kit.behind`
        select t.what, t.details, t.actor_kind || ':' || t.actor_id as actor, p.body as personal
        from trail t left join trail_private p on p.creditor_id = t.creditor_id and p.trail_id = t.id
        where t.creditor_id = ${creditorId} order by t.id`;
      return rows.map((row) => ({
        what: row['what'],
        details: row['details'],
        actor: row['actor'],
        personal: row['personal'],
      }));
    },
  };
}

/** The books as far as copies of invoices go: a small PDF for each, until a test says otherwise. Which were asked for is in `asked`. */
export function bookCopies() {
  const copies = {
    asked: [] as string[],
    answer: async (_grant: string, number: string): BookkeepingAnswer<Uint8Array> => {
      copies.asked.push(number);
      return copies.next(number);
    },
    next: (number: string): Awaited<BookkeepingAnswer<Uint8Array>> => done(smallPdf([`Faktura ${number}`])),
  };
  return copies;
}
