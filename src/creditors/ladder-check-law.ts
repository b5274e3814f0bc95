/** What the law of the confirmed markets says of a ladder's fees, the days between them and its notice. */
import { kindOf, type Rung } from '../ladder/rungs.ts';
import type { MarketRules } from '../law/rules.ts';
import { countryName } from '../values/country-name.ts';
import { type FeeMarket, fault, type JudgedMarkets, type LadderFault, warning } from './ladder-fault.ts';
import { lawAmount } from './law-amount.ts';

/** `on`: the rungs that are on, in the order they are climbed. */
export function feeFaults(on: readonly Rung[], markets: JudgedMarkets): LadderFault[] {
  const bearing = on.filter(bearsFee);
  const faults = bearing.flatMap((rung) => feeFault(rung, markets));
  return faults.length > 0 ? faults : [...tooManyFees(bearing, markets), ...feelessMarkets(bearing, markets)];
}

function feeFault(rung: Rung, { all, withFee, agreed }: JudgedMarkets): LadderFault[] {
  if (withFee.length === 0)
    return [
      fault(rung, 'fee', `The law of ${namesOf(all)} knows no reminder fee. Write 0, or confirm another country.`),
    ];
  if (agreed.length === 0)
    return [
      fault(
        rung,
        'fee',
        `Under the law of ${namesOf(withFee)} a reminder fee must be agreed beforehand (${withFee[0]!.reminderFee.paragraph}). Say under Countries since when your terms agree it, or write 0.`,
      ),
    ];
  const most = agreed.reduce((a, b) => (b.reminderFee.capMinor > a.reminderFee.capMinor ? b : a));
  const { capMinor, paragraph } = most.reminderFee;
  if (rung.feeMinor <= capMinor) return [];
  const amount = lawAmount(capMinor, most.currency);
  return [fault(rung, 'fee', `A reminder fee may be at most ${amount} (${paragraph}). Write ${amount} or less.`)];
}

/** More letters with a fee than the most that any of the markets allows for one claim. */
function tooManyFees(bearing: readonly Rung[], { agreed }: JudgedMarkets): LadderFault[] {
  const [first, ...rest] = agreed;
  if (!first) return [];
  const widest = rest.reduce((a, b) => (b.reminderFee.maxPerClaim > a.reminderFee.maxPerClaim ? b : a), first);
  const { maxPerClaim, paragraph } = widest.reminderFee;
  const over = bearing[maxPerClaim];
  if (!over) return narrowMarkets(bearing, agreed);
  const letters = maxPerClaim === 1 ? 'one letter' : `${maxPerClaim} letters`;
  return [
    fault(
      over,
      'fee',
      `${bearing.length} letters bear a fee, and the law allows ${letters} for one claim (${paragraph}). Write 0 here, or on another letter.`,
    ),
  ];
}

function narrowMarkets(bearing: readonly Rung[], agreed: readonly FeeMarket[]): LadderFault[] {
  return agreed
    .filter(({ reminderFee }) => bearing.length > reminderFee.maxPerClaim)
    .map(({ market, reminderFee }) =>
      warning(
        bearing[reminderFee.maxPerClaim] ?? null,
        'fee',
        `Under the law of ${countryName(market)} only ${reminderFee.maxPerClaim} of these letters may bear a fee (${reminderFee.paragraph}): the later ones leave it out there by themselves.`,
      ),
    );
}

/** Markets that are confirmed and know no fee, or none that is agreed: their letters go without. */
function feelessMarkets(bearing: readonly Rung[], { all, agreed }: JudgedMarkets): LadderFault[] {
  const [first] = bearing;
  const without = all.filter((rules) => !agreed.some((each) => each.market === rules.market));
  if (!first || without.length === 0) return [];
  return [warning(first, 'fee', `Letters under the law of ${namesOf(without)} leave the fee out by themselves.`)];
}

/**
 * A rung with a fee keeps its distance to the last rung before it that has one: their days add up, and so does the day of
 * each letter in between.
 */
export function spacingFaults(on: readonly Rung[], agreed: readonly FeeMarket[]): LadderFault[] {
  if (agreed.length === 0) return [];
  const spacing = agreed.map((rules) => rules.reminderFee).reduce((a, b) => (b.daysApart < a.daysApart ? b : a));
  const longest = agreed.reduce((a, b) => (b.reminderFee.daysApart > a.reminderFee.daysApart ? b : a));
  return on.flatMap((rung, place) => {
    const below = on.slice(0, place);
    const lastWithFee = below.findLastIndex(bearsFee);
    if (!bearsFee(rung) || lastWithFee < 0) return [];
    const between = below.slice(lastWithFee + 1).reduce((days, each) => days + each.days + 1, rung.days);
    if (between < spacing.daysApart) {
      const least = rung.days + spacing.daysApart - between;
      const sentence = `Two letters with a fee must lie at least ${spacing.daysApart} days apart (${spacing.paragraph}). Write ${least} or more, or take the fee off.`;
      return [fault(rung, 'days', sentence)];
    }
    const { daysApart, paragraph } = longest.reminderFee;
    if (between >= daysApart) return [];
    const sentence = `Under the law of ${countryName(longest.market)} ${daysApart} days must lie between two letters with a fee (${paragraph}): there this one waits by itself.`;
    return [warning(rung, 'days', sentence)];
  });
}

function bearsFee(rung: Rung): boolean {
  const kind = kindOf(rung.key);
  return (kind === 'reminder' || kind === 'notice') && rung.feeMinor > 0n;
}

/** The least time any of the markets asks; where one asks for more, its letters give more by themselves. */
export function noticeFaults(rungs: readonly Rung[], markets: readonly MarketRules[]): LadderFault[] {
  const asked = markets.flatMap(({ market, notice }) => (notice === null ? [] : [{ market, notice }]));
  const notices = rungs.filter((rung) => kindOf(rung.key) === 'notice');
  const [first, ...rest] = asked;
  if (!first) return [];
  const days = (each: (typeof asked)[number]) => each.notice.daysFromSending.business;
  const least = rest.reduce((a, b) => (days(b) < days(a) ? b : a), first);
  const most = rest.reduce((a, b) => (days(b) > days(a) ? b : a), first);
  return notices.flatMap((rung) => {
    if (rung.daysToPay < days(least)) {
      const sentence = `A notice must give at least ${days(least)} days to pay (${least.notice.paragraph}). Write ${days(least)} or more.`;
      return [fault(rung, 'daysToPay', sentence)];
    }
    if (!rung.on || rung.daysToPay >= days(most)) return [];
    const sentence = `Under the law of ${countryName(most.market)} a notice gives at least ${days(most)} days (${most.notice.paragraph}): there it gives them by itself.`;
    return [warning(rung, 'daysToPay', sentence)];
  });
}

function namesOf(markets: readonly MarketRules[]): string {
  const names = markets.map((rules) => countryName(rules.market));
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
