/**
 * THE LIST: every guard in order of precedence. All are asked; the first that refuses decides. The order goes from what
 * makes the letter pointless to what only a person can add, so that the answer shown is the one worth acting on.
 */
import type { Facts } from './facts.ts';
import { addressWorks } from './guard/address-works.ts';
import { adminSaidYes } from './guard/admin-said-yes.ts';
import { balanceSupportsClaim } from './guard/balance-supports-claim.ts';
import { caseIsOpen } from './guard/case-is-open.ts';
import { creditorAllows } from './guard/creditor-allows.ts';
import { creditorConnected } from './guard/creditor-connected.ts';
import { deadlinePassed } from './guard/deadline-passed.ts';
import { debtRemains } from './guard/debt-remains.ts';
import { debtorIsSolvent } from './guard/debtor-is-solvent.ts';
import { enoughIsOwed } from './guard/enough-is-owed.ts';
import { factsAreFresh } from './guard/facts-are-fresh.ts';
import { feeWithinCap } from './guard/fee-within-cap.ts';
import { holdWindowOver } from './guard/hold-window-over.ts';
import { hourIsDecent } from './guard/hour-is-decent.ts';
import { invoiceNotLeftOut } from './guard/invoice-not-left-out.ts';
import { marketIsConfirmed } from './guard/market-is-confirmed.ts';
import { noCreditPending } from './guard/no-credit-pending.ts';
import { noOpenQuestion } from './guard/no-open-question.ts';
import { noPaymentInFlight } from './guard/no-payment-in-flight.ts';
import { noPlanRunning } from './guard/no-plan-running.ts';
import { notComplained } from './guard/not-complained.ts';
import { notPaused } from './guard/not-paused.ts';
import { notPromised } from './guard/not-promised.ts';
import { notSentBefore } from './guard/not-sent-before.ts';
import { notTooOld } from './guard/not-too-old.ts';
import { noticeIsComplete } from './guard/notice-is-complete.ts';
import { quietDaysKept } from './guard/quiet-days-kept.ts';
import { rateIsKnown } from './guard/rate-is-known.ts';
import { recipientExists } from './guard/recipient-exists.ts';
import { spacingKept } from './guard/spacing-kept.ts';
import type { Verdict } from './verdict.ts';

export const guardGroups = ['trust', 'debt', 'asked', 'time', 'lawful', 'arrive', 'human'] as const;
export type GuardGroup = (typeof guardGroups)[number];

const list = [
  // May we trust the facts? Without them every later answer is worthless.
  { name: 'creditor-connected', group: 'trust', verdict: creditorConnected },
  { name: 'facts-are-fresh', group: 'trust', verdict: factsAreFresh },
  { name: 'case-is-open', group: 'trust', verdict: caseIsOpen },
  { name: 'not-sent-before', group: 'trust', verdict: notSentBefore },
  // Is there a debt? A letter for money that came would be the worst one, so this is asked before anything else about it.
  { name: 'debt-remains', group: 'debt', verdict: debtRemains },
  { name: 'balance-supports-claim', group: 'debt', verdict: balanceSupportsClaim },
  { name: 'no-payment-in-flight', group: 'debt', verdict: noPaymentInFlight },
  { name: 'no-credit-pending', group: 'debt', verdict: noCreditPending },
  { name: 'not-too-old', group: 'debt', verdict: notTooOld },
  { name: 'enough-is-owed', group: 'debt', verdict: enoughIsOwed },
  // May this debtor be asked? What the debtor has said and what has befallen them outweighs the calendar.
  { name: 'no-open-question', group: 'asked', verdict: noOpenQuestion },
  { name: 'not-complained', group: 'asked', verdict: notComplained },
  { name: 'no-plan-running', group: 'asked', verdict: noPlanRunning },
  { name: 'not-promised', group: 'asked', verdict: notPromised },
  { name: 'debtor-is-solvent', group: 'asked', verdict: debtorIsSolvent },
  { name: 'not-paused', group: 'asked', verdict: notPaused },
  { name: 'invoice-not-left-out', group: 'asked', verdict: invoiceNotLeftOut },
  // Is it time? These mostly end by themselves, so nobody is called for what waiting cures.
  { name: 'creditor-allows', group: 'time', verdict: creditorAllows },
  { name: 'deadline-passed', group: 'time', verdict: deadlinePassed },
  { name: 'spacing-kept', group: 'time', verdict: spacingKept },
  { name: 'quiet-days-kept', group: 'time', verdict: quietDaysKept },
  { name: 'hour-is-decent', group: 'time', verdict: hourIsDecent },
  // Is what the letter carries lawful?
  { name: 'market-is-confirmed', group: 'lawful', verdict: marketIsConfirmed },
  { name: 'rate-is-known', group: 'lawful', verdict: rateIsKnown },
  { name: 'fee-within-cap', group: 'lawful', verdict: feeWithinCap },
  { name: 'notice-is-complete', group: 'lawful', verdict: noticeIsComplete },
  // Can it arrive? An address is worth a person's time only for a letter that may go.
  { name: 'recipient-exists', group: 'arrive', verdict: recipientExists },
  { name: 'address-works', group: 'arrive', verdict: addressWorks },
  // Does a human agree? Last, so that a yes is asked only for a letter that nothing else stands against.
  { name: 'hold-window-over', group: 'human', verdict: holdWindowOver },
  { name: 'admin-said-yes', group: 'human', verdict: adminSaidYes },
] as const;

export type GuardName = (typeof list)[number]['name'];

export type Guard = {
  readonly name: GuardName;
  readonly group: GuardGroup;
  readonly verdict: (facts: Facts) => Verdict;
};

export const guards: readonly Guard[] = list;

export const guardNames: readonly GuardName[] = list.map((guard) => guard.name);
