/**
 * Nothing is sent while the creditor's accounting system is not connected to us.
 * Source: design, "the live state wins". Border: whether the last reading is fresh is facts-are-fresh's question.
 */
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function creditorConnected(facts: Facts): Verdict {
  return facts.creditor.connected ? go : ask({ code: 'disconnected' });
}
