/**
 * What a letter about one invoice may carry beyond the plain reminder. An unconfirmed market, a market that is not in the
 * law room or there as a floor only, and a consumer get plain reminders only. How many fees and how far apart is judged
 * where the history is known.
 */
import type { Currency } from '../values/money.ts';
import type { DebtorKind, MarketRules } from './rules.ts';
import { rulesOf } from './rules.ts';

export type ChargeRefusal =
  | 'market-not-in-law-room'
  /** Only the Union's floor is known, and a floor charges nothing by itself. */
  | 'market-floor-only'
  | 'market-unconfirmed'
  | 'consumer'
  /** The market's amounts are in another currency than the invoice, and the creditor has set none in that currency. */
  | 'currency-differs'
  /** Nothing may be charged before the due day has passed. */
  | 'not-due-yet'
  /** This market's law knows no such fee, compensation or notice. */
  | 'not-in-this-law'
  /** A fee is owed only where it was agreed by the time the debt arose. */
  | 'fee-not-agreed'
  /** The law names a first day for fees, and it has not come. */
  | 'fee-too-early';

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
  readonly debtorKind: DebtorKind;
  readonly currency: Currency;
  /** False on a nudge. */
  readonly pastDue: boolean;
  /** Days from the due day to the letter. Not known: no fee where the law names a first day. */
  readonly daysLate?: number;
  /** The creditor has declared that fees are agreed with this debtor. Not known: they are not. */
  readonly feeAgreed?: boolean;
  /** The creditor has set its amounts in the invoice's own currency. Not known: it has not. */
  readonly feeSetInCurrency?: boolean;
  readonly compensationSetInCurrency?: boolean;
};

/** What a letter may carry for this invoice, each with its paragraph or the reason why not. */
export function mayCarry(asked: ChargesAsked): Charges {
  const rules = rulesOf(asked.market);
  if (!rules) return nothing('market-not-in-law-room');
  if (!rules.chargesByItself) return nothing('market-floor-only');
  if (!asked.marketConfirmed) return nothing('market-unconfirmed');
  if (asked.debtorKind === 'consumer') return nothing('consumer');
  if (!asked.pastDue) return nothing('not-due-yet');
  return {
    fee: mayBearFee(rules, asked),
    interest: allowed(rules.interest.paragraph),
    compensation: mayBearCompensation(rules, asked),
    notice: rules.notice ? allowed(rules.notice.paragraph) : refused('not-in-this-law'),
  };
}

/** One letter, several invoices: it may carry what each of them may; the first refusal speaks. `each` is not empty. */
export function mostCautious(each: readonly [Charges, ...Charges[]]): Charges {
  const pick = (name: keyof Charges): Permission =>
    each.find((charges) => !charges[name].allowed)?.[name] ?? each[0][name];
  return { fee: pick('fee'), interest: pick('interest'), compensation: pick('compensation'), notice: pick('notice') };
}

function mayBearFee(rules: MarketRules, asked: ChargesAsked): Permission {
  const law = rules.reminderFee;
  if (!law) return refused('not-in-this-law');
  if (asked.currency !== rules.currency && !asked.feeSetInCurrency) return refused('currency-differs');
  if (law.onlyIfAgreed && !asked.feeAgreed) return refused('fee-not-agreed');
  if (law.firstDay > 0 && (asked.daysLate ?? 0) < law.firstDay) return refused('fee-too-early');
  return allowed(law.paragraph);
}

function mayBearCompensation(rules: MarketRules, asked: ChargesAsked): Permission {
  if (!rules.compensation) return refused('not-in-this-law');
  if (asked.currency !== rules.currency && !asked.compensationSetInCurrency) return refused('currency-differs');
  return allowed(rules.compensation.paragraph);
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
