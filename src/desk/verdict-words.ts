/** A guard's answer as a sentence, and which answer holds a letter back. */
import type { StoredAnswer } from '../cases/store-queue.ts';
import type { GuardName } from '../ladder/guards.ts';
import type { Currency } from '../values/money.ts';
import { guardWords, type VerdictContext } from './guard-words.ts';
import { whenText } from './when-words.ts';

export type AnswerWords = {
  readonly name: string;
  readonly sentence: string;
  readonly kind: 'go' | 'wait' | 'ask' | 'stop';
};

/** One answer as the page prints it, about a letter in `currency`. An answer of a guard that is no longer asked is said plainly. */
export function answerWords(answer: StoredAnswer, currency: Currency, on: VerdictContext): AnswerWords {
  const { guard, verdict } = answer;
  const words = Object.hasOwn(guardWords, guard) ? guardWords[guard as GuardName] : null;
  if (!words) return { name: guard, sentence: 'A check that is no longer made.', kind: verdict.kind };
  if (verdict.kind === 'go')
    return { name: words.name, sentence: words.notes?.[verdict.note ?? ''] ?? words.go, kind: 'go' };
  const detail = verdict.detail ?? {};
  const until = verdict.until === undefined ? '' : whenText(new Date(verdict.until), on);
  const sentence = words.no[String(detail['code'])]?.({ detail, until, on: { ...on, currency } }) ?? 'It said no.';
  return { name: words.name, sentence, kind: verdict.kind };
}

/** The answer that holds a letter back: the first "no" that neither the hour nor a yes cures; null when none does. */
export function holdingAnswer(answers: readonly StoredAnswer[]): StoredAnswer | null {
  return (
    answers.find(
      ({ group, verdict }) =>
        verdict.kind !== 'go' && group !== 'human' && !(group === 'time' && verdict.kind === 'wait'),
    ) ?? null
  );
}
