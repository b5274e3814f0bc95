/**
 * The settings: the only file that reads the environment. Everything wrong is told at once, each in one sentence that
 * says what to do. In the sandbox nothing has to be set: what is missing is made up once and kept (made-up-secrets.ts).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BankName } from '../law/reference-sources.ts';
import type { SealKeys } from '../values/secrets.ts';
import { madeUpSecrets } from './made-up-secrets.ts';
import { type TwilioAccount, twilioAccount, twilioNames, twilioProblems } from './twilio-settings.ts';

/**
 * Where a vendor answers. `sandbox`: our own outside world on loopback, whose address is known only when it has
 * started (wiring fills it in). `given` was set by hand. `vendor` is the vendor's real address.
 */
export type VendorUrl =
  | { readonly from: 'sandbox' }
  | { readonly from: 'given'; readonly url: string }
  | { readonly from: 'vendor'; readonly url: string };

export type DatabaseConfig =
  | { readonly kind: 'embedded' }
  /** `ownerUrl` null: this process may not migrate, only check. */
  | { readonly kind: 'server'; readonly appUrl: string; readonly ownerUrl: string | null };

export type Config = {
  readonly sandbox: boolean;
  /** Where people reach us, without a slash at the end. */
  readonly publicUrl: string;
  readonly port: number;
  readonly projectDir: string;
  readonly dataDir: string;
  /** Where the daily heads of all chains are kept; null: in the log only. */
  readonly anchorDir: string | null;
  readonly database: DatabaseConfig;
  readonly sealKeys: SealKeys;
  readonly sessionKey: string;
  readonly economic: {
    readonly appSecretToken: string;
    readonly appPublicToken: string;
    readonly restUrl: VendorUrl;
    readonly openapiUrl: VendorUrl;
    readonly installUrl: VendorUrl;
  };
  readonly stripe: {
    readonly secretKey: string;
    readonly connectClientId: string;
    readonly webhookSecret: string;
    readonly apiUrl: VendorUrl;
    readonly connectUrl: VendorUrl;
  };
  readonly postmark: {
    readonly serverToken: string;
    readonly apiUrl: VendorUrl;
    readonly hookUser: string;
    readonly hookPassword: string;
  };
  /** Text messages; null where no account is set, and then nothing goes by SMS. */
  readonly twilio: (TwilioAccount & { readonly apiUrl: VendorUrl }) | null;
  /** Where each central bank's open data is. */
  readonly banks: Readonly<Record<BankName, VendorUrl>>;
};

export type ConfigAnswer =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: string[] };
export type Environment = Readonly<Record<string, string | undefined>>;

/** The vendors' real addresses. */
export const vendorAddresses = {
  ECONOMIC_REST_URL: 'https://restapi.e-conomic.com',
  ECONOMIC_OPENAPI_URL: 'https://apis.e-conomic.com',
  ECONOMIC_INSTALL_URL: 'https://secure.e-conomic.com/secure/api1/requestaccess.aspx',
  STRIPE_API_URL: 'https://api.stripe.com',
  STRIPE_CONNECT_URL: 'https://connect.stripe.com',
  POSTMARK_API_URL: 'https://api.postmarkapp.com',
  TWILIO_API_URL: 'https://api.twilio.com',
  STATBANK_API_URL: 'https://api.statbank.dk',
  RIKSBANK_API_URL: 'https://api.riksbank.se',
  NORGES_BANK_API_URL: 'https://data.norges-bank.no',
  ECB_API_URL: 'https://data-api.ecb.europa.eu',
  BANK_OF_ENGLAND_URL: 'https://www.bankofengland.co.uk',
} as const;

/** What a live Rykker cannot do without, and where to get it. */
const liveSecrets = {
  SEAL_KEYS: "make one with: node -e \"console.log('k1:'+require('crypto').randomBytes(32).toString('base64'))\"",
  SESSION_KEY: "make one with: node -e \"console.log(require('crypto').randomBytes(32).toString('base64'))\"",
  ECONOMIC_APP_SECRET_TOKEN: 'it is shown once, when the app is created in the e-conomic developer agreement',
  ECONOMIC_APP_PUBLIC_TOKEN: 'it stands beside the app in the e-conomic developer agreement',
  STRIPE_SECRET_KEY: 'it stands in the Stripe dashboard under Developers, API keys',
  STRIPE_CONNECT_CLIENT_ID: 'it stands in the Stripe dashboard under Connect, Settings, OAuth (ca_…)',
  STRIPE_WEBHOOK_SECRET: 'it is shown when the webhook endpoint is made in the Stripe dashboard (whsec_…)',
  POSTMARK_SERVER_TOKEN: 'it stands in Postmark under the server’s API tokens',
  POSTMARK_HOOK_USER: 'choose a name and put the same into the webhook’s address in Postmark',
  POSTMARK_HOOK_PASSWORD: 'choose a long one and put the same into the webhook’s address in Postmark',
} as const;

