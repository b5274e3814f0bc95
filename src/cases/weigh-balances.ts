import { creditorToday, readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { insertTrailOfMany } from '../trail/store.ts';
import { insertDebtorDecision } from './store-acts.ts';
import { openCasesOf } from './store-cases.ts';
import { endHold, insertHolds, type NewHold } from './store-holds.ts';
import { lookAgain } from './store-positions.ts';
import { type DebtorMoney, debtorMoney } from './store-unmatched.ts';
import { type MoneyFinding, saysSomething, weighMoney } from './unmatched-money.ts';

type Found = { readonly money: DebtorMoney; readonly finding: MoneyFinding };

/**
 * Money that matches no invoice rests these debtors' cases with its figures, once for each difference, until a person looks
 * or the books agree again. Only for debtors whose balance was just read together with all their open items.
 */
export async function weighBalances(work: Work, debtorIds: readonly string[]): Promise<void> {
  if (debtorIds.length === 0) return;
  const { toleranceBaseMinor: toleranceMinor } = await readSettings(work);
  const { baseCurrency } = await readCreditor(work);
  const today = await creditorToday(work);

  const found = (await debtorMoney(work, debtorIds))
    .map((money): Found => ({ money, finding: weighMoney({ ...money, toleranceMinor }) }))
    .filter(({ finding }) => saysSomething(finding));
  if (found.length === 0) return;
  const debtors = found.map(({ money }) => money.debtorId);
  const cases = Map.groupBy(await openCasesOf(work, debtors), (each) => each.debtorId);

  const moved = new Set<Found>();
  for (const each of found) {
    if (await moveHold(work, each, { ...figures(each), currency: baseCurrency, day: today })) moved.add(each);
  }
  for (const { money, finding } of found) {
    if (finding.acceptedNowMinor === null) continue;
    await insertDebtorDecision(work, money.debtorId, 'shortfall-accepted', { minor: String(finding.acceptedNowMinor) });
  }
  await lookAgain(work, debtors, today);
  await putOnTimetable(work, 'propose', '', work.now);

  await insertTrailOfMany(
    work,
    'unmatched-money',
    found.flatMap((each) =>
      (cases.get(each.money.debtorId) ?? []).flatMap(({ id: caseId, debtorId }) =>
        eventsOf(each, moved.has(each)).map((event) => ({
          what: 'unmatched-money',
          caseId,
          debtorId,
          details: { ...event, ...figures(each), currency: baseCurrency, day: today },
        })),
      ),
    ),
  );
}

/** Answers whether it was done: somebody else may have looked at the same books at the same time. */
async function moveHold(work: Work, { money, finding }: Found, details: NewHold['details']): Promise<boolean> {
  if (finding.deed === 'none') return false;
  const why = finding.deed === 'lift' ? 'books-agree' : 'sum-changed';
  if (money.hold !== null && (await endHold(work, money.hold.id, why)) === null) return false;
  if (finding.deed === 'lift') return true;
  const kind = 'unmatched-money';
  const hold = { kind, debtorId: money.debtorId, caseId: null, invoiceId: null, until: null, details } as const;
  return (await insertHolds(work, [hold])).length > 0;
}

/** Each with what there was before: of what matched nothing, and of what a member had left aside. */
function eventsOf({ money, finding }: Found, isMoved: boolean): { change: string; beforeMinor: string }[] {
  const hold = { change: finding.deed, beforeMinor: String(money.hold?.differenceMinor ?? 0n) };
  const uncovered = { change: 'uncovered', beforeMinor: String(money.acceptedMinor) };
  return [...(isMoved ? [hold] : []), ...(finding.acceptedNowMinor === null ? [] : [uncovered])];
}

function figures({ money, finding }: Found) {
  return {
    balanceMinor: money.balanceMinor.toString(),
    openMinor: money.openItemsMinor.toString(),
    differenceMinor: finding.differenceMinor.toString(),
  };
}
