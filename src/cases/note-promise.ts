import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { homeCountry } from '../mirror/country.ts';
import type { Day } from '../values/day.ts';
import type { Act } from './act-refusal.ts';
import { endRest } from './end-rest.ts';
import { promiseEnds } from './promise-ends.ts';
import { restCase } from './rest-case.ts';
import { readCase } from './store-cases.ts';
import { readHolds } from './store-holds.ts';

/** The debtor has promised to pay on a day: the case rests until the money has had time to come. A new day takes the place of an old one. */
export async function notePromise(work: Work, caseId: string, day: Day, note: string | null): Promise<Act<string>> {
  const { country, baseCurrency } = await readCreditor(work);
  const aCase = await readCase(work, caseId);
  const held = aCase === null ? [] : await readHolds(work, aCase.debtorId);

  const until = promiseEnds(day, homeCountry(country, baseCurrency));
  const before = held.filter((hold) => hold.kind === 'promise' && hold.endedAt === null && hold.caseId === caseId);

  for (const { id } of before) await endRest(work, id, 'promised-anew');

  return restCase(work, caseId, 'promise', until, note, { day });
}
