/**
 * Random histories of a small business: bookings, claims booked by hand and corrected, payments, matches made and undone, credit notes, renumberings and
 * deletions, with pulls between them that may be killed or struck by a fault before any call, and live looks that may be told
 * late. After every pull that ran to its end the mirror equals the books, in one pass, and the changes told lead from what
 * was known to what is.
 */
import fc from 'fast-check';
import t from 'tap';
import type { Change } from '../../src/mirror/difference.ts';
import { invoiceKey } from '../../src/mirror/invoice-key.ts';
import { observeInvoices } from '../../src/mirror/observe-invoices.ts';
import type { InvoiceRow } from '../../src/mirror/port.ts';
import { customerNumbers, readDebtors } from '../../src/mirror/store-debtors.ts';
import { invoicesByKey, openInvoiceKeys } from '../../src/mirror/store-invoices.ts';
import { mirrorState } from '../../src/mirror/store-state.ts';
import { refused, unknown } from '../../src/values/outcome.ts';
import { type Books, openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor } = await mirrorHouse(t.teardown);
type House = Awaited<ReturnType<typeof creditor>>;

const pick = fc.nat(1_000);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('book' as const), who: pick, minor: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      who: pick,
      minor: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.integer({ min: -3, max: -1 })),
      opening: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), which: pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('correct' as const), which: pick, by: fc.integer({ min: -3, max: 3 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pay' as const), which: pick, part: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pay-unmatched' as const), who: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('credit' as const), which: pick, part: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unmatch' as const), which: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('renumber' as const), who: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), who: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('add' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('due' as const), which: pick, days: fc.integer({ min: 1, max: 28 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('look' as const), kept: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pull' as const),
      trouble: fc.option(
        fc.record({
          how: fc.constantFrom('killed', 'silent', 'garbage', 'slow down'),
          at: fc.integer({ min: 1, max: 14 }),
        }),
      ),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** What the house believes from the changes alone. */
type Belief = Map<string, bigint>;
/** A live look at all that is open, which may be told only after a later pull. */
type Look = { readonly rows: InvoiceRow[]; readonly asOf: Date };
type Trouble = Extract<Step, { do: 'pull' }>['trouble'];

/** `npm run soak` asks for 2,000. */
const histories = Number(process.env['MIRROR_HISTORIES'] ?? 25);

t.test(
  'after every whole pull the mirror equals the books, whatever happened and wherever it was killed',
  async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (history) => {
        const books = openBooks(2);
        const world = { booked: [] as string[], customers: ['1', '2', '3'], count: 3 };
        for (const number of world.customers) books.addCustomer(number);
        const house = await creditor(books);
        const belief: Belief = new Map();
        let kept: Look | null = null;
        for (const one of [...history, { do: 'pull', trouble: null } as const]) {
          if (one.do === 'look') {
            const look = { rows: books.open(), asOf: new Date() };
            if (one.kept) kept = look;
            else await tell(house, belief, look);
          } else if (one.do !== 'pull') live(books, world, one);
          else {
            await pullAndCompare(house, books, belief, one.trouble);
            if (kept) await tell(house, belief, kept);
            kept = null;
            await compare(house, books, belief);
          }
        }
      }),
      { numRuns: histories, interruptAfterTimeLimit: 3_600_000, markInterruptAsFailure: true },
    );
    t.pass(`${histories} histories`);
  },
);

type World = { booked: string[]; customers: string[]; count: number };

function live(books: Books, world: World, one: Exclude<Step, { do: 'pull' | 'look' }>): void {
  const at = <One>(list: readonly One[], index: number) => list[index % list.length]!;
  const smaller = (a: bigint, b: bigint) => (a < b ? a : b);
  switch (one.do) {
    case 'book':
      world.booked.push(books.book(at(world.customers, one.who), BigInt(one.minor) * 1_000n));
      return;
    case 'claim':
      world.booked.push(books.claim(at(world.customers, one.who), BigInt(one.minor) * 1_000n, one));
      return;
    case 'erase': {
      if (world.booked.length === 0) return;
      const gone = at(world.booked, one.which);
      books.erase(gone);
      world.booked.splice(world.booked.indexOf(gone), 1);
      return;
    }
    case 'add':
    case 'renumber': {
      const number = String(++world.count);
      if (one.do === 'add') books.addCustomer(number);
      else {
        const index = one.who % world.customers.length;
        books.renumber(world.customers[index]!, number);
        world.customers.splice(index, 1);
      }
      world.customers.push(number);
      return;
    }
    case 'pay-unmatched':
      books.pay(at(world.customers, one.who), 500n, '2026-10-20');
      return;
    case 'remove': {
      const number = at(world.customers, one.who);
      const owes = world.booked.some((invoice) => books.customerOf(invoice) === number);
      if (owes || world.customers.length === 1) return;
      books.remove(number);
      world.customers.splice(world.customers.indexOf(number), 1);
      return;
    }
    default: {
      if (world.booked.length === 0) return;
      const invoice = at(world.booked, one.which);
      const left = books.remainderOf(invoice);
      if (one.do === 'due') books.change(invoice, { dueDay: `2026-11-${String(one.days).padStart(2, '0')}` });
      if (one.do === 'unmatch') books.unmatch(invoice);
      if (one.do === 'correct') books.change(invoice, { grossMinor: books.grossOf(invoice) + BigInt(one.by) * 100n });
      const part = 'part' in one ? smaller(left, BigInt(one.part) * 1_000n) : 0n;
      if (part <= 0n) return;
      const customer = books.customerOf(invoice);
      if (one.do === 'pay') books.match(books.pay(customer, part, '2026-10-20'), invoice, part);
      if (one.do === 'credit') {
        const note = books.book(customer, -part - 500n);
        world.booked.push(note);
        books.credit(note, invoice, part);
      }
    }
  }
}

