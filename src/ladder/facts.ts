/**
 * Everything a decision may know. Balances come in as numbers, so that a decision cannot write. If a guard needs to know
 * a thing, it stands here; if it does not stand here, no guard can look it up.
 */
import type { DebtorKind } from '../law/rules.ts';
import type { Day, Instant } from '../values/day.ts';
import type { Language } from '../values/language.ts';
import type { Currency } from '../values/money.ts';
import type { Reach } from './channel-choice.ts';
import type { Channel, Ladder, RungKey } from './rungs.ts';

export type HoldKind =
  | 'question'
  | 'complaint'
  | 'plan'
  | 'promise'
  | 'part-payment'
  | 'credit-note'
  | 'unmatched-money'
  | 'chased-there'
  | 'payment-reversed'
  | 'insolvency'
  | 'pause'
  | 'snooze';

export type HoldFacts = { readonly kind: HoldKind; readonly sinceDay: Day; readonly until: Day | null };

export type InvoiceFacts = {
  readonly invoiceId: string;
  readonly number: string;
  /** Which climb of the ladder this is; a debt that was settled and came back starts a new one. */
  readonly run: number;
  readonly day: Day;
  readonly dueDay: Day;
  readonly currency: Currency;
  readonly grossMinor: bigint;
  /** What the books show as left, less what is in clearing: what is really still owed as principal. */
  readonly owedMinor: bigint;
  /** Country whose law rules the invoice (ISO 3166 alpha-2), and whether the creditor has confirmed that market. */
  readonly market: string;
  readonly marketConfirmed: boolean;
  /** The rungs whose letters a provider accepted in this run, in the order they left. */
  readonly climbed: readonly RungKey[];
  /** The ladder by which the last of them went; null where that is the one in force, or none has gone. */
  /** Rungs of this run that a person has taken it past without a letter; none where it is left out. */
  readonly skipped?: readonly RungKey[];
  readonly lastLadder: Ladder | null;
  /** The day the last letter left and the last day it gave to pay. */
  readonly lastLetterDay: Day | null;
  readonly lastDeadline: Day | null;
  /** How many letters with a fee have listed this invoice, over all runs: the law counts them for one claim. */
  readonly feesSoFar: number;
  /** Null, or why these payment terms must not be chased ("factoring"). */
  readonly termsForbid: string | null;
  /** The first day it must not be demanded as being too old: when it is time-barred. */
  readonly limitationDay: Day;
  /** A reminder fee was agreed, with this debtor or in the terms of sale, by the day the debt arose. */
  readonly feeAgreed: boolean;
  /** The market's amounts in the invoice's currency, where that is another one and the creditor has set them. */
  readonly ownAmounts: OwnAmounts;
  /** From which letter on the creditor claims compensation under this market's law; null: it does not. */
  readonly compensationFrom: 'first-reminder' | 'second-reminder' | 'notice' | null;
  /** Compensation was claimed on it before and stands. */
  readonly compensationClaimed: boolean;
  /** The day the ladder counts from where a member gave more time; null: the due day. */
  readonly graceDay: Day | null;
  /** Left out by hand, the debtor's other invoices not: since when, or null. */
  readonly leftOutSince: Day | null;
};

/** Minor units of the invoice's currency; null where none was set. */
export type OwnAmounts = { readonly feeMinor: bigint | null; readonly compensationMinor: bigint | null };

