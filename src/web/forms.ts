/**
 * A form as people send it: text, sometimes missing, sometimes several. Read by a schema, answered in sentences beside each field.
 */
import { z } from 'zod';

export type FormRead<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      /** One sentence per field; under '' what concerns the whole form. */
      readonly errors: { readonly [field: string]: string };
      /** What was typed, so that the form can be shown again as it was. */
      readonly entered: { readonly [field: string]: string };
    };

/** What is said of a field whose schema has no sentence of its own. The portal hands in the debtor's language. */
export type FormWords = {
  readonly missing: string;
  readonly tooShort: string;
  readonly tooLong: string;
  readonly tooSmall: string;
  readonly tooBig: string;
  readonly notUnderstood: string;
};

export const englishFormWords: FormWords = {
  missing: 'Fill this in.',
  tooShort: 'Write a little more here.',
  tooLong: 'This is too long. Shorten it and try again.',
  tooSmall: 'This number is too low.',
  tooBig: 'This number is too high.',
  notUnderstood: 'We could not read this. Check it and try again.',
};

/** Reads `body` with a schema of an object. A schema's own message (`z.string().min(1, 'Write a name.')`) goes before `words`. */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  words: FormWords = englishFormWords,
): FormRead<z.output<Schema>> {
  const entries = typeof body === 'object' && body !== null ? { ...body } : {};
  const read = schema.safeParse(entries, { error: (issue) => sentenceOf(issue, words) });
  if (read.success) return { ok: true, value: read.data };
  const errors: { [field: string]: string } = {};
  for (const issue of read.error.issues) errors[String(issue.path[0] ?? '')] ??= issue.message;
  return { ok: false, errors, entered: enteredIn(entries) };
}

/** Ticked boxes: none, one and many all come out as a list. */
export function severalOf<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => {
    if (value === undefined || value === '') return [];
    return Array.isArray(value) ? value : [value];
  }, z.array(schema).max(500));
}

/** A switch: a browser sends "on" (or the value given) when it is set and nothing when it is not. */
export const ticked = z.preprocess((value) => value !== undefined && value !== '', z.boolean());

function sentenceOf(issue: z.core.$ZodRawIssue, words: FormWords): string {
  if (issue.input === undefined || issue.input === '') return words.missing;
  if (issue.code === 'too_small') return issue.origin === 'string' ? words.tooShort : words.tooSmall;
  if (issue.code === 'too_big') return issue.origin === 'string' ? words.tooLong : words.tooBig;
  return words.notUnderstood;
}

function enteredIn(entries: object): { [field: string]: string } {
  const texts = Object.entries(entries).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts);
}
