/** A sandbox for one test, with an app beside it that takes web hooks and says what it took. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts';

export type TakenHook = { path: string; headers: Record<string, string | string[] | undefined>; body: string };
export type Rig = {
  sandbox: Sandbox;
  options: SandboxOptions;
  taken: TakenHook[];
  app: { status: number };
  at(iso: string): void;
  close(): Promise<void>;
};

export const firstDay = '2026-11-23T08:00:00.000Z';

/** The business clock stands at Monday, 23 November 2026, 09:00 in Copenhagen until it is turned. */
export async function startRig(given: Partial<SandboxOptions> = {}): Promise<Rig> {
  const taken: TakenHook[] = [];
  const app = { status: 200 };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      taken.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      response.writeHead(app.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let now = new Date(firstDay);
  const options: SandboxOptions = {
    port: 0,
    statePath: null,
    appUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    economicAppSecretToken: 'secret-token',
    economicAppPublicToken: 'public-token',
    stripeSecretKey: 'sk_test_sandbox',
    stripeConnectClientId: 'ca_sandbox',
    stripeWebhookSecret: 'whsec_sandbox',
    postmarkServerToken: 'postmark-token',
    postmarkHookUser: 'hook',
    postmarkHookPassword: 'hook-password',
    now: async () => now,
    turnCalendar: async (to) => {
      if (to < now) return 'earlier';
      now = to;
      return 'quiet';
    },
    ...given,
  };
  const sandbox = await startSandbox(options).catch((error: unknown) => {
    server.close();
    throw error;
  });
  const close = async () => {
    await sandbox.close();
    await new Promise((resolve) => server.close(resolve));
  };
  const at = (iso: string) => {
    now = new Date(iso);
  };
  return { sandbox, options, taken, app, at, close };
}

/** Waits until it holds; a test that waits longer than five seconds has found something. */
export async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('waited five seconds in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
