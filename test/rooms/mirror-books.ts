/** A small accounting system in memory: what is booked, paid and matched, and the port that reads it. */
import { claimKey } from '../../src/mirror/invoice-key.ts';
import type {
  BookEntryRow,
  Bookkeeping,
  BookkeepingAnswer,
  ContactRow,
  CustomerRow,
  EmployeeRow,
  InvoiceRow,
  Page,
  PaymentTermsRow,
} from '../../src/mirror/port.ts';
import type { Day } from '../../src/values/day.ts';
import { roundedQuotient } from '../../src/values/money.ts';
import { done } from '../../src/values/outcome.ts';

/** `invoice`: the key of an invoice or of a claim. */
type Pair = { payment: number; invoice: string; minor: bigint };
type NewEntry = Omit<BookEntryRow, 'number' | 'currency' | 'remainderMinor' | 'dueDay'> & { dueDay?: Day | null };
type Answer = Awaited<BookkeepingAnswer<never>>;

export type Books = ReturnType<typeof openBooks>;

/** `pageSize` rows a page. `before(call)` runs before each answer: it may throw, or give the answer itself. */
export function openBooks(pageSize = 3) {
  const customers = new Map<string, CustomerRow>();
  /** By key, claims without an invoice among them; `line` is the entry of the debtor ledger. */
  const invoices = new Map<
    string,
    Omit<InvoiceRow, 'remainderMinor' | 'remainderBaseMinor'> & { line: number; rate: bigint }
  >();
  const entries: BookEntryRow[] = [];
  const pairs: Pair[] = [];
  const contacts = new Map<number, ContactRow & { changed: Day }>();
  const terms: PaymentTermsRow[] = [{ number: 1, name: 'Netto 14 dage', type: 'net', days: 14 }];
  const employees: EmployeeRow[] = [{ number: 7, name: 'Jonas Bak', email: null }];
  const calls: string[] = [];
  let before: (call: string) => Answer | undefined = () => undefined;
  let lastNumber = 100;
  let booked = 0;

  const applied = (of: (pair: Pair) => boolean) => pairs.filter(of).reduce((sum, pair) => sum + pair.minor, 0n);
  const remainderOf = (number: string) => {
    const { grossMinor } = invoices.get(number)!;
    return grossMinor - applied((pair) => pair.invoice === number);
  };
  const unmatchedOf = (entry: BookEntryRow) => entry.amountMinor + applied((pair) => pair.payment === entry.number);
  /** The entry with what is left of it now. */
  const lineOf = (entry: BookEntryRow): BookEntryRow => {
    if (entry.kind === 'reminder') return entry;
    if (entry.kind === 'payment') return { ...entry, remainderMinor: unmatchedOf(entry) };
    const [key] = [...invoices].find(([, { line }]) => line === entry.number) ?? [];
    return key === undefined ? entry : { ...entry, remainderMinor: remainderOf(key) };
  };
  const rowOf = (number: string): InvoiceRow => {
    const { line: _line, rate, ...row } = invoices.get(number)!;
    const remainderMinor = remainderOf(number);
    return { ...row, remainderMinor, remainderBaseMinor: roundedQuotient(remainderMinor * rate, 100n) };
  };
  const open = () => [...invoices.keys()].filter((key) => remainderOf(key) !== 0n).map(rowOf);
  const unpaid = () => open().filter((row) => row.entry === null);
  const openClaims = () => open().filter((row) => row.entry !== null);
  const balanceOf = (customer: string) =>
    open()
      .filter((row) => row.customerNumber === customer)
      .reduce((sum, row) => sum + row.remainderBaseMinor, 0n) +
    entries
      .filter((entry) => (entry.kind === 'payment' || entry.kind === 'other') && entry.customerNumber === customer)
      .reduce((sum, entry) => sum + unmatchedOf(entry), 0n);
  const cardOf = (number: string): CustomerRow => ({ ...customers.get(number)!, balanceMinor: balanceOf(number) });

  async function answer<Value>(call: string, value: () => Value): BookkeepingAnswer<Value> {
    calls.push(call);
    return before(call) ?? done(structuredClone(value()));
  }
  const page = <Row>(rows: readonly Row[], cursor: string | null): Page<Row> => {
    const from = Number(cursor ?? 0);
    const next = from + pageSize < rows.length ? String(from + pageSize) : null;
    return { rows: rows.slice(from, from + pageSize), refusedRows: [], total: rows.length, next };
  };
  const whole = <Row>(rows: Row[]): Page<Row> => ({ rows, refusedRows: [], total: rows.length, next: null });

  const bookkeeping: Bookkeeping = {
    self: () => Promise.reject(new Error('not asked for here')),
    rowsToRead: () => answer('rowsToRead', () => customers.size + contacts.size + unpaid().length + entries.length),
    invoicePdf: () => Promise.reject(new Error('not asked for here')),
    customers: (_grant, cursor) => answer('customers', () => page([...customers.keys()].sort().map(cardOf), cursor)),
    contacts: (_grant, since, cursor) =>
      answer('contacts', () =>
        page(
          [...contacts.values()]
            .filter(({ changed }) => since === null || changed >= since)
            .map(({ changed: _, ...row }) => row),
          cursor,
        ),
      ),
    paymentTerms: () => answer('paymentTerms', () => terms),
    employees: () => answer('employees', () => employees),
    unpaidInvoices: (_grant, cursor) => answer('unpaidInvoices', () => page(unpaid(), cursor)),
    invoicesByNumber: (_grant, numbers) =>
      answer('invoicesByNumber', () => whole(numbers.filter((number) => invoices.has(number)).map(rowOf))),
    customersByNumber: (_grant, numbers) =>
      answer('customersByNumber', () => whole(numbers.filter((number) => customers.has(number)).map(cardOf))),
    openClaims: (_grant, cursor) => answer('openClaims', () => page(openClaims(), cursor)),
    claimsByEntry: (_grant, entryNumbers) =>
      answer('claimsByEntry', () =>
        whole(
          entryNumbers
            .map(claimKey)
            .filter((key) => invoices.has(key))
            .map(rowOf),
        ),
      ),
    bookEntries: (_grant, after, cursor) =>
      answer('bookEntries', () => page(entries.filter((entry) => entry.number > after).map(lineOf), cursor)),
    matches: (_grant, numbers) =>
      answer('matches', () =>
        pairs
          .map((pair) => ({ fromEntry: pair.payment, toEntry: invoices.get(pair.invoice)!.line }))
          .filter((pair) => numbers.includes(pair.fromEntry) || numbers.includes(pair.toEntry)),
      ),
  };

  function enter({ dueDay = null, ...entry }: NewEntry): number {
    const number = ++lastNumber;
    entries.push({ ...entry, dueDay, number, currency: 'DKK', remainderMinor: entry.amountMinor });
    return number;
  }

  return {
    bookkeeping,
    calls,
    contacts,
    terms,
    customers,
    /** What the books would list as unpaid now, that with claims, and every customer's card. */
    unpaid,
    open,
    cardOf,
    remainderOf,
    grossOf: (invoice: string) => invoices.get(invoice)!.grossMinor,
    customerOf: (invoice: string) => invoices.get(invoice)!.customerNumber,
    fault: (next: typeof before) => {
      before = next;
    },
    addCustomer(number: string, card: Partial<CustomerRow> = {}) {
      customers.set(number, { ...plainCard, number, name: `Kunde ${number}`, ...card });
    },
    /** A contact, or what it is now; `changed` is the day the books say it was last changed on. */
    keepContact(row: Partial<ContactRow> & Pick<ContactRow, 'number' | 'customerNumber'>, changed: Day = '2026-01-05') {
      const before = contacts.get(row.number) ?? { name: '', email: null, receivesReminders: false, deleted: false };
      contacts.set(row.number, { ...before, ...row, changed });
    },
    renumber(from: string, to: string) {
      customers.set(to, { ...customers.get(from)!, number: to });
      customers.delete(from);
      for (const [number, row] of contacts) {
        if (row.customerNumber === from) contacts.set(number, { ...row, customerNumber: to });
      }
      for (const [number, row] of invoices) {
        if (row.customerNumber === from) invoices.set(number, { ...row, customerNumber: to });
      }
      for (const [index, row] of entries.entries()) {
        if (row.customerNumber === from) entries[index] = { ...row, customerNumber: to };
      }
    },
    remove: (number: string) => customers.delete(number),
    /** Books an invoice (negative: a credit note) and returns its number. `rate`: base currency for 100. */
    book(customerNumber: string, grossMinor: bigint, given: Partial<InvoiceRow> & { rate?: bigint } = {}): string {
      const { rate = 100n, ...more } = given;
      const { day = '2026-10-01', dueDay = plainInvoice.dueDay } = more;
      const number = more.number ?? String(20_000 + booked++);
      const line = enter({
        customerNumber,
        kind: 'invoice',
        day,
        dueDay,
        amountMinor: grossMinor,
        invoiceNumber: number,
      });
      invoices.set(number, { ...plainInvoice, number, customerNumber, grossMinor, ...more, day, line, rate });
      return number;
    },
    /** Books a claim by hand (negative: a credit), or an opening entry, and returns its key. */
    claim(customerNumber: string, grossMinor: bigint, more: Partial<InvoiceRow> & { opening?: boolean } = {}): string {
      const { opening = false, ...card } = more;
      const day = card.day ?? '2026-10-01';
      const kind = opening ? 'opening' : 'manual-invoice';
      const dueDay = card.dueDay ?? plainInvoice.dueDay;
      const line = enter({ customerNumber, kind, day, dueDay, amountMinor: grossMinor, invoiceNumber: null });
      const claim = { ...plainInvoice, number: String(50_000 + line), entry: line, paymentTermsNumber: null };
      invoices.set(claimKey(line), { ...claim, customerNumber, grossMinor, ...card, day, line, rate: 100n });
      return claimKey(line);
    },
    /** The books lose an invoice or a claim altogether, and what was matched with it is free again. */
    erase(key: string) {
      const { line } = invoices.get(key)!;
      for (let index = pairs.length - 1; index >= 0; index -= 1) {
        if (pairs[index]!.invoice === key || pairs[index]!.payment === line) pairs.splice(index, 1);
      }
      invoices.delete(key);
      entries.splice(
        entries.findIndex((entry) => entry.number === line),
        1,
      );
    },
    change(number: string, more: Partial<InvoiceRow>) {
      invoices.set(number, { ...invoices.get(number)!, ...more });
    },
    /** Registers a payment that is matched with nothing yet and returns its entry. */
    pay(customerNumber: string, minor: bigint, day: string): number {
      return enter({ customerNumber, kind: 'payment', day, amountMinor: -minor, invoiceNumber: null });
    },
    /** A line of a journal on the customer, neither invoice nor payment: in the balance and in no list of open items. */
    voucher(customerNumber: string, minor: bigint) {
      enter({
        customerNumber,
        kind: 'other',
        day: '2026-10-20',
        dueDay: null,
        amountMinor: minor,
        invoiceNumber: null,
      });
    },
    /** A reminder of the books' own, with a fee. */
    remind(customerNumber: string, minor: bigint, day: string, left = minor) {
      enter({ customerNumber, kind: 'reminder', day, amountMinor: minor, invoiceNumber: null });
      const entry = entries.at(-1)!;
      entries[entries.length - 1] = { ...entry, remainderMinor: left };
    },
    match(payment: number, invoice: string, minor: bigint) {
      pairs.push({ payment, invoice, minor });
    },
    /** A credit note set against an invoice: both shrink. */
    credit(creditNote: string, invoice: string, minor: bigint) {
      pairs.push({ payment: invoices.get(creditNote)!.line, invoice, minor });
      pairs.push({ payment: invoices.get(invoice)!.line, invoice: creditNote, minor: -minor });
    },
    /** Undoes everything that was matched with an invoice. */
    unmatch(invoice: string) {
      const { line } = invoices.get(invoice)!;
      for (let index = pairs.length - 1; index >= 0; index -= 1) {
        if (pairs[index]!.invoice === invoice || pairs[index]!.payment === line) pairs.splice(index, 1);
      }
    },
  };
}

const plainCard: CustomerRow = {
  number: '',
  name: '',
  currency: 'DKK',
  balanceMinor: 0n,
  emails: [],
  phone: null,
  mobilePhone: null,
  address: null,
  zip: null,
  city: null,
  country: null,
  companyNumber: null,
  paymentTermsNumber: 1,
  salesPersonNumber: 7,
  groupNumber: null,
  attentionNumber: null,
  barred: false,
  lastUpdated: null,
};

const plainInvoice: Omit<InvoiceRow, 'remainderMinor' | 'remainderBaseMinor'> = {
  number: '',
  entry: null,
  customerNumber: '',
  day: '2026-10-01',
  dueDay: '2026-10-15',
  currency: 'DKK',
  grossMinor: 0n,
  paymentTermsNumber: 1,
  recipientName: null,
  reference: null,
};