export type DebtorFacts = {
  readonly debtorId: string;
  readonly kind: DebtorKind;
  /** ISO 3166 alpha-2, "ZZ" where nobody can tell: its holidays close a day. */
  readonly country: string;
  readonly language: Language;
  /** Left out by hand: since when, or null. */
  readonly excludedSince: Day | null;
  /** The books' balance of the customer in base currency; null when it was not read. */
  readonly balanceBaseMinor: bigint | null;
  /** The sum of all its open items in base currency, credit notes off. A balance below this means money that is not matched. */
  readonly openItemsBaseMinor: bigint;
  /** How much a rounding of exchange rates may make the two differ, in base currency. */
  readonly toleranceBaseMinor: bigint;
  /** Where it is reached by each channel. */
  readonly reach: Reach;
  /** The last day a member said that the debtor is not insolvent; null when nobody has. */
  readonly solventCheckedDay: Day | null;
  /** The last day a letter with a fee left to this debtor, over all currencies. */
  readonly lastFeeLetterDay: Day | null;
  /** The last day any letter of the ladder left to this debtor in the letter's currency. */
  readonly lastLetterDay: Day | null;
  /** Open credit notes nobody has looked at: how many. */
  readonly creditNotesOpen: number;
  /** When a checkout the debtor has begun stops being able to become money; null when there is none. */
  readonly paymentInFlightUntil: Instant | null;
};

export type CreditorFacts = {
  readonly connected: boolean;
  /** Switched on by an admin. */
  readonly sendingOn: boolean;
  /** Null, or why nothing at all may leave (a restored database waiting for release). */
  readonly halted: string | null;
  readonly timeZone: string;
  /** ISO 3166 alpha-2: its holidays close a day. */
  readonly country: string;
  /** Hours of the day letters may leave, local time: from (inclusive) to (exclusive). */
  readonly hours: { readonly from: number; readonly to: number };
  /** 1 = Monday … 7 = Sunday; at least one. */
  readonly weekdays: readonly number[];
  /** Full days that lie between two letters to one debtor in one currency, whatever they carry. */
  readonly quietDays: number;
  /** The least that is worth a letter, minor units by currency. Empty: any sum is. */
  readonly smallestSums: { readonly [currency in Currency]?: bigint };
  /** The ladder in force for this debtor. */
  readonly ladder: Ladder;
  /** How old facts may be, in seconds, for this question: generous on the mirror, 60 just before sending. */
  readonly factsMaxAgeSeconds: number;
};

export type LetterLine = {
  readonly invoiceId: string;
  readonly rung: RungKey;
  /** Principal demanded on this line, minor units of the letter's currency. */
  readonly principalMinor: bigint;
  readonly alreadySent: boolean;
};

/** What the letter says, as far as a guard may judge it. */
export type LetterFacts = {
  readonly rung: RungKey;
  readonly currency: Currency;
  readonly lines: readonly LetterLine[];
  readonly feeMinor: bigint;
  /** By which channels it may go, the first that reaches. */
  readonly channels: readonly Channel[];
  /** Compensation this letter claims, by invoice: what is left beside fees that were claimed before. */
  readonly compensation: readonly { readonly invoiceId: string; readonly minor: bigint }[];
  readonly statesInterest: boolean;
  /** The last day interest could be worked out to; null when every rate is known up to today. */
  readonly interestKnownTo: Day | null;
  /** What a formal notice says, item by item; null on other rungs. */
  readonly notice: NoticeFacts | null;
  /** The fingerprint of rung, lines, principal, recipient and text version: what a yes is given to. */
  readonly hash: string;
  readonly headsUpAt: Instant | null;
  readonly holdWindowHours: number;
  /** What an admin said yes to, or null. */
  readonly approvedHash: string | null;
};

export type NoticeFacts = {
  readonly creditorNamed: boolean;
  readonly invoicesNamed: boolean;
  readonly sumsNamed: boolean;
  readonly howToPayNamed: boolean;
  readonly deadlineDays: number;
  readonly furtherCostsNamed: boolean;
  readonly threatensOnlyWhatIsPlanned: boolean;
  readonly replyFormEnclosed: boolean;
};

export type Facts = {
  readonly now: Instant;
  readonly today: Day;
  /** When what the books say was read, wall time; null when never. Compared with `wallNow`. */
  readonly booksReadAt: Instant | null;
  readonly wallNow: Instant;
  readonly creditor: CreditorFacts;
  readonly debtor: DebtorFacts;
  readonly caseOpen: boolean;
  readonly holds: readonly HoldFacts[];
  /** Every open invoice of the debtor in the letter's currency, those on the letter among them. */
  readonly invoices: readonly InvoiceFacts[];
  readonly letter: LetterFacts;
};
