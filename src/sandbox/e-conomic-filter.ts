/**
 * e-conomic's filter and sort language over rows that have already been given their wire shape.
 * `name$like:caf$and:(balance$gt:0$or:barred$eq:true)`; lists in brackets; `$null:` is a value; `$$ $( $) $* $, $[ $]` escape.
 */

export type FieldKind = 'number' | 'text' | 'day' | 'flag' | 'choice';
/** The fields that may be filtered on. A `choice` knows only $eq and $ne. */
export type Fields = Readonly<Record<string, FieldKind>>;
export type Row = Readonly<Record<string, unknown>>;
export type FilterRefusal = {
  readonly code: 'syntax' | 'not-allowed' | 'too-many';
  readonly field: string | null;
  readonly what: string;
};
export type Sifted = { readonly rows: Row[] } | { readonly refusal: FilterRefusal };

type Test = (row: Row) => boolean;
type Operator = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'like' | 'in' | 'nin';
/** An escaped star is this private character until the pattern is built. */
const plainStar = '\uE000';
const mostValues = 200;

class BadFilter extends Error {
  readonly refusal: FilterRefusal;
  constructor(refusal: FilterRefusal) {
    super(refusal.what);
    this.refusal = refusal;
  }
}

/** The rows that pass; everything when there is no filter. */
export function filterRows(rows: readonly Row[], filter: string | undefined, fields: Fields): Sifted {
  if (!filter) return { rows: [...rows] };
  try {
    return { rows: rows.filter(new FilterReader(filter, fields).whole()) };
  } catch (error) {
    if (error instanceof BadFilter) return { refusal: error.refusal };
    throw error;
  }
}

/** `name,-date`; `~` forces the order of the alphabet, which text has here anyway. */
export function sortRows(rows: readonly Row[], sort: string | undefined, fields: Fields): Sifted {
  if (!sort) return { rows: [...rows] };
  const keys = sort.split(',').map((key) => ({ field: key.replace(/^[-~]+/, ''), down: key.startsWith('-') }));
  const stranger = keys.find((key) => !Object.hasOwn(fields, key.field));
  if (stranger)
    return {
      refusal: {
        code: 'not-allowed',
        field: stranger.field,
        what: `Sorting is not allowed on property '${stranger.field}'`,
      },
    };
  const sorted = [...rows].sort((a, b) => {
    for (const { field, down } of keys) {
      const order = inOrder(valueAt(a, field), valueAt(b, field));
      if (order !== 0) return down ? -order : order;
    }
    return 0;
  });
  return { rows: sorted };
}

