/** What rungs and ladders are called in settings. */
import { nthOf } from '../ladder/climb.ts';
import type { LadderName } from '../ladder/ladder-choice.ts';
import { kindOf, type Rung } from '../ladder/rungs.ts';
import { ordinalText } from '../values/ordinal-text.ts';

/** By its place among its kind: what a debtor who gets every letter would call it. */
export function rungLabel(rungs: readonly Rung[], rung: Rung): string {
  const before = rungs.slice(0, rungs.indexOf(rung)).map((each) => each.key);
  const nth = nthOf(rung.key, before);
  const ordinal = ordinalText(nth, 'en');
  switch (kindOf(rung.key)) {
    case 'nudge':
      return nth === 1 ? 'Friendly note' : `${capital(ordinal)} friendly note`;
    case 'reminder':
      return `${capital(ordinal)} reminder`;
    case 'notice':
      return 'Notice before debt collection (inkassovarsel)';
    case 'human':
      return 'A person takes over';
  }
}

/** The end of the sentence "Send it 10 …". */
export function whenText(rungs: readonly Rung[], rung: Rung): string {
  if (kindOf(rung.key) === 'nudge') return 'days before the due date';
  const before = rungs.slice(0, rungs.indexOf(rung)).filter((each) => each.on && kindOf(each.key) !== 'nudge');
  return before.length === 0 ? 'days after the due date' : 'full days after the letter before';
}

/** `debtorName` for a debtor's own. */
export function ladderTitle(name: LadderName, debtorName: string | null): string {
  if (name === 'normal') return 'Normal';
  if (name === 'vip') return 'VIP';
  return name === 'risk' ? 'Risk' : (debtorName ?? 'One debtor’s own');
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
