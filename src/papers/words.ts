/**
 * What our papers say, in each language, from `views/papers/words/*.json`: written afresh in each, not translated. Read at
 * start, so that a text somebody broke is found before a reader is.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Language, languages } from '../values/language.ts';

export const paperWordNames = [
  'title',
  'asOf',
  'booksRead',
  'past',
  'forecast',
  'creditor',
  'companyNumber',
  'debtor',
  'customerNumber',
  'claimed',
  'settled',
  'left',
  'day',
  'what',
  'nothingClaimed',
  'claimInvoice',
  'claimInvoiceAgain',
  'claimFee',
  'claimFeeAlone',
  'claimFeeBack',
  'claimInterest',
  'claimInterestAlone',
  'claimCompensation',
  'claimCompensationOf',
  'settledBooks',
  'settledPortal',
  'settledWaived',
  'sharePrincipal',
  'shareFee',
  'shareInterest',
  'shareCompensation',
  'shareCredit',
  'shareCreditUsed',
  'claimedTotal',
  'settledTotal',
  'leftPrincipal',
  'leftFee',
  'leftInterest',
  'leftCompensation',
  'leftCredit',
  'total',
  'interestOf',
  'interestDays',
  'interestCount',
  'interestBase',
  'interestReference',
  'interestMargin',
  'interestRate',
  'interestAmount',
  'interestTotal',
  'interestWhy',
  'interestWhyOf',
  'interestAgreed',
  'interestJoined',
  'interestBasisActual',
  'interestBasis365',
  'interestBasis30',
  'interestRounding',
  'rates',
  'ratesPercent',
  'ratesDays',
  'ratesSource',
  'feesWhy',
  'knownTo',
  'foot',
  'file',
  'csvPart',
  'csvInvoice',
  'csvFrom',
  'csvTo',
  'csvParagraph',
  'csvCurrency',
  'csvDebtor',
  'csvAmount',
  'settledRefunded',
  'settledChargedBack',
  'settledChargebackWon',
  'settledPaidInBooks',
  'settledCredit',
  'settledCreditPaidBack',
  'settledMoved',
  'claimCompensationBack',
] as const;
export type PaperWordName = (typeof paperWordNames)[number];

const shape = z.record(z.enum(paperWordNames), z.string().min(1));

/** Says a word with its values filled in. Throws on a value it was not given: that is a bug of ours. */
export type PaperSay = (name: PaperWordName, values?: Readonly<Record<string, string>>) => string;

export type PaperWords = { readonly [language in Language]: PaperSay };

export function readPaperWords(viewsDir: string): PaperWords {
  const sayIn = (language: Language): PaperSay => {
    const file = join(viewsDir, 'papers', 'words', `${language}.json`);
    const words = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
    return (name, values = {}) =>
      words[name].replace(/\{(\w+)\}/g, (_, key: string) => {
        const value = values[key];
        if (value === undefined) throw new Error(`the paper's word ${name} in ${language} wants {${key}}`);
        return value;
      });
  };
  const [da, sv, en] = languages.map(sayIn) as [PaperSay, PaperSay, PaperSay];
  return { da, sv, en };
}
