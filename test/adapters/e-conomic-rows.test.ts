import t from 'tap';
import { bookkeepingAt, customer, grant, invoice, page } from './e-conomic-wire.ts';
import { json, smallServer, text } from './small-server.ts';

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

t.test('the small lists are read', async (t) => {
  const server = await smallServer(t);
  const bookkeeping = bookkeepingAt(server);
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
  const pdf = Buffer.concat([
    Buffer.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x00, 0xff, 0xfe]),
    Buffer.from('%%EOF'),
  ]);
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

t.test(
  'contacts are read in bulk, whole or since a day, and one that cannot be read refuses itself alone',
  async (t) => {
    const server = await smallServer(t);
    const bookkeeping = bookkeepingAt(server);
    server.answer = json({
      items: [
        {
          number: 140,
          customerNumber: 10234,
          name: 'Ida Lund',
          email: 'ida@havnecafe.example',
          receiveReminders: true,
          lastUpdated: '2026-11-03T09:14:22Z',
        },
        { number: 141, customerNumber: 10234, isDeleted: true },
        { number: 142, name: 'Nobody’s' },
      ],
      cursor: '150',
    });
    t.strictSame(await bookkeeping.contacts(grant, null, null), {
      kind: 'done',
      value: {
        rows: [
          {
            number: 140,
            customerNumber: '10234',
            name: 'Ida Lund',
            email: 'ida@havnecafe.example',
            receivesReminders: true,
            deleted: false,
          },
          { number: 141, customerNumber: '10234', name: '', email: null, receivesReminders: false, deleted: true },
        ],
        refusedRows: [{ key: '142', what: 'customerNumber is missing or not a number' }],
        total: null,
        next: '150',
      },
    });
    await bookkeeping.contacts(grant, '2026-11-24', '150');
    t.match(server.asked[0]?.url.pathname, /^\/open\/customersapi\/v\d+\.\d+\.\d+\/Contacts$/);
    t.strictSame(
      server.asked.map(({ url }) => [url.searchParams.get('filter'), url.searchParams.get('cursor')]),
      [
        [null, null],
        ['lastUpdated$gte:2026-11-24', '150'],
      ],
    );
  },
);
