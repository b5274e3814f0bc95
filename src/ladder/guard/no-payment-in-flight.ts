/**
 * While the debtor stands at the till, nobody writes to ask for the money.
 * Source: stop switches, "payment in transit". Border: at the instant the checkout can no longer become money it is over.
 */
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { go, wait } from '../verdict.ts';

export function noPaymentInFlight(facts: Facts): Verdict {
  const until = facts.debtor.paymentInFlightUntil;
  return until !== null && until > facts.now ? wait(until, { code: 'payment-in-flight' }) : go;
}
