import { readdirSync, readFileSync } from 'node:fs';
import t from 'tap';
import { economicBookkeeping } from '../../src/adapters/e-conomic/bookkeeping.ts';
import { economicClient } from '../../src/adapters/e-conomic/client.ts';
import { cutOff, deadAddress, json, type Reply, reset, silence, smallServer, text, trickle } from './small-server.ts';

const grant = 'a-grant-token';

function optionsAt(origin: string, timeoutMs = 2000) {
  return { restUrl: `${origin}/rest`, openApiUrl: `${origin}/open`, appSecretToken: 'an-app-secret', timeoutMs };
}

const error = (status: number, code?: string) => ({
  message: 'ida@havnecafe.example is not allowed',
  httpStatusCode: status,
  ...(code ? { errorCode: code } : {}),
});
const malformed = (what: string) => ({ kind: 'refused', refusal: { code: 'malformed', what } });

/** A house that has spoken with e-conomic before: a refusal is the grant's. */
const secretAccepted = {
  booksBeingRead: async () => 1,
  secretWasAccepted: async () => true,
  noteSecretAccepted: async () => {},
};

t.test('every refusal of e-conomic’s has its own word, and none repeats what e-conomic said', async (t) => {
  const slow = (headers: Record<string, string>) => json(error(429), 429, headers);
  const cases: Array<[string, Reply, unknown]> = [
    ['401', json(error(401), 401), { kind: 'refused', refusal: { code: 'grant-revoked' } }],
    ['403', json(error(403), 403), { kind: 'refused', refusal: { code: 'not-permitted', what: 'customers' } }],
    [
      '403 with a code',
      json(error(403, 'AccessDeniedAgreementMissingModules'), 403),
      { kind: 'refused', refusal: { code: 'not-permitted', what: 'customers (AccessDeniedAgreementMissingModules)' } },
    ],
    ['404', json(error(404), 404), { kind: 'refused', refusal: { code: 'not-found' } }],
    [
      '429 with seconds',
      slow({ 'retry-after': '7' }),
      { kind: 'refused', refusal: { code: 'slow-down', retryAfterMs: 7000 } },
    ],
    [
      '429 with a date',
      slow({ 'retry-after': 'Mon, 23 Nov 2026 09:00:30 GMT', date: 'Mon, 23 Nov 2026 09:00:00 GMT' }),
      { kind: 'refused', refusal: { code: 'slow-down', retryAfterMs: 30000 } },
    ],
    [
      '429 with a window',
      slow({ 'x-ratelimiting': 'token-limit-10000-per-90-seconds: 10003/10000' }),
      { kind: 'refused', refusal: { code: 'slow-down', retryAfterMs: 90000 } },
    ],
    [
      '429 with the letter L',
      slow({ 'x-ratelimiting': 'L', 'x-callcost': 'L' }),
      { kind: 'refused', refusal: { code: 'slow-down', retryAfterMs: 60000 } },
    ],
    [
      '429 with nonsense',
      slow({ 'retry-after': 'later' }),
      { kind: 'refused', refusal: { code: 'slow-down', retryAfterMs: 60000 } },
    ],
    [
      '429 with an eternity',
      slow({ 'retry-after': '999999' }),
      { kind: 'refused', refusal: { code: 'slow-down', retryAfterMs: 3600000 } },
    ],
    ['400', json(error(400, 'E04810'), 400), malformed('customers: e-conomic refused the question with 400 (E04810)')],
    ['415', text('', 415), malformed('customers: e-conomic refused the question with 415')],
    [
      'a web page',
      text('<!doctype html><title>Log in</title>'),
      malformed('customers: the answer is a web page, not JSON'),
    ],
    [
      'half of a JSON',
      text('{"collection":[{"customerNumber":1'),
      malformed('customers: the answer is not whole JSON'),
    ],
    ['nothing', text(''), malformed('customers: the answer is not whole JSON')],
    ['a list', json([]), malformed('customers: the answer is not a collection with its pagination')],
    [
      'wrong types',
      json({ collection: {}, pagination: { nextPage: 7 } }),
      malformed('customers: the answer is not a collection with its pagination'),
    ],
    [
      'no pagination',
      json({ collection: [] }),
      malformed('customers: the answer is not a collection with its pagination'),
    ],
  ];
  const server = await smallServer(t);
  for (const [name, reply, expected] of cases) {
    server.answer = reply;
    const bookkeeping = economicBookkeeping(optionsAt(server.origin), () => {}, secretAccepted);
    t.strictSame(await bookkeeping.customers(grant, null), expected, name);
  }
});

