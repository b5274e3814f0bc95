import t from 'tap';
import { economicBookkeeping } from '../../src/adapters/e-conomic/bookkeeping.ts';
import { type Asked, json, type Reply, type SmallServer, smallServer, text } from './small-server.ts';

const grant = 'a-grant-token';

function bookkeepingAt(server: SmallServer) {
  return economicBookkeeping({
    restUrl: `${server.origin}/rest`,
    openApiUrl: `${server.origin}/open`,
    appSecretToken: 'an-app-secret',
    timeoutMs: 2000,
  });
}

const customer = {
  customerNumber: 10234,
  currency: 'DKK',
  balance: '7812.5',
  name: 'Havnecaféen I/S',
  email: 'bogholderi@havnecafe.example; kopi@havnecafe.example,ring@havnecafe.example ring',
  telephoneAndFaxNumber: '+45 00 00 00 01',
  address: 'Havnegade 3',
  zip: '5700',
  city: 'Svendborg',
  country: 'Danmark',
  corporateIdentificationNumber: '00000027',
  paymentTerms: { paymentTermsNumber: 1 },
  salesPerson: { employeeNumber: 7 },
  attention: { customerContactNumber: 140 },
  lastUpdated: '2026-11-03T09:14:22Z',
  aFieldOfTomorrow: [1, 2, 3],
};

const invoice = {
  bookedInvoiceNumber: 20417,
  date: '2026-10-05',
  dueDate: '2026-10-19',
  currency: 'DKK',
  grossAmount: '5000.0',
  remainder: '2000.0',
  remainderInBaseCurrency: '2000.0',
  paymentTerms: { paymentTermsNumber: 1 },
  customer: { customerNumber: 10234 },
  recipient: { name: 'Havnecaféen I/S' },
  references: { other: 'PO-8812' },
};

/** As JSON, with the amounts written out as the lexemes they are given as. */
function wire(value: unknown): string {
  return JSON.stringify(value).replace(
    /"(balance|grossAmount|remainder|remainderInBaseCurrency|amount)":"(-?[\d.e]+)"/g,
    '"$1":$2',
  );
}

function page(items: unknown[], pagination: Record<string, unknown> = {}): Reply {
  return text(
    wire({
      collection: items,
      pagination: { skipPages: 0, pageSize: 1000, results: items.length, ...pagination },
      self: 'x',
    }),
    200,
    { 'content-type': 'application/json' },
  );
}

t.test('customers are read with their amounts to the øre and all their addresses', async (t) => {
  const server = await smallServer(t);
  server.answer = page([
    customer,
    { customerNumber: 2, currency: 'EUR', balance: '-0.05', name: 'Uden alt', barred: true },
  ]);
  const answer = await bookkeepingAt(server).customers(grant, null);
  t.match(answer, {
    kind: 'done',
    value: {
      rows: [
        {
          number: '10234',
          name: 'Havnecaféen I/S',
          currency: 'DKK',
          balanceMinor: 781250n,
          emails: ['bogholderi@havnecafe.example', 'kopi@havnecafe.example', 'ring@havnecafe.example'],
          companyNumber: '00000027',
          paymentTermsNumber: 1,
          salesPersonNumber: 7,
          attentionNumber: 140,
          barred: false,
          lastUpdated: '2026-11-03T09:14:22Z',
        },
        {
          number: '2',
          currency: 'EUR',
          balanceMinor: -5n,
          emails: [],
          phone: null,
          companyNumber: null,
          paymentTermsNumber: null,
          barred: true,
        },
      ],
      refusedRows: [],
      total: 2,
      next: null,
    },
  });
  const [asked] = server.asked;
  t.equal(asked?.url.pathname, '/rest/customers');
  t.strictSame(Object.fromEntries(asked?.url.searchParams ?? []), {
    sort: 'customerNumber',
    skippages: '0',
    pagesize: '1000',
  });
  t.equal(asked?.headers['x-appsecrettoken'], 'an-app-secret');
  t.equal(asked?.headers['x-agreementgranttoken'], grant);
});

t.test('an amount too long for a float keeps its last øre', async (t) => {
  const server = await smallServer(t);
  server.answer = page([{ ...invoice, grossAmount: '90071992547409.93', remainder: '90071992547409.93' }]);
  const answer = await bookkeepingAt(server).unpaidInvoices(grant, null);
  t.match(answer, {
    kind: 'done',
    value: { rows: [{ grossMinor: 9007199254740993n, remainderMinor: 9007199254740993n }] },
  });
});

