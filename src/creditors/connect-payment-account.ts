import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { endPaymentAccount, insertPaymentAccount, readPaymentAccount } from './store-accounts.ts';

/** The creditor's own account at the payment provider: debtors pay there from now on. One at a time. Letters that say how to pay are made anew. */
export async function connectPaymentAccount(work: Work, account: string): Promise<'connected' | 'unchanged'> {
  const before = await readPaymentAccount(work);

  if (before === account) return 'unchanged';

  if (before !== null) await endPaymentAccount(work);
  await insertPaymentAccount(work, account);
  await work.enqueue('facts-changed', { creditorId: work.creditorId });

  await recordTrail(work, { what: 'payment-account-connected', details: { before, after: account } });
  return 'connected';
}
