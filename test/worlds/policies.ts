/** What an admin may change of a world's policy on one day: any ladder the law lets be saved, who climbs which, and when letters go. */
import { decideDebtor } from '../../src/cases/decide-debtor.ts';
import { giveStandingYes } from '../../src/cases/give-standing-yes.ts';
import { takeBackStandingYes } from '../../src/cases/take-back-standing-yes.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { endLadder } from '../../src/creditors/end-ladder.ts';
import { saveLadder } from '../../src/creditors/save-ladder.ts';
import { readSettings } from '../../src/creditors/store-settings.ts';
import { type LadderName, ownLadderName, segments } from '../../src/ladder/ladder-choice.ts';
import { kindOf, type Rung, type RungKey, rungWith } from '../../src/ladder/rungs.ts';
import type { OpenCase } from './desks.ts';
import type { Dice } from './dice.ts';
import type { OneWorld } from './world.ts';

/** Some of what an admin may do, in the words of the diary; null on most days. */
export async function policyOf(one: OneWorld, cases: readonly OpenCase[]): Promise<string | null> {
  const { dice } = one;
  const someCase = () => (cases.length > 0 ? dice.oneOf(cases) : null);
  const thrown = dice.between(1, 200);
  if (thrown <= 4) return saves(one, dice.oneOf(['normal', 'normal', 'risk', 'vip']));
  if (thrown <= 6) {
    const found = someCase();
    return found && saves(one, ownLadderName(found.debtorId));
  }
  if (thrown === 7) {
    const found = someCase();
    const name = dice.oneOf<LadderName>(['risk', 'vip', ...(found ? [ownLadderName(found.debtorId)] : [])]);
    return `the ladder ${name} is ended: ${await one.work((work) => endLadder(work, name))}`;
  }
  if (thrown <= 11) return movesSegment(one, someCase());
  if (thrown <= 13) {
    const days = dice.between(0, 7);
    await one.work((work) => changeSetting(work, 'quiet-days', { days }));
    return `${days} quiet days`;
  }
  if (thrown === 14) {
    const sums = anySmallestSums(dice);
    await one.work((work) => changeSetting(work, 'smallest-sum', sums));
    return `${sums.DKK} is the smallest sum`;
  }
  if (thrown === 15) {
    const weekdays = anyWeekdays(dice);
    await one.work((work) => changeSetting(work, 'sending-days', { weekdays }));
    return `letters leave on the weekdays ${weekdays.join(', ')}`;
  }
  return thrown <= 25 ? standingYes(one, thrown > 23) : null;
}

async function saves(one: OneWorld, name: LadderName): Promise<string> {
  const rungs = anyLadder(one.dice);
  const change = await one.work((work) => saveLadder(work, name, rungs));
  const says = rungs.map(
    ({ key, days, on, feeMinor }) => `${key} ${days}${on ? '' : ' off'}${feeMinor > 0n ? ' fee' : ''}`,
  );
  return `the ladder ${name} is ${change.kind}: ${says.join(', ')}`;
}

async function movesSegment(one: OneWorld, found: OpenCase | null): Promise<string | null> {
  if (!found) return null;
  const segment = one.dice.oneOf(segments);
  await one.work((work) => decideDebtor(work, found.debtorId, { kind: 'segment', segment, byHand: true, why: [] }));
  return `${found.number} is ${segment}`;
}

async function standingYes(one: OneWorld, back: boolean): Promise<string> {
  const { ladders } = await one.work(readSettings);
  const name = one.dice.oneOf(segments.filter((each) => ladders.has(each)));
  const key = one.dice.oneOf(ladders.get(name)!.rungs).key;
  const said = await one.work(async (work) =>
    back ? takeBackStandingYes(work, name, key) : giveStandingYes(work, name, key),
  );
  return `a standing yes to ${key} of ${name} ${back ? 'taken back' : 'given'}: ${said}`;
}

export function anySmallestSums(dice: Dice) {
  const minor = String(dice.between(0, 2500) * 100);
  return { DKK: minor, EUR: minor, SEK: minor, NOK: minor, GBP: minor };
}

export function anyWeekdays(dice: Dice): number[] {
  return [1, 2, 3, 4, 5, 6, 7].filter((day) => day === 3 || dice.happens(70));
}

/** As the law lets it be, most of the time: nudges, reminders in any order of their keys, a notice, a person. */
export function anyLadder(dice: Dice): Rung[] {
  const rungs: Rung[] = [];
  const add = (key: RungKey, days: number, daysToPay: number, fee: boolean) => {
    const rung = rungWith({ key, days, feeMinor: fee ? 10000n : 0n, interest: fee, daysToPay });
    rungs.push({ ...rung, on: dice.happens(88) });
  };
  if (dice.happens(60)) add('nudge-2', dice.between(5, 8), 0, false);
  if (dice.happens(60)) add('nudge', dice.between(1, 4), 0, false);
  const pool: RungKey[] = ['first-reminder', 'second-reminder', 'reminder-3', 'reminder-4', 'reminder-5'];
  const wanted = dice.between(1, 4);
  for (let place = 0; place < wanted; place += 1) {
    // Mostly in the order of their numbers; one that was inserted between others bears a later one.
    const key = dice.happens(75) ? pool[0]! : dice.oneOf(pool);
    pool.splice(pool.indexOf(key), 1);
    const fee = dice.happens(50) && rungs.filter((rung) => rung.feeMinor > 0n).length < 2;
    const days = place === 0 ? dice.between(1, 9) : dice.between(fee ? 10 : 4, 14);
    add(key, days, dice.between(0, 10), fee);
  }
  if (dice.happens(70)) add('notice', dice.between(10, 16), dice.between(10, 14), dice.happens(50));
  if (dice.happens(30)) add('human', dice.between(5, 12), 0, false);
  return rungs.some((rung) => rung.on && kindOf(rung.key) === 'reminder') ? rungs : anyLadder(dice);
}
