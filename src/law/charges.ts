/**
 * What a letter about one invoice may carry beyond the plain reminder. An unconfirmed market, a market that is not in the
 * law room and a consumer get plain reminders only. How many fees and how far apart is judged where the history is known.
 */
import type { Currency } from '../values/money.ts';
import { rulesOf } from './rules.ts';

export type ChargeRefusal =
  | 'market-not-in-law-room'
  | 'market-unconfirmed'
  | 'consumer'
  /** The market's amounts are in another currency than the invoice. */
  | 'currency-differs'
  /** Nothing may be charged before the due day has passed. */
  | 'not-due-yet';

export type Permission =
  | { readonly allowed: true; readonly paragraph: string }
  | { readonly allowed: false; readonly reason: ChargeRefusal };

export type Charges = {
  readonly fee: Permission;
  readonly interest: Permission;
  readonly compensation: Permission;
  readonly notice: Permission;
};

export type ChargesAsked = {
  /** The country whose law rules the invoice, and whether the creditor has confirmed it. */
  readonly market: string;
  readonly marketConfirmed: boolean;
  readonly debtorKind: 'business' | 'consumer';
  readonly currency: Currency;
  /** False on a nudge. */
  readonly pastDue: boolean;
};

/** What a letter may carry for this invoice, each with its paragraph or the reason why not. */
export function mayCarry(asked: ChargesAsked): Charges {
  const rules = rulesOf(asked.market);
  if (!rules) return nothing('market-not-in-law-room');
  if (!asked.marketConfirmed) return nothing('market-unconfirmed');
  if (asked.debtorKind === 'consumer') return nothing('consumer');
  if (!asked.pastDue) return nothing('not-due-yet');
  const ownCurrency = asked.currency === rules.currency;
  return {
    fee: ownCurrency ? allowed(rules.reminderFee.paragraph) : refused('currency-differs'),
    interest: allowed(rules.interestParagraph),
    compensation: ownCurrency ? allowed(rules.compensation.paragraph) : refused('currency-differs'),
    notice: allowed(rules.notice.paragraph),
  };
}

/** One letter, several invoices: it may carry what each of them may; the first refusal speaks. `each` is not empty. */
export function mostCautious(each: readonly [Charges, ...Charges[]]): Charges {
  const pick = (name: keyof Charges): Permission =>
    each.find((charges) => !charges[name].allowed)?.[name] ?? each[0][name];
  return { fee: pick('fee'), interest: pick('interest'), compensation: pick('compensation'), notice: pick('notice') };
}

function nothing(reason: ChargeRefusal): Charges {
  const no = refused(reason);
  return { fee: no, interest: no, compensation: no, notice: no };
}

function allowed(paragraph: string): Permission {
  return { allowed: true, paragraph };
}

function refused(reason: ChargeRefusal): Permission {
  return { allowed: false, reason };
}
