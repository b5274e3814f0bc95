import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { decideDebtor } from './decide-debtor.ts';
import { readCase } from './store-cases.ts';
import { readStandings } from './store-facts.ts';

/**
 * A member has looked at money in the books that matches no invoice, and the case goes on all the same: what lies there now is left
 * aside, and more of it asks again. `why` is the member's own words.
 */
export async function acceptShortfall(work: Work, caseId: string, why: string): Promise<void> {
  const aCase = await readCase(work, caseId);
  if (!aCase) return;
  const { baseCurrency } = await readCreditor(work);
  const [standing] = await readStandings(work, [aCase.debtorId]);
  if (!standing) return;

  const { openItemsBaseMinor: openMinor, balanceBaseMinor: balanceMinor, decisions } = standing.debtor;
  const differenceMinor = openMinor > balanceMinor ? openMinor - balanceMinor : 0n;

  await decideDebtor(work, aCase.debtorId, { kind: 'shortfall-accepted', minor: differenceMinor });

  await recordTrail(work, {
    what: 'unmatched-money',
    caseId,
    debtorId: aCase.debtorId,
    details: {
      change: 'left-aside',
      beforeMinor: decisions.shortfallAcceptedMinor.toString(),
      balanceMinor: balanceMinor.toString(),
      openMinor: openMinor.toString(),
      differenceMinor: differenceMinor.toString(),
      currency: baseCurrency,
    },
    personal: { note: why },
  });
}
