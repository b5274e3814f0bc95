/** "1.", "första", "first": which one in a row, as a letter's reader says it. */
import type { Language } from './language.ts';

const words: { readonly [language in 'sv' | 'en']: readonly string[] } = {
  sv: [
    'första',
    'andra',
    'tredje',
    'fjärde',
    'femte',
    'sjätte',
    'sjunde',
    'åttonde',
    'nionde',
    'tionde',
    'elfte',
    'tolfte',
  ],
  en: [
    'first',
    'second',
    'third',
    'fourth',
    'fifth',
    'sixth',
    'seventh',
    'eighth',
    'ninth',
    'tenth',
    'eleventh',
    'twelfth',
  ],
};

/** `nth` counts from 1. Danish writes the figure, as in "3. rykker"; Swedish and English write words up to the twelfth. */
export function ordinalText(nth: number, language: Language): string {
  if (!Number.isInteger(nth) || nth < 1) throw new Error('an ordinal counts from one');
  if (language === 'da') return `${nth}.`;
  return words[language][nth - 1] ?? `${nth}${ending(nth, language)}`;
}

/** 13th, 21st, 112th; 13:e, 21:a, 112:e. */
function ending(nth: number, language: 'sv' | 'en'): string {
  const last = nth % 10;
  const isTeen = nth % 100 >= 11 && nth % 100 <= 13;
  if (language === 'sv') return (last === 1 || last === 2) && !isTeen ? ':a' : ':e';
  if (isTeen) return 'th';
  return ['th', 'st', 'nd', 'rd'][last] ?? 'th';
}
