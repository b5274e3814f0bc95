/**
 * The letter press: values in, words out. Templates are read once, when it is made; composing touches no file, no clock and
 * no database.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import { assertAddsUp, type LetterContent } from '../cases/letter-content.ts';
import { kindOf } from '../ladder/rungs.ts';
import { sha256 } from '../values/secrets.ts';
import { readBlocks, type Words } from './letter-blocks.ts';
import { letterPage } from './letter-page.ts';
import type {
  CreditorPausedContent,
  DriftFoundContent,
  HeadsUpContent,
  QuestionAskedContent,
  QuestionReceivedContent,
  ReceiptContent,
  SignInContent,
} from './mail-content.ts';
import {
  creditorPausedPage,
  driftFoundPage,
  headsUpPage,
  questionAskedPage,
  questionReceivedPage,
  receiptPage,
  signInPage,
} from './mails.ts';
import { carried } from './merge-value.ts';
import { plainText } from './plain-text.ts';

/** One message, ready but for its private link: see `fillPlaceholders`. */
export type Composition = { readonly subject: string; readonly html: string; readonly text: string };

export type LetterPress = {
  /** Names the templates' words: 12 hex digits that change when any of them does. Part of what an admin says yes to. */
  readonly textVersion: string;
  /** Throws when the content does not add up (a bug of ours). */
  letter(content: LetterContent): Composition;
  receipt(content: ReceiptContent): Composition;
  signIn(content: SignInContent): Composition;
  headsUp(content: HeadsUpContent): Composition;
  questionReceived(content: QuestionReceivedContent): Composition;
  questionAsked(content: QuestionAskedContent): Composition;
  creditorPaused(content: CreditorPausedContent): Composition;
  driftFound(content: DriftFoundContent): Composition;
};

/** Reads every template under `letters/` and `mails/` of the views directory. Throws when one does not compile. */
export function createLetterPress(viewsDir: string): LetterPress {
  const templates = [...templatesIn(viewsDir, 'letters'), ...templatesIn(viewsDir, 'mails')];
  const words = new Eta({ autoTrim: false, escapeFunction: carried });
  const sheet = new Eta();
  for (const { name, body } of templates) (name === '@mails/sheet' ? sheet : words).loadTemplate(name, body);

  const compose = (template: string, language: string, page: object): Composition => {
    const read: Words = readBlocks(words.render(`@${template}.${language}`, page));
    const html = sheet.render('@mails/sheet', { ...read, language });
    return { subject: read.subject, html, text: plainText(read.blocks) };
  };

  return {
    textVersion: sha256(templates.map(({ name, body }) => `${name}\n${body}`).join('\n')).slice(0, 12),
    letter: (content) => {
      assertAddsUp(content);
      return compose(`letters/${templateOf(content)}`, content.language, letterPage(content));
    },
    receipt: (content) => compose('mails/receipt', content.language, receiptPage(content)),
    signIn: (content) => compose('mails/sign-in', content.language, signInPage(content)),
    headsUp: (content) => compose('mails/heads-up', content.language, headsUpPage(content)),
    questionReceived: (content) => compose('mails/question-received', content.language, questionReceivedPage(content)),
    questionAsked: (content) => compose('mails/question-asked', content.language, questionAskedPage(content)),
    driftFound: (content) => compose('mails/drift-found', content.language, driftFoundPage(content)),
    creditorPaused: (content) => compose('mails/creditor-paused', content.language, creditorPausedPage(content)),
  };
}

/** Each kind has its words; a debtor's second reminder and every later one say that we have written before. */
function templateOf({ rung, nth }: LetterContent): string {
  const kind = kindOf(rung);
  if (kind === 'human') throw new Error('no letter goes at the human rung');
  return kind === 'reminder' ? (nth === 1 ? 'first-reminder' : 'second-reminder') : kind;
}

/** Sorted by name, so that the version does not depend on the file system. Templates are named "@letters/notice.da". */
function templatesIn(viewsDir: string, folder: string): { name: string; body: string }[] {
  return readdirSync(join(viewsDir, folder))
    .filter((file) => file.endsWith('.eta'))
    .sort()
    .map((file) => ({
      name: `@${folder}/${file.slice(0, -4)}`,
      body: readFileSync(join(viewsDir, folder, file), 'utf8'),
    }));
}