t.test(
  'unpaid invoices come with credit notes as negative rests, and without a due day when there is none',
  async (t) => {
    const server = await smallServer(t);
    const { dueDate: _, ...withoutDueDate } = invoice;
    server.answer = page([
      invoice,
      {
        ...withoutDueDate,
        bookedInvoiceNumber: 20431,
        grossAmount: '-750.0',
        remainder: '-750.0',
        remainderInBaseCurrency: '-750.0',
      },
    ]);
    const answer = await bookkeepingAt(server).unpaidInvoices(grant, null);
    t.match(answer, {
      kind: 'done',
      value: {
        rows: [
          {
            number: '20417',
            customerNumber: '10234',
            day: '2026-10-05',
            dueDay: '2026-10-19',
            currency: 'DKK',
            grossMinor: 500000n,
            remainderMinor: 200000n,
            remainderBaseMinor: 200000n,
            paymentTermsNumber: 1,
            recipientName: 'Havnecaféen I/S',
            reference: 'PO-8812',
          },
          { number: '20431', dueDay: null, grossMinor: -75000n, remainderMinor: -75000n },
        ],
      },
    });
    t.equal(server.asked[0]?.url.pathname, '/rest/invoices/unpaid');
    t.equal(server.asked[0]?.url.searchParams.get('sort'), 'bookedInvoiceNumber');
  },
);

t.test('a row that cannot be read is refused by its number, without its values, and the others pass', async (t) => {
  const spoilt: Array<[Record<string, unknown>, string]> = [
    [{ currency: 'XAU' }, 'currency is a currency we cannot count in'],
    [{ remainder: '1.234' }, 'remainder is not an amount in its currency'],
    [{ remainder: '1e3' }, 'remainder is not an amount in its currency'],
    [{ remainder: null }, 'remainder is missing or not a number'],
    [{ grossAmount: ' 5000.0' }, 'grossAmount is missing or not a number'],
    [{ remainderInBaseCurrency: '0.001' }, 'remainderInBaseCurrency is not an amount in its currency'],
    [{ date: '2026-02-30' }, 'date is not a calendar day'],
    [{ dueDate: 'soon' }, 'dueDate is not a calendar day'],
    [{ customer: {} }, 'customer.customerNumber is missing or not a number'],
    [{ customer: null }, 'customer is missing or not an object'],
    [{ recipient: 'Ida' }, 'recipient is missing or not an object'],
    [{ currency: 'JPY', remainder: '10.5', grossAmount: '10' }, 'remainder is not an amount in its currency'],
  ];
  for (const [fault, what] of spoilt) {
    const server = await smallServer(t);
    server.answer = page([invoice, { ...invoice, bookedInvoiceNumber: 7, ...fault }, 'nonsense']);
    const answer = await bookkeepingAt(server).unpaidInvoices(grant, null);
    if (answer.kind !== 'done') return t.fail(`${what}: the page was refused`);
    t.strictSame(
      answer.value.rows.map((row) => row.number),
      ['20417'],
      what,
    );
    t.strictSame(answer.value.refusedRows, [
      { key: '7', what },
      { key: 'row 3', what: 'the row is missing or not an object' },
    ]);
  }
});

t.test('a number that is written as text is refused, not guessed', async (t) => {
  const server = await smallServer(t);
  server.answer = page([
    { ...customer, customerNumber: '10234' },
    { ...customer, customerNumber: 1.5 },
    { ...customer, name: 7 },
  ]);
  t.match(await bookkeepingAt(server).customers(grant, null), {
    kind: 'done',
    value: {
      rows: [],
      refusedRows: [
        { key: 'row 1', what: 'customerNumber is missing or not a number' },
        { key: '1.5', what: 'customerNumber is not a whole number' },
        { key: '10234', what: 'name is missing or not text' },
      ],
    },
  });
});

