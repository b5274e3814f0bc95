/** The plain text of a mail, from the same blocks as its html. */
import type { Block, Row } from './letter-blocks.ts';

/** Blocks parted by an empty line; tables in columns, the last one to the right; a link on a line of its own. */
export function plainText(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
    case 'small':
      return block.lines.join('\n');
    case 'quote':
      return block.lines.map((line) => `> ${line}`.trimEnd()).join('\n');
    case 'heading':
      return block.text.toUpperCase();
    case 'items':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'button':
      return `${block.label}:\n${block.link}`;
    case 'table':
      return tableText(block.columns, block.rows);
  }
}

function tableText(columns: readonly string[], rows: readonly Row[]): string {
  const inColumns = [columns, ...rows.filter((row) => row.kind === 'row').map((row) => row.cells)];
  const widths = columns.map((_, index) => Math.max(...inColumns.map((cells) => lengthOf(cells[index]))));
  const own = widths.reduce((total, width) => total + width + 2, -2);
  const sums = rows.filter((row) => row.kind === 'sum' || row.kind === 'total');
  const width = Math.max(own, ...sums.map((row) => lengthOf(row.cells[0]) + lengthOf(row.cells[1]) + 2));
  const inRow = (cells: readonly string[]) => columnsText(cells, widths, width - own);
  const rule = '-'.repeat(width);
  return [inRow(columns), rule, ...rows.flatMap((row) => rowText(row, inRow, width))].join('\n');
}

function rowText(row: Row, inRow: (cells: readonly string[]) => string, width: number): string[] {
  const [label = '', amount = ''] = row.cells;
  if (row.kind === 'row') return [inRow(row.cells)];
  if (row.kind === 'note') return [`  ${label}`];
  const line = label + amount.padStart(width - lengthOf(label));
  return row.kind === 'total' ? ['-'.repeat(width), line] : [line];
}

function columnsText(cells: readonly string[], widths: readonly number[], slack: number): string {
  const last = cells.length - 1;
  return cells
    .map((cell, index) => {
      const width = (widths[index] ?? 0) + (index === last ? slack : 0);
      return index === last && index > 0 ? cell.padStart(width) : cell.padEnd(width);
    })
    .join('  ')
    .trimEnd();
}

function lengthOf(text: string | undefined): number {
  return text?.length ?? 0;
}
