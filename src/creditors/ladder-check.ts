/**
 * May a ladder be saved? Answered in sentences for the person who edits it, by the law of the markets that are confirmed:
 * one of them must allow what the ladder asks. A letter is judged again by its own invoices' market before it leaves, and
 * leaves out or lowers by itself what that market does not allow.
 */
import { kindOf, type Rung, type RungKey } from '../ladder/rungs.ts';
import { type MarketRules, type ReminderFeeRule, rulesOf } from '../law/rules.ts';
import { countryName } from '../values/country-name.ts';
import { lawAmount } from './law-amount.ts';
import { choicesFor, type LawChoices } from './law-choices.ts';

export type LadderFault = {
  readonly rung: RungKey;
  readonly field: 'days' | 'fee' | 'daysToPay';
  readonly sentence: string;
};

/** The law a ladder is judged by. Where nothing is confirmed yet, it is Denmark's: nothing is charged until something is. */
export type JudgedBy = {
  readonly confirmedMarkets: readonly string[];
  readonly law: { readonly [market: string]: LawChoices };
};

const most = { daysBefore: 30, daysAfter: 90, daysToPay: 60 } as const;

type Fees = MarketRules & { readonly reminderFee: ReminderFeeRule };

/** Everything wrong with a ladder; empty when it may be saved. Rungs that are off are not judged but by their range. */
export function ladderFaults(rungs: readonly Rung[], by: JudgedBy): LadderFault[] {
  const markets = (by.confirmedMarkets.length > 0 ? by.confirmedMarkets : ['DK'])
    .map(rulesOf)
    .filter((rules) => rules !== null);
  const fees = markets.filter((rules): rules is Fees => rules.reminderFee !== null);
  const agreed = fees.filter((rules) => !rules.reminderFee.onlyIfAgreed || isAgreed(rules, by));
  return rungs.flatMap((rung) => [
    ...rangeFaults(rung),
    ...feeFaults(rung, markets, fees, agreed),
    ...spacingFaults(rung, rungs, agreed),
    ...noticeFaults(rung, markets),
  ]);
}

function isAgreed(rules: MarketRules, by: JudgedBy): boolean {
  return choicesFor(by.law, rules.market).feeAgreedFrom !== null;
}

function rangeFaults(rung: Rung): LadderFault[] {
  const faults: LadderFault[] = [];
  if (isNudge(rung) && !isWithin(rung.days, 1, most.daysBefore))
    faults.push(fault(rung, 'days', `Write a number of days from 1 to ${most.daysBefore}.`));
  if (!isNudge(rung) && !isWithin(rung.days, 1, most.daysAfter))
    faults.push(fault(rung, 'days', `Write a number of days from 1 to ${most.daysAfter}.`));
  if (!isWithin(rung.daysToPay, 0, most.daysToPay))
    faults.push(fault(rung, 'daysToPay', `Write a number of days from 0 to ${most.daysToPay}.`));
  return faults;
}

function feeFaults(rung: Rung, markets: readonly MarketRules[], fees: readonly Fees[], agreed: readonly Fees[]) {
  if (isNudge(rung) && rung.feeMinor !== 0n)
    return [fault(rung, 'fee', 'A nudge goes out before the due date and can bear no fee.')];
  if (rung.feeMinor < 0n) return [fault(rung, 'fee', 'A fee cannot be below zero.')];
  if (rung.feeMinor === 0n || !rung.on) return [];
  if (fees.length === 0)
    return [
      fault(rung, 'fee', `The law of ${namesOf(markets)} knows no reminder fee. Write 0, or confirm another country.`),
    ];
  if (agreed.length === 0)
    return [
      fault(
        rung,
        'fee',
        `Under the law of ${namesOf(fees)} a reminder fee must be agreed beforehand (${fees[0]!.reminderFee.paragraph}). Say under Countries since when your terms agree it, or write 0.`,
      ),
    ];
  const most = agreed.reduce((a, b) => (b.reminderFee.capMinor > a.reminderFee.capMinor ? b : a));
  const { capMinor, paragraph } = most.reminderFee;
  if (rung.feeMinor <= capMinor) return [];
  const amount = lawAmount(capMinor, most.currency);
  return [fault(rung, 'fee', `A reminder fee may be at most ${amount} (${paragraph}).`)];
}

/** A rung with a fee keeps its distance to the last rung before it that has one: their days add up. */
function spacingFaults(rung: Rung, rungs: readonly Rung[], fees: readonly Fees[]): LadderFault[] {
  if (!rung.on || !bearsFee(rung) || fees.length === 0) return [];
  const climbed = rungs.slice(0, rungs.indexOf(rung)).filter((each) => each.on);
  const lastWithFee = climbed.findLastIndex(bearsFee);
  if (lastWithFee < 0) return [];
  const between = climbed.slice(lastWithFee + 1).reduce((days, each) => days + each.days, rung.days);
  const { daysApart, paragraph } = fees
    .map((rules) => rules.reminderFee)
    .reduce((a, b) => (b.daysApart < a.daysApart ? b : a));
  if (between >= daysApart) return [];
  return [fault(rung, 'days', `Two letters with a fee must lie at least ${daysApart} days apart (${paragraph}).`)];
}

function bearsFee(rung: Rung): boolean {
  return !isNudge(rung) && rung.feeMinor > 0n;
}

/** The least time any of the markets asks; where one asks for more, its letters give more by themselves. */
function noticeFaults(rung: Rung, markets: readonly MarketRules[]): LadderFault[] {
  const asked = markets.map((rules) => rules.notice).filter((notice) => notice !== null);
  if (kindOf(rung.key) !== 'notice' || asked.length === 0) return [];
  const least = asked.reduce((a, b) => (b.daysFromSending.business < a.daysFromSending.business ? b : a));
  const days = least.daysFromSending.business;
  if (rung.daysToPay >= days) return [];
  return [fault(rung, 'daysToPay', `A notice must give at least ${days} days to pay (${least.paragraph}).`)];
}

function namesOf(markets: readonly MarketRules[]): string {
  const names = markets.map((rules) => countryName(rules.market));
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function fault(rung: Rung, field: LadderFault['field'], sentence: string): LadderFault {
  return { rung: rung.key, field, sentence };
}

function isNudge(rung: Rung): boolean {
  return kindOf(rung.key) === 'nudge';
}

function isWithin(days: number, least: number, greatest: number): boolean {
  return Number.isInteger(days) && days >= least && days <= greatest;
}
