import t from 'tap';
import { matchEntries } from '../../src/sandbox/book-lines.ts';
import { bookCreditNote, bookInvoice, registerPayment } from '../../src/sandbox/books.ts';
import { agreementOf, customerOf } from '../../src/sandbox/people.ts';
import { smallRig } from './sandbox-books-rig.ts';
import { until } from './sandbox-rig.ts';

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
