/** A letter's content to and from JSON, where sums are decimal strings: JSON knows no bigint. */
import type { RungKey } from '../ladder/rungs.ts';
import type { InterestBasis, LetterContent, LetterInterest } from './letter-content.ts';

/** Every field whose name ends in "inor" is a sum in minor units. */
const isSum = (key: string): boolean => /(^m|M)inor$/.test(key);

/** As JSON writes it. */
export function contentText(content: LetterContent): string {
  return JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

/** What letters of an older house did not have: all by e-mail, under Danish law, no compensation, and two reminders at the most. */
const before = {
  channel: 'email',
  feeMarket: 'DK',
  ownText: null,
  compensation: [],
  earlierCompensationMinor: 0n,
  law: null,
} as const;

type OlderInterest = { readonly paragraph: string; readonly dayCount: InterestBasis['dayCount'] };

export function contentFromJson(json: unknown): LetterContent {
  const content = JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    isSum(key) && typeof value === 'string' ? BigInt(value) : value,
  ) as LetterContent;
  const nth = (each: { readonly nth?: number; readonly rung: RungKey }) =>
    each.nth ?? (each.rung === 'second-reminder' ? 2 : 1);
  const lines = content.lines.map((line) => ({ ...line, market: line.market ?? before.feeMarket, nth: nth(line) }));
  return { ...before, ...content, nth: nth(content), lines, interest: interestFromJson(content.interest) };
}

function interestFromJson(interest: LetterContent['interest']): LetterContent['interest'] {
  if (interest === null || 'bases' in interest) return interest;
  const { paragraph, dayCount, ...rest } = interest as LetterInterest & OlderInterest;
  const basis: InterestBasis = {
    market: before.feeMarket,
    paragraph,
    dayCount,
    leapYearDays: 366,
    compounds: false,
    agreed: false,
  };
  return { ...rest, bases: [basis] };
}
