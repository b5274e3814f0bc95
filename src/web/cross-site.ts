/**
 * Another site's form or script cannot act here (CSRF), whatever cookies the browser would send along.
 * Browsers name the sender in Sec-Fetch-Site; older ones only in Origin; machines in neither, and they have no cookies of ours.
 * Does not guard GET, which changes nothing, nor /hooks/, whose callers prove themselves.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isHook } from './hooks-road.ts';

const changesNothing = ['GET', 'HEAD', 'OPTIONS'];

/** The refusal; errors.ts makes it a page. */
export class CrossSiteRefusal extends Error {
  readonly statusCode = 403;
}

export function refuseCrossSite(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (changesNothing.includes(request.method) || isHook(request)) return;
    if (!isOwn(request, app.site.origin)) throw new CrossSiteRefusal('cross-site request');
  });
}

function isOwn(request: FastifyRequest, ownOrigin: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  return origin === undefined || origin === ownOrigin;
}
