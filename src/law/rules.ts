/**
 * What the law of a market lets a creditor claim, with its paragraph. A market that is not here is not in the law room:
 * its invoices get plain reminders only.
 */
import type { Day } from '../values/day.ts';
import type { Market } from '../values/language.ts';
import type { Currency } from '../values/money.ts';

/** A margin over the reference rate, chosen by the day the claim fell due, for the whole life of the claim. */
export type Margin = { readonly dueFrom: Day; readonly percent: string; readonly paragraph: string };

export type MarketRules = {
  readonly market: Market;
  /** Names this set of rules on a letter, so that an old letter can be explained years later. */
  readonly version: string;
  /** The currency the market's own amounts (fee, compensation) are set in. */
  readonly currency: Currency;
  readonly interestParagraph: string;
  /** Oldest first. */
  readonly margins: readonly Margin[];
  /** A due day on a weekend or holiday moves to the next banking day before interest is counted. */
  readonly dueDayMoves: { readonly toOpenDay: boolean; readonly paragraph: string };
  /** At most `capMinor` each, at most `maxPerClaim` of them, `daysApart` full days between two letters that bear one. */
  readonly reminderFee: {
    readonly capMinor: bigint;
    readonly maxPerClaim: number;
    readonly daysApart: number;
    readonly paragraph: string;
  };
  /** One fixed sum per invoice, businesses and public bodies only. */
  readonly compensation: { readonly minor: bigint; readonly paragraph: string };
  /** The least number of days a formal notice gives to pay, counted from sending. */
  readonly notice: { readonly daysFromSending: number; readonly paragraph: string };
  readonly limitation: { readonly years: number; readonly paragraph: string };
};

const denmark: MarketRules = {
  market: 'DK',
  version: 'DK-2013-03-01',
  currency: 'DKK',
  interestParagraph: 'renteloven §§ 3 and 5',
  margins: [
    { dueFrom: '2002-08-01', percent: '7', paragraph: 'renteloven § 5 (due before 1 March 2013)' },
    { dueFrom: '2013-03-01', percent: '8', paragraph: 'renteloven § 5' },
  ],
  // No paragraph says it for every debt; practice and Danish guides do. The cautious side: a day or three less interest.
  dueDayMoves: { toOpenDay: true, paragraph: 'renteloven § 3; practice: the next banking day' },
  reminderFee: { capMinor: 10000n, maxPerClaim: 3, daysApart: 10, paragraph: 'renteloven § 9 b' },
  compensation: { minor: 31000n, paragraph: 'renteloven § 9 a(3), BEK 601/2002 § 2(2)' },
  notice: { daysFromSending: 10, paragraph: 'inkassoloven § 10' },
  limitation: { years: 3, paragraph: 'forældelsesloven § 3' },
};

/** The rules of a market (ISO 3166 alpha-2), or null when it is not in the law room. */
export function rulesOf(market: string): MarketRules | null {
  return market === 'DK' ? denmark : null;
}

/** The margin a claim due on `dueDay` bears, or null when it fell due before the oldest rule we know. */
export function marginOf(rules: MarketRules, dueDay: Day): Margin | null {
  return rules.margins.findLast((margin) => margin.dueFrom <= dueDay) ?? null;
}