export type SecretName = keyof typeof liveSecrets;
export const secretNames = Object.keys(liveSecrets) as SecretName[];
type VendorName = keyof typeof vendorAddresses;

/** Every setting there is: `.env.example` explains these and no others (test/rules/config.test.ts compares). */
export const settingNames = [
  'PUBLIC_URL',
  'PORT',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'RYKKER_DATA',
  'TRAIL_ANCHOR_DIR',
  'RYKKER_SANDBOX',
  ...secretNames,
  ...twilioNames,
  ...(Object.keys(vendorAddresses) as VendorName[]),
] as const;

type Shape<Value> = readonly [z.ZodType<Value>, string];

const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const databaseAddress = z.string().regex(/^postgres(ql)?:\/\/[^@/]+@[^/]+\/[^/?]+/);
const sealKeysText = z
  .string()
  .transform((text) => text.split(',').map((pair) => parseSealKey(pair.trim())))
  .refine((keys) => keys.every((key) => key !== null) && new Set(keys.map((key) => key?.id)).size === keys.length)
  .transform((keys) => keys.filter((key) => key !== null));

const shapes = {
  PUBLIC_URL: [webAddress, 'must be a web address such as https://rykker.example'],
  PORT: [z.coerce.number().int().min(0).max(65535), 'must be a port number, 0 to 65535'],
  DATABASE_URL: [databaseAddress, 'must look like postgres://app-role:password@host:5432/database'],
  DATABASE_OWNER_URL: [databaseAddress, 'must look like postgres://owner-role:password@host:5432/database'],
  RYKKER_SANDBOX: [z.enum(['0', '1']), 'must be 1 (sandbox) or 0 (live)'],
  SEAL_KEYS: [sealKeysText, 'must be written id:key,id:key, each key 32 bytes in base64, newest first, no id twice'],
  SESSION_KEY: [z.string().min(32), 'must be at least 32 characters long'],
  vendorUrl: [webAddress, 'must be a web address'],
} as const;

/**
 * The settings out of an environment, or everything that is wrong with them. The sandbox's made-up secrets are read
 * from, or written to, the data folder; nothing else is touched.
 */
export function readConfig(environment: Environment, projectDir: string = process.cwd()): ConfigAnswer {
  const reader = readerOf(environment);
  const place = readPlace(reader);
  const database = readDatabase(reader);
  const dataDir = reader.env['RYKKER_DATA'] ?? join(projectDir, '.data');
  const vendors = readVendorUrls(reader, place.sandbox);
  checkSecrets(reader, place.sandbox);
  if (reader.problems.length > 0) return { ok: false, problems: reader.problems };

  const given = place.sandbox ? { ...madeUpSecrets(dataDir), ...reader.env } : reader.env;
  const secret = (name: SecretName) => given[name] ?? '';
  const twilio = twilioAccount(reader.env, place.sandbox ? secret('SESSION_KEY') : null);
  const config: Config = {
    ...place,
    projectDir,
    dataDir,
    anchorDir: reader.env['TRAIL_ANCHOR_DIR'] ?? (database.kind === 'embedded' ? join(dataDir, 'anchors') : null),
    database,
    sealKeys: shapes.SEAL_KEYS[0].parse(secret('SEAL_KEYS')),
    sessionKey: secret('SESSION_KEY'),
    economic: {
      appSecretToken: secret('ECONOMIC_APP_SECRET_TOKEN'),
      appPublicToken: secret('ECONOMIC_APP_PUBLIC_TOKEN'),
      restUrl: vendors.ECONOMIC_REST_URL,
      openapiUrl: vendors.ECONOMIC_OPENAPI_URL,
      installUrl: vendors.ECONOMIC_INSTALL_URL,
    },
    stripe: {
      secretKey: secret('STRIPE_SECRET_KEY'),
      connectClientId: secret('STRIPE_CONNECT_CLIENT_ID'),
      webhookSecret: secret('STRIPE_WEBHOOK_SECRET'),
      apiUrl: vendors.STRIPE_API_URL,
      connectUrl: vendors.STRIPE_CONNECT_URL,
    },
    postmark: {
      serverToken: secret('POSTMARK_SERVER_TOKEN'),
      apiUrl: vendors.POSTMARK_API_URL,
      hookUser: secret('POSTMARK_HOOK_USER'),
      hookPassword: secret('POSTMARK_HOOK_PASSWORD'),
    },
    twilio: twilio && { ...twilio, apiUrl: vendors.TWILIO_API_URL },
    banks: {
      statbank: vendors.STATBANK_API_URL,
      riksbank: vendors.RIKSBANK_API_URL,
      'norges-bank': vendors.NORGES_BANK_API_URL,
      ecb: vendors.ECB_API_URL,
      'bank-of-england': vendors.BANK_OF_ENGLAND_URL,
    },
  };
  return { ok: true, config };
}

