/** What one version of a ladder does otherwise than another, in sentences. */
import { kindOf, type Rung, type RungKey } from '../ladder/rungs.ts';
import { languageNames, languages } from '../values/language.ts';
import { decimalFromMinor } from '../values/money.ts';
import { roadOf } from './road-choice.ts';
import { rungLabel, whenText } from './rung-label.ts';

/** Rung by rung, in the order of `after`; then what is gone, then the order. Empty where nothing differs. */
export function ladderDifferences(before: readonly Rung[], after: readonly Rung[]): string[] {
  const was = (key: RungKey) => before.find((rung) => rung.key === key);
  const changed = after.flatMap((rung) => {
    const earlier = was(rung.key);
    const label = rungLabel(after, rung);
    if (!earlier) return [`${label} is new: ${rung.days} ${whenText(after, rung)}.`];
    return rungDifferences(earlier, rung, label, whenText(after, rung));
  });
  const gone = before
    .filter((rung) => !after.some((each) => each.key === rung.key))
    .map((rung) => `${rungLabel(before, rung)} is taken out.`);
  const kept = (rungs: readonly Rung[], others: readonly Rung[]) =>
    rungs.filter((rung) => others.some((each) => each.key === rung.key)).map((rung) => rung.key);
  const reordered = kept(before, after).join() !== kept(after, before).join();
  return [...changed, ...gone, ...(reordered ? ['The order of the letters is another one.'] : [])];
}

function rungDifferences(before: Rung, after: Rung, label: string, when: string): string[] {
  if (before.on !== after.on) return [after.on ? `${label} is switched on.` : `${label} is switched off.`];
  if (!after.on) return [];
  const letter = kindOf(after.key) !== 'human';
  const words = languages.filter((language) => before.texts[language] !== after.texts[language]);
  return [
    ...(before.days === after.days ? [] : [`${label}: ${after.days} ${when} instead of ${before.days}.`]),
    ...(!letter || before.daysToPay === after.daysToPay
      ? []
      : [`${label} gives ${after.daysToPay} days to pay instead of ${before.daysToPay}.`]),
    ...(before.feeMinor === after.feeMinor ? [] : [`${label} bears ${feeText(after)} instead of ${feeText(before)}.`]),
    ...(before.interest === after.interest
      ? []
      : [`${label} ${after.interest ? 'states' : 'no longer states'} late interest.`]),
    ...(before.compensation === after.compensation
      ? []
      : [`${label} ${after.compensation ? 'may claim' : 'no longer claims'} compensation.`]),
    ...(!letter || before.channels.join() === after.channels.join()
      ? []
      : [`${label} goes ${roadOf(after.channels).name} instead of ${roadOf(before.channels).name}.`]),
    ...words.map((language) =>
      after.texts[language] === undefined
        ? `${label} has our words again in ${languageNames[language]}.`
        : `${label} has other words of yours in ${languageNames[language]}.`,
    ),
  ];
}

function feeText(rung: Rung): string {
  return rung.feeMinor === 0n ? 'no fee' : `a fee of ${krTyped(rung.feeMinor)}`;
}

/** "100", "99,50": as a Dane types kroner. */
export function krTyped(minor: bigint): string {
  return decimalFromMinor(minor, 'DKK').replace('.00', '').replace('.', ',');
}
