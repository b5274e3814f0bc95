/**
 * Every code path that talks to e-conomic, driven through the whole program against a sandbox that refuses every verb but GET:
 * install, first reading, polls, hints, live look-up, PDF, claims, nightly comparison, web hooks, a customer gone, a grant taken
 * back. What left is kept call by call, and each method of the ports has to be among it: a new one fails here until it is driven.
 */
import t from 'tap';
import { connectEconomic } from '../../src/adapters/e-conomic/connect.ts';
import { bookClaim } from '../../src/sandbox/claims.ts';
import { agreementOf, changeCustomer } from '../../src/sandbox/people.ts';
import { type Call, touch } from '../../src/sandbox/world.ts';
import { house } from './house.ts';

const home = await house(t, '2040-08-06 09:00');
const { world, behind } = home;
/** The world forgets all but the last 500; here each counts. */
const calls: Call[] = [];
world.recentCalls.push = (...more: Call[]) => calls.push(...more.filter((call) => call.vendor === 'e-conomic'));

const nordvind = await home.installs('Nordvind Kaffe ApS');
await nordvind.confirmsDenmark();
await nordvind.waitsHours(0);
await nordvind.switchesOn();
const agreement = agreementOf(world, nordvind.agreement);
const cafe = nordvind.hasDebtor('Havnecaféen I/S');
const kiosk = nordvind.hasDebtor('Kiosken ApS');
const invoice = await cafe.owes('600.00', '2040-08-01');
const claim = { agreement: nordvind.agreement, customer: kiosk.number, kind: 'manual', dueDay: '2040-07-20' } as const;
bookClaim(world, { ...claim, amountMinor: 80_000n, day: '2040-07-10' });
await home.booksAreRead();

t.test('web hooks are made, and made anew where one was lost or leads elsewhere', async (t) => {
  t.same(agreement.hooks.map((hook) => hook.eventType).sort(), [
    'CUSTOMER_UPDATED',
    'INVOICE_BOOKED',
    'JOURNAL_BOOKED',
  ]);
  agreement.hooks.splice(0, 1);
  agreement.hooks[0] = { ...agreement.hooks[0]!, url: 'https://old.example/hooks' };
  touch(world);
  await home.turnsTo('2040-08-07 09:00');
  t.equal(agreement.hooks.length, 3);
  t.notMatch(agreement.hooks.map((hook) => hook.url).join(' '), 'old.example');
});

t.test('a hint brings the reading forward, and nothing in it is believed', async (t) => {
  const hook = agreement.hooks.find((each) => each.eventType === 'INVOICE_BOOKED')!;
  const headers = { 'content-type': hook.contentType, 'x-rykker-secret': hook.customHeaders[0]!.value };
  const tell = (sent: Record<string, string>) =>
    fetch(hook.url, { method: 'POST', headers: sent, body: 'invoice=999999' });
  t.equal((await tell({ 'content-type': hook.contentType })).status, 404, 'without the header');
  t.equal((await tell(headers)).status, 200);
  await home.minutesPass(1);
  t.same(await behind`select 1 from invoices where number = '999999'`, []);
});

t.test('a letter of a debt with and without an invoice looks at the books live, and the copy is fetched', async (t) => {
  for (const debtor of [cafe, kiosk]) await nordvind.approves(debtor);
  await home.minutesPass(5);
  t.same([cafe.letters().length, kiosk.letters().length], [1, 1]);
  const [row] = await behind`select id from invoices where number = ${String(invoice.invoice)}`;
  const { id } = (await cafe.caseOf())!;
  t.equal((await nordvind.admin.opens(`/desk/cases/${id}/invoices/${row!['id']}/pdf`)).status, 200);
});

t.test('money comes in, a card changes, a customer goes, and the night compares it all', async (t) => {
  await cafe.pays(invoice, '600.00');
  changeCustomer(world, nordvind.agreement, kiosk.number, { email: 'ny@kiosk.example' }, await home.now());
  const gone = nordvind.hasDebtor('Den Lukkede ApS');
  await home.booksAreRead();
  agreement.customers = agreement.customers.filter((each) => each.number !== gone.number);
  await home.turnsTo('2040-08-09 09:00');
  const [last] =
    await behind`select customers, invoices, differed from comparisons where ended_at is not null order by ended_at desc limit 1`;
  t.match(last, { customers: 2, differed: 0 });
  const [left] = await behind`select gone_at from debtors where name = 'Den Lukkede ApS'`;
  t.ok(left!['gone_at']);
});

