/**
 * The sandbox's secrets: made up once and kept beside the data, readable by this user only, so that a sealed token
 * still opens after a restart and web and worker agree. A live Rykker never comes here.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const kept = z.record(z.string(), z.string());

/** The secrets kept in this data folder, by the names of their settings. Two processes that start at once get the same. */
export function madeUpSecrets(dataDir: string): Readonly<Record<string, string>> {
  const file = join(dataDir, 'sandbox-secrets.json');
  if (!existsSync(file)) writeOnce(file, JSON.stringify(makeUp(), null, 2));
  return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function makeUp(): Record<string, string> {
  const random = () => randomBytes(24).toString('base64url');
  return {
    SEAL_KEYS: `s1:${randomBytes(32).toString('base64')}`,
    SESSION_KEY: randomBytes(32).toString('base64'),
    ECONOMIC_APP_SECRET_TOKEN: `sandbox-${random()}`,
    ECONOMIC_APP_PUBLIC_TOKEN: `sandbox-${random()}`,
    STRIPE_SECRET_KEY: `sk_test_${random()}`,
    STRIPE_CONNECT_CLIENT_ID: `ca_${random()}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${random()}`,
    POSTMARK_SERVER_TOKEN: `sandbox-${random()}`,
    POSTMARK_HOOK_USER: 'postmark',
    POSTMARK_HOOK_PASSWORD: random(),
  };
}

/** The first writer wins: a hard link is made whole or not at all, and never over a file that is there. */
function writeOnce(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (thrown) {
    if (!existsSync(file)) throw thrown;
  } finally {
    rmSync(draft, { force: true });
  }
}
