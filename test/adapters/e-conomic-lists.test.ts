import t from 'tap';
import { bookkeepingAt, customer, grant, invoice, page, wire } from './e-conomic-wire.ts';
import { type Asked, json, smallServer, text } from './small-server.ts';

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

t.test('book entries are read page by page, and each page says where the next one is', async (t) => {
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
  t.match(await bookkeepingAt(server).bookEntries(grant, 90000, null), {
    kind: 'done',
    value: {
      rows: [
        { number: 91200, kind: 'manual-invoice' },
        { number: 91001, kind: 'invoice', amountMinor: 500000n, remainderMinor: 200000n, invoiceNumber: '20417' },
      ],
      next: '91120',
    },
  });
  t.match(await bookkeepingAt(server).bookEntries(grant, 90000, '91120'), {
    kind: 'done',
    value: {
      rows: [
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
  t.match(await bookkeepingAt(server).bookEntries(grant, 0, '91120'), {
    kind: 'refused',
    refusal: { code: 'malformed', what: /the cursor leads back/ },
  });
  t.match(await bookkeepingAt(server).matches(grant, [1]), {
    kind: 'refused',
    refusal: { code: 'malformed' },
  });
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

t.test('how much a first reading will bring is asked in four small calls, and nonsense is refused', async (t) => {
  const server = await smallServer(t);
  server.answer = (asked, response) =>
    (asked.url.pathname.endsWith('/count') ? text('100') : page([customer], { results: 20 }))(asked, response);
  t.strictSame(await bookkeepingAt(server).rowsToRead(grant), { kind: 'done', value: 240 });
  t.strictSame(
    server.asked.map(({ url }) => [url.pathname.split('/').slice(-2).join('/'), url.searchParams.get('pagesize')]),
    [
      ['rest/customers', '1'],
      ['invoices/unpaid', '1'],
      ['booked-entries/count', null],
      ['Contacts/count', null],
    ],
  );
  server.answer = text('"many"');
  t.match(await bookkeepingAt(server).rowsToRead(grant), { kind: 'refused', refusal: { code: 'malformed' } });
});
