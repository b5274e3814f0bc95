import type { Outcome } from '../values/outcome.ts';
import type { BookkeepingRefusal } from './port.ts';
import type { Pull } from './pull.ts';
import { problemInWords } from './pull-problem.ts';

/** An answer the grant does not cover is remarked and counts as nothing; any other goes on as it is. */
export function unlessNotPermitted(
  pull: Pull,
  answer: Outcome<unknown, BookkeepingRefusal>,
): Exclude<Outcome<never, BookkeepingRefusal>, { kind: 'done' }> | null {
  if (answer.kind === 'done') return null;
  if (answer.kind !== 'refused' || answer.refusal.code !== 'not-permitted') return answer;
  pull.remarks.push(problemInWords(answer));
  return null;
}
