import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { endPaymentAccount } from './store-accounts.ts';

/** No pay button from now on; bank details show instead. Letters are made anew. Says whether an account was connected. */
export async function disconnectPaymentAccount(work: Work): Promise<boolean> {
  const account = await endPaymentAccount(work);
  if (account === null) return false;

  await work.enqueue('facts-changed', { creditorId: work.creditorId });

  await recordTrail(work, { what: 'payment-account-disconnected', details: { before: account, after: null } });
  return true;
}
