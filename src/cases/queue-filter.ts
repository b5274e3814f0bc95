/** Which letters of the queue are looked for, and in which order. Values only; the store turns them into a question. */
import type { HoldKind } from '../ladder/facts.ts';
import type { GuardName } from '../ladder/guards.ts';
import type { Segment } from '../ladder/ladder-choice.ts';
import type { Day } from '../values/day.ts';
import { type Currency, currencies, minorFromDecimal } from '../values/money.ts';

/** Waiting: for a yes. Leaving: an admin has said yes. Held: something stands in the way. */
export const queueTabs = ['waiting', 'leaving', 'held'] as const;
export type QueueTab = (typeof queueTabs)[number];

/** Whose debtors: null is everybody's, else only those of the employee with this number in the books. */
export type SalesPerson = number | null;

/** What leaves first; the largest sum, each currency by itself; the longest late; the debtor's name. */
export const queueSorts = ['leaves', 'sum', 'late', 'debtor'] as const;
export type QueueSort = (typeof queueSorts)[number];

export type QueueFilter = {
  readonly salesPerson: SalesPerson;
  /** Part of a debtor's name, a customer number or an invoice number; '' for all. */
  readonly search: string;
  readonly rung: string | null;
  readonly currency: Currency | null;
  /** Whole units of each letter's own currency: only what asks for more. */
  readonly over: number | null;
  /** Only letters whose oldest invoice fell due on this day or before. */
  readonly dueBy: Day | null;
  /** The employee whose customers they are; 'none': nobody's. */
  readonly rep: number | 'none' | null;
  /** How the creditor treats the debtor. */
  readonly segment: Segment | null;
  /** A kind of hold, or the guard that holds it (`heldReason`). Only what is held has one. */
  readonly reason: string | null;
};

/** Everything this member may see. */
export function wholeQueue(salesPerson: SalesPerson): QueueFilter {
  return {
    salesPerson,
    search: '',
    rung: null,
    currency: null,
    over: null,
    dueBy: null,
    rep: null,
    segment: null,
    reason: null,
  };
}

/** Whole units in the minor units of each currency. */
export function minorByCurrency(units: number): { readonly [currency: string]: string } {
  return Object.fromEntries(
    currencies.map((currency) => [currency, String(minorFromDecimal(String(Math.trunc(units)), currency))]),
  );
}

/** Hold kinds a guard answers for: where one is in force, it says more than the guard's name. */
export const holdsOfGuard: { readonly [guard in GuardName]?: readonly HoldKind[] } = {
  'no-open-question': ['question'],
  'not-complained': ['complaint'],
  'not-promised': ['promise'],
  'no-credit-pending': ['part-payment', 'credit-note', 'unmatched-money', 'payment-reversed', 'chased-there'],
  'debtor-is-solvent': ['insolvency'],
  'not-paused': ['pause', 'snooze'],
};
