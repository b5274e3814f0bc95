import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import {
  type Config,
  type Environment,
  isLoopback,
  readConfig,
  secretNames,
  settingNames,
  type VendorUrl,
  vendorAddresses,
} from '../../src/main/config.ts';

const project = mkdtempSync(join(tmpdir(), 'rykker-config-'));
t.teardown(() => rmSync(project, { recursive: true }));

const key = Buffer.alloc(32, 7).toString('base64');
const live: Environment = {
  ...Object.fromEntries(secretNames.map((name) => [name, `given-${name}`])),
  PUBLIC_URL: 'https://rykker.example/',
  SEAL_KEYS: `k2:${key},k1:${key}`,
  SESSION_KEY: 'x'.repeat(32),
};

const twilio = {
  TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'a-token-of-twilio',
  TWILIO_FROM: '+4520304050',
};

function problemsOf(env: Environment): string[] {
  const answer = readConfig(env, project);
  return answer.ok ? [] : answer.problems;
}

function configOf(env: Environment): Config {
  const answer = readConfig(env, project);
  if (!answer.ok) throw new Error(answer.problems.join('\n'));
  return answer.config;
}

t.test('with nothing set it is the sandbox, on port 3000, with the embedded database in the project', async (t) => {
  t.match(configOf({}), {
    sandbox: true,
    publicUrl: 'http://localhost:3000',
    port: 3000,
    dataDir: join(project, '.data'),
    database: { kind: 'embedded' },
    economic: { restUrl: { from: 'sandbox' } },
    stripe: { apiUrl: { from: 'sandbox' } },
    postmark: { apiUrl: { from: 'sandbox' } },
  });
});

t.test('the address follows the port, and an empty setting counts as not set', async (t) => {
  t.equal(configOf({ PORT: '4001', PUBLIC_URL: ' ' }).publicUrl, 'http://localhost:4001');
});

t.test('sandbox or live', async (t) => {
  const rows: Array<[string, Environment, boolean | RegExp]> = [
    ['nothing set', {}, true],
    ['loopback by name', { PUBLIC_URL: 'http://rykker.localhost:9000' }, true],
    ['loopback IPv6', { PUBLIC_URL: 'http://[::1]:9000' }, true],
    ['live settings', live, false],
    ['live settings on loopback', { ...live, PUBLIC_URL: 'http://127.0.0.1:3000' }, false],
    [
      'credentials but forced sandbox on loopback',
      { ...live, PUBLIC_URL: 'http://localhost:3000', RYKKER_SANDBOX: '1' },
      true,
    ],
    [
      'forced live on loopback with all settings',
      { ...live, PUBLIC_URL: 'http://localhost:3000', RYKKER_SANDBOX: '0' },
      false,
    ],
    ['forced live with nothing set', { RYKKER_SANDBOX: '0' }, /^SEAL_KEYS is missing/],
    [
      'sandbox in the open',
      { RYKKER_SANDBOX: '1', PUBLIC_URL: 'https://rykker.example' },
      /sandbox runs on loopback only/,
    ],
    [
      'a name that only begins like loopback',
      { RYKKER_SANDBOX: '1', PUBLIC_URL: 'http://127.0.0.1.evil.example' },
      /loopback only/,
    ],
    ['live in the open without https', { ...live, PUBLIC_URL: 'http://rykker.example' }, /must begin with https/],
    ['a word for yes', { RYKKER_SANDBOX: 'yes' }, /^RYKKER_SANDBOX must be 1/],
  ];
  for (const [name, env, expected] of rows) {
    if (expected instanceof RegExp) t.match(problemsOf(env)[0], expected, name);
    else t.equal(configOf(env).sandbox, expected, name);
  }
});

t.test('live: all that is missing is listed at once, one sentence each', async (t) => {
  const problems = problemsOf({ PUBLIC_URL: 'https://rykker.example' });
  t.same(
    problems.map((problem) => problem.split(' ')[0]),
    secretNames,
  );
  for (const problem of problems) t.match(problem, /^[A-Z_]+ is missing: .+\.$/);
  for (const name of secretNames) {
    const { [name]: _left, ...rest } = live;
    const [first] = problemsOf({ ...rest, RYKKER_SANDBOX: '0' });
    t.ok(first?.startsWith(`${name} is missing`), `${name} left out is named`);
  }
});