/** The settings of this process: its environment, and beneath it the `.env` file of the project where there is one. */
export function readProcessConfig(projectDir: string): ConfigAnswer {
  const file = join(projectDir, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readConfig(process.env, projectDir);
}

/** Reads one setting after another and gathers what is wrong. An empty setting counts as not set. */
type Reader = {
  readonly env: Environment;
  readonly problems: string[];
  readonly read: <Value>(name: string, shape: Shape<Value>) => Value | null;
};

function readerOf(environment: Environment): Reader {
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const problems: string[] = [];
  const read = <Value>(name: string, [shape, must]: Shape<Value>): Value | null => {
    if (env[name] === undefined) return null;
    const answer = shape.safeParse(env[name]);
    if (answer.success) return answer.data;
    problems.push(`${name} ${must}.`);
    return null;
  };
  return { env, problems, read };
}

/** Sandbox when there is nothing live to speak to and nobody outside can reach us; RYKKER_SANDBOX decides otherwise. */
function readPlace({ env, problems, read }: Reader): Pick<Config, 'sandbox' | 'publicUrl' | 'port'> {
  const port = read('PORT', shapes.PORT) ?? 3000;
  const publicUrl = read('PUBLIC_URL', shapes.PUBLIC_URL) ?? `http://localhost:${port}`;
  const forced = read('RYKKER_SANDBOX', shapes.RYKKER_SANDBOX);
  const hasCredentials =
    env['ECONOMIC_APP_SECRET_TOKEN'] !== undefined || env['ECONOMIC_APP_PUBLIC_TOKEN'] !== undefined;
  const sandbox = forced === null ? isLoopback(publicUrl) && !hasCredentials : forced === '1';
  if (sandbox && !isLoopback(publicUrl)) {
    problems.push('RYKKER_SANDBOX is 1 but PUBLIC_URL is not on this machine: the sandbox runs on loopback only.');
  }
  if (!sandbox && !isLoopback(publicUrl) && publicUrl.startsWith('http:')) {
    problems.push('PUBLIC_URL must begin with https:// when it is not on this machine.');
  }
  return { sandbox, publicUrl, port };
}

function readDatabase({ env, problems, read }: Reader): DatabaseConfig {
  const appUrl = read('DATABASE_URL', shapes.DATABASE_URL);
  const ownerUrl = read('DATABASE_OWNER_URL', shapes.DATABASE_OWNER_URL);
  if (ownerUrl !== null && env['DATABASE_URL'] === undefined) {
    problems.push('DATABASE_OWNER_URL is set without DATABASE_URL: set both, or neither for the embedded database.');
  }
  return appUrl === null ? { kind: 'embedded' } : { kind: 'server', appUrl, ownerUrl };
}

function readVendorUrls({ read }: Reader, sandbox: boolean): Record<VendorName, VendorUrl> {
  const urlOf = (name: VendorName): VendorUrl => {
    const url = read(name, shapes.vendorUrl);
    if (url !== null) return { from: 'given', url };
    return sandbox ? { from: 'sandbox' } : { from: 'vendor', url: vendorAddresses[name] };
  };
  const names = Object.keys(vendorAddresses) as VendorName[];
  return Object.fromEntries(names.map((name) => [name, urlOf(name)])) as Record<VendorName, VendorUrl>;
}

function checkSecrets({ env, problems, read }: Reader, sandbox: boolean): void {
  read('SEAL_KEYS', shapes.SEAL_KEYS);
  read('SESSION_KEY', shapes.SESSION_KEY);
  problems.push(...twilioProblems(env));
  if (sandbox) return;
  const missing = secretNames.filter((name) => env[name] === undefined);
  problems.push(...missing.map((name) => `${name} is missing: ${liveSecrets[name]}.`));
}

/** Is this address reachable from this machine only? */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname;
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function parseSealKey(pair: string): { id: string; key: Buffer } | null {
  const [, id, base64] = /^([A-Za-z0-9_-]+):([A-Za-z0-9+/_-]+=*)$/.exec(pair) ?? [];
  const key = Buffer.from(base64 ?? '', 'base64');
  return id !== undefined && key.length === 32 ? { id, key } : null;
}
