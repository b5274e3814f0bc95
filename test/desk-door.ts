/** The desk hung on a server over a seeded creditor, and browsers of its members. */
import type { Test } from 'tap';
import type { Role } from '../src/creditors/member.ts';
import { deskRoutes } from '../src/desk/routes.ts';
import { createPaperPress } from '../src/papers/press.ts';
import { bookCopies, emptyServer, signedIn, viewsDir } from './people.ts';
import {
  press,
  proposeTools,
  type SeedDebtor,
  type SeedInvoice,
  type SeedRoom,
  type SeedWorld,
  seedNow,
  seedWorld,
} from './seed.ts';

export type Visitor = {
  readonly memberId: string;
  readonly session: string;
  get(url: string): Promise<Page>;
  post(url: string, form?: readonly (readonly [string, string])[]): Promise<Page>;
};

/** An answer; after a redirect, `sentence` is what the next page says at its top. */
export type Page = {
  readonly status: number;
  readonly body: string;
  readonly to: string | null;
  readonly sentence: string;
};

export async function deskDoor(t: Test) {
  const world: SeedWorld = await seedWorld(t);
  const app = await emptyServer(t);
  const copies = bookCopies();
  await deskRoutes(app, {
    ...proposeTools,
    db: world.db,
    openWork: world.openWork,
    press,
    papers: createPaperPress(viewsDir),
    copies: {
      openWork: world.openWork,
      bookkeeping: { invoicePdf: (grant, number) => copies.answer(grant, number) },
      readGrant: async () => 'a grant',
    },
    wallNow: () => new Date(seedNow.getTime() + 60_000),
    publicUrl: 'http://localhost:3000',
    sandbox: true,
  });
  const visitor = async (room: SeedRoom, role: Role): Promise<Visitor> => {
    const { memberId, session } = await room.member(role, `${role}${Math.random()}@example.test`);
    const headers = signedIn(session);
    const get = async (url: string, cookie = headers.cookie): Promise<Page> => {
      const answer = await app.inject({ url, headers: { cookie } });
      return {
        status: answer.statusCode,
        body: answer.body,
        to: locationOf(answer.headers),
        sentence: saidIn(answer.body),
      };
    };
    return {
      memberId,
      session,
      get: (url) => get(url),
      post: async (url, form = []) => {
        const answer = await app.inject({
          method: 'POST',
          url,
          headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams(form.map(([name, value]) => [name, value])).toString(),
        });
        const to = locationOf(answer.headers);
        if (to === null) return { status: answer.statusCode, body: answer.body, to, sentence: '' };
        const said = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
        const next = await get(to, [headers.cookie, ...said].join('; '));
        return { ...next, status: answer.statusCode, to };
      },
    };
  };
  return { world, app, visitor, copies };
}

function locationOf(headers: { location?: unknown }): string | null {
  return typeof headers.location === 'string' ? headers.location : null;
}

function saidIn(body: string): string {
  return unescaped(/<p class="notice-bar"[^>]*>([^<]*)</.exec(body)?.[1] ?? '');
}

/** Text as a reader sees it. */
export function unescaped(html: string): string {
  return html
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** A debtor for each of the desk’s troubles. Havnecaféen and Halvt Betalt are the rep’s (employee 7). */
export const debtors: readonly SeedDebtor[] = [
  { number: '101', name: 'Havnecaféen I/S', salesPerson: 7 },
  { number: '102', name: 'Café Nord ApS' },
  { number: '103', name: 'Uden Adresse ApS', email: null },
  { number: '104', name: 'Kaffe <b>& Kage</b>', balanceOff: -50000n },
  { number: '105', name: 'Snart A/S' },
  { number: '106', name: 'Halvt Betalt ApS', salesPerson: 7 },
];

export const invoices: readonly SeedInvoice[] = [
  { number: '20417', debtor: '101', daysLate: 34, minor: 500000n },
  { number: '20431', debtor: '101', daysLate: 25, minor: 700000n },
  { number: '20440', debtor: '102', daysLate: 12, minor: 412000n },
  { number: '20441', debtor: '103', daysLate: 6, minor: 98000n },
  { number: '20442', debtor: '104', daysLate: 60, minor: 2200000n },
  { number: '20443', debtor: '105', daysLate: -2, minor: 300000n },
  { number: '20444', debtor: '106', daysLate: 20, minor: 800000n, leftMinor: 300000n },
];
