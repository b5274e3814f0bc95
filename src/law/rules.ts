/**
 * What the law of a market lets a creditor claim, each number with its paragraph; one file per market in `market/`. A
 * market that is not here is not in the law room: its invoices get plain reminders only.
 */
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { germany } from './market/de.ts';
import { denmark } from './market/dk.ts';
import { europeanFloor } from './market/eu.ts';
import { finland } from './market/fi.ts';
import { britain } from './market/gb.ts';
import { netherlands } from './market/nl.ts';
import { norway } from './market/no.ts';
import { sweden } from './market/se.ts';
import type { RateSeries } from './reference-rates.ts';

/** A sole trader is a business for late payment law, and an individual where the law speaks of people. */
export const debtorKinds = ['business', 'sole-trader', 'consumer'] as const;
export type DebtorKind = (typeof debtorKinds)[number];

/** How days become years: real days over 365 (or 366 in leap years), or months of thirty days over 360. */
export const dayCounts = ['actual', '30/360'] as const;
export type DayCount = (typeof dayCounts)[number];

/** A margin over the reference rate, chosen by the day the claim fell due, for the whole life of the claim. */
export type Margin = { readonly dueFrom: Day; readonly percent: string; readonly paragraph: string };

/** What a consumer bears: margins over the market's reference, or a rate that is published whole. */
export type ConsumerInterest =
  | { readonly kind: 'margins'; readonly margins: readonly Margin[] }
  | { readonly kind: 'own-rate'; readonly series: RateSeries; readonly paragraph: string };

export type InterestRules = {
  readonly paragraph: string;
  /** For businesses, sole traders among them; oldest first. */
  readonly margins: readonly Margin[];
  /** Null: this law gives no late interest against consumers. */
  readonly consumer: ConsumerInterest | null;
  readonly reference: {
    readonly series: RateSeries;
    /** The published rate is rounded up to the next half point before it counts; stored rates are rounded already. */
    readonly roundedUpTo: '0.5' | null;
    readonly paragraph: string;
  };
  /** False: the rate of the half-year in which interest starts stays for the life of the debt. */
  readonly floats: boolean;
  /** 'yearly': after each full year the unpaid interest joins the sum that bears interest. */
  readonly compounds: 'never' | 'yearly';
  /** The first is the default. */
  readonly dayCounts: readonly [DayCount, ...DayCount[]];
  /** What a leap year's days are divided by. */
  readonly leapYearDays: 365 | 366;
  /** A due day on a weekend or holiday moves to the next banking day before interest is counted. */
  readonly dueDayMoves: { readonly toOpenDay: boolean; readonly paragraph: string };
  /** Where no due day was agreed: so many days after the invoice. Does that last day bear interest itself? */
  readonly withoutAgreedDay: { readonly days: number; readonly lastDayBears: boolean; readonly paragraph: string };
  /** May another rate be agreed, beforehand, with a note of the agreement; against consumers never more than the law's. */
  readonly contractRate: {
    readonly business: 'as-agreed' | 'none';
    readonly consumer: 'not-above-statutory' | 'none';
    readonly paragraph: string;
  };
};

/** At most `capMinor` each and `maxPerClaim` of them; `daysApart` full days lie between two letters that bear one. */
export type ReminderFeeRule = {
  readonly capMinor: bigint;
  readonly maxPerClaim: number;
  readonly daysApart: number;
  /** The first day after the due day that may bear one; 0 where the law names none. */
  readonly firstDay: number;
  /** Only where it was agreed by the time the debt arose. */
  readonly onlyIfAgreed: boolean;
  readonly paragraph: string;
};

/** One fixed sum per invoice, once, from businesses and public bodies only. */
export type CompensationRule = {
  /** In the market's currency; null where the sum for that due day is not known. */
  readonly amountMinor: (principalMinor: bigint, dueDay: Day) => bigint | null;
  /** How it meets reminder fees: beside them, instead of them, or less what was claimed of them. */
  readonly againstFees: 'on-top' | 'replaces' | 'net';
  readonly paragraph: string;
};

export type NoticeRule = {
  /** The least number of days to pay, counted from sending. */
  readonly daysFromSending: Readonly<Record<DebtorKind, number>>;
  /** To whom it must come with a form to answer on. */
  readonly replyFormFor: readonly DebtorKind[];
  readonly paragraph: string;
};

/** What may start the time anew. */
export const interruptionKinds = ['reminder', 'acknowledgment', 'signed-plan', 'part-payment'] as const;
export type InterruptionKind = (typeof interruptionKinds)[number];

export type LimitationRule = {
  readonly years: Readonly<Record<DebtorKind, number>>;
  /** Where the years are counted from: the due day, the end of the year it lies in, or the day the invoice was made. */
  readonly from: 'due-day' | 'end-of-due-year' | 'invoice-day';
  /** What starts it anew here, and for how many years ('same': as many as before). What is missing does not. */
  readonly anew: Readonly<Partial<Record<InterruptionKind, number | 'same'>>>;
  readonly paragraph: string;
};

export const ruledMarkets = ['DK', 'SE', 'NO', 'FI', 'DE', 'NL', 'GB', 'EU'] as const;
export type RuledMarket = (typeof ruledMarkets)[number];

export type MarketRules = {
  /** 'EU' is the floor that every member state keeps. */
  readonly market: RuledMarket;
  /** Names this set of rules on a letter, so that an old letter can be explained years later. */
  readonly version: string;
  /** The currency the market's own amounts (fee, compensation) are set in. */
  readonly currency: Currency;
  /** False for the floor: it says what a state must grant at least, so nothing is charged on its word. */
  readonly chargesByItself: boolean;
  readonly interest: InterestRules;
  /** Null: no fee by statute. */
  readonly reminderFee: ReminderFeeRule | null;
  readonly compensation: CompensationRule | null;
  readonly notice: NoticeRule | null;
  readonly limitation: LimitationRule;
};

/** Member states of the Union whose own law is not in the law room (Directive 2011/7/EU rules there at least). */
const otherMembers = new Set(
  'AT BE BG CY CZ EE ES FR GR HR HU IE IT LT LU LV MT PL PT RO SI SK'.split(' ') as readonly string[],
);

const byMarket: Readonly<Record<RuledMarket, MarketRules>> = {
  DK: denmark,
  SE: sweden,
  NO: norway,
  FI: finland,
  DE: germany,
  NL: netherlands,
  GB: britain,
  EU: europeanFloor,
};

/** The rules of a market (ISO 3166 alpha-2, or 'EU'); the floor for other member states; null when not in the law room. */
export function rulesOf(market: string): MarketRules | null {
  if (Object.hasOwn(byMarket, market)) return byMarket[market as RuledMarket];
  return otherMembers.has(market) ? europeanFloor : null;
}

/**
 * The margin a claim due on `dueDay` bears against this debtor, or null when it fell due before the oldest rule we know, or
 * the law has no margin for such a debtor.
 */
export function marginOf(rules: MarketRules, dueDay: Day, debtorKind: DebtorKind): Margin | null {
  const { margins, consumer } = rules.interest;
  const apply = debtorKind !== 'consumer' ? margins : consumer?.kind === 'margins' ? consumer.margins : [];
  return apply.findLast((margin) => margin.dueFrom <= dueDay) ?? null;
}
