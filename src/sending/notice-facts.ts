/**
 * What a formal notice really says, read from its text and not from what we meant to write: so the guard judges the letter
 * the debtor would get. Inkassoloven § 10: all that is needed to judge the claim, a deadline of at least ten days from
 * sending, and that further costs may follow.
 */

import { isDemanded, type LetterContent } from '../cases/letter-content.ts';
import type { NoticeFacts } from '../ladder/facts.ts';
import { kindOf } from '../ladder/rungs.ts';
import { unplannedThreats } from '../law/threats.ts';
import { numberText } from '../values/amount-text.ts';
import { daysBetween } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import type { Language } from '../values/language.ts';
import { creditorPage } from './letter-page.ts';
import { shown } from './merge-value.ts';
import { placeholders } from './placeholders.ts';

/** One paragraph must hold both: that the claim may go to collection, and that this may cost more. */
const furtherCosts: { readonly [language in Language]: readonly RegExp[] } = {
  da: [/inkasso/i, /yderligere omkostninger/i],
  sv: [/inkasso/i, /ytterligare kostnader/i],
  en: [/debt collection/i, /further costs/i],
};

/** Null on every other rung: only a notice has a form to keep. `letter.text` is what the press made of `content`. */
export function noticeFacts(content: LetterContent, letter: { readonly text: string }): NoticeFacts | null {
  if (kindOf(content.rung) !== 'notice') return null;
  const { language, currency } = content;
  const says = (value: string) => occurs(letter.text, value);
  const saysNumber = (minor: bigint) => says(numberText(minor, currency, language));
  const saysDay = (day: string) => says(dayText(day, language));
  const demanded = content.lines.filter((line) => isDemanded(line, content.rung));
  const creditor = creditorPage(content.creditor);
  const whoElse = [creditor.companyNumber, creditor.address].filter((each) => each !== null);
  const fees = [content.feeMinor, ...content.earlierFees.map((fee) => fee.minor)].filter((fee) => fee > 0n);
  return {
    creditorNamed: says(creditor.name) && whoElse.some(says),
    invoicesNamed:
      demanded.length > 0 &&
      demanded.every((line) => says(shown(line.invoiceNumber)) && saysDay(line.day) && saysDay(line.dueDay)),
    sumsNamed:
      demanded.every((line) => saysNumber(line.principalMinor)) &&
      fees.every(saysNumber) &&
      saysNumber(content.totalMinor) &&
      saysInterest(content, says),
    howToPayNamed:
      (creditor.bank !== null && says(creditor.bank.account)) ||
      (content.paysOnline && letter.text.includes(placeholders.portalLink)),
    deadlineDays: saysDay(content.payByDay) ? daysBetween(content.day, content.payByDay) : 0,
    furtherCostsNamed: letter.text
      .split('\n\n')
      .some((paragraph) => furtherCosts[language].every((words) => words.test(paragraph))),
    threatensOnlyWhatIsPlanned: unplannedThreats(letter.text, language).length === 0,
    // No letter of ours comes with one, so a market that asks for it gets no notice from here.
    replyFormEnclosed: false,
  };
}

/** Interest that is asked for must come with its sum, and each of its rates with the days it was counted over. */
function saysInterest(content: LetterContent, says: (value: string) => boolean): boolean {
  const { interest, language, currency } = content;
  if (interest === null) return true;
  return (
    says(numberText(interest.minor, currency, language)) &&
    interest.periods.length > 0 &&
    interest.periods.every(
      (period) =>
        says(language === 'en' ? period.ratePercent : period.ratePercent.replace('.', ',')) &&
        says(dayText(period.fromDay, language)) &&
        says(dayText(period.toDay, language)),
    )
  );
}

/** The value as a whole: "417" is not said by "20417", nor "345,00" by "12.345,00". */
function occurs(text: string, value: string): boolean {
  if (value === '') return false;
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    const before = text.slice(0, at);
    const after = text.slice(at + value.length);
    if (!/[\p{L}\p{N}][.,]?$/u.test(before) && !/^[.,]?\p{N}|^\p{L}/u.test(after)) return true;
  }
  return false;
}
