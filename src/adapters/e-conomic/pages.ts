/**
 * Walking e-conomic's lists. The legacy family counts pages (`skippages`), the OpenAPI family hands out a cursor. Both are
 * believed only as far as they go forward: a page that points back, to itself or to another host is refused.
 */
import { z } from 'zod';
import { done, refused } from '../../values/outcome.ts';
import type { EconomicAnswer, EconomicClient } from './client.ts';
import { Lexeme } from './json.ts';

export type Items = { readonly items: readonly unknown[]; readonly total: number | null; readonly next: string | null };

/** The most that e-conomic gives at once; 1001 is refused there (E04810). */
const pageSize = '1000';
/** A million rows; more is a list that does not end. */
const mostPages = 1000;

const collection = z.object({
  collection: z.array(z.unknown()),
  pagination: z.object({ results: z.instanceof(Lexeme).nullish(), nextPage: z.string().nullish() }),
});

const cursorPage = z.object({ items: z.array(z.unknown()).nullish(), cursor: z.string().nullish() });

/** One page of a legacy list. `cursor` is the number of pages to skip, as the page before handed it out. */
export async function readPage(
  client: EconomicClient,
  grant: string,
  path: string,
  query: Readonly<Record<string, string>>,
  cursor: string | null,
): Promise<EconomicAnswer<Items>> {
  const skipped = cursor ?? '0';
  if (!/^\d{1,9}$/.test(skipped)) return malformed(path, 'the page to go on from is not a number');
  const address = client.rest(path, { ...query, skippages: skipped, pagesize: pageSize });
  const answer = await client.readJson(grant, address);
  if (answer.kind !== 'done') return answer;
  const page = collection.safeParse(answer.value);
  if (!page.success) return malformed(path, 'the answer is not a collection with its pagination');
  const { results, nextPage } = page.data.pagination;
  const total = results && /^\d{1,12}$/.test(results.text) ? Number(results.text) : null;
  if (!nextPage) return done({ items: page.data.collection, total, next: null });
  const next = pageNamedBy(nextPage, address);
  if (next === null) return malformed(path, 'the link to the next page leads away from the list');
  if (next <= Number(skipped)) return malformed(path, 'the link to the next page leads back');
  return done({ items: page.data.collection, total, next: String(next) });
}

/** How long a list is: a bare number, or what a page of it says; null where neither is there. */
export function lengthIn(answer: unknown): number | null {
  const page = collection.safeParse(answer);
  const length = answer instanceof Lexeme ? answer : page.success ? page.data.pagination.results : null;
  return length && /^\d{1,12}$/.test(length.text) ? Number(length.text) : null;
}

/** The page that a link names, or null when it is not a link within the same list on the same host. */
function pageNamedBy(link: string, asked: URL): number | null {
  if (!URL.canParse(link)) return null;
  const address = new URL(link);
  if (address.origin !== asked.origin || address.pathname !== asked.pathname) return null;
  const skips = address.searchParams.get('skippages') ?? '';
  return /^\d{1,9}$/.test(skips) ? Number(skips) : null;
}

/** A whole legacy list. */
export async function readWhole(
  client: EconomicClient,
  grant: string,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<EconomicAnswer<unknown[]>> {
  const items: unknown[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: EconomicAnswer<Items> = await readPage(client, grant, path, query, cursor);
    if (answer.kind !== 'done') return answer;
    for (const item of answer.value.items) items.push(item);
    cursor = answer.value.next;
    if (cursor === null) return done(items);
  }
  return malformed(path, 'the list does not end');
}

/** One page of an OpenAPI list that passes `filter` (empty: all of it); the order is e-conomic's own (`sort` is ignored there). */
export async function readCursorPage(
  client: EconomicClient,
  grant: string,
  path: string,
  filter: string,
  cursor: string | null,
): Promise<EconomicAnswer<Items>> {
  const answer = await client.readJson(
    grant,
    client.openApi(path, { ...(filter && { filter }), ...(cursor !== null && { cursor }) }),
  );
  if (answer.kind !== 'done') return answer;
  const read = cursorPage.safeParse(answer.value);
  if (!read.success) return malformed(path, 'the answer is not a list of items');
  const next = read.data.cursor || null;
  if (next !== null && next === cursor) return malformed(path, 'the cursor leads back');
  return done({ items: read.data.items ?? [], total: null, next });
}

/** A whole OpenAPI list that passes `filter`. */
export async function readByCursor(
  client: EconomicClient,
  grant: string,
  path: string,
  filter: string,
): Promise<EconomicAnswer<unknown[]>> {
  const items: unknown[] = [];
  const seen = new Set<string>();
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: EconomicAnswer<Items> = await readCursorPage(client, grant, path, filter, cursor);
    if (answer.kind !== 'done') return answer;
    for (const item of answer.value.items) items.push(item);
    cursor = answer.value.next;
    if (cursor === null) return done(items);
    if (seen.has(cursor)) return malformed(path, 'the cursor leads back');
    seen.add(cursor);
  }
  return malformed(path, 'the list does not end');
}

function malformed(path: string, what: string): EconomicAnswer<never> {
  // A path may hold a customer's number; a sentence for the log does not.
  return refused({ code: 'malformed', what: `${path.replace(/\d+(?=\/|$)/g, 'n')}: ${what}` });
}