t.test('a grant taken back ends what was subscribed with a sentence, and a new one begins again', async (t) => {
  nordvind.takesTheGrantBack();
  await home.booksAreRead();
  const states = () => behind`select state, why from book_subscriptions where creditor_id = ${nordvind.creditorId}`;
  t.match(new Set((await states()).map((row) => row['state'])), new Set(['ended']));
  t.match((await states())[0]!['why'], /stands in e-conomic still and opens nothing here/);
  await nordvind.installsAgain();
  await home.minutesPass(1);
  t.match(new Set((await states()).map((row) => row['state'])), new Set(['subscribed']));
  t.equal(agreement.hooks.length, 3, 'none is doubled');
});

/** How each method of the ports shows among the calls. */
const shows: Readonly<Record<string, (call: Call) => boolean>> = {
  self: ({ path }) => path.endsWith('/rest/self'),
  customers: ({ path, query }) => path.endsWith('/rest/customers') && !query.includes('filter'),
  customersByNumber: ({ path, query }) => path.endsWith('/rest/customers') && query.includes('filter'),
  contacts: ({ path }) => path.endsWith('/Contacts'),
  paymentTerms: ({ path }) => path.endsWith('/rest/payment-terms'),
  employees: ({ path }) => path.endsWith('/rest/employees'),
  unpaidInvoices: ({ path }) => path.endsWith('/invoices/unpaid'),
  invoicesByNumber: ({ path, query }) => path.endsWith('/invoices/booked') && query.includes('filter'),
  invoicePdf: ({ path }) => path.endsWith('/pdf'),
  openClaims: ({ path, query }) => path.endsWith('/booked-entries') && /remainder(\$|%24)ne/.test(query),
  claimsByEntry: ({ path, query }) => path.endsWith('/booked-entries') && /entryNumber(\$|%24)in/.test(query),
  bookEntries: ({ path, query }) => path.endsWith('/booked-entries') && /entryNumber(\$|%24)gt/.test(query),
  matches: ({ path }) => path.endsWith('/matched-pairs'),
  rowsToRead: ({ path }) => path.endsWith('/booked-entries/count'),
  subscriptions: ({ method, path }) => method === 'GET' && path.endsWith('/webhooks'),
  subscribe: ({ method, path }) => method === 'POST' && path.endsWith('/webhooks'),
  unsubscribe: ({ method, path }) => method === 'DELETE' && /\/webhooks\/[A-Z_]+$/.test(path),
};

t.test(
  'every method of the ports was driven, and no verb but GET went anywhere but to the subscriptions',
  async (t) => {
    const here = { restUrl: 'http://127.0.0.1', openApiUrl: 'http://127.0.0.1', appSecretToken: 's', timeoutMs: 1 };
    const { books, news } = connectEconomic(here);
    t.same(
      Object.keys(shows).sort(),
      [...Object.keys(books.pull), ...Object.keys(news)].sort(),
      'a method that nobody drives',
    );
    for (const [method, shown] of Object.entries(shows)) t.ok(calls.some(shown), method);

    const verbs = Map.groupBy(calls, (call) => call.method);
    const told = [...verbs].map(
      ([verb, made]) =>
        `${verb} ${[...new Set(made.map((call) => call.path.replace(/\d+(?=\/|$)/g, 'n')))].sort().join(' ')}`,
    );
    t.comment(told.sort().join('\n'));
    t.same([...verbs.keys()].sort(), ['DELETE', 'GET', 'POST']);
    const elsewhere = calls.filter(
      ({ method, path }) =>
        method !== 'GET' && !/^\/e-conomic\/openapi\/webhooksapi\/v[\d.]+\/webhooks(\/[A-Z_]+)?$/.test(path),
    );
    t.same(elsewhere, []);
    t.same(world.violations, []);
  },
);

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
