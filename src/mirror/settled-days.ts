/** When the money came on each of a debtor's past debts: the books say which payments settle which, not how much of each. */
import type { Day } from '../values/day.ts';
import { smallest } from '../values/money.ts';
import type { PastDebt } from './store-replay.ts';

export type SettledDebt = {
  readonly debt: PastDebt;
  readonly settled: readonly { readonly day: Day; readonly minor: bigint }[];
};

/**
 * Each payment is spent on the debts it settles, the one that fell due first before the others, as far as the books say they
 * are paid. What the payments do not explain (a rounding, a discount) counts from the last of them. Null for a debt that is
 * paid and of which nobody knows when.
 */
export function settledDays(debts: readonly PastDebt[]): (SettledDebt | null)[] {
  const left = new Map(debts.flatMap(({ settledBy }) => settledBy.map(({ entry, minor }) => [entry, minor] as const)));
  return debts.map((debt) => {
    let missing = debt.grossMinor - (debt.remainderMinor > 0n ? debt.remainderMinor : 0n);
    if (missing <= 0n) return { debt, settled: [] };
    const last = debt.settledBy.at(-1);
    if (last === undefined) return null;
    const settled: { day: Day; minor: bigint }[] = [];
    for (const { entry, day } of debt.settledBy) {
      const minor = smallest(missing, left.get(entry) ?? 0n);
      if (minor <= 0n) continue;
      left.set(entry, (left.get(entry) ?? 0n) - minor);
      missing -= minor;
      settled.push({ day, minor });
    }
    if (missing > 0n) settled.push({ day: last.day, minor: missing });
    return { debt, settled };
  });
}
