/** Every list of both families, answered badly in every way: a refusal by name and a try again, nothing half-written, and whole when mended. */
import { sql } from 'drizzle-orm';
import t from 'tap';
import { mirrorState } from '../../src/mirror/store-state.ts';
import { mirrorHouse } from '../rooms/mirror-house.ts';
import { bookkeepingAt, customer, invoice, page, wire } from './e-conomic-wire.ts';
import { type Reply, smallServer, text } from './small-server.ts';

const { creditor } = await mirrorHouse(t.teardown);
type House = Awaited<ReturnType<typeof creditor>>;

const entry = {
  entryNumber: 91001,
  amount: '5000.0',
  currencyCode: 'DKK',
  date: '2026-10-05T00:00:00',
  dueDate: '2026-10-19T00:00:00',
  type: 1,
  customerNumber: 10234,
  customerInvoiceNumber: 20417,
  remainder: '5000.0',
};
const claim = {
  ...entry,
  entryNumber: 91002,
  amountInBaseCurrency: 5000,
  type: 10,
  customerInvoiceNumber: undefined,
  voucherNumber: 7,
};
const contact = { number: 140, customerNumber: 10234, name: 'Ida Lund' };
const lists = {
  'rest customers': { items: [customer], table: 'debtors' },
  'rest invoices/unpaid': { items: [invoice], table: 'invoices' },
  'rest payment-terms': {
    items: [{ paymentTermsNumber: 1, paymentTermsType: 'net', daysOfCredit: 14 }],
    table: 'payment_terms',
  },
  'rest employees': { items: [{ employeeNumber: 7, name: 'Jonas Bak' }], table: 'employees' },
  'open booked-entries': { items: [entry], table: 'book_entries' },
  'open claims': { items: [claim], table: 'invoices' },
  'open Contacts': { items: [contact], table: 'contacts' },
} as const;
type List = keyof typeof lists;

function listOf(url: URL): List | null {
  const filter = url.searchParams.get('filter') ?? '';
  const path = url.pathname.replace(/^\/(rest|open)\//, '');
  if (url.pathname.startsWith('/rest/')) return `rest ${path}` in lists ? (`rest ${path}` as List) : null;
  if (path.endsWith('/booked-entries')) return filter.includes('type$eq') ? 'open claims' : 'open booked-entries';
  return path.endsWith('/Contacts') ? 'open Contacts' : null;
}

function sound(list: List): Reply {
  const { items } = lists[list];
  return list.startsWith('rest ') ? page([...items]) : text(wire({ items }));
}

/** A page that says that it is not the last, and where the next one is. */
function going(list: List, origin: string, next: (at: number) => number): Reply {
  return (asked, response) => {
    const at = Number(asked.url.searchParams.get(list.startsWith('rest ') ? 'skippages' : 'cursor') ?? 0);
    const to = next(at);
    const more = `${origin}${asked.url.pathname}?skippages=${to}&pagesize=1000`;
    const items = [...lists[list].items];
    (list.startsWith('rest ')
      ? page(at === 0 ? items : [], { nextPage: more, results: 1 })
      : text(wire({ items: at === 0 ? items : [], cursor: String(to) })))(asked, response);
  };
}

const answers: Readonly<Record<string, (list: List, origin: string) => Reply>> = {
  'a web page': () => text('<!doctype html><title>Log in</title>'),
  'half of a JSON': () => text('{"collection":[{"customerNumber":1,"items":[{"entry'),
  'wrong types': () => text('{"collection":7,"items":"none","pagination":[]}'),
  'a page that repeats': (list, origin) => going(list, origin, (at) => Math.max(1, at)),
  'a page that never ends': (list, origin) => going(list, origin, (at) => at + 1),
};

const rowsOf = async (house: House, table: string) => {
  const [row] = await house.inWork((work) =>
    work.tx.execute<{ count: number }>(sql.raw(`select count(*)::int as count from ${table}`)),
  );
  return row!.count;
};

for (const list of Object.keys(lists) as List[]) {
  t.test(`${list}, answered badly`, async (t) => {
    const server = await smallServer(t);
    let bad: Reply | null = null;
    server.answer = (asked, response) => {
      const here = listOf(asked.url);
      const reply = asked.url.pathname.endsWith('/count')
        ? text('1')
        : here === null
          ? text('{"items":[]}')
          : sound(here);
      (here === list && bad && asked.url.searchParams.get('pagesize') !== '1' ? bad : reply)(asked, response);
    };
    const house = await creditor({ bookkeeping: bookkeepingAt(server) });
    const { table } = lists[list];
    const before = list === 'open claims' ? 1 : 0;

    for (const [what, answer] of Object.entries(answers)) {
      bad = answer(list, server.origin);
      const outcome = await house.pull();
      const state = (await house.inWork(mirrorState))!;
      t.match(state.problem, /answered in a way we do not understand: .*\./, `${what}: it is told`);
      if (list === 'open Contacts') t.match(outcome, { kind: 'done' }, 'the rest of the pull is whole without');
      else {
        t.match(outcome, { kind: 'refused', refusal: { code: 'malformed' } }, what);
        t.equal(state.booksReadAt, null, 'and nothing is called fresh');
      }
      const polls = await house.inWork((work) => work.tx.execute(sql`select from timetable where what = 'poll'`));
      t.equal(polls.length, 1, 'the next try is on the timetable');
      const rows = await rowsOf(house, table);
      t.ok(
        rows === before || (what.startsWith('a page') && rows === before + 1),
        `${what}: whole pages or nothing, ${rows} rows`,
      );
    }
    bad = null;
    t.match(await house.pull(), { kind: 'done' });
    t.match(await house.inWork(mirrorState), { phase: 'quiet', problem: null, failures: 0 });
    t.equal(await rowsOf(house, table), table === 'invoices' ? 2 : 1);
  });
}
