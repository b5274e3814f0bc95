/**
 * What a letter of the ladder is made from: values only. Who composes it reads no clock and no database, so the letter a
 * person approves in the morning and the one that leaves at noon differ only where their values differ.
 */

import type { CompensationReason } from '../ladder/compensation-plan.ts';
import type { FeeReason, InterestReason } from '../ladder/letter-plan.ts';
import { type Channel, kindOf, type RungKey } from '../ladder/rungs.ts';
import type { RateRow } from '../law/reference-rates.ts';
import type { DayCount, DebtorKind } from '../law/rules.ts';
import type { Day } from '../values/day.ts';
import type { Language } from '../values/language.ts';
import { type Currency, sum } from '../values/money.ts';

/** Who is owed, as the books know it. What the books do not know is null and is left out of the letter. */
export type LetterCreditor = {
  readonly name: string;
  readonly companyNumber: string | null;
  /** On one line: "Havnegade 12, 1058 København K". */
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly bank: BankDetails | null;
};

/** Danish bank details; `sortCode` is the registration number. */
export type BankDetails = { readonly name: string | null; readonly sortCode: string | null; readonly account: string };

/** One invoice on the letter. Days late are counted to the sending day, and are below 1 before the due day has passed. */
export type InvoiceLine = {
  readonly invoiceNumber: string;
  /** The country whose law rules it, ISO 3166 alpha-2. */
  readonly market: string;
  /** The invoice's own day. */
  readonly day: Day;
  readonly dueDay: Day;
  readonly daysLate: number;
  /** The rung this invoice stands at with this letter, and which of its kind that is for it: its third reminder is 3. */
  readonly rung: RungKey;
  readonly nth: number;
  /** Principal still owed, minor units of the letter's currency. */
  readonly principalMinor: bigint;
  /** Listed so that nobody is surprised by it, but not asked for yet: it falls due soon. */
  readonly soonDue: boolean;
};

/** A credit note a member has looked at and that is taken off what is asked for. `minor` is positive. */
export type CreditNoteLine = { readonly number: string; readonly day: Day; readonly minor: bigint };

/** A reminder fee of an earlier letter that is still owed, and the day that letter left. */
export type EarlierFee = { readonly day: Day; readonly minor: bigint };

/** Late interest of one invoice over days with one rate and one principal. `ratePercent` is a decimal lexeme: "9.75". */
export type InterestPeriod = {
  readonly invoiceNumber: string;
  /** First and last day counted. */
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly days: number;
  readonly principalMinor: bigint;
  readonly ratePercent: string;
};

/** How interest is worked out under the law of one market, and where that is said. */
export type InterestBasis = {
  readonly market: string;
  /** As the law room names it: "renteloven §§ 3 and 5". */
  readonly paragraph: string;
  readonly dayCount: DayCount;
  /** What a leap year's real days are divided by. */
  readonly leapYearDays: 365 | 366;
  /** Unpaid interest joins the sum that bears it, once a year (NL). */
  readonly compounds: boolean;
  /** The rate was agreed and is not the statute's. */
  readonly agreed: boolean;
};

/** Late interest to the sending day; one basis per market among the invoices. */
export type LetterInterest = {
  readonly minor: bigint;
  readonly bases: readonly InterestBasis[];
  readonly periods: readonly InterestPeriod[];
};

/**
 * Compensation this letter claims on one invoice, minor units: what is left beside fees claimed before. `instead` names the
 * letters whose fees it takes the place of: they are taken back when this letter is accepted.
 */
export type LetterCompensation = {
  readonly invoiceId: string;
  readonly invoiceNumber: string;
  readonly minor: bigint;
  readonly instead: readonly string[];
  readonly market: string;
  readonly paragraph: string;
};

/** Why the letter says what it says: what a lawyer asks years later (design §3.8). Kept with the letter, printed nowhere. */
export type LetterLaw = {
  readonly debtorKind: DebtorKind;
  /** What told the kind: "said", "company-number"… */
  readonly kindClue: string;
  readonly markets: readonly {
    readonly market: string;
    /** The set of rules, null where the market is not in the law room. */
    readonly version: string | null;
    readonly confirmed: boolean;
    readonly dayCount: DayCount;
    readonly noticeDays: number | null;
  }[];
  readonly contractRate: { readonly percent: string; readonly note: string } | null;
  /** Every reference rate that was counted with, with its source. */
  readonly rates: readonly RateRow[];
  readonly feeReason: FeeReason;
  readonly interestReason: InterestReason;
  readonly compensationReason: CompensationReason;
  /** Each invoice's interest is rounded once, half away from zero. */
  readonly rounding: 'once-per-invoice';
};

