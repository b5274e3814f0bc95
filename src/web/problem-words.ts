/**
 * What error pages say, from `views/texts/problems.json`: a title, what happened, and what to do next, in each language.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const problems = [
  'not-found',
  'unreadable',
  'too-large',
  'foreign',
  'not-allowed',
  'too-many',
  'no-copy',
  'copy-not-now',
  'fault',
] as const;
export type Problem = (typeof problems)[number];

const words = z.strictObject({ title: z.string(), sentence: z.string(), next: z.string() });
const inOneLanguage = z.record(z.enum(problems), words);
const inEvery = z.strictObject({ da: inOneLanguage, sv: inOneLanguage, en: inOneLanguage });

export type ProblemWords = z.infer<typeof inEvery>;

/** Read at start, so that a text somebody broke is found before an error needs it. */
export function readProblemWords(file: string): ProblemWords {
  return inEvery.parse(JSON.parse(readFileSync(file, 'utf8')));
}
