/**
 * May a ladder be saved? Answered in sentences for the person who edits it, by the law of the markets that are confirmed:
 * an error where none of them allows what the ladder asks, or where a rung could never go; a warning where some do not. A
 * letter is judged again by its own invoices' market before it leaves, and leaves out or lowers by itself what that market
 * does not allow.
 */
import { kindOf, type Rung } from '../ladder/rungs.ts';
import { rulesOf } from '../law/rules.ts';
import { channelFaults } from './ladder-check-channels.ts';
import { feeFaults, noticeFaults, spacingFaults } from './ladder-check-law.ts';
import { orderFaults, quietFaults } from './ladder-check-order.ts';
import { textFaults } from './ladder-check-texts.ts';
import { errorsIn, type FeeMarket, fault, type JudgedMarkets, type LadderFault } from './ladder-fault.ts';
import { choicesFor, type LawChoices } from './law-choices.ts';

/** The law a ladder is judged by. Where nothing is confirmed yet, it is Denmark's: nothing is charged until something is. */
export type JudgedBy = {
  readonly confirmedMarkets: readonly string[];
  readonly law: { readonly [market: string]: LawChoices };
  /** Full days the creditor keeps between two letters to a debtor; none where it is not said. */
  readonly quietDays?: number;
};

const most = { daysBefore: 30, daysAfter: 90, daysToPay: 60 } as const;

/** Everything wrong, then what is worth knowing where nothing is wrong; empty when there is nothing to say. Rungs that are off are judged by their range alone. */
export function ladderFaults(rungs: readonly Rung[], by: JudgedBy): LadderFault[] {
  const markets = judgedMarkets(by);
  const on = rungs.filter((rung) => rung.on);
  const faults = [
    ...orderFaults(rungs, markets.all),
    ...rungs.flatMap((rung) => [...rangeFaults(rung), ...channelFaults(rung), ...textFaults(rung)]),
    ...feeFaults(on, markets),
    ...spacingFaults(on, markets.agreed),
    ...noticeFaults(rungs, markets.all),
    ...quietFaults(on, by.quietDays ?? 0),
  ];
  const errors = errorsIn(faults);
  const isWrong = (each: LadderFault) => errors.some(({ rung, field }) => rung === each.rung && field === each.field);
  return [...errors, ...faults.filter((each) => each.weight === 'warning' && !isWrong(each))];
}

function judgedMarkets(by: JudgedBy): JudgedMarkets {
  const confirmed = by.confirmedMarkets.length > 0 ? by.confirmedMarkets : ['DK'];
  const all = confirmed.map(rulesOf).filter((rules) => rules !== null);
  const withFee = all.filter((rules): rules is FeeMarket => rules.reminderFee !== null);
  const agreed = withFee.filter(
    ({ market, reminderFee }) => !reminderFee.onlyIfAgreed || choicesFor(by.law, market).feeAgreedFrom !== null,
  );
  return { all, withFee, agreed };
}

function rangeFaults(rung: Rung): LadderFault[] {
  const kind = kindOf(rung.key);
  const longest = kind === 'nudge' ? most.daysBefore : most.daysAfter;
  const faults: LadderFault[] = [];
  if (!isWithin(rung.days, 1, longest))
    faults.push(fault(rung, 'days', `Write a number of days from 1 to ${longest}.`));
  if (!isWithin(rung.daysToPay, 0, most.daysToPay))
    faults.push(fault(rung, 'daysToPay', `Write a number of days from 0 to ${most.daysToPay}.`));
  if (kind === 'nudge' && rung.feeMinor !== 0n)
    faults.push(fault(rung, 'fee', 'A nudge goes out before the due date and can bear no fee. Write 0.'));
  if (kind === 'human' && rung.feeMinor !== 0n)
    faults.push(fault(rung, 'fee', 'No letter goes when a person takes over, so it can bear no fee. Write 0.'));
  if (rung.feeMinor < 0n) faults.push(fault(rung, 'fee', 'A fee cannot be below zero. Write 0 for none.'));
  return faults;
}

function isWithin(days: number, least: number, greatest: number): boolean {
  return Number.isInteger(days) && days >= least && days <= greatest;
}
