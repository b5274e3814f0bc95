/** The portal on a server of its own, over `owed.ts`: a debtor's link, a browser that came with it. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import { makePortalLink } from '../src/cases/store-links.ts';
import { createPaperPress } from '../src/papers/press.ts';
import { portalRoutes } from '../src/portal/routes.ts';
import { type OwedWorld, owedWorld, type TestProvider, testProvider } from './owed.ts';
import { bookCopies, emptyServer, type Room, viewsDir } from './people.ts';

export type PortalWorld = OwedWorld & {
  readonly app: FastifyInstance;
  readonly payments: TestProvider;
  readonly copies: ReturnType<typeof bookCopies>;
  link(room: Room, debtorId: string, expiresAt?: Date): Promise<string>;
  /** A browser that has come through a debtor's link. */
  visitor(room: Room, debtorId: string): Promise<Visitor>;
  /** A fingerprint of every row of every table but sessions, for "nothing changed". */
  fingerprint(): Promise<string>;
};

export type Visitor = {
  readonly cookie: string;
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  post(url: string, fields: readonly (readonly [string, string])[]): Promise<LightMyRequestResponse>;
};

export async function portalWorld(t: Test): Promise<PortalWorld> {
  const world = await owedWorld(t);
  const app = await emptyServer(t);
  const payments = testProvider();
  const copies = bookCopies();
  const { db, openWork } = world;
  await portalRoutes(app, {
    db,
    openWork,
    payments,
    papers: createPaperPress(viewsDir),
    copies: {
      openWork,
      bookkeeping: { invoicePdf: (grant, number) => copies.answer(grant, number) },
      readGrant: async () => 'a grant',
    },
    wallNow: () => new Date('2026-05-05T10:00:00Z'),
    publicUrl: 'http://localhost:3000',
    viewsDir,
    sandbox: true,
  });
  const link: PortalWorld['link'] = async (room, debtorId, expiresAt = new Date('2041-01-01')) =>
    (await room.work((work) => makePortalLink(work, debtorId, expiresAt))).token;
  return {
    ...world,
    app,
    payments,
    copies,
    link,
    visitor: async (room, debtorId) => {
      const answer = await app.inject({ url: `/portal/l/${await link(room, debtorId)}` });
      const set = answer.cookies.find((each) => each.name === 'rykker-portal');
      return visitorWith(app, `rykker-portal=${set?.value}`);
    },
    fingerprint: async () => {
      const tables = await world.behind`
        select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('portal_sessions')`;
      const hash = createHash('sha256');
      for (const { name } of tables) {
        const rows = await world.behind`select to_jsonb(x)::text as row from ${world.behind(name)} x order by 1`;
        hash.update(JSON.stringify([name, rows.map((each) => each['row'])]));
      }
      return hash.digest('hex');
    },
  };
}

export function visitorWith(app: FastifyInstance, cookie: string): Visitor {
  return {
    cookie,
    get: (url, headers = {}) => app.inject({ url, headers: { cookie, ...headers } }),
    post: (url, fields) =>
      app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
      }),
  };
}
