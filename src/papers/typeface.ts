/**
 * A typeface for paper, read once. Its own layout knows ligatures and context that a statement has no use for and takes
 * seconds over a long one; this one sets letter beside letter, and all digits as wide as each other, in milliseconds.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font, type Glyph, type GlyphRun } from 'fontkit';

/** `name`: a TrueType file of an installed package. Throws when it is not there, at start. */
export function typeface(name: string): Buffer {
  const font = create(readFileSync(fileURLToPath(import.meta.resolve(name))));
  if (!('layout' in font)) throw new Error(`${name} holds several typefaces`);
  const glyphs = new Map<number, Glyph>();
  font.layout('0123456789', ['tnum']).glyphs.forEach((glyph, digit) => {
    glyphs.set(48 + digit, glyph);
  });
  const letters = new Map<number, Glyph>();
  const plain = (text: string): Run => {
    const run = [...text].map((letter) => glyphOf(font, letter.codePointAt(0) ?? 32, glyphs, letters));
    const positions = run.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }));
    return {
      glyphs: run,
      positions,
      // Asked after the PDF library has scaled the positions where they stand.
      get advanceWidth() {
        return positions.reduce((width, { xAdvance }) => width + xAdvance, 0);
      },
    };
  };
  Object.defineProperty(font, 'layout', { value: plain });
  // The PDF library takes an opened typeface as it is; its types know files only.
  return font as unknown as Buffer;
}

type Run = Pick<GlyphRun, 'glyphs' | 'positions'> & { readonly advanceWidth: number };

function glyphOf(font: Font, point: number, digits: Map<number, Glyph>, letters: Map<number, Glyph>): Glyph {
  const known = digits.get(point) ?? letters.get(point);
  if (known) return known;
  const glyph = font.glyphForCodePoint(point);
  letters.set(point, glyph);
  return glyph;
}
