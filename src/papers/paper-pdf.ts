/**
 * A paper as PDF: A4, the house's typeface embedded, tagged so that a screen reader finds headings, tables and their heads,
 * with page numbers. Nothing is read from disk but the fonts, once; the same paper at the same moment gives the same bytes.
 */
import PDFDocument from 'pdfkit';
import type { Instant } from '../values/day.ts';
import type { Paper, PaperColumn, PaperNote, PaperTable } from './paper.ts';
import { printable } from './printable.ts';
import { typeface } from './typeface.ts';

type Structure = PDFKit.PDFStructureElement;
type Box = { readonly x: number; readonly width: number };
type Cell = Box & { readonly text: string; readonly small: string; readonly figure: boolean };

const fontsAt = '@expo-google-fonts/inter';
const regular = typeface(`${fontsAt}/400Regular/Inter_400Regular.ttf`);
const strong = typeface(`${fontsAt}/600SemiBold/Inter_600SemiBold.ttf`);

const margin = 54;
const foot = 30;
const gap = 6;
const ink = '#1d1d1b';
const dim = '#5b5b57';
const hair = '#d8d6d0';
const small = 7.5;
const body = 9;
/** The library takes a scope for head cells; its types do not know it yet. */
const columnHead: PDFKit.Mixins.StructureElementOptions & { scope: string } = { scope: 'Column' };
const rowHead: typeof columnHead = { scope: 'Row' };

/** `madeAt` is business time: the only moment that stands in the file. */
export async function paperPdf(paper: Paper, madeAt: Instant, author: string): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: margin, left: margin, right: margin, bottom: margin + foot },
    bufferPages: true,
    tagged: true,
    pdfVersion: '1.7',
    lang: paper.language,
    displayTitle: true,
    info: {
      Title: printable(`${paper.title}, ${author}`),
      Author: printable(author),
      Creator: 'Rykker',
      Producer: 'Rykker',
      CreationDate: madeAt,
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.registerFont('regular', regular);
  pdf.registerFont('strong', strong);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  head(pdf, root, paper);
  for (const block of paper.blocks) {
    if (block.kind === 'table') table(pdf, root, block);
    else note(pdf, root, block);
  }
  root.end();
  feet(pdf, paper.foot);
  pdf.end();
  await done;
  return Buffer.concat(chunks);
}

function head(pdf: PDFKit.PDFDocument, root: Structure, paper: Paper): void {
  const whole = { x: margin, width: widthOf(pdf) };
  line(pdf, root, 'H1', paper.title, whole, { font: 'strong', size: 20, after: 2 });
  line(pdf, root, 'P', paper.lead, whole, { font: 'regular', size: 10.5, after: 14, color: dim });
  for (const { name, value } of paper.facts)
    line(pdf, root, 'P', `${name}: ${value}`, whole, { font: 'regular', size: body, after: 2 });
  pdf.y += 8;
}

function note(pdf: PDFKit.PDFDocument, root: Structure, { text, strong: loud }: PaperNote): void {
  const whole = { x: margin, width: widthOf(pdf) };
  line(pdf, root, 'P', text, whole, { font: loud ? 'strong' : 'regular', size: loud ? body : 8, after: 5 });
}

type Look = {
  readonly font: 'regular' | 'strong';
  readonly size: number;
  readonly after: number;
  readonly color?: string;
};

/** One paragraph over the whole width, on the next page when it does not fit. */
function line(pdf: PDFKit.PDFDocument, root: Structure, tag: string, text: string, box: Box, look: Look): void {
  const words = `${printable(text)} `;
  pdf.font(look.font, look.size).fillColor(look.color ?? ink);
  const height = pdf.heightOfString(words, { width: box.width });
  keep(pdf, height);
  const y = pdf.y;
  root.add(pdf.struct(tag, {}, [() => pdf.text(words, box.x, y, { width: box.width })]));
  pdf.y = y + height + look.after;
}

/** A table with its title; its head is printed again on each page, as decoration there. */
function table(pdf: PDFKit.PDFDocument, root: Structure, block: PaperTable): void {
  const all = block.columns.reduce((sum, column) => sum + column.width, 0);
  let x = margin;
  const boxes = block.columns.map(({ width }): Box => {
    const box = { x, width: (widthOf(pdf) * width) / all };
    x += box.width;
    return box;
  });
  keep(pdf, 70);
  pdf.y += 8;
  const whole = { x: margin, width: widthOf(pdf) };
  line(pdf, root, 'H2', block.title, whole, { font: 'strong', size: 11, after: 4 });
  const own = pdf.struct('Table');
  root.add(own);
  const heads = cellsOf(
    block.columns.map((column) => ({ text: column.name })),
    block.columns,
    boxes,
  );
  row(pdf, own, heads, { font: 'strong', size: small, tags: heads.map(() => ['TH', columnHead]) });
  rule(pdf);
  const again = () => {
    pdf.markContent('Artifact', { type: 'Pagination' });
    cells(pdf, heads, { font: 'strong', size: small });
    pdf.endMarkedContent();
    rule(pdf);
  };
  for (const each of block.rows)
    row(pdf, own, cellsOf(each, block.columns, boxes), { font: 'regular', size: body, again });
  if (block.sums.length > 0) rule(pdf);
  const last = boxes.at(-1) ?? whole;
  for (const { name, figure } of block.sums) {
    const sums: Cell[] = [
      { text: name, small: '', figure: false, x: margin, width: widthOf(pdf) - last.width },
      { ...last, text: figure, small: '', figure: true },
    ];
    row(pdf, own, sums, { font: 'strong', size: body, again, tags: [['TH', rowHead]] });
  }
  own.end();
  pdf.y += 8;
}

