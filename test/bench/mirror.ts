/**
 * A first pull of the books through the real adapter, over HTTP, into an empty mirror, with all that the house does about
 * what it reads; then one quiet poll of the same books. The vendor stands in a process of its own (`books-server.ts`).
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { economicBookkeeping } from '../../src/adapters/e-conomic/bookkeeping.ts';
import { reactToBooks } from '../../src/cases/react-to-books.ts';
import { readGrant } from '../../src/creditors/read-grant.ts';
import type { Bookkeeping } from '../../src/mirror/port.ts';
import { pullBooks } from '../../src/mirror/pull-books.ts';
import { type Bench, type Run, timed } from './bench.ts';
import { type BenchCreditor, type BenchHouse, inBenchHouse, newCreditor } from './house.ts';

const pageSize = 1_000;
/** The most memory held until the first run's pull and poll were over: before the yardstick, which keeps all rows at hand. */
let peakOfPulls: number | null = null;

export const mirror: Bench = {
  name: 'mirror',
  about: 'COPY of the same rows into the same tables, by a superuser whom no policy asks',
  n: 100_000,
  sizes: [1_000, 10_000, 100_000],
  run: (n) =>
    inBenchHouse(async (house) => {
      const books = await openBooks(n);
      try {
        return await pullAndPoll(house, books.origin, n);
      } finally {
        await books.close();
      }
    }),
};

async function openBooks(invoices: number) {
  const child = fork(`${import.meta.dirname}/books-server.ts`, [String(invoices)], { stdio: 'inherit' });
  const [{ origin }] = (await once(child, 'message')) as [{ origin: string }];
  const close = async () => {
    child.disconnect();
    await once(child, 'exit');
  };
  return { origin, close };
}

async function pullAndPoll(house: BenchHouse, origin: string, n: number): Promise<Run> {
  const ours = await newCreditor(house);
  const theirs = await newCreditor(house);
  const calls = async () => ((await (await fetch(`${origin}/calls`)).json()) as { calls: number }).calls;

  const first = await pull(house, ours, origin);
  const before = await calls();
  const quiet = await pull(house, ours, origin);
  const quietCalls = (await calls()) - before - 1;
  peakOfPulls ??= process.resourceUsage().maxRSS / 1024;
  const wireMs = await timed(() => readAndThrowAway(origin, n));
  const yardstickMs = await copySame(house, ours, theirs);
  await assertSame(house, ours, theirs, n);
  return {
    oursMs: first.booksMs,
    yardstickMs,
    eachMs: first.eachMs,
    more: {
      quiet_poll_s: quiet.booksMs / 1000,
      quiet_poll_calls: quietCalls,
      vendor_alone_s: wireMs / 1000,
      contacts_s: first.contactsMs / 1000,
      pulls_rss_mb: Math.round(peakOfPulls),
    },
  };
}

/** `booksMs`: until the contacts are asked for, which come last; `eachMs` from page to page. */
export async function pull(house: BenchHouse, { creditorId }: BenchCreditor, origin: string) {
  const from = performance.now();
  let contactsFrom: number | null = null;
  const marks: number[] = [];
  const real = economicBookkeeping({
    restUrl: `${origin}/rest`,
    openApiUrl: `${origin}/openapi`,
    appSecretToken: 'secret',
    timeoutMs: 60_000,
  });
  const bookkeeping: Bookkeeping = {
    ...real,
    unpaidInvoices: (grant, cursor) => {
      marks.push(performance.now());
      return real.unpaidInvoices(grant, cursor);
    },
    contacts: (...asked) => {
      contactsFrom ??= performance.now();
      return real.contacts(...asked);
    },
  };
  const outcome = await pullBooks(
    {
      openWork: house.openWork,
      bookkeeping,
      readGrant: (work) => readGrant(work, house.sealKeys),
      wallNow: () => new Date(),
      react: reactToBooks,
      onRevoked: async () => {},
    },
    { creditorId },
  );
  if (outcome.kind !== 'done') throw new Error(`the pull was not whole: ${JSON.stringify(outcome)}`);
  const to = performance.now();
  marks.push(contactsFrom ?? to);
  return {
    booksMs: (contactsFrom ?? to) - from,
    contactsMs: to - (contactsFrom ?? to),
    eachMs: marks.slice(1).map((mark, at) => mark - marks[at]!),
  };
}

/** What the vendor's own work and the wire cost, with nobody reading. */
async function readAndThrowAway(origin: string, n: number): Promise<void> {
  const lists = [
    ['customers', Math.max(1, Math.floor(n / 5))],
    ['invoices/unpaid', n],
  ] as const;
  for (const [path, rows] of lists) {
    for (let page = 0; page * pageSize < rows; page += 1)
      await (await fetch(`${origin}/rest/${path}?skippages=${page}&pagesize=${pageSize}`)).arrayBuffer();
  }
  for (let page = 0; page * pageSize < n; page += 1)
    await (await fetch(`${origin}/openapi/booked-entries?filter=entryNumber$gt:0&cursor=${page}`)).arrayBuffer();
}

const copied = {
  debtors: ['id'],
  customer_numbers: ['debtor_id'],
  invoices: ['id', 'debtor_id'],
  book_entries: [],
  positions: ['invoice_id', 'debtor_id'],
} as const;

/** The rows that the pull wrote, told to COPY for another creditor. Reading them out is not counted. */
async function copySame({ behind }: BenchHouse, from: BenchCreditor, to: BenchCreditor): Promise<number> {
  let ms = 0;
  for (const [table, ours] of Object.entries(copied)) {
    const columns = await behind<{ name: string }[]>`
      select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped
        and attgenerated = '' order by attnum`;
    const names = columns.map(({ name }) => name);
    const read = names.map((name) => {
      if (name === 'creditor_id') return `'${to.creditorId}'::uuid`;
      return (ours as readonly string[]).includes(name) ? `md5(${name}::text)::uuid` : name;
    });
    const lines: Buffer[] = [];
    const out = await behind
      .unsafe(`copy (select ${read.join(', ')} from ${table} where creditor_id = '${from.creditorId}') to stdout`)
      .readable();
    for await (const chunk of out) lines.push(chunk as Buffer);
    ms += await timed(async () => {
      const into = await behind.unsafe(`copy ${table} (${names.join(', ')}) from stdin`).writable();
      for (const line of lines) if (!into.write(line)) await once(into, 'drain');
      into.end();
      await once(into, 'finish');
    });
  }
  return ms;
}

async function assertSame({ behind }: BenchHouse, one: BenchCreditor, other: BenchCreditor, n: number): Promise<void> {
  for (const creditor of [one, other]) {
    const [row] = await behind<{ invoices: number; entries: number; positions: number }[]>`
      select (select count(*)::int from invoices where creditor_id = ${creditor.creditorId}) as invoices,
        (select count(*)::int from book_entries where creditor_id = ${creditor.creditorId}) as entries,
        (select count(*)::int from positions where creditor_id = ${creditor.creditorId}) as positions`;
    if (row?.invoices !== n || row.entries !== n || row.positions !== n)
      throw new Error(`expected ${n} invoices, entries and positions, found ${JSON.stringify(row)}`);
  }
}
