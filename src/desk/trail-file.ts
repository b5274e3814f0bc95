/** The trail as files for somebody outside: lines of JSON that can be checked, and a table for a spreadsheet. */

import type { TrailRow } from '../trail/canonical.ts';
import type { TrailEntry } from '../trail/store.ts';
import type { Linked } from '../trail/store-chain.ts';
import { endLine, type Gloss, howToCheck, linkLine, type TrailHead, waitingLine } from '../trail/trail-lines.ts';
import { byteOrderMark, type CsvField, csvLines } from '../values/csv.ts';
import { dayIn } from '../values/day.ts';
import { clockText } from '../values/day-text.ts';
import { changesOf } from './trail-change.ts';
import { trailLine } from './trail-words.ts';

export type TrailFormat = 'jsonl' | 'csv';

/** How names are found: a member or debtor by id. */
export type NameOf = (actorKind: string, actorId: string) => string;

/** One way of writing the lines; each piece ends with its line feed. */
export type TrailWriter = {
  head(head: TrailHead): string;
  row(linked: Linked): string;
  waiting(row: TrailRow): string;
  end(rows: number, waiting: number, last: { readonly seq: number; readonly hash: string }): string;
};

export function trailWriter(format: TrailFormat, timeZone: string, nameOf: NameOf): TrailWriter {
  return format === 'jsonl' ? jsonWriter(timeZone, nameOf) : csvWriter(timeZone, nameOf);
}

function jsonWriter(timeZone: string, nameOf: NameOf): TrailWriter {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  const gloss = (row: TrailRow | null, personal: unknown) => glossOf(row, personal, timeZone, nameOf);
  return {
    head: line,
    row: (linked) => line(linkLine(linked, gloss(linked.row, linked.personal?.body))),
    waiting: (row) => line(waitingLine(row, gloss(row, null))),
    end: (rows, waiting, last) => line(endLine(rows, waiting, last)),
  };
}

const columns = [
  'Link',
  'When',
  'Who',
  'What happened',
  'Changed',
  'Before',
  'After',
  'Word',
  'Case',
  'Debtor',
  'About',
  'Details',
  'Said',
  'Salt',
  'Version',
  'Bytes',
  'Previous hash',
  'Hash',
];

function csvWriter(timeZone: string, nameOf: NameOf): TrailWriter {
  const row = (row: TrailRow | null, personal: unknown, proof: readonly CsvField[], seq: string) => {
    const { at, who, says } = glossOf(row, personal, timeZone, nameOf);
    const changes = row === null ? [] : changesOf(entryOf(row, personal));
    const column = (key: 'what' | 'before' | 'after') => changes.map((change) => change[key]).join('; ');
    const about = [row?.what, row?.caseId, row?.debtorId, row?.subjectId].map((value) => value ?? '');
    return csvLines([
      [
        seq,
        at,
        who,
        says,
        column('what'),
        column('before'),
        column('after'),
        ...about,
        JSON.stringify(row?.details ?? null),
        personal ? JSON.stringify(personal) : '',
        ...proof,
      ],
    ]);
  };
  return {
    head: ({ of, creditor }) =>
      `${byteOrderMark}${csvLines([columns.map((name, place) => (place === 3 ? `${name} (${creditor}: ${of})` : name))])}`,
    row: ({ link, row: stored, personal }) =>
      row(
        stored,
        personal?.body,
        [personal?.salt ?? '', String(link.version), link.bytes, link.previousHash, link.hash],
        String(link.seq),
      ),
    waiting: (stored) => row(stored, null, ['', '', '', '', ''], 'waits to be linked'),
    end: (rows, waiting, { seq, hash }) =>
      csvLines([
        [],
        ['How to check this', `${rows} rows up to link ${seq}, whose hash is ${hash}; ${waiting} wait for a link.`],
        ...howToCheck.map((sentence) => ['', sentence]),
        ['', 'The same trail as lines of JSON is what the command reads.'],
      ]),
  };
}

function glossOf(row: TrailRow | null, personal: unknown, timeZone: string, nameOf: NameOf): Gloss {
  if (row === null) return { at: '', who: '', says: 'The row is gone; its link is still here.' };
  const at = new Date(row.at);
  // Days are named by their date: whoever reads a file does not know when "tomorrow" was.
  const place = { timeZone, now: at, today: '0001-01-01' };
  return {
    at: `${dayIn(at, timeZone)} ${clockText(at, timeZone, 'en')}`,
    who: nameOf(row.actorKind, row.actorId),
    says: trailLine(entryOf(row, personal), place).sentence,
  };
}

function entryOf(row: TrailRow, personal: unknown): TrailEntry {
  const { id, what, caseId, subjectId, actorKind, actorId } = row;
  return {
    id,
    what,
    at: new Date(row.at),
    caseId,
    subjectId,
    details: (row.details ?? {}) as Record<string, unknown>,
    personal: (personal ?? null) as Record<string, unknown> | null,
    actorKind,
    actorId,
  };
}
