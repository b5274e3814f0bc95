/** How e-conomic answers around the data: error bodies of both families, rate headers, pages of a collection. */
import { randomUUID } from 'node:crypto';
import { type Fields, type FilterRefusal, filterRows, type Row, sortRows } from './e-conomic-filter.ts';
import type { Answer } from './faults.ts';

const defaultPage = 20;
const largestPage = 1000;

/** The error body of the legacy family. */
export function legacyError(status: number, message: string, more: Row = {}): Answer {
  const body = {
    message,
    developerHint: 'See the documentation of the resource you asked for.',
    logId: randomUUID(),
    httpStatusCode: status,
    logTime: new Date().toISOString().slice(0, 19),
    ...more,
  };
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

/** The error body of the OpenAPI family. */
export function problem(status: number, errorCode: string, message: string, property: string | null = null): Answer {
  const body = {
    type: `https://apis.e-conomic.com/errors/${status}`,
    title: errorCode,
    status,
    detail: message,
    errors: [property === null ? { message, errorCode } : { message, errorCode, property }],
    traceId: randomUUID(),
    errorCode,
    traceTimeUtc: new Date().toISOString(),
  };
  return { status, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify(body) };
}

/** How many tokens a window of so many seconds has, and whether all agreements drink from one bucket. */
export type BucketRules = { readonly size: number; readonly seconds: number; readonly shared: boolean };

/** As e-conomic's headers have been seen to say. Whether its bucket is shared is not known; a test can choose. */
const usualRules: BucketRules = { size: 10_000, seconds: 60, shared: false };

/** One bucket for both families; the header's first number is what has been used. */
export class RateBucket {
  readonly #used = new Map<number, { window: number; tokens: number }>();
  readonly #rules: BucketRules;
  /** How often each agreement was refused. */
  readonly refusals = new Map<number, number>();

  constructor(rules: BucketRules = usualRules) {
    this.#rules = rules;
  }

  /** Takes the cost and returns the headers; `full` when there was not enough left for it. */
  spend(agreement: number, cost: number): { headers: Record<string, string>; full: boolean } {
    const { size, seconds, shared } = this.#rules;
    const key = shared ? 0 : agreement;
    const window = Math.floor(Date.now() / (seconds * 1000));
    const before = this.#used.get(key);
    const used = before?.window === window ? before.tokens : 0;
    const full = used + cost > size;
    if (full) this.refusals.set(agreement, (this.refusals.get(agreement) ?? 0) + 1);
    this.#used.set(key, { window, tokens: full ? used : used + cost });
    return { headers: rateHeaders(full ? used : used + cost, cost, this.#rules), full };
  }
}

export function rateHeaders(used: number, cost: number, { size, seconds } = usualRules): Record<string, string> {
  return {
    'x-callcost': String(cost),
    'x-ratelimiting': `token-limit-${size}-per-${seconds}-seconds: ${used}/${size}`,
    'x-requestid': randomUUID(),
  };
}

/** One page of a collection as the legacy family gives it, or its refusal. `url` is the collection's own address. */
export function collectionPage(all: readonly Row[], query: URLSearchParams, fields: Fields, url: string): Answer {
  const skip = wholeNumber(query.get('skippages'), 0);
  const size = wholeNumber(query.get('pagesize'), defaultPage);
  if (skip === null || size === null || size < 1 || size > largestPage) {
    return legacyError(
      400,
      `The page size must be between 1 and ${largestPage} and the number of pages to skip not negative.`,
      { errorCode: 'E04810' },
    );
  }
  const filtered = filterRows(all, query.get('filter') ?? undefined, fields);
  if ('refusal' in filtered) return filterRefused(filtered.refusal, fields, 'allowedFilteringFields');
  const sorted = sortRows(filtered.rows, query.get('sort') ?? undefined, fields);
  if ('refusal' in sorted) return filterRefused(sorted.refusal, fields, 'allowedSortingFields');
  const rows = sorted.rows;
  const lastPage = Math.max(0, Math.ceil(rows.length / size) - 1);
  const link = (page: number) => {
    const at = new URLSearchParams(query);
    at.set('skippages', String(page));
    at.set('pagesize', String(size));
    return `${url}?${at}`;
  };
  const pagination = {
    skipPages: skip,
    pageSize: size,
    maxPageSizeAllowed: largestPage,
    results: rows.length,
    resultsWithoutFilter: all.length,
    firstPage: link(0),
    ...(skip < lastPage ? { nextPage: link(skip + 1) } : {}),
    lastPage: link(lastPage),
  };
  return {
    status: 200,
    body: { collection: rows.slice(skip * size, (skip + 1) * size), pagination, metaData: {}, self: link(skip) },
  };
}

function filterRefused(refusal: FilterRefusal, fields: Fields, listName: string): Answer {
  const allowed = refusal.code === 'not-allowed' ? { [listName]: Object.keys(fields) } : {};
  return legacyError(400, refusal.what, allowed);
}

function wholeNumber(text: string | null, otherwise: number): number | null {
  if (text === null) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
