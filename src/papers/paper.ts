/** A document as blocks of words: what a page and a PDF print alike. Nothing in it is computed any more. */
import type { Language } from '../values/language.ts';

export type PaperCell = {
  readonly text: string;
  /** A second line in small print: how a payment was spread. */
  readonly small?: string;
};

export type PaperColumn = {
  readonly name: string;
  /** An amount or a count: at the end of its column. */
  readonly figure: boolean;
  /** How wide it is beside the others, on paper. */
  readonly width: number;
};

export type PaperTable = {
  readonly kind: 'table';
  readonly title: string;
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly (readonly PaperCell[])[];
  /** Name and figure; the last stands out. */
  readonly sums: readonly { readonly name: string; readonly figure: string }[];
};

export type PaperNote = { readonly kind: 'note'; readonly text: string; readonly strong: boolean };

export type Paper = {
  readonly language: Language;
  readonly title: string;
  readonly lead: string;
  /** Who and whom: name and value. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly blocks: readonly (PaperTable | PaperNote)[];
  /** Printed at the foot of each sheet of paper, with `{page}` and `{pages}`. */
  readonly foot: string;
};
