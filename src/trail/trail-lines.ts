/**
 * The trail as lines of JSON that somebody else can check: a head that says what it is and how it is checked, a line for each
 * row with the very bytes that were hashed, and an end that counts them. The check reads the same lines. Pure.
 */
import { canonicalBytes, privateHash, type TrailRow } from './canonical.ts';
import { linkHolds, noHead } from './chain.ts';
import type { Linked } from './store-chain.ts';

export const trailFormat = 'rykker-trail/1';

export type TrailHead = {
  readonly format: typeof trailFormat;
  readonly creditorId: string;
  readonly creditor: string;
  /** What it is of, in words. */
  readonly of: string;
  /** Is every link between the first and the last one here? */
  readonly whole: boolean;
  readonly madeAt: string;
  readonly howToCheck: readonly string[];
};

/** What a reader wants to know beside the bytes: it is not hashed and proves nothing. */
export type Gloss = { readonly at: string; readonly who: string; readonly says: string };

type LinkLine = Gloss & {
  readonly seq: number;
  readonly version: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly bytes: string;
  readonly salt: string | null;
  readonly personal: unknown;
};

type EndLine = {
  readonly end: true;
  readonly rows: number;
  readonly waiting: number;
  readonly lastSeq: number;
  readonly lastHash: string;
};

export const howToCheck: readonly string[] = [
  'Each line with a "seq" is one row. Its "hash" is SHA-256, in hex, of version, creditorId, seq, previousHash and bytes, joined by line feeds (UTF-8). "bytes" is the row as it was chained: a JSON array of id, case, debtor, what, subject, details, at, recorded at, kind of actor, actor, hash of what was said.',
  'Where "personal" stands, the last of those eleven is SHA-256 of salt, a line feed and personal as JSON with its keys in order and no spaces. Where it is null and the eleventh is not, what was said has been erased; the row still holds.',
  'Where seq follows on the line before, previousHash is that line’s hash. In a file that is "whole" every line follows. "at", "who" and "says" are there to be read and prove nothing: the bytes do.',
  'All of this is done by: npm run rykker -- trail check FILE. To see that nothing was written anew as a whole, give it heads that were kept elsewhere, --anchor FILE; whoever holds the database can run: npm run rykker -- trail verify.',
];

export function linkLine({ link, personal }: Linked, gloss: Gloss): LinkLine {
  const { seq, version, previousHash, hash, bytes } = link;
  return {
    seq,
    ...gloss,
    version,
    previousHash,
    hash,
    bytes,
    salt: personal?.salt ?? null,
    personal: personal?.body ?? null,
  };
}

/** A row that has no link yet: its bytes as they will be chained. */
export function waitingLine(row: TrailRow, gloss: Gloss) {
  return { seq: null, ...gloss, bytes: canonicalBytes(row) };
}

export function endLine(rows: number, waiting: number, last: { readonly seq: number; readonly hash: string }): EndLine {
  return { end: true, rows, waiting, lastSeq: last.seq, lastHash: last.hash };
}

export type Checked = {
  /** The first thing that does not hold, or null. */
  readonly flaw: string | null;
  readonly creditorId: string;
  readonly rows: number;
  readonly waiting: number;
  /** Rows whose private words were there, and fit. */
  readonly said: number;
  readonly erased: number;
  /** Hashes by place, to hold against heads kept elsewhere. */
  readonly last: { readonly seq: number; readonly hash: string };
};

/** A check that is fed line by line and remembers only the line before: `see` answers the first flaw, `end` the whole. */
export function trailCheck(seen: (seq: number, hash: string) => void = () => {}) {
  let head: TrailHead | null = null;
  let end: EndLine | null = null;
  let last = noHead;
  let flaw: string | null = null;
  const count = { rows: 0, waiting: 0, said: 0, erased: 0 };

  const flawIn = (text: string, place: number): string | null => {
    const line = parsed(text);
    if (line === null) return `Line ${place} is not JSON: the file was cut off or changed.`;
    if (head === null) {
      if (line['format'] !== trailFormat) return `The first line does not say ${trailFormat}.`;
      head = line as unknown as TrailHead;
      return null;
    }
    if (end !== null) return `Line ${place} comes after the end.`;
    if (line['end'] === true) {
      end = line as unknown as EndLine;
      return endFlaw(end);
    }
    if (line['seq'] === null) {
      count.waiting += 1;
      return null;
    }
    return rowFlaw(line as unknown as LinkLine, place, head);
  };

  const rowFlaw = (line: LinkLine, place: number, { creditorId, whole }: TrailHead): string | null => {
    const { seq, previousHash, hash, bytes, version } = line;
    if (seq <= last.seq) return `Line ${place} (link ${seq}) stands out of order.`;
    if (whole && count.rows > 0 && seq !== last.seq + 1) return `Link ${last.seq + 1} is missing before line ${place}.`;
    const before = seq === last.seq + 1 ? last : { seq: seq - 1, hash: previousHash };
    if (!linkHolds(creditorId, { seq, rowId: seq, version, bytes, previousHash, hash }, before))
      return `Line ${place} (link ${seq}) does not follow: its bytes, its hash or the line before were changed.`;
    const saidHash = parsedList(bytes)?.[10] ?? null;
    if (line.personal !== null && line.salt !== null) {
      if (saidHash !== privateHash(line.salt, line.personal))
        return `What was said at line ${place} is not what was written there.`;
      count.said += 1;
    } else if (saidHash !== null) count.erased += 1;
    count.rows += 1;
    last = { seq, hash };
    seen(seq, hash);
    return null;
  };

  const endFlaw = ({ rows, waiting, lastSeq, lastHash }: EndLine): string | null =>
    rows !== count.rows || waiting !== count.waiting || lastSeq !== last.seq || lastHash !== last.hash
      ? `The end counts ${rows} rows up to link ${lastSeq}, and ${count.rows} up to ${last.seq} are here.`
      : null;

  let place = 0;
  return {
    see(text: string): string | null {
      place += 1;
      flaw ??= flawIn(text, place);
      return flaw;
    },
    end(): Checked {
      flaw ??= end === null ? 'The end is missing: the file was cut off.' : null;
      return { flaw, creditorId: head?.creditorId ?? '', last, ...count };
    },
  };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function parsedList(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
