/**
 * Letters leave on the creditor's weekdays, within its hours, on its clock, and on no holiday of its country or the debtor's.
 * Source: good practice, and complaints about peers (39). Border: the first hour is open, the last one closed.
 */
import { dayIn } from '../../values/day.ts';
import { type Closed, closedOn, nextDecentInstant } from '../decent-hour.ts';
import type { Facts } from '../facts.ts';
import { countriesOf } from '../letter-invoices.ts';
import type { Detail, Verdict } from '../verdict.ts';
import { go, wait } from '../verdict.ts';

export function hourIsDecent(facts: Facts): Verdict {
  const countries = countriesOf(facts);
  const decent = nextDecentInstant(facts.now, facts.creditor, countries);
  if (decent <= facts.now) return go;
  const today = dayIn(facts.now, facts.creditor.timeZone);
  return wait(decent, detailOf(closedOn(today, facts.creditor, countries), today));
}

function detailOf(closed: Closed | null, day: string): Detail {
  if (closed === null) return { code: 'closed-hours' };
  if (closed.why === 'holiday') return { code: 'holiday', day, country: closed.country };
  return closed.why === 'eve' ? { code: 'eve', day } : { code: 'not-a-sending-day', day };
}
