/** What each mail that is not a letter of the ladder is made from: values only. */

import type { LetterCreditor } from '../cases/letter-content.ts';
import type { Channel, RungKey } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';
import type { Language } from '../values/language.ts';
import type { Currency } from '../values/money.ts';

/** To the debtor: money has come in through the portal. */
export type ReceiptContent = {
  readonly language: Language;
  readonly creditor: LetterCreditor;
  readonly senderName: string;
  readonly debtorName: string;
  readonly contactFirstName: string | null;
  readonly day: Day;
  readonly currency: Currency;
  readonly paidMinor: bigint;
  /** What the payment was used for; the parts and `overMinor` make up `paidMinor`. */
  readonly invoices: readonly { readonly invoiceNumber: string; readonly minor: bigint }[];
  readonly feesMinor: bigint;
  readonly interestMinor: bigint;
  /** Paid beyond what was owed; 0 for nothing. */
  readonly overMinor: bigint;
  /** What is still owed after it, fees and interest among it; 0 for nothing. */
  readonly leftMinor: bigint;
  /** What the bank or card statement shows, or null. */
  readonly paymentReference: string | null;
};

/** To the debtor: we have your question, and rest until you have an answer. */
export type QuestionReceivedContent = {
  readonly language: Language;
  readonly creditor: LetterCreditor;
  readonly senderName: string;
  readonly debtorName: string;
  readonly contactFirstName: string | null;
  readonly invoiceNumbers: readonly string[];
  readonly question: string;
};

/** To a member: a one-time link to sign in, good for so many minutes. */
export type SignInContent = {
  readonly language: Language;
  readonly memberName: string | null;
  readonly creditorName: string;
  readonly minutesValid: number;
};

/** To admins and owning reps: the letters that will leave tomorrow. */
export type HeadsUpContent = {
  readonly language: Language;
  readonly memberName: string | null;
  readonly creditorName: string;
  /** The day they leave, at the earliest. */
  readonly leavesDay: Day;
  readonly letters: readonly HeadsUpLetter[];
  readonly queueUrl: string;
};

export type HeadsUpLetter = {
  readonly debtorName: string;
  readonly rung: RungKey;
  /** Which of its kind it is: the debtor's third reminder is 3. */
  readonly nth: number;
  readonly channel: Channel;
  readonly totalMinor: bigint;
  readonly currency: Currency;
  readonly repName: string | null;
  /** Does it wait for an admin's yes? False where a standing yes covers it. */
  readonly needsYes: boolean;
};

/** To members: a debtor has asked something, and the case rests. */
export type QuestionAskedContent = {
  readonly language: Language;
  readonly memberName: string | null;
  readonly creditorName: string;
  readonly debtorName: string;
  readonly invoiceNumbers: readonly string[];
  readonly question: string;
  readonly caseUrl: string;
};

/** To admins: the accounting system no longer lets us in, so nothing leaves. */
export type DriftFoundContent = {
  readonly language: Language;
  readonly memberName: string | null;
  readonly creditorName: string;
  readonly day: Day;
  /** Rows that were otherwise than in the books, of so many that were compared. */
  readonly differed: number;
  readonly compared: number;
  readonly pageUrl: string;
};

export type CreditorPausedContent = {
  readonly language: Language;
  readonly memberName: string | null;
  readonly creditorName: string;
  readonly day: Day;
  /** Where to let us in again. */
  readonly reconnectUrl: string;
};
