/** A first pull of several thousand rows that is killed again and again ends equal to the books, and reads no page twice but the one it was killed at. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import t, { type Test } from 'tap';
import { mirrorState } from '../../src/mirror/store-state.ts';
import { countingPages, largeBooks, size } from './large-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor, appUrl } = await mirrorHouse(t.teardown);
type House = Awaited<ReturnType<typeof creditor>>;

const pagesOf = {
  customers: size.customers / size.page,
  entries: size.invoices / size.page,
  invoices: size.invoices / size.page,
  contacts: size.customers / size.page,
};
const allPages = Object.values(pagesOf).reduce((sum, pages) => sum + pages, 0);

/** The mirror has every row of the books once, as the books have it, and knows how far it came. */
async function equalsTheBooks(t: Test, house: House) {
  const [counts] = await house.inWork((work) =>
    work.tx.execute(sql`
      select (select count(*)::int from debtors) as debtors, (select count(*)::int from contacts) as contacts,
        (select count(*)::int from book_entries) as entries, (select count(*)::int from invoices) as invoices,
        (select sum(remainder_minor)::text from invoices) as owed, (select count(distinct number)::int from invoices) as numbers`),
  );
  const unpaid = largeBooks().unpaid();
  t.same(counts, {
    debtors: size.customers,
    contacts: size.customers,
    entries: size.invoices,
    invoices: size.invoices,
    owed: String(unpaid.reduce((sum, row) => sum + row.remainderMinor, 0n)),
    numbers: size.invoices,
  });
  const rows = 2 * (size.customers + size.invoices);
  t.match(await house.inWork(mirrorState), {
    phase: 'quiet',
    step: null,
    problem: null,
    rowsRead: rows,
    rowsPlanned: rows,
  });
}

t.test('killed at every page of every list, between asking for it and taking it in', async (t) => {
  const books = largeBooks();
  const read = new Map<string, number>();
  let fresh = 0;
  const bookkeeping = countingPages(books.bookkeeping, (page) => {
    const times = (read.get(page) ?? 0) + 1;
    read.set(page, times);
    if (times === 1) {
      fresh += 1;
      throw new Error(`killed at ${page}`);
    }
  });
  const house = await creditor({ bookkeeping });
  let kills = 0;
  for (;;) {
    const ended = await house.pull().then(
      ({ kind }) => kind,
      (error: Error) => error.message,
    );
    if (ended === 'done') break;
    t.match(ended, /^killed at /);
    kills += 1;
    if (kills > 2 * allPages) return t.fail('it does not get on');
  }
  t.equal(kills, allPages);
  t.equal(fresh, allPages);
  t.same(
    [...read.values()].filter((times) => times !== 2),
    [],
    'each page was read once when it was killed there, and once more',
  );
  await equalsTheBooks(t, house);
});

t.test(
  'killed by SIGKILL, a real process each time, at the first, a middle and the last page of the lists',
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'rykker-pull-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const log = join(folder, 'pages');
    writeFileSync(log, '');
    const house = await creditor(largeBooks());
    const run = async (diesAt: number) => {
      const child = spawn(
        process.execPath,
        [
          ...process.execArgv,
          join(import.meta.dirname, 'pull-victim.ts'),
          appUrl,
          house.creditorId,
          String(diesAt),
          log,
        ],
        { stdio: ['ignore', 'inherit', 'inherit'] },
      );
      const [code, signal] = await once(child, 'exit');
      return signal ?? code;
    };
    // Counted anew by each process: what the one before it was killed at is its first page.
    for (const diesAt of [1, 3, 9, 7]) {
      t.equal(await run(diesAt), 'SIGKILL');
      t.match(await house.inWork(mirrorState), { phase: 'first', booksReadAt: null });
      // Three minutes of silence: then the next one takes over.
      await house.inWork((work) =>
        work.tx.execute(sql`update mirror_state set pulling_until = clock_timestamp() - interval '1 second'`),
      );
    }
    t.equal(await run(0), 0);

    const times = new Map<string, number>();
    for (const page of readFileSync(log, 'utf8').trim().split('\n')) times.set(page, (times.get(page) ?? 0) + 1);
    t.equal(times.size, allPages);
    t.equal(
      [...times.values()].reduce((sum, one) => sum + one - 1, 0),
      4,
      'four pages were read again: those it was killed at',
    );
    t.ok([...times.values()].every((one) => one <= 2));
    await equalsTheBooks(t, house);
  },
);
