/**
 * A debtor who has asked gets an answer before the next letter.
 * Source: "an open question freezes the case". Border: until a person closes the question.
 */
import type { Facts } from '../facts.ts';
import { holdAmong } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function noOpenQuestion(facts: Facts): Verdict {
  const hold = holdAmong(facts, 'question');
  return hold ? ask({ code: 'question', since: hold.sinceDay }) : go;
}
