/** The values of every mail that is not a letter of the ladder, as its template prints them. */
import { amountText, currencyText, numberText } from '../values/amount-text.ts';
import { dayText, weekdayText } from '../values/day-text.ts';
import type { Language } from '../values/language.ts';
import { sum } from '../values/money.ts';
import { addresseeText, creditorPage, fullDayText, rungText, signerText } from './letter-page.ts';
import type {
  CreditorPausedContent,
  DriftFoundContent,
  HeadsUpContent,
  HeadsUpLetter,
  QuestionAskedContent,
  QuestionReceivedContent,
  ReceiptContent,
  SignInContent,
} from './mail-content.ts';
import { shown, shownLines, tidy } from './merge-value.ts';

/** Throws when the parts are not what was paid: a receipt that is wrong is worse than none. */
export function receiptPage(content: ReceiptContent) {
  const { language, currency } = content;
  const number = (minor: bigint) => numberText(minor, currency, language);
  const parts = sum(content.invoices.map((each) => each.minor)) + content.feesMinor + content.interestMinor;
  if (parts + content.overMinor !== content.paidMinor) throw new Error('the receipt does not add up to what was paid');
  const orNull = (minor: bigint) => (minor > 0n ? number(minor) : null);
  return {
    ...toDebtor(content),
    day: dayText(content.day, language),
    currency: currencyText(currency, language),
    paid: amountText(content.paidMinor, currency, language),
    paidNumber: number(content.paidMinor),
    invoices: content.invoices.map((each) => ({ number: shown(each.invoiceNumber), amount: number(each.minor) })),
    fees: orNull(content.feesMinor),
    interest: orNull(content.interestMinor),
    over: content.overMinor > 0n ? amountText(content.overMinor, currency, language) : null,
    overNumber: number(content.overMinor),
    left: content.leftMinor > 0n ? amountText(content.leftMinor, currency, language) : null,
    reference: content.paymentReference === null ? null : shown(content.paymentReference),
  };
}

export function questionReceivedPage(content: QuestionReceivedContent) {
  return {
    ...toDebtor(content),
    invoices: listText(content.invoiceNumbers, content.language),
    one: content.invoiceNumbers.length === 1,
    question: shownLines(content.question),
  };
}

export function signInPage(content: SignInContent) {
  return { ...toMember(content), minutes: content.minutesValid };
}

export function headsUpPage(content: HeadsUpContent) {
  const { language } = content;
  return {
    ...toMember(content),
    weekday: weekdayText(content.leavesDay, language),
    day: fullDayText(content.leavesDay, language),
    count: content.letters.length,
    waiting: content.letters.filter((letter) => letter.needsYes).length,
    letters: content.letters.slice(0, headsUpLines).map((letter) => headsUpLine(letter, language)),
    more: Math.max(0, content.letters.length - headsUpLines),
    sums: sumsOf(content.letters, language),
    queueUrl: content.queueUrl,
  };
}

/** A digest names so many letters; the queue has the rest. */
const headsUpLines = 12;

/** What the letters ask for together, currency by currency, the one with most letters first; none for a letter alone. */
function sumsOf(letters: readonly HeadsUpLetter[], language: Language) {
  if (letters.length < 2) return [];
  return [...Map.groupBy(letters, (letter) => letter.currency)]
    .map(([currency, each]) => ({
      count: each.length,
      total: amountText(
        each.reduce((total, letter) => total + letter.totalMinor, 0n),
        currency,
        language,
      ),
    }))
    .sort((a, b) => b.count - a.count);
}

function headsUpLine(letter: HeadsUpLetter, language: Language) {
  return {
    debtorName: shown(letter.debtorName),
    rung: rungText(letter, language),
    rep: letter.repName === null ? null : shown(letter.repName),
    total: amountText(letter.totalMinor, letter.currency, language),
    needsYes: letter.needsYes,
    sms: letter.channel === 'sms',
  };
}

export function questionAskedPage(content: QuestionAskedContent) {
  return {
    ...toMember(content),
    debtorName: shown(content.debtorName),
    invoices: listText(content.invoiceNumbers, content.language),
    one: content.invoiceNumbers.length === 1,
    question: shownLines(content.question),
    caseUrl: content.caseUrl,
  };
}

export function creditorPausedPage(content: CreditorPausedContent) {
  return { ...toMember(content), day: dayText(content.day, content.language), reconnectUrl: content.reconnectUrl };
}

export function driftFoundPage(content: DriftFoundContent) {
  const { language, day, differed, compared, pageUrl } = content;
  const counts = { one: differed === 1, differed: String(differed), compared: String(compared) };
  return { ...toMember(content), ...counts, day: dayText(day, language), pageUrl };
}

function toDebtor(content: ReceiptContent | QuestionReceivedContent) {
  return {
    creditor: creditorPage(content.creditor),
    signer: signerText(content.senderName, content.creditor.name),
    addressee: addresseeText(content.contactFirstName, content.debtorName),
    debtorName: shown(content.debtorName),
  };
}

/** A member whose name we do not know is greeted without one: `memberName` is then null, never a blank. */
function toMember(content: { readonly memberName: string | null; readonly creditorName: string }) {
  const name = content.memberName === null ? '' : shown(content.memberName);
  return { memberName: name === '' ? null : name, creditorName: tidy(content.creditorName) };
}

const ands: { readonly [language in Language]: string } = { da: 'og', sv: 'och', en: 'and' };

/** "20417", "20417 og 20431", "20417, 20431 og 20440"; null for none. */
function listText(numbers: readonly string[], language: Language): string | null {
  const all = numbers.map(shown);
  const last = all.pop();
  if (last === undefined) return null;
  return all.length === 0 ? last : `${all.join(', ')} ${ands[language]} ${last}`;
}
