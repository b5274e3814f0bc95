/**
 * Letters leave on weekdays that are no holidays, within the creditor's hours, on the creditor's clock.
 * Source: good practice, and complaints about peers. Border: the first hour is open, the last one closed.
 */
import { nextDecentInstant } from '../decent-hour.ts';
import type { Facts } from '../facts.ts';
import { marketsOf } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { go, wait } from '../verdict.ts';

export function hourIsDecent(facts: Facts): Verdict {
  const decent = nextDecentInstant(facts.now, facts.creditor, marketsOf(facts));
  return decent > facts.now ? wait(decent, { code: 'closed-hours' }) : go;
}
