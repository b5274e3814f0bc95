/** A letter's values as its template prints them: every amount and day in the reader's way, every name made harmless. */

import type { InvoiceLine, LetterContent, LetterCreditor, LetterInterest } from '../cases/letter-content.ts';
import { isDemanded } from '../cases/letter-content.ts';
import { filledText, paragraphsOf, valuesIn } from '../ladder/own-text.ts';
import { kindOf, type RungKey, type RungKind } from '../ladder/rungs.ts';
import { amountText, currencyText, numberText } from '../values/amount-text.ts';
import { type Day, daysBetween, earlierDay } from '../values/day.ts';
import { countOfDays, dayText, weekdayText } from '../values/day-text.ts';
import type { Language } from '../values/language.ts';
import { ordinalText } from '../values/ordinal-text.ts';
import { lawText, noticeAdvice, noticeLawText, noticeName } from './law-words.ts';
import { shown, tidy } from './merge-value.ts';

/** What each kind is called in a list of invoices; a reminder with which one it is: see `rungText`. */
const kindTexts: { readonly [language in Language]: { readonly [kind in RungKind]: string } } = {
  da: { nudge: 'huskeseddel', reminder: 'rykker', notice: 'inkassovarsel', human: 'personlig henvendelse' },
  sv: { nudge: 'vänlig påminnelse', reminder: 'påminnelsen', notice: 'varsel om inkasso', human: 'personlig kontakt' },
  en: {
    nudge: 'friendly note',
    reminder: 'reminder',
    notice: 'notice before debt collection',
    human: 'personal contact',
  },
};

/** "3. rykker", "tredje påminnelsen", "third reminder": numbered by what the debtor has had. */
export function rungText({ rung, nth }: { readonly rung: RungKey; readonly nth: number }, language: Language): string {
  const kind = kindOf(rung);
  const text = kindTexts[language][kind];
  return kind === 'reminder' ? `${ordinalText(nth, language)} ${text}` : text;
}

/** Everything a template of `views/letters` may print. */
export type LetterPage = ReturnType<typeof letterPage>;

export function letterPage(content: LetterContent) {
  const { language, currency } = content;
  const number = (minor: bigint) => numberText(minor, currency, language);
  const amount = (minor: bigint) => amountText(minor, currency, language);
  const day = (each: string) => dayText(each, language);
  const demanded = content.lines.filter((line) => isDemanded(line, content.rung));
  const others = content.lines.filter((line) => !isDemanded(line, content.rung));
  const line = (each: InvoiceLine) => ({
    number: shown(each.invoiceNumber),
    day: day(each.day),
    due: day(each.dueDay),
    late: each.daysLate > 0 ? countOfDays(each.daysLate, language) : '',
    amount: number(each.principalMinor),
    rung: rungText(each, language),
  });
  const dueDays = new Set(demanded.map((each) => each.dueDay));
  return {
    creditor: creditorPage(content.creditor),
    signer: signerText(content.senderName, content.creditor.name),
    hello: helloText(content.greeting, content.contactFirstName, content.debtorName),
    own: ownPage(content),
    addressee: addresseeText(content.contactFirstName, content.debtorName),
    debtorName: shown(content.debtorName),
    day: day(content.day),
    currency: currencyText(currency, language),
    lines: demanded.map(line),
    one: demanded.length === 1,
    reminder: reminderPage(content),
    oneDue: dueDays.size === 1 ? day([...dueDays][0] ?? content.day) : null,
    showsRungs: demanded.some((each) => each.rung !== content.rung || each.nth !== content.nth),
    /** Has one of them not been written about since it fell due? */
    someAreNew: demanded.some((each) => kindOf(each.rung) === 'reminder' && each.nth === 1),
    soon: others.filter((each) => each.daysLate < 1).map(line),
    apart: others.filter((each) => each.daysLate >= 1).map(line),
    creditNotes: content.creditNotes.map((note) => ({
      number: shown(note.number),
      day: day(note.day),
      amount: number(-note.minor),
    })),
    principal: amount(content.principalMinor),
    fee: content.feeMinor > 0n ? { number: number(content.feeMinor), amount: amount(content.feeMinor) } : null,
    feeLaw: lawText(content.feeMarket, 'fee', tidy(content.feeParagraph), language),
    earlierFees: content.earlierFees.map((fee) => ({ day: day(fee.day), number: number(fee.minor) })),
    compensation: compensationPage(content),
    why: whyText(content),
    notice: noticePage(content),
    interest: content.interest === null ? null : interestPage(content.interest, content),
    totalNumber: number(content.totalMinor),
    total: amount(content.totalMinor),
    payBy: fullDayText(content.payByDay, language),
    payByDate: day(content.payByDay),
    daysToPay: countOfDays(daysBetween(content.day, content.payByDay), language),
    reference: shown(content.paymentReference),
    paysOnline: content.paysOnline,
  };
}

