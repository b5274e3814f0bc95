/**
 * May a ladder be saved? Answered in sentences for the person who edits it. The numbers of law are Denmark's, the only
 * market of the law room with fees; a letter is judged again by its own invoice's market before it leaves.
 */
import { type Rung, type RungName, rungOrder } from '../ladder/rungs.ts';
import { rulesOf } from '../law/rules.ts';

export type LadderFault = {
  readonly rung: RungName;
  readonly field: 'days' | 'fee' | 'daysToPay';
  readonly sentence: string;
};

const most = { daysBefore: 30, daysAfter: 90, daysToPay: 60 } as const;

/** Everything wrong with a ladder; empty when it may be saved. Rungs that are off are not judged but by their range. */
export function ladderFaults(rungs: readonly Rung[]): LadderFault[] {
  return rungs.flatMap((rung) => [
    ...rangeFaults(rung),
    ...feeFaults(rung),
    ...spacingFaults(rung, rungs),
    ...noticeFaults(rung),
  ]);
}

function rangeFaults(rung: Rung): LadderFault[] {
  const faults: LadderFault[] = [];
  if (rung.name === 'nudge' && !isWithin(rung.days, 1, most.daysBefore))
    faults.push(fault(rung, 'days', `Write a number of days from 1 to ${most.daysBefore}.`));
  if (rung.name !== 'nudge' && !isWithin(rung.days, 1, most.daysAfter))
    faults.push(fault(rung, 'days', `Write a number of days from 1 to ${most.daysAfter}.`));
  if (!isWithin(rung.daysToPay, 0, most.daysToPay))
    faults.push(fault(rung, 'daysToPay', `Write a number of days from 0 to ${most.daysToPay}.`));
  return faults;
}

function feeFaults(rung: Rung): LadderFault[] {
  const { reminderFee } = denmark();
  if (rung.name === 'nudge' && rung.feeMinor !== 0n)
    return [fault(rung, 'fee', 'A nudge goes out before the due date and can bear no fee.')];
  if (rung.feeMinor < 0n) return [fault(rung, 'fee', 'A fee cannot be below zero.')];
  if (rung.feeMinor > reminderFee.capMinor)
    return [
      fault(
        rung,
        'fee',
        `A reminder fee may be at most ${reminderFee.capMinor / 100n} kr. (${reminderFee.paragraph}).`,
      ),
    ];
  return [];
}

/** A rung with a fee keeps its distance to the last rung before it that has one: their days add up. */
function spacingFaults(rung: Rung, rungs: readonly Rung[]): LadderFault[] {
  const { reminderFee } = denmark();
  if (!rung.on || !bearsFee(rung)) return [];
  const climbed = rungs.filter((each) => each.on && rungOrder(each.name) < rungOrder(rung.name));
  const lastWithFee = climbed.findLastIndex(bearsFee);
  if (lastWithFee < 0) return [];
  const between = climbed.slice(lastWithFee + 1).reduce((days, each) => days + each.days, rung.days);
  if (between >= reminderFee.daysApart) return [];
  const sentence = `Two letters with a fee must lie at least ${reminderFee.daysApart} days apart (${reminderFee.paragraph}).`;
  return [fault(rung, 'days', sentence)];
}

function bearsFee(rung: Rung): boolean {
  return rung.name !== 'nudge' && rung.feeMinor > 0n;
}

function noticeFaults(rung: Rung): LadderFault[] {
  const { notice } = denmark();
  if (rung.name !== 'notice' || rung.daysToPay >= notice.daysFromSending.business) return [];
  return [
    fault(
      rung,
      'daysToPay',
      `A notice must give at least ${notice.daysFromSending.business} days to pay (${notice.paragraph}).`,
    ),
  ];
}

function denmark() {
  const rules = rulesOf('DK');
  if (!rules?.reminderFee || !rules.notice) throw new Error('Denmark has left the law room');
  return { reminderFee: rules.reminderFee, notice: rules.notice };
}

function fault(rung: Rung, field: LadderFault['field'], sentence: string): LadderFault {
  return { rung: rung.name, field, sentence };
}

function isWithin(days: number, least: number, greatest: number): boolean {
  return Number.isInteger(days) && days >= least && days <= greatest;
}
