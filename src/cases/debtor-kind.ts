/**
 * Business, sole trader or consumer, told from the card: the company number and its form, the country, and the words in
 * the name that only a company may bear. The careful side wins: who is not known to trade is a consumer until somebody
 * says otherwise, and who trades under their own name is a person (Pre-Action Protocol for Debt Claims, GB; the GDPR).
 */
import type { DebtorKind } from '../law/rules.ts';

/** What told it: the sentence is the desk's. */
export type KindClue =
  | 'said'
  | 'company-word'
  | 'trader-word'
  | 'company-number'
  | 'trader-number'
  | 'personal-number'
  | 'strange-number'
  | 'nothing';

export type DetectedKind = {
  readonly kind: DebtorKind;
  readonly clue: KindClue;
  /** The word in the name that told it. */
  readonly word: string | null;
};

/** Words only a registered company or partnership may end its name with, as they are written. */
const companyWords =
  /(?:^|[\s,(])(ApS|IVS|A\/S|P\/S|K\/S|I\/S|AMBA|A\.m\.b\.a\.?|S\.M\.B\.A\.?|F\.M\.B\.A\.?|Fonden|Kommune|kommun|Aktiebolag|AB|HB|KB|Ek\.? ?för\.?|ASA|AS|ANS|DA|SA|NUF|Oyj|OYJ|Oy|OY|Abp|Ab|Ky|Ay|Osk|GmbH|gGmbH|mbH|AG|UG|KGaA|KG|OHG|GbR|PartG|eG|BV|B\.V\.?|NV|N\.V\.?|V\.?O\.?F\.?|Ltd\.?|LTD\.?|Limited|LIMITED|PLC|Plc|plc|LLP|CIC|SARL|S\.?a\.?r\.?l\.?|SAS|S\.?r\.?l\.?|S\.?p\.?A\.?|Inc\.?|LLC|Sp\. ?z ?o\. ?o\.?|OÜ|UAB|SIA)(?=$|[\s,)])/;

/** Words a person who trades alone puts to the name. */
const traderWords =
  /(?:^|[\s,(])(v\/|V\/|PMV|enkeltmandsvirksomhed|enskild firma|Enskild firma|ENK|Tmi|T:mi|toiminimi|e\.K\.?|e\.Kfm\.?|e\.Kfr\.?|Einzelunternehmen|eenmanszaak|t\/a|T\/A|trading as)(?=$|[\s,)\p{L}])/u;

/** Company numbers by country: those only a registered company has, and those a person who trades may have too. */
const numbers: { readonly [country: string]: { readonly company: RegExp; readonly trader?: RegExp } } = {
  DK: { company: /^(DK)?\d{8}$/ },
  // From 20 in the middle on it is a company's; below that a person trades under their own birth date.
  SE: { company: /^(SE)?(16)?\d{2}[2-9]\d{7}(01)?$/, trader: /^(SE)?(19|20)?\d{2}[01]\d{7}(01)?$/ },
  NO: { company: /^(NO)?[89]\d{8}(MVA)?$/ },
  FI: { company: /^(FI)?\d{7,8}$/ },
  DE: { company: /^(HR[AB]\d+|GnR\d+)/i, trader: /^(DE)?\d{9,11}$/ },
  NL: { company: /^(\d{8}|(NL)?\d{9}B\d{2})$/ },
  // Companies House gives a number to companies only; a VAT number may be a sole trader's.
  GB: { company: /^(\d{8}|[A-Z]{2}\d{6})$/, trader: /^(GB)?\d{9}(\d{3})?$/ },
};

/** A Danish person's number: born on a day, and four digits. It never says that somebody trades. */
const personalNumber = /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{6}$/;

/** `country` is a code, or "ZZ" where nobody knows; then any number that looks like a company's counts. */
export function detectKind(card: {
  readonly name: string;
  readonly companyNumber: string | null;
  readonly country: string;
}): DetectedKind {
  const number = (card.companyNumber ?? '').replace(/[\s.,-]/g, '').toUpperCase();
  const trader = traderWords.exec(card.name)?.[1];
  if (trader) return { kind: 'sole-trader', clue: 'trader-word', word: trader };
  const company = companyWords.exec(card.name)?.[1];
  if (company) return { kind: 'business', clue: 'company-word', word: company };
  if (number === '') return { kind: 'consumer', clue: 'nothing', word: null };
  return { ...kindOfNumber(number, card.country), word: null };
}

function kindOfNumber(number: string, country: string): Omit<DetectedKind, 'word'> {
  if (country === 'DK' && personalNumber.test(number)) return { kind: 'consumer', clue: 'personal-number' };
  const forms = numbers[country];
  if (!forms) {
    // A number of a country whose form we do not know: long enough to be one, or nothing we can trust.
    return /^[A-Z]{0,3}\d{6,14}[A-Z\d]{0,4}$/.test(number) && !personalNumber.test(number)
      ? { kind: 'business', clue: 'company-number' }
      : { kind: 'consumer', clue: 'strange-number' };
  }
  if (forms.company.test(number)) return { kind: 'business', clue: 'company-number' };
  if (forms.trader?.test(number)) return { kind: 'sole-trader', clue: 'trader-number' };
  return { kind: 'consumer', clue: 'strange-number' };
}
