import type { Work } from '../db/work.ts';
import { debtorsByNumber } from '../mirror/store-debtors.ts';
import type { Day } from '../values/day.ts';
import { decideDebtor } from './decide-debtor.ts';
import type { ScoreLine } from './score-lines.ts';
import { latestDecision } from './store-acts.ts';

export type ScoresImported = {
  readonly noted: number;
  readonly same: number;
  readonly unknownNumbers: readonly string[];
};

/** Notes scores by customer number. One that says what is known already changes nothing; an unknown number is named. */
export async function importScores(
  work: Work,
  scores: readonly ScoreLine[],
  from: { readonly source: string; readonly day: Day },
): Promise<ScoresImported> {
  const debtors = await debtorsByNumber(
    work,
    scores.map(({ customerNumber }) => customerNumber),
  );

  let noted = 0;
  let same = 0;
  for (const { customerNumber, score } of scores) {
    const debtor = debtors.get(customerNumber);
    if (!debtor) continue;
    const before = await latestDecision(work, debtor.id, 'credit-score');
    if (before?.['score'] === score && before['day'] === from.day) {
      same += 1;
      continue;
    }
    await decideDebtor(work, debtor.id, { kind: 'credit-score', score: { score, ...from } });
    noted += 1;
  }

  const unknownNumbers = scores.flatMap(({ customerNumber }) => (debtors.has(customerNumber) ? [] : [customerNumber]));
  return { noted, same, unknownNumbers };
}