function inOrder(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a ?? '').toLowerCase(), String(b ?? '').toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `customer.customerNumber` of a row. */
export function valueAt(row: Row, path: string): unknown {
  let value: unknown = row;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** Reads from left to right. either = both ($or: both)*, both = one ($and: one)*, one = (either) or field$op:value. */
class FilterReader {
  readonly #source: string;
  readonly #fields: Fields;
  #at = 0;

  constructor(source: string, fields: Fields) {
    this.#source = source;
    this.#fields = fields;
  }

  whole(): Test {
    const test = this.#either();
    if (this.#at < this.#source.length) bad(`Nothing was expected at position ${this.#at}.`);
    return test;
  }

  #take(pattern: RegExp): string | null {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#source)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #either(): Test {
    const tests = [this.#both()];
    while (this.#take(/\$or:/)) tests.push(this.#both());
    return (row) => tests.some((test) => test(row));
  }

  #both(): Test {
    const tests = [this.#one()];
    while (this.#take(/\$and:/)) tests.push(this.#one());
    return (row) => tests.every((test) => test(row));
  }

  #one(): Test {
    if (this.#take(/\(/)) {
      const inner = this.#either();
      if (!this.#take(/\)/)) bad('A parenthesis is not closed.');
      return inner;
    }
    const field = this.#take(/[A-Za-z][A-Za-z0-9.]*/) ?? bad(`A property name is missing at position ${this.#at}.`);
    const operator = this.#take(/\$(eq|ne|gte|gt|lte|lt|like|in|nin):/)?.slice(1, -1);
    if (operator === undefined) return bad(`An operator is missing after '${field}'.`, field);
    return this.#comparison(field, operator as Operator);
  }

  #comparison(field: string, operator: Operator): Test {
    const kind = this.#fields[field];
    const onlyEqual = kind === 'choice' && operator !== 'eq' && operator !== 'ne';
    if (!kind || onlyEqual || (operator === 'like' && kind !== 'text')) {
      throw new BadFilter({ code: 'not-allowed', field, what: `Filtering is not allowed on property '${field}'` });
    }
    if (operator === 'in' || operator === 'nin') {
      const values = this.#list(field);
      if (values.length > mostValues) {
        throw new BadFilter({ code: 'too-many', field, what: `At most ${mostValues} values are allowed in a list.` });
      }
      const tests = values.map((value) => compare(field, kind, 'eq', value));
      const among: Test = (row) => tests.some((test) => test(row));
      return operator === 'in' ? among : (row) => !among(row);
    }
    if (this.#take(/\$null:/)) return (row) => (valueAt(row, field) === undefined) === (operator === 'eq');
    return compare(field, kind, operator, this.#word(/\$and:|\$or:|\)/y));
  }

  /** Up to `end`, with escapes undone. */
  #word(end: RegExp): string {
    const source = this.#source;
    let read = '';
    for (; this.#at < source.length; this.#at++) {
      end.lastIndex = this.#at;
      if (end.test(source)) break;
      if (source[this.#at] === '$' && /[$()*,[\]]/.test(source[this.#at + 1] ?? '')) {
        this.#at++;
        read += source[this.#at] === '*' ? plainStar : source[this.#at];
      } else read += source[this.#at];
    }
    return read;
  }

  #list(field: string): string[] {
    if (!this.#take(/\[/)) bad('A list of values stands in square brackets.', field);
    const values: string[] = [];
    do values.push(this.#word(/[,\]]/y).trim());
    while (this.#take(/,/));
    if (!this.#take(/\]/)) bad('The list of values is not closed.', field);
    return values;
  }
}

function bad(what: string, field: string | null = null): never {
  throw new BadFilter({ code: 'syntax', field, what });
}

function compare(field: string, kind: FieldKind, operator: Operator, text: string): Test {
  if (kind === 'flag') {
    if (text !== 'true' && text !== 'false') bad(`'${text}' is neither true nor false.`, field);
    return (row) => ((valueAt(row, field) ?? false) === (text === 'true')) === (operator === 'eq');
  }
  if (operator === 'like') {
    const pattern = likePattern(text);
    return (row) => pattern.test(String(valueAt(row, field) ?? ''));
  }
  if (kind === 'number' || kind === 'choice') {
    const wanted = Number(text);
    if (text === '' || Number.isNaN(wanted)) bad(`'${text}' is not a number.`, field);
    return (row) => holds(operator, valueAt(row, field), wanted);
  }
  const wanted = text.replaceAll(plainStar, '*').toLowerCase();
  const cut = kind === 'day' && wanted.length === 10 ? 10 : undefined;
  return (row) => {
    const value = valueAt(row, field);
    return holds(operator, value === undefined ? undefined : String(value).toLowerCase().slice(0, cut), wanted);
  };
}

function holds(operator: Operator, value: unknown, wanted: number | string): boolean {
  if (operator === 'ne') return value !== wanted;
  if (typeof value !== typeof wanted) return false;
  const known = value as typeof wanted;
  if (operator === 'eq') return known === wanted;
  if (operator === 'gt') return known > wanted;
  if (operator === 'gte') return known >= wanted;
  return operator === 'lt' ? known < wanted : known <= wanted;
}

/** Without a star `$like:` means "contains". */
function likePattern(text: string): RegExp {
  const source = text
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(plainStar, '\\*'))
    .join('.*');
  return new RegExp(text.includes('*') ? `^${source}$` : source, 'is');
}
