/**
 * What the portal says, in each language, from `views/portal/words/*.json`: written afresh in each, not translated.
 * `{name}` stands for a value. Read at start, so that a text somebody broke is found before a debtor is.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Language, languages } from '../values/language.ts';

export const wordNames = [
  'title',
  'owes',
  'owesMany',
  'asOf',
  'booksRead',
  'booksOld',
  'invoice',
  'due',
  'copy',
  'noCopy',
  'ours',
  'credit',
  'total',
  'pay',
  'paySome',
  'inFlight',
  'resting',
  'transfer',
  'howToPay',
  'bank',
  'sortCode',
  'account',
  'reference',
  'asOnInvoice',
  'paidAlready',
  'paidAlreadyText',
  'ask',
  'askLabel',
  'askHint',
  'askAbout',
  'askButton',
  'askEmpty',
  'asked',
  'history',
  'wrote',
  'withFee',
  'readLetter',
  'letterTitle',
  'paidHere',
  'paidBooks',
  'youAsked',
  'weAnswered',
  'contact',
  'doneTitle',
  'doneLead',
  'doneCredit',
  'sheet',
  'sheetPdf',
  'sheetCsv',
  'goneTitle',
  'goneLead',
  'goneNext',
  'receiptTitle',
  'receiptLead',
  'receiptLeft',
  'receiptOver',
  'waitTitle',
  'waitLead',
  'daysTitle',
  'daysLead',
  'overTitle',
  'overLead',
  'back',
  'nothingChosen',
  'nothingOwed',
  'onItsWay',
  'noAccount',
  'tooSmall',
  'tooSmallUnsaid',
  'notNow',
  'changed',
  'lineInvoice',
  'lineInvoices',
  'lineOurs',
] as const;
export type WordName = (typeof wordNames)[number];

const shape = z.record(z.enum(wordNames), z.string().min(1));

/** Says a word with its values filled in. Throws on a value it was not given: that is a bug of ours. */
export type Say = (name: WordName, values?: Readonly<Record<string, string>>) => string;

export type PortalWords = { readonly [language in Language]: Say };

export function readPortalWords(viewsDir: string): PortalWords {
  const sayIn = (language: Language): Say => {
    const file = join(viewsDir, 'portal', 'words', `${language}.json`);
    const words = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
    return (name, values = {}) =>
      words[name].replace(/\{(\w+)\}/g, (_, key: string) => {
        const value = values[key];
        if (value === undefined) throw new Error(`the portal's word ${name} in ${language} wants {${key}}`);
        return value;
      });
  };
  const [da, sv, en] = languages.map(sayIn) as [Say, Say, Say];
  return { da, sv, en };
}
