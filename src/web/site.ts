/**
 * What every page and cookie needs to know of the place it is served from; hangs on the Fastify instance as `app.site`.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Site = {
  /** Where people reach us: scheme, host and port, no trailing slash. */
  readonly publicUrl: string;
  readonly origin: string;
  readonly https: boolean;
  readonly version: string;
  /** Changes when a stylesheet or script changes, so that browsers may keep them for a year. */
  readonly assetMark: string;
};

declare module 'fastify' {
  interface FastifyInstance {
    site: Site;
  }
}

/** Reads the assets once, at start. */
export function siteAt(publicUrl: string, version: string, assetsDir: string): Site {
  const url = new URL(publicUrl);
  const hash = createHash('sha256');
  for (const name of readdirSync(assetsDir).sort()) hash.update(name).update(readFileSync(join(assetsDir, name)));
  return {
    publicUrl: publicUrl.replace(/\/$/, ''),
    origin: url.origin,
    https: url.protocol === 'https:',
    version,
    assetMark: hash.digest('hex').slice(0, 12),
  };
}
