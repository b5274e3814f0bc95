import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { rulesOf } from '../law/rules.ts';
import { lookAgain } from './store-positions.ts';
import { openMarkets } from './store-rates-awaited.ts';

/** A reference rate has come: debts that are ruled by it are looked at again today, letters that waited for it among them. */
export async function lookAgainForRate(work: Work, series: string): Promise<void> {
  const markets = (await openMarkets(work)).filter(({ market }) => countsFrom(market, series));
  if (markets.length === 0) return;
  const today = await creditorToday(work);

  await lookAgain(
    work,
    markets.flatMap(({ debtorIds }) => debtorIds),
    today,
  );
  await putOnTimetable(work, 'propose', '', work.now);
}

function countsFrom(market: string, series: string): boolean {
  const interest = rulesOf(market)?.interest;
  if (!interest) return false;
  const { consumer, reference } = interest;
  return reference.series === series || (consumer?.kind === 'own-rate' && consumer.series === series);
}
