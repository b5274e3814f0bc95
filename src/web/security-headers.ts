/**
 * Headers every answer carries. No page loads anything from elsewhere, runs inline script, or is framed by a stranger.
 */
import type { FastifyHelmetOptions } from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Site } from './site.ts';

/** `formTargets`: origins that a form's POST may be redirected to; browsers hold redirects to form-action too. */
export function securityHeaders(site: Site, formTargets: readonly string[]): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'script-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'frame-src': ["'self'"],
        'form-action': ["'self'", ...formTargets],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        ...(site.https ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    // On http loopback, HSTS or an upgrade would lock a developer's browser out of every port of localhost.
    strictTransportSecurity: site.https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    // A letter stands in a sandboxed frame; asking for an origin-keyed cluster there only makes the browser complain.
    originAgentCluster: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
  };
}

/** Pages are about money and people: not kept by any cache, not listed by any search engine. */
export function keepPrivate(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    reply.header('x-robots-tag', 'noindex, noarchive');
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
  });
}
