/**
 * Amounts as a reader writes them. Ordinary spaces only, and a plain hyphen: Intl's no-break spaces and U+2212 are not in
 * the text message alphabet and trip plain-text mail. A page keeps an amount on one line with its stylesheet.
 */
import type { Language } from './language.ts';
import { type Currency, decimalFromMinor } from './money.ts';

const marks = {
  da: { thousands: '.', decimal: ',' },
  sv: { thousands: ' ', decimal: ',' },
  en: { thousands: ',', decimal: '.' },
} as const;

/** "kr" alone means the reader's own krone; any other currency is named by its code, so that nobody pays the wrong one. */
const ownKrone: { readonly [language in Language]: { readonly currency: Currency; readonly name: string } | null } = {
  da: { currency: 'DKK', name: 'kr.' },
  sv: { currency: 'SEK', name: 'kr' },
  en: null,
};

/** Minor units with their currency: "12.345,00 kr." (da), "12 345,00 kr" (sv), "DKK 12,345.00" (en), "12.345,00 EUR" (da). */
export function amountText(minor: bigint, currency: Currency, language: Language): string {
  const number = numberText(minor, currency, language);
  return language === 'en' ? `${currency} ${number}` : `${number} ${currencyText(currency, language)}`;
}

/** The same without its currency, for a column that names the currency once at its head: "12.345,00". */
export function numberText(minor: bigint, currency: Currency, language: Language): string {
  const { thousands, decimal } = marks[language];
  const [whole = '', fraction] = decimalFromMinor(minor, currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return fraction === undefined ? grouped : grouped + decimal + fraction;
}

/** What stands at the head of a column of amounts: "kr." for a Dane's kroner, else the code. */
export function currencyText(currency: Currency, language: Language): string {
  const own = ownKrone[language];
  return own?.currency === currency ? own.name : currency;
}
