import { creditorToday } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { useCredit } from '../ledger/allocation.ts';
import { allocationOrder } from '../ledger/allocation-order.ts';
import { moveClaims } from '../ledger/credit.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import { readTransactions } from '../ledger/store.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { sum } from '../values/money.ts';
import { interestToDate } from './ours-given-up.ts';
import { readStatement } from './read-statement.ts';
import { casesWithCredit, lockCase, readCase } from './store-cases.ts';
import { lookAgain } from './store-positions.ts';

/**
 * What debtors have paid too much pays for invoices that have come since: credit of an earlier case in the same currency
 * is carried to the open one and used there. Every debtor it touched is looked at again, for a letter asks less now.
 */
export async function carryCredit(work: Work, openCaseIds: readonly string[]): Promise<void> {
  const today = await creditorToday(work);
  const { allocation } = await readSettings(work);
  for (const { openId, fromId } of await casesWithCredit(work, openCaseIds)) {
    const aCase = (await lockCase(work, openId))!;
    if (fromId !== openId) await carry(work, fromId, openId, today);
    const stated = await readStatement(work, aCase);

    const used = useCredit({
      cause: `credit-used:${openId}:${stated.transactions.length}`,
      valueDay: today,
      order: allocationOrder(allocation, stated.invoices[0]?.market ?? ''),
      transactions: stated.transactions,
      invoices: stated.invoices.map(({ invoiceId, dueDay }) => ({
        invoiceId,
        dueDay,
        interestTotalMinor:
          interestToDate(stated).find((each) => each.invoiceId === invoiceId)?.interestTotalMinor ?? null,
      })),
    });
    if (!used) continue;

    await postTransactions(work, [{ caseId: openId, currency: aCase.currency, transactions: [used] }]);
    await lookAgain(work, [aCase.debtorId], today);

    const usedMinor = sum(used.postings.filter((each) => each.account === 'credit').map((each) => each.amountMinor));
    await recordTrail(work, {
      what: 'credit-used',
      caseId: openId,
      debtorId: aCase.debtorId,
      details: { minor: usedMinor.toString(), currency: aCase.currency },
    });
  }
}

async function carry(work: Work, fromId: string, openId: string, today: string): Promise<void> {
  const from = (await readCase(work, fromId))!;
  const posted = (await readTransactions(work, [fromId])).get(fromId) ?? [];
  const move = moveClaims({ key: `${fromId}:${posted.length}`, valueDay: today, from: posted, only: ['credit'] });
  if (!move) return;
  await postTransactions(work, [
    { caseId: fromId, currency: from.currency, transactions: [move.out] },
    { caseId: openId, currency: from.currency, transactions: [move.into] },
  ]);
}
