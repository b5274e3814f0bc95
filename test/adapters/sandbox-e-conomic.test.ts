import t from 'tap';
import { matchEntries } from '../../src/sandbox/book-lines.ts';
import { bookCreditNote, bookInvoice, registerPayment } from '../../src/sandbox/books.ts';
import {
  addAgreement,
  addCustomer,
  agreementOf,
  customerOf,
  grantAccess,
  revokeGrant,
} from '../../src/sandbox/people.ts';
import { breakVendor, callsTo } from '../../src/sandbox/world.ts';
import { type Rig, startRig, until } from './sandbox-rig.ts';

type Json = Record<string, unknown> & { collection: Json[]; items: Json[]; pagination: Record<string, unknown> };

/** Fetches as our client does; the body is whatever JSON came. */
function caller(rig: Rig, grant: string) {
  const headers = { 'x-appsecrettoken': rig.options.economicAppSecretToken, 'x-agreementgranttoken': grant };
  const get = async (url: string, more: RequestInit = {}) => {
    const answer = await fetch(url, { ...more, headers: { ...headers, ...(more.headers as Record<string, string>) } });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {}) as Json,
    };
  };
  return {
    rest: (path: string, filter?: string) =>
      get(`${rig.sandbox.economicRestUrl}${path}${filter ? `filter=${encodeURIComponent(filter)}` : ''}`),
    open: (path: string, filter?: string) =>
      get(`${rig.sandbox.economicOpenApiUrl}${path}${filter ? `?filter=${encodeURIComponent(filter)}` : ''}`),
    get,
  };
}

/** One agreement with one debtor, nothing booked. */
async function smallRig() {
  const rig = await startRig({ seed: 'nobody' });
  addAgreement(rig.sandbox.world, { number: 77 });
  addCustomer(rig.sandbox.world, 77, { number: 1, name: 'Café Prøve ApS' });
  return { rig, world: rig.sandbox.world, ...caller(rig, grantAccess(rig.sandbox.world, 77)) };
}

t.test('a wrong secret, an unknown grant and a revoked grant are each a 401 in the legacy error shape', async (t) => {
  const { rig, world, rest, get } = await smallRig();
  t.teardown(rig.close);
  t.equal((await rest('/self')).status, 200);
  const self = `${rig.sandbox.economicRestUrl}/self`;
  t.equal((await get(self, { headers: { 'x-appsecrettoken': 'wrong' } })).status, 401);
  t.equal((await get(self, { headers: { 'x-agreementgranttoken': 'wrong' } })).status, 401);
  revokeGrant(world, 77);
  const refused = await rest('/self');
  t.equal(refused.status, 401);
  t.match(refused.body, {
    message: String,
    developerHint: String,
    logId: String,
    httpStatusCode: 401,
    logTime: String,
  });
});

t.test('a page carries its links under its own address and the last one has no next', async (t) => {
  const { rig, world, rest, get } = await smallRig();
  t.teardown(rig.close);
  for (let n = 0; n < 5; n++)
    bookInvoice(world, { agreement: 77, customer: 1, amountMinor: 100_00n, day: '2026-10-01' });
  const first = await rest('/invoices/booked?pagesize=2&sort=-bookedInvoiceNumber&', 'currency$eq:DKK');
  t.same(
    first.body.collection.map((each) => each['bookedInvoiceNumber']),
    [20005, 20004],
  );
  t.match(first.body.pagination, { results: 5, resultsWithoutFilter: 5, pageSize: 2, maxPageSizeAllowed: 1000 });
  const next = String(first.body.pagination['nextPage']);
  t.ok(next.startsWith(`${rig.sandbox.economicRestUrl}/invoices/booked?`));
  const second = await get(next);
  t.same(
    second.body.collection.map((each) => each['bookedInvoiceNumber']),
    [20003, 20002],
    'sort and filter travel with the link',
  );
  const last = await get(String(second.body.pagination['nextPage']));
  t.notOk('nextPage' in last.body.pagination);
  t.same(
    (await get(next.replace(/skippages=\d+/, 'skippages=9'))).body.collection,
    [],
    'past the end is an empty page',
  );
});

