import t from 'tap';
import { bookInvoice } from '../../src/sandbox/books.ts';
import { addCustomer, grantAccess, revokeGrant } from '../../src/sandbox/people.ts';
import { breakVendor, callsTo } from '../../src/sandbox/world.ts';
import { caller, smallRig } from './sandbox-books-rig.ts';
import { startRig, until } from './sandbox-rig.ts';

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

t.test('the OpenAPI family answers no verb but GET either, save that a web hook is made and removed', async (t) => {
  const { rig, world, get } = await smallRig();
  t.teardown(rig.close);
  const hooks = 'webhooksapi/v1.0.0/webhooks';
  const places = [
    hooks,
    `${hooks}/INVOICE_BOOKED`,
    'webhooksapi/v1.0.0/EventTypes',
    'bookedEntriesapi/v6.0.0/booked-entries',
    'customersapi/v3.1.0/Contacts',
    '',
  ];
  const taken: string[] = [];
  for (const place of places) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']) {
      const headers = { 'content-type': method === 'PUT' ? 'application/xml' : 'application/json' };
      const answer = await get(`${rig.sandbox.economicOpenApiUrl}/${place}`, {
        method,
        headers,
        ...(method === 'HEAD' ? {} : { body: '{"a":' }),
      });
      if (answer.status !== 405) taken.push(`${method} ${place} ${answer.status}`);
    }
  }
  t.same(taken, [`POST ${hooks} 400`, `DELETE ${hooks}/INVOICE_BOOKED 404`]);
  t.equal(world.violations.length, places.length * 6 - 2);
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
