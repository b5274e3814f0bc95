/** The doors of the web process, hung on one server. */
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { PgBoss } from 'pg-boss';
import type { ClockTools } from '../clock/jobs.ts';
import { readGrant } from '../creditors/read-grant.ts';
import type { Connection } from '../db/connect.ts';
import type { Work } from '../db/work.ts';
import { deskRoutes } from '../desk/routes.ts';
import { economicHookPath } from '../hooks/economic-path.ts';
import { hookRoutes } from '../hooks/routes.ts';
import { installRoutes } from '../install/routes.ts';
import { createPaperPress } from '../papers/press.ts';
import { portalRoutes } from '../portal/routes.ts';
import { sandboxConsole } from '../sandbox/console-routes.ts';
import type { Sandbox, SandboxOptions } from '../sandbox/start-sandbox.ts';
import { settingsRoutes } from '../settings/routes.ts';
import { healthRoutes } from '../watch/health-routes.ts';
import { watchRoutes } from '../watch/routes.ts';
import { buildServer } from '../web/server.ts';
import type { Config } from './config.ts';
import type { Vendors } from './vendors.ts';

export type Built = {
  readonly config: Config;
  readonly connection: Connection;
  readonly boss: PgBoss;
  readonly clock: ClockTools;
  readonly vendors: Vendors;
  /** Told of every route as it is hung: a test keeps them against its list. */
  readonly onRoute?: (method: string, url: string) => void;
  readonly sandbox: { readonly running: Sandbox; readonly options: SandboxOptions } | null;
};

const version = '0.1.0';

export async function openDoors(built: Built): Promise<FastifyInstance> {
  const { config, connection, clock, vendors, sandbox } = built;
  const { addresses } = vendors;
  const origins = [
    addresses.economicInstall,
    addresses.stripeConnect,
    sandbox?.running.url ?? 'https://checkout.stripe.com',
  ];
  const viewsDir = join(config.projectDir, 'views');
  const app = await buildServer({
    publicUrl: config.publicUrl,
    viewsDir,
    logger: { level: config.sandbox ? 'warn' : 'info' },
    version,
    cookieKey: config.sessionKey,
    formTargets: [...new Set(origins.map((url) => new URL(url).origin))],
    ...(config.sandbox ? {} : { clientAddressHeader: 'fly-client-ip' }),
  });
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) built.onRoute?.(each, url);
  });
  const shared = {
    db: connection.db,
    openWork: clock.openWork,
    sealKeys: config.sealKeys,
    publicUrl: config.publicUrl,
    press: clock.press,
    wording: clock.wording,
    wallNow: clock.wallNow,
    sandbox: config.sandbox,
  };
  const papers = createPaperPress(viewsDir);
  const copies = {
    openWork: clock.openWork,
    bookkeeping: vendors.books.page,
    readGrant: (work: Work) => readGrant(work, config.sealKeys),
  };
  await healthRoutes(app, { databaseAnswers: () => connection.sql`select 1` });
  await installRoutes(app, {
    ...shared,
    bookkeeping: vendors.books.page,
    economic: { installUrl: addresses.economicInstall, appPublicToken: config.economic.appPublicToken },
    queuePath: '/desk/queue',
  });
  await settingsRoutes(app, {
    ...shared,
    stripe: {
      connectUrl: addresses.stripeConnect,
      connectClientId: config.stripe.connectClientId,
      secretKey: config.stripe.secretKey,
    },
    tonightPath: '/desk/tonight',
    economicHookPath: (creditorId) => economicHookPath(config.sessionKey, creditorId),
  });
  await deskRoutes(app, { ...shared, papers, copies });
  await watchRoutes(app, shared);
  await portalRoutes(app, { ...shared, papers, copies, payments: vendors.payments, viewsDir });
  await hookRoutes(app, {
    ...shared,
    payments: vendors.payments,
    mailKeys: { user: config.postmark.hookUser, password: config.postmark.hookPassword },
    economicKey: config.sessionKey,
    texts: config.twilio && { key: config.twilio.authToken, publicUrl: config.publicUrl },
  });
  if (sandbox) await sandboxConsole(app, { world: sandbox.running.world, options: sandbox.options });
  return app;
}
