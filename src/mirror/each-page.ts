import type { Instant } from '../values/day.ts';
import { done, type Outcome, refused } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import type { BookkeepingAnswer, BookkeepingRefusal, Page } from './port.ts';

/** Ten million rows at a thousand a page. */
const mostPages = 10_000;

/**
 * Reads a list page by page from `from` on and hands each page over with the wall time before it was asked for. A list
 * that repeats a page, has an empty one in the middle, or goes far beyond the total it named is refused as malformed:
 * it would never end.
 */
export async function eachPage<Row>(
  wallNow: () => Instant,
  from: string | null,
  read: (cursor: string | null) => BookkeepingAnswer<Page<Row>>,
  take: (page: Page<Row>, asOf: Instant) => Promise<Outcome<unknown, BookkeepingRefusal>>,
): Promise<Outcome<null, BookkeepingRefusal>> {
  const asked = new Set<string | null>();
  let rows = 0;
  for (let cursor = from; ; ) {
    asked.add(cursor);
    const asOf = wallNow();
    const answer = await askPatiently(() => read(cursor));
    if (answer.kind !== 'done') return answer;
    const page = answer.value;
    const onPage = page.rows.length + page.refusedRows.length;
    rows += onPage;

    const taken = await take(page, asOf);
    if (taken.kind !== 'done') return taken;

    if (page.next === null) return done(null);
    if (asked.has(page.next)) return malformed('a page of the list leads back to one that was read');
    if (onPage === 0) return malformed('a page in the middle of the list is empty');
    if (page.total !== null && rows > page.total * 2 + 10_000)
      return malformed('the list goes on beyond its own total');
    if (asked.size >= mostPages) return malformed('the list does not end');
    cursor = page.next;
  }
}

function malformed(what: string): Outcome<null, BookkeepingRefusal> {
  return refused({ code: 'malformed', what });
}