export type LetterContent = {
  readonly language: Language;
  /** By which road it goes: a text message says the least of it, and the whole letter is read behind its link. */
  readonly channel: Channel;
  /** The highest rung due: which letter this is, and which of its kind the debtor gets with it. */
  readonly rung: RungKey;
  readonly nth: number;
  readonly creditor: LetterCreditor;
  /** The person who signs. */
  readonly senderName: string;
  /**
   * The creditor's own first line, or null for ours. {name} in it becomes the contact's first name, or the debtor's name
   * where we know no contact.
   */
  readonly greeting: string | null;
  /** The creditor's own words after it, with the names of values in braces; null for ours. See `ladder/own-text`. */
  readonly ownText: string | null;
  readonly debtorName: string;
  readonly contactFirstName: string | null;
  /** The day it leaves. */
  readonly day: Day;
  readonly currency: Currency;
  /**
   * Every invoice to be listed. Asked for in `principalMinor` are those that `isDemanded`; the others stand in a list of
   * their own that says so.
   */
  readonly lines: readonly InvoiceLine[];
  readonly creditNotes: readonly CreditNoteLine[];
  /** The lines asked for, less the credit notes. */
  readonly principalMinor: bigint;
  /** This letter's fee; 0 for none. */
  readonly feeMinor: bigint;
  /** Why a fee may be asked for: "renteloven § 9 b". Not printed when no fee is. */
  readonly feeParagraph: string;
  /** The market whose law allows the fee. */
  readonly feeMarket: string;
  readonly earlierFees: readonly EarlierFee[];
  readonly compensation: readonly LetterCompensation[];
  /** Compensation of earlier letters that is still owed. */
  readonly earlierCompensationMinor: bigint;
  /** Null where none is asked for or its rate is not known. */
  readonly interest: LetterInterest | null;
  /** Principal, fees, compensation and interest together. */
  readonly totalMinor: bigint;
  /** The last day to pay, counted from the sending day. A nudge prints each invoice's own due day instead. */
  readonly payByDay: Day;
  /** What to write on a bank transfer: "Faktura 20417". */
  readonly paymentReference: string;
  /** Can one pay on the private page, or only read there? */
  readonly paysOnline: boolean;
  /** Null on letters of an older house. */
  readonly law: LetterLaw | null;
};

/**
 * Is this line part of the sum asked for? A nudge asks kindly for what falls due soon; every other letter asks only for what
 * is due, and a notice only for invoices that have climbed to it (inkassoloven § 10 wants each claim judged by itself).
 */
export function isDemanded(line: InvoiceLine, rung: RungKey): boolean {
  const kind = kindOf(rung);
  if (kind === 'nudge') return true;
  return !line.soonDue && (kind !== 'notice' || kindOf(line.rung) === 'notice');
}

/**
 * Throws when the sums do not add up or a letter carries what its rung may not: such a letter is a bug of ours and must
 * never be shown, let alone sent.
 */
export function assertAddsUp(content: LetterContent): void {
  const demanded = content.lines.filter((line) => isDemanded(line, content.rung));
  const principal =
    sum(demanded.map((line) => line.principalMinor)) - sum(content.creditNotes.map((note) => note.minor));
  if (demanded.length === 0) throw new Error('a letter without an invoice to ask for');
  if (principal !== content.principalMinor) throw new Error('the lines of the letter do not add up to its principal');
  if (content.principalMinor <= 0n) throw new Error('a letter never goes for fees alone');
  const ours =
    content.feeMinor +
    sum(content.earlierFees.map((fee) => fee.minor)) +
    sum(content.compensation.map((each) => each.minor)) +
    content.earlierCompensationMinor +
    (content.interest?.minor ?? 0n);
  if (principal + ours !== content.totalMinor) throw new Error('the parts of the letter do not add up to its total');
  if (kindOf(content.rung) === 'nudge' && ours !== 0n)
    throw new Error('a nudge carries neither fee, compensation nor interest');
  if (kindOf(content.rung) === 'notice' && content.channel !== 'email')
    throw new Error('a notice goes by e-mail alone');
}
