/**
 * The text of a PDF of ours, read back from its bytes: streams inflated, glyphs turned into letters by the fonts' own
 * ToUnicode maps. It reads what our library writes and nothing more.
 */
import { inflateSync } from 'node:zlib';

export type ReadPdf = {
  /** What is printed on each page: one string per piece of text, in the order it was drawn. */
  readonly pages: readonly (readonly string[])[];
  readonly text: string;
  /** Tags in the order they stand in the file: Document, H1, Table, TR… */
  readonly tags: readonly string[];
  /** The file with its streams inflated, as latin1. */
  readonly raw: string;
};

export function readPdf(bytes: Buffer): ReadPdf {
  const objects = objectsOf(bytes);
  const raw = [...objects.values()].map(({ head, stream }) => `${head}\n${stream}`).join('\n');
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const { head } of objects.values())
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) fonts.set(name, lettersOf(objects, id));
  const pages = [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b/.test(head))
    .map(({ head }) => piecesOf(objects.get(/\/Contents (\d+) 0 R/.exec(head)?.[1] ?? '')?.stream ?? '', fonts));
  const tags = [...raw.matchAll(/\/S \/([A-Z]\w*)/g)].map(([, tag = '']) => tag);
  return { pages, text: pages.flat().join('\n'), tags, raw };
}

type PdfObject = { readonly head: string; readonly stream: string };

function objectsOf(bytes: Buffer): Map<string, PdfObject> {
  const file = bytes.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const match of file.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const from = match.index + match[0].length;
    const until = file.indexOf('\nendobj', from);
    const body = file.slice(from, until);
    const begin = body.indexOf('stream\n');
    const head = begin === -1 ? body : body.slice(0, begin);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const data = bytes.subarray(from + begin + 7, from + begin + 7 + length);
    const stream = begin === -1 ? '' : (head.includes('FlateDecode') ? inflateSync(data) : data).toString('latin1');
    objects.set(match[1] ?? '', { head, stream });
  }
  return objects;
}

/** Glyph number in hexadecimal → letters. */
function lettersOf(objects: ReadonlyMap<string, PdfObject>, fontId: string): Map<string, string> {
  const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(fontId)?.head ?? '')?.[1] ?? '')?.stream ?? '';
  const letters = new Map<string, string>();
  for (const [, from = '', , list = ''] of map.matchAll(/<([0-9a-f]+)> <([0-9a-f]+)> \[([^\]]*)\]/gi)) {
    let glyph = Number.parseInt(from, 16);
    for (const [, hex = ''] of list.matchAll(/<([0-9a-f ]*)>/gi)) {
      const units = hex.replaceAll(' ', '').match(/.{4}/g) ?? [];
      const text = String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16)));
      letters.set(glyph.toString(16).padStart(4, '0'), text);
      glyph += 1;
    }
  }
  return letters;
}

/** Pieces that stand in one text block belong together; each block of ours is a line of a cell. */
function piecesOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  const pieces: string[] = [];
  for (const [, block = ''] of content.matchAll(/\bBT\n([\s\S]*?)\nET\b/g)) {
    const font = fonts.get(/\/(F\d+) /.exec(block)?.[1] ?? '');
    let text = '';
    for (const [, shown = ''] of block.matchAll(/\[([^\]]*)\] TJ/g))
      for (const [, hex = ''] of shown.matchAll(/<([0-9a-f]*)>/gi))
        for (const glyph of hex.match(/.{4}/g) ?? []) text += font?.get(glyph.toLowerCase()) ?? '\uFFFD';
    pieces.push(text.trimEnd());
  }
  return pieces;
}