t.test('a malformed setting is refused with what it must look like', async (t) => {
  const rows: Array<[string, string]> = [
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PUBLIC_URL', 'rykker.example'],
    ['PUBLIC_URL', 'ftp://rykker.example'],
    ['DATABASE_URL', 'mysql://me@host/db'],
    ['DATABASE_URL', 'postgres://host/db'],
    ['DATABASE_OWNER_URL', 'rykker'],
    ['SEAL_KEYS', 'k1:too-short'],
    ['SEAL_KEYS', `k1:${key},k1:${key}`],
    ['SEAL_KEYS', `k1:${key},`],
    ['SESSION_KEY', 'x'.repeat(31)],
    ['STRIPE_API_URL', 'stripe'],
  ];
  for (const [name, value] of rows) {
    t.match(problemsOf({ ...live, [name]: value })[0], new RegExp(`^${name} must `), `${name}=${value}`);
  }
});

t.test('a secret never stands in a problem', async (t) => {
  const secret = 'hush-hush';
  for (const name of settingNames) t.notMatch(problemsOf({ ...live, [name]: secret }).join(' '), secret, name);
});

t.test('the owner’s address alone is refused', async (t) => {
  t.match(problemsOf({ DATABASE_OWNER_URL: 'postgres://o:p@h/d' })[0], /without DATABASE_URL/);
  t.match(configOf({ DATABASE_URL: 'postgres://a:p@h:5432/d' }).database, { kind: 'server', ownerUrl: null });
});

t.test('live, the vendors’ real addresses are the default; any can be given, in the sandbox too', async (t) => {
  t.same(configOf(live).stripe.connectUrl, { from: 'vendor', url: 'https://connect.stripe.com' });
  for (const name of Object.keys(vendorAddresses)) {
    for (const rest of [{ ...live, ...twilio }, {}]) {
      const { economic, stripe, postmark, twilio, banks } = configOf({ ...rest, [name]: 'http://127.0.0.1:9999/x/' });
      const urls = [economic, stripe, postmark, twilio, banks].flatMap((vendor) =>
        Object.values<unknown>(vendor!),
      ) as VendorUrl[];
      const given = urls.filter((url) => typeof url === 'object' && url.from === 'given');
      t.same(given, [{ from: 'given', url: 'http://127.0.0.1:9999/x' }], name);
    }
  }
});

t.test('without an account nothing goes by SMS; half of one is told', async (t) => {
  t.equal(configOf(live).twilio, null);
  t.match(configOf({ ...live, ...twilio }).twilio, { from: '+4520304050', apiUrl: { from: 'vendor' } });
  t.match(configOf({}).twilio, { apiUrl: { from: 'sandbox' } }, 'the sandbox has one of its own');
  const { TWILIO_FROM: _, ...half } = twilio;
  t.match(problemsOf({ ...live, ...half }), [/^TWILIO_FROM is missing: set all of /]);
  t.match(problemsOf({ ...live, ...twilio, TWILIO_FROM: '20304050' }), [/^TWILIO_FROM must be a number/]);
});

t.test('seal keys are read newest first', async (t) => {
  const keys = configOf(live).sealKeys;
  t.same(
    keys.map(({ id, key }) => [id, key.length]),
    [
      ['k2', 32],
      ['k1', 32],
    ],
  );
  t.equal(configOf(live).publicUrl, 'https://rykker.example', 'without the slash');
});

t.test('the sandbox’s secrets are made up once, kept, and readable by this user only', async (t) => {
  const first = configOf({});
  const second = configOf({});
  t.same(second, first);
  t.equal(statSync(join(project, '.data', 'sandbox-secrets.json')).mode & 0o777, 0o600);
  t.not(configOf({ RYKKER_DATA: join(project, 'other') }).sessionKey, first.sessionKey);
  t.equal(configOf({ STRIPE_SECRET_KEY: 'sk_mine' }).stripe.secretKey, 'sk_mine', 'a given one wins');
});

t.test('.env.example explains every setting and no other', async (t) => {
  const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const explained = [...text.matchAll(/^#([A-Z_]+)=/gm)].map((match) => String(match[1]));
  t.same([...explained].sort(), [...settingNames].sort());
});

t.test('loopback is told from what looks like it', async (t) => {
  for (const url of ['http://localhost', 'http://127.8.9.1:1', 'http://[::1]', 'http://a.localhost'])
    t.ok(isLoopback(url), url);
  for (const url of ['http://localhost.example', 'http://128.0.0.1', 'http://10.0.0.1', 'http://127.example'])
    t.notOk(isLoopback(url), url);
});
