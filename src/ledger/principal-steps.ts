/** The principal of an invoice day by day, from its postings by value day: the base that interest is counted on. */
import type { PrincipalStep } from '../law/interest-spans.ts';
import type { Day } from '../values/day.ts';
import type { Transaction } from './posting.ts';

/** One step per value day on which the principal changed, oldest first, each with the sum then owed. */
export function principalSteps(transactions: readonly Transaction[], invoiceId: string): PrincipalStep[] {
  const changes = new Map<Day, bigint>();
  for (const { postings } of transactions) {
    for (const posting of postings) {
      if (posting.account !== 'principal' || posting.invoiceId !== invoiceId) continue;
      changes.set(posting.valueDay, (changes.get(posting.valueDay) ?? 0n) + posting.amountMinor);
    }
  }
  let minor = 0n;
  return [...changes.entries()]
    .filter(([, change]) => change !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([fromDay, change]) => {
      minor += change;
      return { fromDay, minor };
    });
}