t.test('where e-conomic may or may not have answered, the outcome is unknown', async (t) => {
  const cases: Array<[string, Reply, string]> = [
    ['500', json(error(500), 500), 'it answered 500'],
    ['503 with a page', text('<html>', 503), 'it answered 503'],
    ['silence', silence, 'there was no answer in time'],
    ['a body that never ends', trickle, 'there was no answer in time'],
    ['a reset', reset, 'the connection broke (ECONNRESET)'],
    ['a body cut off', cutOff, 'the connection broke'],
    ['a redirect', text('', 302, { location: '/rest/self' }), 'it answered 302'],
  ];
  const server = await smallServer(t);
  for (const [name, reply, why] of cases) {
    server.answer = reply;
    const began = performance.now();
    const answer = await economicBookkeeping(optionsAt(server.origin, 300)).customers(grant, null);
    t.ok(performance.now() - began < 2000, `${name}: the deadline holds for the whole call`);
    if (answer.kind !== 'unknown') return t.fail(`${name}: ${answer.kind}`);
    t.ok(answer.why.startsWith(`e-conomic, customers: ${why}`), `${name}: ${answer.why}`);
  }
  t.equal(server.asked.length, cases.length, 'nothing was asked twice, no redirect was followed');
  const dead = await deadAddress();
  t.match(await economicBookkeeping(optionsAt(dead)).self(grant), {
    kind: 'unknown',
    why: 'e-conomic, self: the connection broke (ECONNREFUSED)',
  });
});

t.test('a body larger than any page is refused before it fills the memory', async (t) => {
  const server = await smallServer(t);
  server.answer = text(Buffer.alloc(65 * 1024 * 1024, ' '));
  const answer = await economicBookkeeping(optionsAt(server.origin, 20_000)).customers(grant, null);
  t.strictSame(answer, malformed('customers: the answer is larger than any page'));
});

t.test('a refusal in the middle of a long look-up is the answer of the whole', async (t) => {
  const server = await smallServer(t);
  server.answer = (asked, response) =>
    (server.asked.length < 2
      ? json({ collection: [], pagination: {} })
      : json(error(429), 429, { 'retry-after': '2' }))(asked, response);
  const numbers = Array.from({ length: 300 }, (_, index) => String(index + 1));
  t.strictSame(await economicBookkeeping(optionsAt(server.origin)).invoicesByNumber(grant, numbers), {
    kind: 'refused',
    refusal: { code: 'slow-down', retryAfterMs: 2000 },
  });
});

t.test('a grant that cannot stand in a header is refused before anything is asked', async (t) => {
  const server = await smallServer(t);
  for (const wrong of ['', 'two words', 'line\r\nbreak', 'grød']) {
    t.strictSame(await economicBookkeeping(optionsAt(server.origin)).self(wrong), {
      kind: 'refused',
      refusal: { code: 'grant-revoked' },
    });
  }
  t.equal(server.asked.length, 0);
});

t.test('the tokens go to no address but the two configured ones', async (t) => {
  const server = await smallServer(t);
  const stranger = await smallServer(t);
  const client = economicClient(optionsAt(server.origin));
  for (const address of [
    `${stranger.origin}/rest/self`,
    `${server.origin}/elsewhere/self`,
    `${server.origin}/restless/self`,
  ]) {
    await t.rejects(client.readJson(grant, new URL(address)), address);
  }
  t.equal(stranger.asked.length + server.asked.length, 0);
});