async function pullAndCompare(house: House, books: Books, belief: Belief, trouble: Trouble): Promise<void> {
  let calls = 0;
  books.fault(() => {
    calls += 1;
    if (trouble === null || calls !== trouble.at) return undefined;
    if (trouble.how === 'killed') throw new Error('killed');
    if (trouble.how === 'silent') return unknown('there was no answer in time');
    if (trouble.how === 'garbage') return refused({ code: 'malformed', what: 'the answer is a web page, not JSON' });
    return refused({ code: 'slow-down', retryAfterMs: 100_000 });
  });
  const first = (await house.inWork(mirrorState))?.booksReadAt == null;
  const ended = await house.pull().then(
    (outcome) => outcome.kind,
    (error: Error) => same(error.message, 'killed', 'the kill'),
  );
  if (trouble === null) same(ended, 'done', 'the pull');
  believe(belief, house.changes);
  books.fault(() => undefined);
  // A first pull that was cut off reads its earlier pages no second time: the poll after it does.
  for (let more = trouble === null ? 0 : first ? 2 : 1; more > 0; more -= 1) {
    same((await house.pull()).kind, 'done', 'the pull after trouble');
    believe(belief, house.changes);
  }
  await compare(house, books, belief);
}

/** What a live look-up saw, told now: if a pull has seen more since, it changes nothing. */
async function tell(house: House, belief: Belief, { rows, asOf }: Look): Promise<void> {
  believe(belief, await house.inWork((work) => observeInvoices(work, { rows, refusedRows: [], asOf })));
}

/** Every change begins where the one before ended. */
function believe(belief: Belief, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.about !== 'invoice') continue;
    same(change.beforeMinor, belief.get(change.invoiceId) ?? 0n, `before ${change.kind}`);
    belief.set(change.invoiceId, change.afterMinor);
  }
}

async function compare(house: House, books: Books, belief: Belief): Promise<void> {
  await house.inWork(async (work) => {
    const unpaid = books.open();
    const open = await openInvoiceKeys(work);
    same(open.toSorted().join(), unpaid.map(invoiceKey).toSorted().join(), 'open invoices');
    const mirrored = await invoicesByKey(work, open);
    const debtorIds = [...new Set([...mirrored.values()].map((invoice) => invoice.debtorId))];
    const numbers = await customerNumbers(work, debtorIds);
    const debtors = new Map((await readDebtors(work, debtorIds)).map((debtor) => [debtor.id, debtor]));
    for (const row of unpaid) {
      const invoice = mirrored.get(invoiceKey(row))!;
      same(invoice.remainderMinor, row.remainderMinor, `rest of ${row.number}`);
      same(invoice.dueDay, row.dueDay, `due day of ${row.number}`);
      same(numbers.get(invoice.debtorId), row.customerNumber, `customer of ${row.number}`);
      const debtor = debtors.get(invoice.debtorId)!;
      const card = books.cardOf(row.customerNumber);
      same(debtor.balanceBaseMinor, card.balanceMinor, `balance of ${row.customerNumber}`);
      same(debtor.name, card.name, `name of ${row.customerNumber}`);
      same(debtor.goneAt, null, `${row.customerNumber} is there`);
      same(belief.get(invoice.id), row.remainderMinor, `what was told of ${row.number}`);
    }
  });
}

function same<Value>(found: Value, wanted: Value, what: string): Value {
  if (found !== wanted) throw new Error(`${what}: found ${String(found)}, wanted ${String(wanted)}`);
  return found;
}