t.test('a page of 1001 is refused with E04810', async (t) => {
  const { rig, rest } = await smallRig();
  t.teardown(rig.close);
  t.equal((await rest('/customers?pagesize=1000')).status, 200);
  const refused = await rest('/customers?pagesize=1001');
  t.equal(refused.status, 400);
  t.equal(refused.body['errorCode'], 'E04810');
});

t.test('invoices are not filtered or sorted on due date or remainder, and the refusal lists what may be', async (t) => {
  const { rig, rest } = await smallRig();
  t.teardown(rig.close);
  for (const filter of ['dueDate$lt:2026-11-01', 'remainder$gt:0']) {
    const refused = await rest('/invoices/booked?', filter);
    t.equal(refused.status, 400, filter);
    const allowed = refused.body['allowedFilteringFields'] as string[];
    t.ok(
      allowed.includes('bookedInvoiceNumber') &&
        allowed.includes('customer.customerNumber') &&
        !allowed.includes('dueDate'),
    );
  }
  t.equal((await rest('/invoices/booked?sort=dueDate')).status, 400);
});

t.test('the filter language reads lists, joins, parentheses, escapes and nulls', async (t) => {
  const { rig, world, rest } = await smallRig();
  t.teardown(rig.close);
  addCustomer(world, 77, { number: 2, name: 'Bar (Nord)', email: null, barred: true });
  addCustomer(world, 77, { number: 3, name: 'Kro $ Vin', city: 'Ribe' });
  const cases: Array<[string, number[]]> = [
    ['customerNumber$in:[1,3,99]', [1, 3]],
    ['customerNumber$gte:2$and:customerNumber$lt:3', [2]],
    ['customerNumber$eq:1$or:customerNumber$eq:3', [1, 3]],
    ['(customerNumber$eq:1$or:customerNumber$eq:3)$and:city$eq:ribe', [3]],
    ['name$eq:bar $(nord$)', [2]],
    ['name$like:$$', [3]],
    ['name$like:*vin', [3]],
    ['email$eq:$null:', [2]],
    ['email$ne:$null:', [1, 3]],
    ['barred$eq:true', [2]],
    ['customerNumber$nin:[1,2]', [3]],
  ];
  for (const [filter, numbers] of cases) {
    const answer = await rest('/customers?', filter);
    t.equal(answer.status, 200, filter);
    t.same(
      answer.body.collection.map((each) => each['customerNumber']),
      numbers,
      filter,
    );
  }
  for (const filter of [
    'customerNumber$eq:one',
    'customerNumber=1',
    '(customerNumber$eq:1',
    'customerNumber$in:1,2',
    `customerNumber$in:[${Array.from({ length: 201 }, (_, n) => n).join(',')}]`,
  ]) {
    t.equal((await rest('/customers?', filter)).status, 400, filter.slice(0, 40));
  }
});

t.test('what is empty or false is left out, and money is a JSON number', async (t) => {
  const { rig, world, rest } = await smallRig();
  t.teardown(rig.close);
  addCustomer(world, 77, { number: 2, name: 'Uden post', email: null, salesPerson: null });
  bookInvoice(world, { agreement: 77, customer: 2, amountMinor: 781_250n, day: '2026-11-01' });
  const answer = await rest('/customers/2');
  for (const key of ['email', 'barred', 'salesPerson', 'attention']) t.notOk(key in answer.body, key);
  t.equal(answer.body['eInvoicingDisabledByDefault'], false, 'the one that stays, as measured');
  t.match(answer.text, /"balance":7812\.5[,}]/);
  t.match(answer.text, /"dueAmount":7812\.5[,}]/);
  t.equal((await rest('/customers/9')).status, 404);
});

