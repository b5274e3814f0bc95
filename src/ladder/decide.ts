/** May this letter go? Every guard is asked, so that the desk can show all answers; the first refusing one decides. */
import type { Facts } from './facts.ts';
import type { GuardGroup, GuardName } from './guards.ts';
import { guards } from './guards.ts';
import type { Verdict } from './verdict.ts';
import { go } from './verdict.ts';

export type GuardAnswer = { readonly guard: GuardName; readonly group: GuardGroup; readonly verdict: Verdict };

export type Decision = {
  readonly verdict: Verdict;
  /** The first guard that refused; null when the letter may go. */
  readonly guard: GuardName | null;
  /** In order of precedence. */
  readonly answers: readonly GuardAnswer[];
};

/** What `decide` comes to, without the answers of the guards after it. */
export function firstVerdict(facts: Facts): Verdict {
  for (const guard of guards) {
    const verdict = guard.verdict(facts);
    if (verdict.kind !== 'go') return verdict;
  }
  return go;
}

export function decide(facts: Facts): Decision {
  const answers = guards.map(({ name, group, verdict }) => ({ guard: name, group, verdict: verdict(facts) }));
  const refusing = answers.find((answer) => answer.verdict.kind !== 'go');
  return { verdict: refusing?.verdict ?? go, guard: refusing?.guard ?? null, answers };
}