t.test('the next page is asked for at our own address', async (t) => {
  const server = await smallServer(t);
  server.answer = (asked, response) => {
    const first = asked.url.searchParams.get('skippages') === '0';
    page(
      [customer],
      first ? { nextPage: `${server.origin}/rest/customers?skippages=1&pagesize=1000`, results: 2 } : { results: 2 },
    )(asked, response);
  };
  const bookkeeping = bookkeepingAt(server);
  const first = await bookkeeping.customers(grant, null);
  t.match(first, { kind: 'done', value: { next: '1', total: 2 } });
  t.match(await bookkeeping.customers(grant, '1'), { kind: 'done', value: { next: null } });
  t.equal(server.asked[1]?.url.searchParams.get('sort'), 'customerNumber', 'the order is asked for again');
  t.match(await bookkeeping.customers(grant, 'http://elsewhere.example/'), {
    kind: 'refused',
    refusal: { code: 'malformed' },
  });
  t.equal(server.asked.length, 2, 'a cursor that is no page number asks nothing');
});

t.test('a next page that leads back, away or nowhere is refused', async (t) => {
  const links = (origin: string) => [
    `${origin}/rest/customers?skippages=1&pagesize=1000`,
    `${origin}/rest/customers?skippages=0`,
    'https://elsewhere.example/rest/customers?skippages=2',
    `${origin}/rest/suppliers?skippages=2`,
    `${origin}/other/customers?skippages=2`,
    `${origin}/rest/customers?skippages=-2`,
    `${origin}/rest/customers`,
    'not an address',
  ];
  const server = await smallServer(t);
  for (const nextPage of links(server.origin)) {
    server.answer = page([customer], { nextPage });
    t.match(
      await bookkeepingAt(server).customers(grant, '1'),
      { kind: 'refused', refusal: { code: 'malformed', what: /^customers: the link to the next page/ } },
      nextPage,
    );
  }
});

t.test('a list that never ends is refused after a thousand pages', async (t) => {
  const server = await smallServer(t);
  server.answer = (asked, response) => {
    const at = Number(asked.url.searchParams.get('skippages'));
    page([], { nextPage: `${server.origin}/rest/employees?skippages=${at + 1}` })(asked, response);
  };
  t.match(await bookkeepingAt(server).employees(grant), {
    kind: 'refused',
    refusal: { code: 'malformed', what: 'employees: the list does not end' },
  });
  t.equal(server.asked.length, 1000);
});

t.test('four hundred and one invoices are looked up in three questions of at most two hundred', async (t) => {
  const server = await smallServer(t);
  const inFilter = (asked: Asked) =>
    (/^bookedInvoiceNumber\$in:\[([\d,]+)\]$/.exec(asked.url.searchParams.get('filter') ?? '')?.[1] ?? '').split(',');
  server.answer = (asked, response) =>
    page(
      inFilter(asked)
        .filter((each) => each !== '13')
        .map((each) => ({ ...invoice, bookedInvoiceNumber: Number(each) })),
    )(asked, response);
  const numbers = Array.from({ length: 401 }, (_, index) => String(index + 1));
  const answer = await bookkeepingAt(server).invoicesByNumber(grant, [...numbers, '1', '2] or more']);
  if (answer.kind !== 'done') return t.fail('it was refused');
  t.strictSame(
    server.asked.map((asked) => inFilter(asked).length),
    [200, 200, 1],
  );
  t.ok(server.asked.every((asked) => asked.url.pathname === '/rest/invoices/booked'));
  t.equal(answer.value.rows.length, 400, 'the one that is not there is not among the rows');
  t.strictSame(answer.value.refusedRows, [{ key: '2] or more', what: 'is not a number of e-conomic’s' }]);
});

t.test('a filter that was not heeded is not taken for an answer', async (t) => {
  const server = await smallServer(t);
  server.answer = page([customer]);
  t.match(await bookkeepingAt(server).customersByNumber(grant, ['7']), {
    kind: 'refused',
    refusal: { code: 'malformed' },
  });
  t.match(await bookkeepingAt(server).customersByNumber(grant, ['10234']), {
    kind: 'done',
    value: { rows: [{ number: '10234' }] },
  });
  t.match(await bookkeepingAt(server).customersByNumber(grant, []), { kind: 'done', value: { rows: [] } });
  t.equal(server.asked.length, 2, 'nothing wanted, nothing asked');
});

const entry = {
  entryNumber: 91120,
  accountNumber: 5600,
  amount: '-3000.0',
  currencyCode: 'DKK',
  date: '2026-10-26T00:00:00',
  type: 2,
  customerNumber: 10234,
  remainder: '0.0',
};

