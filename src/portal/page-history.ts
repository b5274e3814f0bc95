/** What has happened on a debtor's cases: letters, payments, questions and answers, newest first. */
import { rungText } from '../sending/letter-page.ts';
import { amountText } from '../values/amount-text.ts';
import { type Day, dayIn } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import type { Language } from '../values/language.ts';
import type { PortalFacts } from './read-portal.ts';
import type { Say } from './words.ts';

export type Happened = {
  readonly kind: 'letter' | 'payment' | 'question';
  readonly day: Day;
  readonly dayText: string;
  readonly sentence: string;
  readonly small: string | null;
  /** What somebody wrote, line by line. */
  readonly words: readonly string[];
  /** Where it can be read whole, and what that link is called. */
  readonly read: { readonly href: string; readonly name: string } | null;
};

export function historyPage(facts: PortalFacts, say: Say, language: Language): Happened[] {
  const at = (day: Day) => ({ day, dayText: dayText(day, language) });
  const { timeZone } = facts.creditor;
  const happened: Happened[] = [];
  for (const { letters, statement, currency } of facts.cases) {
    const amount = (minor: bigint) => amountText(minor, currency, language);
    for (const letter of letters) {
      const sentence = say('wrote', { rung: rungText(letter, language) });
      const small = letter.feeMinor > 0n ? say('withFee', { amount: amount(letter.feeMinor) }) : null;
      const read = { href: `/portal/letters/${letter.proposalId}`, name: say('readLetter') };
      happened.push({ kind: 'letter', ...at(letter.sentDay), sentence, small, words: [], read });
    }
    for (const payment of statement.payments) {
      const name = payment.through === 'portal' ? 'paidHere' : 'paidBooks';
      const sentence = say(name, { amount: amount(payment.amountMinor) });
      happened.push({ kind: 'payment', ...at(payment.valueDay), sentence, small: null, words: [], read: null });
    }
  }
  for (const question of [...facts.questions].reverse()) {
    const said = (day: Date, name: 'youAsked' | 'weAnswered', text: string) =>
      happened.push({
        kind: 'question',
        ...at(dayIn(day, timeZone)),
        sentence: say(name),
        small: null,
        words: text.split('\n'),
        read: null,
      });
    said(question.askedAt, 'youAsked', question.body);
    if (question.answer !== null && question.answeredAt !== null)
      said(question.answeredAt, 'weAnswered', question.answer);
  }
  // Sorting keeps the order of one day as it was put in; turned round, its latest comes first.
  return happened.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)).reverse();
}