/** The subject's word for a reminder, "2. rykker"; how it would be said first in a sentence. */
function reminderPage(content: LetterContent): string {
  const text = ordinalText(content.nth, content.language);
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** "torsdag den 2. april 2026", "torsdag den 2 april 2026", "Thursday 2 April 2026". */
export function fullDayText(day: Day, language: Language): string {
  return `${weekdayText(day, language)} ${language === 'en' ? '' : 'den '}${dayText(day, language)}`;
}

/** What the creditor is called and where it is reached. An address that is not one is left out. */
export function creditorPage(creditor: LetterCreditor) {
  const orNull = (value: string | null) => (value === null || tidy(value) === '' ? null : tidy(value));
  const email = orNull(creditor.email);
  return {
    name: tidy(creditor.name),
    companyNumber: orNull(creditor.companyNumber),
    address: orNull(creditor.address),
    phone: orNull(creditor.phone),
    email: email !== null && /^[^\s@<>"]+@[^\s@<>"]+$/.test(email) ? email : null,
    bank: creditor.bank === null ? null : bankPage(creditor.bank, orNull),
  };
}

function bankPage(bank: NonNullable<LetterCreditor['bank']>, orNull: (value: string | null) => string | null) {
  return { name: orNull(bank.name), sortCode: orNull(bank.sortCode), account: tidy(bank.account) };
}

/** Whom the letter greets: the contact's first name, or the debtor where we know no contact. Never a blank. */
export function addresseeText(contactFirstName: string | null, debtorName: string): string {
  return contactFirstName === null || shown(contactFirstName) === '' ? shown(debtorName) : shown(contactFirstName);
}

/** The person who signs above the creditor's name; null when nobody is named, or only the creditor again. */
export function signerText(senderName: string, creditorName: string): string | null {
  const signer = shown(senderName);
  return signer === '' || signer === tidy(creditorName) ? null : signer;
}

function helloText(greeting: string | null, contactFirstName: string | null, debtorName: string): string | null {
  if (greeting === null || tidy(greeting) === '') return null;
  return tidy(greeting).replaceAll('{name}', () => addresseeText(contactFirstName, debtorName));
}

/**
 * The creditor's own words, paragraph by paragraph, with their values in; null for ours. Where they do not say how much by
 * when, the template says it after them. A nudge asks for nothing, and a notice says it under its own heading.
 */
function ownPage(content: LetterContent) {
  const { ownText, language, currency } = content;
  if (ownText === null || tidy(ownText) === '') return null;
  const demanded = content.lines.filter((line) => isDemanded(line, content.rung));
  const values = {
    name: addresseeText(content.contactFirstName, content.debtorName),
    company: tidy(content.creditor.name),
    sender: shown(content.senderName),
    invoices: listText(
      demanded.map((line) => shown(line.invoiceNumber)),
      language,
    ),
    total: amountText(content.totalMinor, currency, language),
    due: dayText(demanded.map((line) => line.dueDay).reduce(earlierDay), language),
    late: countOfDays(Math.max(...demanded.map((line) => line.daysLate)), language),
    deadline: fullDayText(content.payByDay, language),
  };
  const said = valuesIn(ownText);
  const kind = kindOf(content.rung);
  return {
    paragraphs: paragraphsOf(filledText(ownText, values)).map((lines) => lines.map(tidy)),
    saysWhat: kind !== 'reminder' || (said.includes('total') && said.includes('deadline')),
  };
}

/** Periods that differ in nothing but their invoice stay apart: each claim must be possible to judge by itself. */
function interestPage(interest: LetterInterest, content: LetterContent) {
  const { language, currency } = content;
  return {
    number: numberText(interest.minor, currency, language),
    bases: interest.bases.map((basis) => ({
      law: lawText(basis.market, 'interest', tidy(basis.paragraph), language),
      agreed: basis.agreed,
      days: basis.dayCount === '30/360' ? 'months' : basis.leapYearDays === 366 ? 'real' : 'always-365',
      compounds: basis.compounds,
    })),
    periods: interest.periods.map((period) => ({
      invoice: shown(period.invoiceNumber),
      from: dayText(period.fromDay, language),
      to: dayText(period.toDay, language),
      days: countOfDays(period.days, language),
      principal: amountText(period.principalMinor, currency, language),
      rate: percentText(period.ratePercent, language),
    })),
  };
}

/** Compensation line by line, what of earlier letters is left, and the law it follows from; null where there is none. */
function compensationPage({ compensation, earlierCompensationMinor, lines, currency, language }: LetterContent) {
  if (compensation.length === 0 && earlierCompensationMinor === 0n) return null;
  const market = lines[0]?.market ?? '';
  const named = compensation.length > 0 ? compensation : [{ market, paragraph: '' }];
  const laws = named.map((each) => lawText(each.market, 'compensation', tidy(each.paragraph), language));
  return {
    lines: compensation.map((each) => ({
      invoice: shown(each.invoiceNumber),
      number: numberText(each.minor, currency, language),
    })),
    earlier: earlierCompensationMinor > 0n ? numberText(earlierCompensationMinor, currency, language) : null,
    law: listText([...new Set(laws)], language),
    insteadOfFees: compensation.some((each) => each.instead.length > 0),
  };
}

const charges: {
  readonly [language in Language]: { readonly fee: string; readonly more: string; readonly rent: string };
} = {
  da: { fee: 'gebyr', more: 'kompensation', rent: 'rente' },
  sv: { fee: 'avgift', more: 'ersättning', rent: 'ränta' },
  en: { fee: 'a fee', more: 'compensation', rent: 'interest' },
};

/** What is to be explained, "gebyr, kompensation og rente"; null when the letter asks for the invoices alone. */
function whyText(content: LetterContent): string | null {
  const words = charges[content.language];
  const asked = [
    ...(content.feeMinor > 0n || content.earlierFees.length > 0 ? [words.fee] : []),
    ...(content.compensation.length > 0 || content.earlierCompensationMinor > 0n ? [words.more] : []),
    ...(content.interest === null ? [] : [words.rent]),
  ];
  return asked.length === 0 ? null : listText(asked, content.language);
}

/** "a", "a og b", "a, b og c". */
function listText(parts: readonly string[], language: Language): string {
  const last = parts.at(-1) ?? '';
  const and = { da: 'og', sv: 'och', en: 'and' }[language];
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${and} ${last}`;
}

/** "The notice", where the language says it in one word. */
const definiteNames: { readonly [name: string]: string } = {
  Inkassovarsel: 'inkassovarslet',
  Inkassokrav: 'kravet',
  'Varsel om inkasso': 'varslet',
};

/** What a formal notice is called and which laws it follows: those of the invoices it demands. */
function noticePage(content: LetterContent) {
  const { language } = content;
  const demanded = content.lines.filter((line) => isDemanded(line, content.rung));
  const markets = [...new Set(demanded.map((line) => line.market))];
  const laws = markets.map((market) => noticeLawText(market, language)).filter((law) => law !== null);
  const kind = content.law?.debtorKind ?? 'business';
  const name = noticeName(markets.length === 1 ? markets[0]! : '', language);
  return {
    name,
    namedInside: name.slice(0, 1).toLowerCase() + name.slice(1),
    definite: definiteNames[name] ?? name,
    law: laws.length === 0 ? null : listText(laws, language),
    advice: markets.map((market) => noticeAdvice(market, kind, language)).find((advice) => advice !== null) ?? null,
  };
}

/** "9.75" is "9,75 %" (da, sv), "9.75%" (en). */
export function percentText(lexeme: string, language: Language): string {
  if (!/^-?\d{1,3}(\.\d{1,6})?$/.test(lexeme)) throw new Error('a rate that is not a plain decimal');
  return language === 'en' ? `${lexeme}%` : `${lexeme.replace('.', ',')} %`;
}
