/**
 * Words of steps that a notice must not hold out: Rykker hands a claim over and does nothing else, so a bankruptcy petition,
 * a court, the police, a credit register, an employer or the public are never planned (inkassoloven § 9, god inkassoskik,
 * whose preparatory works list them as bad practice; inkassolagen 4 §; Norwegian inkassoloven § 8). Border: words, not
 * meaning; a person still reads what a creditor writes.
 */
import type { Language } from '../values/language.ts';

const unplanned: Readonly<Record<Language, readonly RegExp[]>> = {
  da: [
    /\bkonkurs(begæring|behandling|en)?\b/i,
    /\b(politiet|politianmeld\p{L}*)/iu,
    /\b(RKI|Debitor Registret|skyldnerregist\p{L}*|kreditoplysningsbureau\p{L}*)/iu,
    /\b(fogedret\p{L}*|retssag\p{L}*|stævn\p{L}*|domstol\p{L}*)/iu,
    /\barbejdsgiver\p{L}*/iu,
    /\boffentliggør\p{L}*/iu,
  ],
  sv: [
    /\bkonkurs(ansökan|en)?\b/i,
    /\b(polisen|polisanmäl\p{L}*)/iu,
    /\b(betalningsanmärkning\p{L}*|kreditupplysning\p{L}*)/iu,
    /\b(kronofogde\p{L}*|domstol\p{L}*|tingsrätt\p{L}*|stämning\p{L}*)/iu,
    /\barbetsgivare\p{L}*/iu,
    /\boffentliggör\p{L}*/iu,
  ],
  en: [
    /\b(bankrupt\w*|insolvency|winding[- ]up)\b/i,
    /\b(police|criminal\w*|fraud)\b/i,
    /\b(credit (bureau|register|reference|rating|score)\w*|blacklist\w*)/i,
    /\b(court|lawsuit|litigation|legal (action|proceedings|steps)|sue|bailiffs?)\b/i,
    /\bemployers?\b/i,
    /\bpublish(ed|ing)?\b/i,
  ],
};

/** The words in `text` that hold out a step which is not planned, as they stand there; empty when it threatens nothing else. */
export function unplannedThreats(text: string, language: Language): string[] {
  return unplanned[language].flatMap((words) => words.exec(text)?.[0] ?? []);
}