t.test('book entries are read over all cursors and come in the order of their number', async (t) => {
  const server = await smallServer(t);
  server.answer = (asked, response) => {
    const second = asked.url.searchParams.get('cursor') === '91120';
    const items = second
      ? [
          entry,
          { ...entry, entryNumber: 91155, type: 6, amount: '100.0', remainder: '100.0' },
          { ...entry, entryNumber: 91156, currencyCode: 'XAU' },
        ]
      : [
          { ...entry, entryNumber: 91200, type: 10 },
          {
            ...entry,
            entryNumber: 91001,
            type: 1,
            amount: '5000.0',
            remainder: '2000.0',
            customerInvoiceNumber: 20417,
          },
        ];
    text(wire({ items, ...(second ? {} : { cursor: '91120' }) }))(asked, response);
  };
  const answer = await bookkeepingAt(server).bookEntries(grant, 90000);
  t.match(answer, {
    kind: 'done',
    value: {
      rows: [
        { number: 91001, kind: 'invoice', amountMinor: 500000n, remainderMinor: 200000n, invoiceNumber: '20417' },
        {
          number: 91120,
          kind: 'payment',
          amountMinor: -300000n,
          remainderMinor: 0n,
          invoiceNumber: null,
          day: '2026-10-26',
          customerNumber: '10234',
        },
        { number: 91155, kind: 'reminder' },
        { number: 91200, kind: 'manual-invoice' },
      ],
      refusedRows: [{ key: '91156', what: 'currencyCode is a currency we cannot count in' }],
      next: null,
    },
  });
  t.match(server.asked[0]?.url.pathname, /^\/open\/bookedEntriesapi\/v\d+\.\d+\.\d+\/booked-entries$/);
  t.ok(
    server.asked.every(
      (asked) => asked.url.searchParams.get('filter') === 'customerNumber$gt:0$and:entryNumber$gt:90000',
    ),
  );
});

t.test('a cursor that repeats is refused', async (t) => {
  const server = await smallServer(t);
  server.answer = text(wire({ items: [entry], cursor: '91120' }));
  t.match(await bookkeepingAt(server).bookEntries(grant, 0), {
    kind: 'refused',
    refusal: { code: 'malformed', what: /the cursor leads back/ },
  });
  t.equal(server.asked.length, 2);
});

t.test('matches are asked for in both directions, and each pair is told once', async (t) => {
  const server = await smallServer(t);
  server.answer = json({ items: [{ fromEntry: 91120, toEntry: 91001, fromEntryAmount: -3000.0 }] });
  const numbers = Array.from({ length: 150 }, (_, index) => index + 1);
  t.strictSame(await bookkeepingAt(server).matches(grant, numbers), {
    kind: 'done',
    value: [{ fromEntry: 91120, toEntry: 91001 }],
  });
  t.equal(server.asked.length, 2);
  t.equal(server.asked[1]?.url.searchParams.get('filter')?.startsWith('fromEntry$in:[101,102,'), true);
  t.match(server.asked[1]?.url.searchParams.get('filter'), /,150\]\$or:toEntry\$in:\[101,.*,150\]$/);
  server.answer = json({ items: [{ fromEntry: 91120 }] });
  t.match(await bookkeepingAt(server).matches(grant, [1]), {
    kind: 'refused',
    refusal: { code: 'malformed', what: 'matched-pairs 91120: toEntry is missing or not a number' },
  });
});

