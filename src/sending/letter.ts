/**
 * The letter press: values in, words out. Templates are read once, when it is made; composing touches no file, no clock and
 * no database.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Eta } from 'eta';
import { assertAddsUp, type LetterContent } from '../cases/letter-content.ts';
import { kindOf } from '../ladder/rungs.ts';
import { gsmText } from '../values/gsm-text.ts';
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
import { carried, released } from './merge-value.ts';
import { placeholders } from './placeholders.ts';
import { plainText } from './plain-text.ts';
import { smsPage } from './sms-page.ts';

/** One message, ready but for its private link: see `fillPlaceholders`. */
export type Composition = { readonly subject: string; readonly html: string; readonly text: string };

export type LetterPress = {
  /** Names the templates' words: 12 hex digits that change when any of them does. Part of what an admin says yes to. */
  readonly textVersion: string;
  /** Throws when the content does not add up (a bug of ours). */
  letter(content: LetterContent): Composition;
  /** The letter's text message, in the alphabet of text messages: its words and the place of its link. Throws as `letter` does. */
  sms(content: LetterContent): string;
  receipt(content: ReceiptContent): Composition;
  signIn(content: SignInContent): Composition;
  headsUp(content: HeadsUpContent): Composition;
  questionReceived(content: QuestionReceivedContent): Composition;
  questionAsked(content: QuestionAskedContent): Composition;
  creditorPaused(content: CreditorPausedContent): Composition;
  driftFound(content: DriftFoundContent): Composition;
};

/** Reads every template under `letters/`, `mails/` and `sms/` of the views directory. Throws when one does not compile. */
export function createLetterPress(viewsDir: string): LetterPress {
  const templates = [
    ...templatesIn(viewsDir, 'letters'),
    ...templatesIn(viewsDir, 'mails'),
    ...templatesIn(viewsDir, 'sms'),
  ];
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
    sms: (content) => {
      assertAddsUp(content);
      return inOneLine(words.render(`@sms/${templateOf(content)}.${content.language}`, smsPage(content)));
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

/** What was rendered as it will be sent. Throws when the template forgot the link: the whole letter stands behind it. */
function inOneLine(rendered: string): string {
  const text = gsmText(released(rendered)).replace(/\s+/g, ' ').trim();
  if (!text.includes(placeholders.portalLink)) throw new Error('a text message without its link');
  return text;
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
