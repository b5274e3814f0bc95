/** What saving a draft would change, as the view prints it. */
import type { LadderRehearsal, LettersOfTonight } from '../cases/rehearse-ladder.ts';
import { replayAction, replayFields } from '../creditors/replay-form.ts';
import type { Coming } from '../ladder/ladder-effect.ts';
import { kindOf, numberIn, type RungKey } from '../ladder/rungs.ts';
import { amountText } from '../values/amount-text.ts';
import { type Day, dayPlus } from '../values/day.ts';
import { languageNames, languages } from '../values/language.ts';
import { ordinalText } from '../values/ordinal-text.ts';
import { ladderDifferences } from './ladder-differences.ts';
import { ladderHref } from './ladder-page.ts';
import { ladderPicture } from './ladder-picture.ts';
import type { LadderOnPage } from './read-ladder-page.ts';
import { ladderTitle, rungLabel } from './rung-label.ts';

const spans = ['today', 'week', 'month'] as const satisfies readonly (keyof Coming)[];

export function ladderChangePage(on: LadderOnPage, { effect, before, after, more }: LadderRehearsal, today: Day) {
  return {
    ladder: on.name,
    ladderTitle: ladderTitle(on.name, on.debtorName),
    exists: on.exists,
    editHref: ladderHref(on.name),
    differences: ladderDifferences(on.inForce, on.rungs),
    now: ladderPicture(on.inForce, on.exists ? 'The days now' : 'The days of the normal ladder'),
    drafted: ladderPicture(on.rungs, 'The days of the draft'),
    warnings: on.faults.map((each) => each.sentence),
    open: effect.open,
    climbing: effect.climbing,
    rows: effect.rungs.map((each) => ({
      label: effectLabel(each.rung, each.nth),
      cells: spans.map((span) => ({
        after: each.after[span],
        before: each.before[span],
        differs: each.after[span] !== each.before[span],
      })),
    })),
    tonight: { before: lettersText(before), after: lettersText(after), more },
    previews: on.rungs
      .filter((rung) => rung.on && kindOf(rung.key) !== 'human')
      .map((rung) => ({ name: rung.key, label: rungLabel(on.rungs, rung) })),
    languages: languages.map((language) => ({ language, name: languageNames[language] })),
    replay: { action: replayAction, fields: replayFields(on.name, on.rungs) },
    today,
    latest: dayPlus(today, 366),
  };
}

/** Counted by what the debtor has had, as the letter itself will say. */
function effectLabel(rung: RungKey, nth: number): string {
  const ordinal = ordinalText(nth, 'en');
  switch (kindOf(rung)) {
    case 'nudge':
      return numberIn(rung) === 1 ? 'Friendly note' : `Friendly note (${rung})`;
    case 'reminder':
      return `${ordinal.slice(0, 1).toUpperCase()}${ordinal.slice(1)} reminder`;
    case 'notice':
      return 'Notice';
    case 'human':
      return 'A person takes over';
  }
}

/** "12 letters with DKK 1,100.00 of fees". */
function lettersText({ letters, feesMinor }: LettersOfTonight): string {
  const fees = [...feesMinor].map(([currency, minor]) => amountText(minor, currency, 'en')).join(' and ');
  return `${letters} ${letters === 1 ? 'letter' : 'letters'}${fees === '' ? ', no fees' : ` with ${fees} of fees`}`;
}