t.test('everything that can be called sends GET and no body', async (t) => {
  const server = await smallServer(t);
  server.answer = json({});
  const bookkeeping = economicBookkeeping(optionsAt(server.origin));
  const client = economicClient(optionsAt(server.origin));
  await bookkeeping.self(grant);
  await bookkeeping.rowsToRead(grant);
  await bookkeeping.customers(grant, null);
  await bookkeeping.contacts(grant, null, null);
  await bookkeeping.paymentTerms(grant);
  await bookkeeping.employees(grant);
  await bookkeeping.unpaidInvoices(grant, null);
  await bookkeeping.invoicesByNumber(grant, ['1']);
  await bookkeeping.customersByNumber(grant, ['1']);
  await bookkeeping.openClaims(grant, null);
  await bookkeeping.claimsByEntry(grant, [1]);
  await bookkeeping.bookEntries(grant, 0, null);
  await bookkeeping.matches(grant, [1]);
  await bookkeeping.invoicePdf(grant, '1');
  t.equal(
    server.asked.length,
    Object.keys(bookkeeping).length,
    'a function that is not called here is missing from this test',
  );
  // A caller who tries to slip in a method is not heard.
  const slip: (grant: string, address: URL, ...more: unknown[]) => Promise<unknown> = client.readJson;
  await slip(grant, client.rest('self'), { method: 'POST', body: '{}' });
  const slipBytes = client.readBytes as (grant: string, address: URL, ...more: unknown[]) => Promise<unknown>;
  await slipBytes(grant, client.openApi('x'), { method: 'DELETE' });
  t.strictSame(Object.keys(client).sort(), ['openApi', 'readBytes', 'readJson', 'rest', 'subscriptions']);
  t.ok(server.asked.every((asked) => asked.method === 'GET' && asked.body === ''));
});

t.test('what is no GET goes to the subscriptions of the OpenAPI family, whatever is handed in', async (t) => {
  const server = await smallServer(t);
  server.answer = json({});
  const { subscriptions } = economicClient(optionsAt(server.origin));
  const hook = { eventType: '../self', name: '../../rest/customers', url: 'https://x.example', contentType: 'a/b' };
  await subscriptions.make(grant, { ...hook, postData: '', customHeaders: [] });
  await subscriptions.remove(grant, 'INVOICE_BOOKED');
  for (const name of ['../customers', 'x/y', '', '%2e%2e', 'CUSTOMER_UPDATED?x'])
    await t.rejects(subscriptions.remove(grant, name), name);
  const path = '/open/webhooksapi/v1.0.0/webhooks';
  t.strictSame(
    server.asked.map((asked) => [asked.method, asked.url.pathname]),
    [
      ['POST', path],
      ['DELETE', `${path}/INVOICE_BOOKED`],
    ],
  );
});

t.test(
  'the source of the adapter names no verb that writes, save where subscriptions are made and removed',
  async (t) => {
    const folder = new URL('../../src/adapters/e-conomic/', import.meta.url);
    const files = readdirSync(folder);
    t.ok(files.includes('client.ts') && files.includes('subscriptions.ts'));
    for (const file of files) {
      const source = readFileSync(new URL(file, folder), 'utf8');
      if (file === 'subscriptions.ts') t.notMatch(source, /\b(PUT|PATCH)\b/, file);
      else t.notMatch(source, /\b(POST|PUT|PATCH|DELETE)\b|\bmethod\s*:|\bbody\s*:\s*(JSON|string|'|")/, file);
      if (file !== 'client.ts')
        t.notMatch(source, /\bfetch\s*\(|node:http|undici/, `${file} does not reach the network by itself`);
    }
  },
);
