/** What a person is told after an act: what happened, and what happens next; or why nothing did. */
import type { ActRefusal } from '../cases/act-refusal.ts';
import type { Day } from '../values/day.ts';
import type { FlashKind } from '../web/flash.ts';
import type { LetterActed, LettersAct } from './act-on-letters.ts';
import { nearDayText, notPast, type Place, whenText } from './when-words.ts';

/** "1 letter", "312 letters". */
export function countOfLetters(count: number): string {
  return count === 1 ? '1 letter' : `${count} letters`;
}

export type Told = { readonly kind: FlashKind; readonly sentence: string };

export const refusalWords: { readonly [refusal in ActRefusal]: string } = {
  gone: 'It is not open any more: somebody or something was quicker. Nothing was changed.',
  changed: 'The letter reads differently now than when you looked. Read it again, then decide.',
  held: 'Something stands in its way; the answers beside the letter say what. Nothing was changed.',
  leaving: 'It is leaving at this very moment and cannot be stopped any more.',
  'sums-changed':
    'The sums no longer fit: what is owed or what the books show has changed since you looked. Nothing was changed.',
  'nothing-owed': 'Nothing of that kind is owed, so there was nothing to give up.',
  'ladder-ended': 'No rung lies ahead of this invoice. Nothing was changed.',
  'not-a-courtesy': 'A collection notice cannot be left out. Withdraw the letter instead.',
  'rung-bears-fee': 'Only a rung without a fee can be left out. Nothing was changed.',
  'notice-would-come-first':
    'A collection notice would then be the first letter that asks for the money. Send this reminder first.',
  'not-yours': 'This debtor is not among yours, so nothing was changed.',
};

/** "Approved. It leaves tomorrow at 15:00, unless money comes first." */
export function lettersTold(act: LettersAct, results: readonly LetterActed[], place: Place): Told {
  if (results.length === 0) return { kind: 'refused', sentence: 'Choose a letter first.' };
  const done = results.filter((result) => result.ok);
  const refused = results.filter((result) => !result.ok);
  const said = done.length > 0 ? doneSentence(act, done, place) : '';
  if (refused.length === 0) return { kind: 'done', sentence: said };
  const why = refusedSentence(
    refused.map((result) => result.refusal),
    done.length + refused.length,
  );
  return { kind: 'refused', sentence: [said, why].filter(Boolean).join(' ') };
}

function doneSentence(act: LettersAct, done: readonly (LetterActed & { readonly ok: true })[], place: Place): string {
  const count = done.length;
  const letters = count === 1 ? '' : `${count} letters `;
  switch (act.kind) {
    case 'approve': {
      const first = done.map((each) => each.leavesAt!).sort((a, b) => a.getTime() - b.getTime())[0]!;
      const leaves = whenText(notPast(first, place), place);
      return count === 1
        ? `Approved. It leaves ${leaves}, unless money comes first.`
        : `${letters}approved. The first leaves ${leaves}, unless money comes first.`;
    }
    case 'rest':
      return count === 1
        ? `${restedSentence(act, place)} A yes given to it is taken back.`
        : `${letters}${restedSentence(act, place).toLowerCase()} A yes given to one is taken back.`;
    case 'withdraw':
      return count === 1
        ? 'Withdrawn. The rung stays due: it is looked at again tomorrow, or now if you ask for it.'
        : `${letters}withdrawn. Their rungs stay due: they are looked at again tomorrow, or now if you ask for it.`;
  }
}

/** What was said of the debtor, where it was more than a wish to wait. */
const noted: { readonly [hold: string]: string } = {
  complaint: 'Noted: the debtor objects. ',
  insolvency: 'Noted: insolvent. ',
  plan: 'Noted: a plan was agreed. ',
};

export function restedSentence(act: { readonly hold?: string; readonly until: Day | null }, place: Place): string {
  const said = noted[act.hold ?? ''] ?? '';
  return act.until === null
    ? `${said}Held until somebody ends it on the case page.`
    : `${said}Resting until ${nearDayText(act.until, place.today)}.`;
}

function refusedSentence(refusals: readonly ActRefusal[], of: number): string {
  if (of === 1) return refusalWords[refusals[0]!];
  const kinds = [...new Set(refusals)];
  const why = kinds.length === 1 ? refusalWords[kinds[0]!] : 'Open each to see why.';
  return `${refusals.length} of ${of} ${refusals.length === 1 ? 'was' : 'were'} left as ${refusals.length === 1 ? 'it was' : 'they were'}. ${why}`;
}
