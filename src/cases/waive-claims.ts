import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { balanceOf } from '../ledger/balance.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import { type Waivable, waiveOurs, waivePart } from '../ledger/waiver.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { sum } from '../values/money.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { interestToDate } from './ours-given-up.ts';
import { readStatement } from './read-statement.ts';
import { settleCases } from './settle-cases.ts';
import { lockCase } from './store-cases.ts';
import { lookAgain } from './store-positions.ts';

export type WaiveRequest = {
  readonly part: Waivable | 'all';
  /** At most this much of it, minor units; null: all that is owed. */
  readonly mostMinor: bigint | null;
  /** Why: kept beside the trail. */
  readonly note: string;
  /** Made with the form: the same form sent twice waives once. */
  readonly key: string;
};

/** A member gives up fees, interest or compensation, whole or in part; letters ask for what is left. Answers how much. */
export async function waiveClaims(work: Work, caseId: string, request: WaiveRequest): Promise<Act<bigint>> {
  const aCase = await lockCase(work, caseId);
  if (aCase === null || aCase.closedAt !== null) return notActed('gone');
  const today = await creditorToday(work);
  const stated = await readStatement(work, aCase);

  const { part, mostMinor, key } = request;
  const cause = `waived:${caseId}:${key}`;
  if (stated.transactions.some((each) => each.cause === cause)) return notActed('gone');
  const clear = { cause, valueDay: today, transactions: stated.transactions, interest: interestToDate(stated) };
  const transactions =
    part === 'all' ? waiveOurs(clear) : waivePart({ ...clear, part, mostMinor: mostMinor ?? 10n ** 15n });
  const waivedMinor = sum(
    transactions.flatMap((each) => each.postings.filter((p) => p.account === 'waived').map((p) => p.amountMinor)),
  );
  if (waivedMinor === 0n) return notActed('nothing-owed');

  await postTransactions(work, [{ caseId, currency: aCase.currency, transactions }]);
  await lookAgain(work, [aCase.debtorId], today);
  await recordTrail(work, {
    what: 'claims-waived',
    caseId,
    debtorId: aCase.debtorId,
    details: {
      part,
      waivedMinor: waivedMinor.toString(),
      leftMinor: oursOwed(balanceOf([...stated.transactions, ...transactions])).toString(),
      currency: aCase.currency,
    },
    personal: { note: request.note },
  });
  await settleCases(work, [caseId], 'paid');
  return acted(waivedMinor);
}

function oursOwed(balance: ReturnType<typeof balanceOf>): bigint {
  return balance.feeMinor + balance.interestMinor + balance.compensationMinor;
}