t.test('no verb but GET is answered on the legacy family, and every attempt is remembered', async (t) => {
  const { rig, world, get } = await smallRig();
  t.teardown(rig.close);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await get(`${rig.sandbox.economicRestUrl}/customers/1`, {
      method,
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    t.equal(answer.status, 405, method);
  }
  const matched = await get(`${rig.sandbox.economicOpenApiUrl}/bookedEntriesapi/v6.0.0/booked-entries/match`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  t.equal(matched.status, 405);
  t.same(
    world.violations.map((each) => each.method),
    ['POST', 'PUT', 'PATCH', 'DELETE', 'POST'],
  );
});

t.test('every answer tells its cost and what is used of the bucket', async (t) => {
  const { rig, rest, world } = await smallRig();
  t.teardown(rig.close);
  const list = await rest('/customers');
  t.equal(list.headers.get('x-callcost'), '3');
  t.match(list.headers.get('x-ratelimiting'), /^token-limit-10000-per-60-seconds: \d+\/10000$/);
  bookInvoice(world, { agreement: 77, customer: 1, amountMinor: 100n, day: '2026-11-01', number: 5 });
  const pdf = await rest('/invoices/booked/5/pdf');
  t.equal(pdf.headers.get('x-callcost'), '13');
  t.equal(pdf.headers.get('content-type'), 'application/pdf');
  t.match(pdf.text, /^%PDF-1\.4\n[\s\S]*%%EOF\n$/);
});

t.test(
  'an invoice, a part payment, an unmatched payment and a credit note move remainder and balance as in e-conomic',
  async (t) => {
    const { rig, world, rest, open } = await smallRig();
    t.teardown(rig.close);
    const invoice = bookInvoice(world, { agreement: 77, customer: 1, amountMinor: 1_000_00n, day: '2026-11-01' });
    t.equal(invoice.dueDay, '2026-11-15', 'reckoned from net 14');
    const state = async () => {
      const booked = await rest(`/invoices/booked/${invoice.number}`);
      const customer = await rest('/customers/1');
      return [booked.body['remainder'], customer.body['balance']];
    };
    t.same(await state(), [1000, 1000]);
    registerPayment(world, {
      agreement: 77,
      invoice: invoice.number,
      amountMinor: 300_00n,
      day: '2026-11-20',
      matched: true,
    });
    t.same(await state(), [700, 700]);
    const loose = registerPayment(world, {
      agreement: 77,
      invoice: invoice.number,
      amountMinor: 200_00n,
      day: '2026-11-21',
      matched: false,
    });
    t.same(await state(), [700, 500], 'unmatched: only the balance falls');
    matchEntries(world, 77, loose.number, agreementOf(world, 77).entries[0]?.number ?? 0);
    t.same(await state(), [500, 500]);
    const note = bookCreditNote(world, {
      agreement: 77,
      invoice: invoice.number,
      amountMinor: 100_00n,
      day: '2026-11-22',
      matched: false,
    });
    t.same(await state(), [500, 400]);
    const unpaid = await rest('/invoices/unpaid?sort=bookedInvoiceNumber');
    t.same(
      unpaid.body.collection.map((each) => [each['bookedInvoiceNumber'], each['remainder']]),
      [
        [invoice.number, 500],
        [note.number, -100],
      ],
    );
    t.notOk('exchangeRate' in (unpaid.body.collection[0] ?? {}) || 'lines' in (unpaid.body.collection[0] ?? {}));
    const openEntries = await open('/bookedEntriesapi/v6.0.0/booked-entries', 'customerNumber$gt:0$and:remainder$ne:0');
    t.same(
      openEntries.body.items.map((each) => [each['type'], each['remainder']]),
      [
        [1, 500],
        [1, -100],
      ],
    );
    const pairs = await open(
      '/bookedEntriesapi/v6.0.0/booked-entries/matched-pairs',
      `toEntry$in:[${agreementOf(world, 77).entries[0]?.number}]`,
    );
    t.same(
      pairs.body.items.map((each) => [each['fromEntryAmount'], each['toEntryAmount']]),
      [
        [-300, 1000],
        [-200, 1000],
      ],
      'whole amounts, not what was applied',
    );
    const total = agreementOf(world, 77).entries.reduce((sum, each) => sum + each.amountMinor, 0n);
    t.equal(total, 0n, 'the books balance');
    t.throws(
      () => registerPayment(world, { agreement: 77, customer: 1, amountMinor: 1n, day: '2026-11-22', matched: true }),
      /say which/,
    );
  },
);

t.test('foreign money carries the price of 100 units and counts in the balance in base currency', async (t) => {
  const { rig, world, rest } = await smallRig();
  t.teardown(rig.close);
  bookInvoice(world, {
    agreement: 77,
    customer: 1,
    amountMinor: 300_00n,
    currency: 'EUR',
    ratePer100Minor: 74_610n,
    day: '2026-11-02',
    number: 9,
  });
  const answer = await rest('/invoices/booked/9');
  t.match(answer.body, {
    currency: 'EUR',
    exchangeRate: 746.1,
    grossAmount: 300,
    grossAmountInBaseCurrency: 2238.3,
    remainderInBaseCurrency: 2238.3,
  });
  t.equal(customerOf(agreementOf(world, 77), 1).balanceMinor, 2_238_30n);
});

t.test('overdue begins the day after the due day', async (t) => {
  const { rig, world, rest } = await smallRig();
  t.teardown(rig.close);
  bookInvoice(world, { agreement: 77, customer: 1, amountMinor: 100_00n, day: '2026-11-09', dueDay: '2026-11-23' });
  const counts = async () => [
    (await rest('/invoices/overdue')).body.collection.length,
    (await rest('/invoices/not-due')).body.collection.length,
  ];
  t.same(await counts(), [0, 1], 'on the due day');
  rig.at('2026-11-23T23:30:00Z');
  t.same(await counts(), [1, 0], 'half past midnight in Copenhagen');
});

t.test('booked entries come by cursor past a thousand, in order, and `type` knows no list', async (t) => {
  const { rig, world, open, get } = await smallRig();
  t.teardown(rig.close);
  for (let n = 0; n < 1001; n++)
    bookInvoice(world, { agreement: 77, customer: 1, amountMinor: 125n, day: '2026-10-01' });
  const first = await open('/bookedEntriesapi/v6.0.0/booked-entries', 'customerNumber$gt:0$and:entryNumber$gt:0');
  t.equal(first.body.items.length, 1000);
  const rest = await get(
    `${rig.sandbox.economicOpenApiUrl}/bookedEntriesapi/v6.0.0/booked-entries?filter=${encodeURIComponent('customerNumber$gt:0')}&cursor=${first.body['cursor']}`,
  );
  t.equal(rest.body.items.length, 1);
  t.notOk('cursor' in rest.body);
  t.equal((await open('/bookedEntriesapi/v6.0.0/booked-entries/count', 'customerNumber$gt:0')).text, '1001');
  const refused = await open('/bookedEntriesapi/v6.0.0/booked-entries', 'type$in:[1,2]');
  t.equal(refused.status, 400);
  t.match(refused.headers.get('content-type'), /^application\/problem\+json/);
  t.match(refused.body, { errorCode: 'BadFilterRequest', errors: [{ property: 'type' }] });
});

t.test('a web hook is one for each event type and tells of a booked invoice with its merge fields', async (t) => {
  const { rig, world, get } = await smallRig();
  t.teardown(rig.close);
  const hooks = `${rig.sandbox.economicOpenApiUrl}/webhooksapi/v1.0.0/webhooks`;
  const body = JSON.stringify({
    eventType: 'INVOICE_BOOKED',
    name: 'Rykker',
    url: `${rig.options.appUrl}/hooks/e-conomic/abc`,
    contentType: 'application/json',
    postData: '{"invoiceNo":"[InvoiceNo]"}',
    customHeaders: [{ key: 'X-Hook-Secret', value: 'hush' }],
  });
  const post = (text: string) =>
    get(hooks, { method: 'POST', body: text, headers: { 'content-type': 'application/json' } });
  t.equal((await post(body)).status, 201);
  t.equal((await post(body)).body['errorCode'], 'WebhookAlreadyExistsForEventType');
  t.equal((await post(body.replace('INVOICE_BOOKED', 'NOTHING'))).body['errorCode'], 'WebhookInvalidType');
  t.equal(
    (
      await post(
        body.replace('INVOICE_BOOKED', 'JOURNAL_BOOKED').replace(/http:\/\/127[^/]*/, 'http://elsewhere.example'),
      )
    ).body['errorCode'],
    'WebhookInvalidUrlScheme',
  );
  bookInvoice(world, { agreement: 77, customer: 1, amountMinor: 100n, day: '2026-11-01', number: 4711 });
  await until(() => rig.taken.length === 1);
  t.match(rig.taken[0], {
    path: '/hooks/e-conomic/abc',
    body: '{"invoiceNo":"4711"}',
    headers: { 'x-hook-secret': 'hush' },
  });
  t.equal((await get(`${hooks}/INVOICE_BOOKED`, { method: 'DELETE' })).status, 204);
  t.same((await get(hooks)).body.items, []);
  t.same(world.violations, [], 'subscribing is the one thing that may be written');
});

t.test('a broken e-conomic fails, limits, talks rubbish or says nothing, and heals after so many calls', async (t) => {
  const { rig, world, rest, get } = await smallRig();
  t.teardown(rig.close);
  breakVendor(world, 'e-conomic', 'fail', 1);
  t.equal((await rest('/self')).status, 500);
  t.equal((await rest('/self')).status, 200, 'only the one call');
  breakVendor(world, 'e-conomic', 'limited');
  const limited = await rest('/self');
  t.equal(limited.status, 429);
  t.match(limited.headers.get('x-ratelimiting'), /10000\/10000$/);
  breakVendor(world, 'e-conomic', 'garbage');
  t.match((await rest('/self')).text, /^<html>/);
  breakVendor(world, 'e-conomic', 'silent');
  await t.rejects(get(`${rig.sandbox.economicRestUrl}/self`, { signal: AbortSignal.timeout(150) }), {
    name: 'TimeoutError',
  });
  const late = rest('/self');
  await until(() => callsTo(world, 'e-conomic') === 6);
  breakVendor(world, 'e-conomic', null);
  t.equal((await late).status, 200, 'who waits is answered once it is mended');
  t.equal(callsTo(world, 'e-conomic', 'GET /e-conomic/rest/self'), 6);
});

t.test('granting sends the browser back with the token beside what the address already carried', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const page = await fetch(
    `${rig.sandbox.economicInstallUrl}?appPublicToken=public-token&redirectUrl=${encodeURIComponent('http://localhost:1/install?state="<x>')}`,
  );
  const text = await page.text();
  t.match(text, /Nordvind Kaffe ApS, agreement 1900417/);
  t.match(text, 'state=&quot;&lt;x&gt;', 'what came in the address is escaped');
  t.equal((await fetch(`${rig.sandbox.economicInstallUrl}?appPublicToken=other`)).status, 400);
  const body = new URLSearchParams({
    appPublicToken: 'public-token',
    redirectUrl: 'http://localhost:1/install?state=s',
    agreement: '1900417',
  });
  const back = await fetch(rig.sandbox.economicInstallUrl, { method: 'POST', body, redirect: 'manual' });
  t.equal(back.status, 303);
  const to = new URL(back.headers.get('location') ?? '');
  t.equal(to.searchParams.get('state'), 's');
  const { rest } = caller(rig, to.searchParams.get('token') ?? '');
  t.match((await rest('/self')).body, {
    agreementNumber: 1900417,
    company: { name: 'Nordvind Kaffe ApS' },
    user: { email: 'bogholderi@nordvind-kaffe.example' },
    settings: { baseCurrency: 'DKK' },
  });
});

t.test("a grant opens its own agreement's books and no other", async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const { rest } = caller(rig, grantAccess(rig.sandbox.world, 1900533));
  const names = (await rest('/customers?pagesize=1000')).body.collection.map((each) => each['name']);
  t.same(names, ['Kroen ved Fjorden', 'Fiskehuset Gry ApS', 'Havkatten A/S']);
  t.equal((await rest('/invoices/booked/20409')).status, 404);
});
