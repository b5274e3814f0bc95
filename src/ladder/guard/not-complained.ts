/**
 * A claim the debtor objects to is not pressed until a person has dealt with the objection.
 * Source: inkassoloven § 9, good collection practice. Border: until the complaint is closed.
 */
import type { Facts } from '../facts.ts';
import { holdAmong } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function notComplained(facts: Facts): Verdict {
  const hold = holdAmong(facts, 'complaint');
  return hold ? ask({ code: 'complaint', since: hold.sinceDay }) : go;
}
