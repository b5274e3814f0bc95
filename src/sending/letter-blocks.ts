/**
 * The words of a letter as blocks. A template is plain words with a sign before what is not a paragraph, so that the mail's
 * html and its plain text are made from one and the same thing and can never say different sums.
 *
 * Paragraphs are parted by an empty line; lines inside one are joined, unless a line ends in a backslash. The signs:
 *   [[subject]] …            [[heading]] …         [[small]] …           [[item]] …            [[quote]] …
 *   [[fact]] label | value   [[columns]] a | b | c [[row]] a | b | c     [[note]] below a row
 *   [[sum]] label | amount [[total]] label | amount [[button]] label | link
 */

import { released } from './merge-value.ts';
import { placeholders } from './placeholders.ts';

export type Row = { readonly kind: 'row' | 'note' | 'sum' | 'total'; readonly cells: readonly string[] };

export type Block =
  | { readonly kind: 'paragraph' | 'small' | 'quote'; readonly lines: string[] }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'items'; readonly items: string[] }
  | { readonly kind: 'facts'; readonly facts: { readonly label: string; readonly value: string }[] }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: Row[] }
  | { readonly kind: 'button'; readonly label: string; readonly link: string };

export type Words = { readonly subject: string; readonly blocks: readonly Block[] };

/** Reads a rendered template. Throws at a sign it does not know, a table row without a table, or a missing subject. */
export function readBlocks(rendered: string): Words {
  const blocks: Block[] = [];
  let subject = '';
  let open = false;
  for (const raw of rendered.split('\n')) {
    const line = raw.trim();
    const sign = /^\[\[([a-z]+)\]\] ?(.*)$/.exec(line);
    if (sign?.[1] === 'subject') subject = released(sign[2] ?? '');
    else if (sign) addSigned(blocks, sign[1] ?? '', sign[2] ?? '');
    else if (line !== '') addLine(blocks, open, line);
    open = line !== '' && (!sign || sign[1] === 'small');
  }
  if (subject === '') throw new Error('a letter without a subject');
  return { subject, blocks };
}

function addSigned(blocks: Block[], sign: string, rest: string): void {
  const last = blocks.at(-1);
  const cells = rest.split('|').map((cell) => released(cell.trim()));
  const [first = '', second = ''] = cells;
  if (sign === 'heading') blocks.push({ kind: 'heading', text: first });
  else if (sign === 'small') blocks.push({ kind: 'small', lines: [released(rest)] });
  else if (sign === 'button') blocks.push({ kind: 'button', label: first, link: usableLink(second) });
  else if (sign === 'columns') blocks.push({ kind: 'table', columns: cells, rows: [] });
  else if (sign === 'item' && last?.kind === 'items') last.items.push(released(rest));
  else if (sign === 'item') blocks.push({ kind: 'items', items: [released(rest)] });
  else if (sign === 'quote' && last?.kind === 'quote') last.lines.push(released(rest));
  else if (sign === 'quote') blocks.push({ kind: 'quote', lines: [released(rest)] });
  else if (sign === 'fact' && last?.kind === 'facts') last.facts.push({ label: first, value: second });
  else if (sign === 'fact') blocks.push({ kind: 'facts', facts: [{ label: first, value: second }] });
  else if ((sign === 'row' || sign === 'note' || sign === 'sum' || sign === 'total') && last?.kind === 'table')
    last.rows.push({ kind: sign, cells });
  else throw new Error(`a template says [[${sign}]] where it means nothing`);
}

/** A line of a paragraph: a new one after an empty line, else joined to the one before or, after a backslash, below it. */
function addLine(blocks: Block[], open: boolean, line: string): void {
  const breaks = line.endsWith('\\');
  const text = released(breaks ? line.slice(0, -1).trimEnd() : line) + (breaks ? '\n' : '');
  const last = blocks.at(-1);
  if (!open || (last?.kind !== 'paragraph' && last?.kind !== 'small')) {
    blocks.push({ kind: 'paragraph', lines: [text] });
    return;
  }
  const before = last.lines.length - 1;
  const written = last.lines[before] ?? '';
  if (written.endsWith('\n')) {
    last.lines[before] = written.slice(0, -1);
    last.lines.push(text);
  } else last.lines[before] = `${written} ${text}`;
}

function usableLink(link: string): string {
  const ours: readonly string[] = Object.values(placeholders);
  if (ours.includes(link) || /^https?:\/\/[^\s"'<>]+$/.test(link)) return link;
  throw new Error('a button in a mail leads nowhere');
}