t.test('the small lists are read', async (t) => {
  const server = await smallServer(t);
  const bookkeeping = bookkeepingAt(server);
  server.answer = page([
    {
      customerContactNumber: 140,
      name: 'Ida Lund',
      email: 'ida@havnecafe.example',
      emailNotifications: ['invoices', 'reminders'],
    },
    { customerContactNumber: 141, deleted: true },
  ]);
  t.strictSame(await bookkeeping.contacts(grant, '10234'), {
    kind: 'done',
    value: [
      { number: 140, name: 'Ida Lund', email: 'ida@havnecafe.example', receivesReminders: true, deleted: false },
      { number: 141, name: '', email: null, receivesReminders: false, deleted: true },
    ],
  });
  t.equal(server.asked[0]?.url.pathname, '/rest/customers/10234/contacts');
  t.match(await bookkeeping.contacts(grant, '../self'), { kind: 'refused', refusal: { code: 'not-found' } });
  server.answer = page([
    { paymentTermsNumber: 1, daysOfCredit: 14, name: 'Netto 14 dage', paymentTermsType: 'net' },
    { paymentTermsNumber: 3, paymentTermsType: 'dueDate' },
  ]);
  t.strictSame(await bookkeeping.paymentTerms(grant), {
    kind: 'done',
    value: [
      { number: 1, name: 'Netto 14 dage', type: 'net', days: 14 },
      { number: 3, name: '', type: 'dueDate', days: null },
    ],
  });
  t.equal(server.asked.at(-1)?.url.searchParams.has('sort'), false, 'terms cannot be sorted there');
  server.answer = page([{ employeeNumber: 7, name: 'Jonas Bak', email: 'jonas@norrebro-kaffe.example' }]);
  t.strictSame(await bookkeeping.employees(grant), {
    kind: 'done',
    value: [{ number: 7, name: 'Jonas Bak', email: 'jonas@norrebro-kaffe.example' }],
  });
  server.answer = page([{ name: 'Jonas Bak' }]);
  t.match(await bookkeeping.employees(grant), {
    kind: 'refused',
    refusal: { code: 'malformed', what: 'employeeNumber row 1: employeeNumber is missing or not a number' },
  });
});

const self = {
  agreementNumber: 1900417,
  userName: 'MKH',
  user: { name: 'Mette Krogh Hansen', email: 'mette@norrebro-kaffe.example', language: { culture: 'da-DK' } },
  company: {
    name: 'Nørrebro Kafferisteri ApS',
    addressLine1: 'Fælledvej 12',
    zip: '2200',
    city: 'København N',
    country: 'Danmark',
    companyIdentificationNumber: '00000019',
  },
  bankInformation: { bankName: 'Eksempelbank', bankSortCode: '0000', bankAccountNumber: '0001234567' },
  settings: { baseCurrency: 'DKK' },
};

t.test('self tells whose books these are', async (t) => {
  const server = await smallServer(t);
  server.answer = json(self);
  t.strictSame(await bookkeepingAt(server).self(grant), {
    kind: 'done',
    value: {
      agreementNumber: 1900417,
      companyName: 'Nørrebro Kafferisteri ApS',
      companyNumber: '00000019',
      companyEmail: null,
      companyPhone: null,
      companyAddress: 'Fælledvej 12, 2200 København N',
      country: 'Danmark',
      userName: 'Mette Krogh Hansen',
      userEmail: 'mette@norrebro-kaffe.example',
      userCulture: 'da-DK',
      baseCurrency: 'DKK',
      bank: { name: 'Eksempelbank', sortCode: '0000', account: '0001234567' },
    },
  });
  server.answer = json({ ...self, settings: { baseCurrency: 'XAU' } });
  t.match(await bookkeepingAt(server).self(grant), {
    kind: 'refused',
    refusal: { code: 'malformed', what: 'self: settings.baseCurrency is a currency we cannot count in' },
  });
  const { agreementNumber: _, ...nobody } = self;
  server.answer = json(nobody);
  t.match(await bookkeepingAt(server).self(grant), {
    kind: 'refused',
    refusal: { code: 'malformed', what: 'self: agreementNumber is missing or not a number' },
  });
});

t.test('an invoice’s PDF is handed on byte by byte, and what is no PDF is refused', async (t) => {
  const server = await smallServer(t);
  const pdf = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x00, 0xff, 0xfe]);
  server.answer = text(pdf, 200, { 'content-type': 'application/pdf' });
  const answer = await bookkeepingAt(server).invoicePdf(grant, '20417');
  t.equal(answer.kind === 'done' && Buffer.from(answer.value).equals(pdf), true);
  t.equal(server.asked[0]?.url.pathname, '/rest/invoices/booked/20417/pdf');
  server.answer = text('<html>log in</html>');
  t.match(await bookkeepingAt(server).invoicePdf(grant, '20417'), {
    kind: 'refused',
    refusal: { code: 'malformed', what: 'pdf: the answer is not a PDF' },
  });
  t.match(await bookkeepingAt(server).invoicePdf(grant, '1/../../self'), {
    kind: 'refused',
    refusal: { code: 'not-found' },
  });
});
