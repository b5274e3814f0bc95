/**
 * The outside world on loopback: e-conomic, Stripe, Postmark, Twilio and the central banks on one port, speaking their own protocols,
 * so that the real adapters run in `npm start`, in tests and in the demo.
 */
import Fastify, { type FastifyInstance } from 'fastify';
import { dayIn } from '../values/day.ts';
import { bankOfEngland, ecb, norgesBank, riksbank } from './central-banks.ts';
import { sandboxConsole } from './console-routes.ts';
import { type BucketRules, RateBucket } from './e-conomic-answers.ts';
import { economicGrant } from './e-conomic-grant.ts';
import { tellSubscribers } from './e-conomic-hooks.ts';
import { economicOpenApi } from './e-conomic-openapi.ts';
import { economicRest } from './e-conomic-rest.ts';
import { keepWorld, loadWorld } from './keep-world.ts';
import { seedNordvind } from './nordvind.ts';
import { type Posting, startPosting } from './posting.ts';
import { postmarkApi } from './postmark-api.ts';
import { bounceMail, deliverMail } from './postmark-hooks.ts';
import type { SandboxMail } from './postmark-state.ts';
import { statbank } from './statbank.ts';
import { stripeApi } from './stripe-api.ts';
import { deliverEvent } from './stripe-hooks.ts';
import { stripeOAuth } from './stripe-oauth.ts';
import { stripePayPage } from './stripe-pay-page.ts';
import type { StripeEvent } from './stripe-state.ts';
import { twilioApi } from './twilio-api.ts';
import { deliverText } from './twilio-hooks.ts';
import { emptyWorld, type World } from './world.ts';

export type SandboxOptions = {
  /** 0: any free port. It listens on 127.0.0.1 only. */
  port: number;
  /** Where the world is kept between runs; null: in memory. */
  statePath: string | null;
  /** Where web hooks and redirects go. */
  appUrl: string;
  economicAppSecretToken: string;
  economicAppPublicToken: string;
  stripeSecretKey: string;
  stripeConnectClientId: string;
  stripeWebhookSecret: string;
  postmarkServerToken: string;
  postmarkHookUser: string;
  postmarkHookPassword: string;
  /** Left out where nobody writes text messages. */
  twilio?: { readonly accountSid: string; readonly authToken: string } | null;
  /** The business clock of the app. */
  now(): Promise<Date>;
  /** Moves the business clock and runs everything due on the way; `earlier` when it would go back. */
  turnCalendar(to: Date): Promise<'quiet' | 'earlier'>;
  /** Makes a link that signs the visitor in as an operator of this sandbox; left out where there is no such house. */
  operatorLink?: () => Promise<string>;
  /** Who lives in a new world; Nordvind unless told otherwise. */
  seed?: 'nordvind' | 'nobody';
  /** How many calls e-conomic lets through; as in the real one unless told otherwise. */
  economicBucket?: BucketRules;
};

export type Sandbox = {
  url: string;
  economicRestUrl: string;
  economicOpenApiUrl: string;
  economicInstallUrl: string;
  stripeApiUrl: string;
  stripeConnectUrl: string;
  postmarkApiUrl: string;
  twilioApiUrl: string;
  statbankUrl: string;
  world: World;
  economicBucket: RateBucket;
  /** Resolves when no web hook is on its way. */
  quiet(): Promise<void>;
  close(): Promise<void>;
};

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const found = await loadWorld(options.statePath);
  const world = found ?? emptyWorld();
  world.bell.setMaxListeners(0);
  if (!found && options.seed !== 'nobody') seedNordvind(world, dayIn(await options.now(), 'Europe/Copenhagen'));
  const keeper = keepWorld(world, options.statePath);
  const posting = startPosting();
  tellSubscribers(world, posting);
  world.bell.on('bounce', (mail: SandboxMail, address: string) =>
    posting.later(0, () => bounceMail(world, options, posting, mail, address)),
  );

  world.bell.on('stripe', (event: StripeEvent) =>
    posting.later(0, async () => void (await deliverEvent(world, options, posting, event))),
  );

  const server = Fastify({ exposeHeadRoutes: false, forceCloseConnections: true, bodyLimit: 50 * 1024 * 1024 });
  let url = '';
  const bucket = new RateBucket(options.economicBucket);
  const origin = () => url;
  await registerVendors(server, world, options, origin, keeper.kept, posting, bucket);
  await server.register(async (scope) => sandboxConsole(scope, { world, options }));
  url = await server.listen({ port: options.port, host: '127.0.0.1' });

  redeliver(world, options, posting);
  const close = async () => {
    await posting.stop();
    await server.close();
    await keeper.close();
  };
  return {
    url,
    economicRestUrl: `${url}/e-conomic/rest`,
    economicOpenApiUrl: `${url}/e-conomic/openapi`,
    economicInstallUrl: `${url}/e-conomic/grant`,
    stripeApiUrl: url,
    stripeConnectUrl: url,
    postmarkApiUrl: url,
    twilioApiUrl: url,
    statbankUrl: `${url}/statbank`,
    world,
    economicBucket: bucket,
    quiet: posting.quiet,
    close,
  };
}

async function registerVendors(
  server: FastifyInstance,
  world: World,
  options: SandboxOptions,
  origin: () => string,
  kept: () => Promise<void>,
  posting: Posting,
  bucket: RateBucket,
): Promise<void> {
  await server.register(economicRest(world, options, origin, bucket), { prefix: '/e-conomic/rest' });
  await server.register(economicOpenApi(world, options, bucket), { prefix: '/e-conomic/openapi' });
  await server.register(economicGrant(world, options, kept), { prefix: '/e-conomic/grant' });
  await server.register(stripeApi(world, options, origin, kept));
  await server.register(stripeOAuth(world, options, posting));
  await server.register(stripePayPage(world, options, origin, kept, posting));
  await server.register(postmarkApi(world, options, kept, posting));
  await server.register(twilioApi(world, options, kept, posting));
  await server.register(statbank(world, options), { prefix: '/statbank' });
  await server.register(riksbank(world, options), { prefix: '/riksbank' });
  await server.register(norgesBank(world, options), { prefix: '/norges-bank' });
  await server.register(ecb(world, options), { prefix: '/ecb' });
  await server.register(bankOfEngland(world, options), { prefix: '/bank-of-england' });
}

/** What the app had not yet taken when the world stopped is told again, as Stripe and Postmark do for days. */
function redeliver(world: World, options: SandboxOptions, posting: Posting): void {
  for (const event of world.stripe.events) if (!event.delivered) void deliverEvent(world, options, posting, event);
  for (const mail of world.postmark.mails) {
    if (!mail.hookDelivered && mail.status !== 'Bounced')
      posting.later(0, () => deliverMail(world, options, posting, mail));
  }
  for (const text of world.twilio.texts)
    if (!text.hookDelivered) posting.later(0, () => deliverText(world, options, posting, text));
}
