/**
 * The Fastify kit: one place decides headers, logging, limits, cookies and views for every door.
 */

import { randomInt } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import view from '@fastify/view';
import { Eta } from 'eta';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { refuseCrossSite } from './cross-site.ts';
import { answerErrors } from './errors.ts';
import { countedAs, perMinute } from './limits.ts';
import { logCompleted, quietLogger } from './logging.ts';
import { readProblemWords } from './problem-words.ts';
import { keepPrivate, securityHeaders } from './security-headers.ts';
import { siteAt } from './site.ts';

export type ServerOptions = {
  readonly publicUrl: string;
  readonly viewsDir: string;
  /** false for none; true or pino's options (level, stream) for JSON lines. Serializers are ours and cannot be replaced. */
  readonly logger: boolean | object;
  readonly version: string;
  /** Signs the cookie that carries a sentence over a redirect. Processes that share visitors must share it. */
  readonly cookieKey?: string;
  /** Origins a form may end at after our 303: Stripe's checkout, the accounting system's grant page, the sandbox. */
  readonly formTargets?: readonly string[];
  /** A header that the proxy in front of us sets itself ("fly-client-ip"). Without it the socket's address counts. */
  readonly clientAddressHeader?: string;
  /** Requests one address may make in a minute; assets and health are free, hooks have ten times as many. */
  readonly requestsPerMinute?: number;
};

const year = 31_536_000_000;
const longestParameter = 500;

/** A server ready for doors to hang their routes on: not yet listening, no route but /assets/. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const assetsDir = join(options.viewsDir, 'assets');
  const site = siteAt(options.publicUrl, options.version, assetsDir);
  const app: FastifyInstance = Fastify({
    logger: quietLogger(options.logger),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'reference' }),
    genReqId: newReference,
    requestIdHeader: false,
    trustProxy: false,
    bodyLimit: 256 * 1024,
    routerOptions: { maxParamLength: longestParameter },
    rewriteUrl: (request) => readableAddress(request.url ?? '/'),
  });
  app.decorate('site', site);
  logCompleted(app);
  await app.register(helmet, securityHeaders(site, options.formTargets ?? []));
  keepPrivate(app);
  await app.register(cookie, { secret: options.cookieKey ?? newKey() });
  await app.register(view, {
    engine: { eta: new Eta({ views: options.viewsDir, cache: true, autoEscape: true }) },
    templates: options.viewsDir,
    production: true,
  });
  await app.register(rateLimit, {
    timeWindow: 60_000,
    max: perMinute(options.requestsPerMinute ?? 600),
    keyGenerator: countedAs(options.clientAddressHeader),
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    allowList: (request: { url: string }) => /^\/(assets|health)\//.test(request.url),
  });
  answerErrors(app, readProblemWords(join(options.viewsDir, 'texts', 'problems.json')));
  refuseCrossSite(app);
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  await serveAssets(app, assetsDir);
  return app;
}

/** The reference a person reads out on the telephone: no vowels, no letters that look like digits. */
function newReference(): string {
  const letters = 'BCDFGHJKMNPQRSTVWXZ23456789';
  const picked = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${picked.slice(0, 4)}-${picked.slice(4)}`;
}

function newKey(): string {
  return Array.from({ length: 8 }, () => randomInt(2 ** 40).toString(36)).join('');
}

/** An address the router could not decode would be answered before any hook sets a header; it becomes one nobody serves. */
function readableAddress(address: string): string {
  try {
    const path = address.split('?')[0] ?? '/';
    decodeURIComponent(path);
    return path.split('/').some((part) => part.length > longestParameter) ? '/not-an-address' : address;
  } catch {
    return '/not-an-address';
  }
}

/** Stylesheet, scripts and Inter. Pages name them with the asset mark, so they may be kept for a year. */
async function serveAssets(app: FastifyInstance, assetsDir: string): Promise<void> {
  const kept = { cacheControl: true, immutable: true, maxAge: year, index: false as const };
  await app.register(fastifyStatic, { ...kept, root: assetsDir, prefix: '/assets/' });
  const inter = dirname(fileURLToPath(import.meta.resolve('@fontsource-variable/inter/package.json')));
  const fonts = ['/inter-latin-wght-normal.woff2', '/inter-latin-ext-wght-normal.woff2'];
  await app.register(fastifyStatic, {
    ...kept,
    root: join(inter, 'files'),
    prefix: '/assets/fonts/',
    decorateReply: false,
    allowedPath: (path) => fonts.includes(path),
  });
}