function cellsOf(
  texts: readonly { readonly text: string; readonly small?: string }[],
  columns: readonly PaperColumn[],
  boxes: readonly Box[],
): Cell[] {
  return texts.map(({ text, small: below }, place) => ({
    text,
    small: below ?? '',
    figure: columns[place]?.figure ?? false,
    x: boxes[place]?.x ?? margin,
    width: boxes[place]?.width ?? 0,
  }));
}

type RowLook = {
  readonly font: 'regular' | 'strong';
  readonly size: number;
  /** Prints the table's head on a new page. */
  readonly again?: () => void;
  readonly tags?: readonly (readonly [string, typeof columnHead])[];
};

function row(pdf: PDFKit.PDFDocument, own: Structure, all: readonly Cell[], look: RowLook): void {
  if (keep(pdf, heightOf(pdf, all, look))) look.again?.();
  const tr = pdf.struct('TR');
  own.add(tr);
  cells(pdf, all, look, (place, print) => {
    const [tag, options] = look.tags?.[place] ?? ['TD', {}];
    tr.add(pdf.struct(tag, options, [print]));
  });
  tr.end();
}

/** Prints a row at `pdf.y` and moves below it. `hand` is given each cell's printing, to hang it on a tag. */
function cells(
  pdf: PDFKit.PDFDocument,
  all: readonly Cell[],
  look: Pick<RowLook, 'font' | 'size'>,
  hand: (place: number, print: () => void) => void = (_place, print) => print(),
): void {
  const top = pdf.y + 2.5;
  const height = heightOf(pdf, all, look);
  all.forEach((cell, place) => {
    hand(place, () => {
      const { x, width } = cell;
      const options = { width: width - gap, align: cell.figure ? 'right' : 'left' } as const;
      pdf.font(look.font, look.size).fillColor(ink);
      const left = place > 0 ? x + gap : x;
      pdf.text(`${printable(cell.text)} `, left, top, options);
      if (cell.small === '') return;
      pdf.font('regular', small).fillColor(dim);
      pdf.text(`${printable(cell.small)} `, left, pdf.y, options);
    });
  });
  pdf.y = top - 2.5 + height;
}

function heightOf(pdf: PDFKit.PDFDocument, all: readonly Cell[], look: Pick<RowLook, 'font' | 'size'>): number {
  const heights = all.map((cell) => {
    const own = textHeight(pdf, cell.text, cell.width - gap, look.font, look.size);
    return own + (cell.small === '' ? 0 : textHeight(pdf, cell.small, cell.width - gap, 'regular', small));
  });
  return Math.max(...heights) + 5;
}

/** Most cells are one line, and a width is found much faster than a height. */
function textHeight(pdf: PDFKit.PDFDocument, text: string, width: number, font: string, size: number): number {
  pdf.font(font, size);
  const words = `${printable(text)} `;
  return pdf.widthOfString(words) <= width ? pdf.currentLineHeight(true) : pdf.heightOfString(words, { width });
}

/** Makes room for `height` points; true when that began a page. */
function keep(pdf: PDFKit.PDFDocument, height: number): boolean {
  if (pdf.y + height <= pdf.page.height - pdf.page.margins.bottom) return false;
  pdf.addPage();
  return true;
}

function rule(pdf: PDFKit.PDFDocument): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  pdf
    .moveTo(margin, pdf.y)
    .lineTo(pdf.page.width - margin, pdf.y)
    .lineWidth(0.6)
    .strokeColor(hair)
    .stroke();
  pdf.endMarkedContent();
}

/** The numbers of pages are known only at the end. */
function feet(pdf: PDFKit.PDFDocument, text: string): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    // Below the margin the library would begin a new page.
    pdf.page.margins.bottom = 0;
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.font('regular', small).fillColor(dim);
    const words = printable(text.replace('{page}', String(page + 1)).replace('{pages}', String(count)));
    pdf.text(words, margin, pdf.page.height - margin, { width: widthOf(pdf), align: 'right', lineBreak: false });
    pdf.endMarkedContent();
  }
}

function widthOf(pdf: PDFKit.PDFDocument): number {
  return pdf.page.width - 2 * margin;
}
