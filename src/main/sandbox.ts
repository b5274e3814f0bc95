/** The sandbox of this start: the outside world on the port after ours, turning our calendar. */
import { join } from 'node:path';
import type { SandboxOptions } from '../sandbox/start-sandbox.ts';
import type { Config } from './config.ts';

export type HouseTools = Pick<SandboxOptions, 'now' | 'turnCalendar' | 'operatorLink'>;

/** Where a sandbox of these settings answers. */
export function sandboxUrlOf(config: Config): string {
  return `http://127.0.0.1:${config.port === 0 ? 0 : config.port + 1}`;
}

export function sandboxOptions(config: Config, house: HouseTools): SandboxOptions {
  return {
    port: config.port === 0 ? 0 : config.port + 1,
    statePath: join(config.dataDir, 'sandbox-world.json'),
    appUrl: config.publicUrl,
    economicAppSecretToken: config.economic.appSecretToken,
    economicAppPublicToken: config.economic.appPublicToken,
    stripeSecretKey: config.stripe.secretKey,
    stripeConnectClientId: config.stripe.connectClientId,
    stripeWebhookSecret: config.stripe.webhookSecret,
    postmarkServerToken: config.postmark.serverToken,
    postmarkHookUser: config.postmark.hookUser,
    postmarkHookPassword: config.postmark.hookPassword,
    twilio: config.twilio,
    ...house,
  };
}
