/**
 * Compensation a letter claims: one fixed sum per invoice, once, from businesses, where the creditor has chosen to claim it
 * and the invoice has climbed to the rung it is claimed at.
 */
import type { ChargeRefusal } from '../law/charges.ts';
import { type CompensationRule, rulesOf } from '../law/rules.ts';
import type { Day } from '../values/day.ts';
import { chargesOn, compensationOf } from './charges.ts';
import { nthOf } from './climb.ts';
import type { DebtorFacts, InvoiceFacts } from './facts.ts';
import { kindOf, type Rung } from './rungs.ts';

export type PlannedCompensation = {
  readonly invoiceId: string;
  /** Minor units of the invoice's currency, more than nothing. */
  readonly amountMinor: bigint;
  readonly againstFees: CompensationRule['againstFees'];
  readonly paragraph: string;
};

export type CompensationReason =
  | 'compensation'
  | 'not-chosen'
  | 'not-at-this-rung'
  | 'claimed-before'
  /** The law's sum for a debt of that day is not in the law room: refused, never guessed. */
  | 'amount-not-known'
  | ChargeRefusal;

/** What the listed invoices bear, or why none does: the first reason, oldest invoice first. */
export function planCompensation(
  today: Day,
  listed: readonly { readonly invoice: InvoiceFacts; readonly rung: Rung }[],
  debtorKind: DebtorFacts['kind'],
): { readonly compensation: readonly PlannedCompensation[]; readonly compensationReason: CompensationReason } {
  const answers = listed.map(({ invoice, rung }) => answerOn(today, invoice, rung, debtorKind));
  const compensation = answers.filter((answer) => typeof answer !== 'string');
  const [reason = 'not-chosen'] = answers.filter((answer) => typeof answer === 'string');
  return { compensation, compensationReason: compensation.length > 0 ? 'compensation' : reason };
}

function answerOn(
  today: Day,
  invoice: InvoiceFacts,
  rung: Rung,
  debtorKind: DebtorFacts['kind'],
): PlannedCompensation | Exclude<CompensationReason, 'compensation'> {
  const { compensationFrom } = invoice;
  if (compensationFrom === null) return 'not-chosen';
  if (!rung.compensation || !hasClimbedTo(compensationFrom, rung, invoice)) return 'not-at-this-rung';
  if (invoice.compensationClaimed) return 'claimed-before';
  const permission = chargesOn(today, invoice, debtorKind).compensation;
  if (!permission.allowed) return permission.reason;
  const amountMinor = compensationOf(invoice);
  if (amountMinor === null || amountMinor <= 0n) return 'amount-not-known';
  const { againstFees } = rulesOf(invoice.market)!.compensation!;
  return { invoiceId: invoice.invoiceId, amountMinor, againstFees, paragraph: permission.paragraph };
}

/** From the first or the second reminder an invoice gets, whatever their keys, or with the notice. */
function hasClimbedTo(from: NonNullable<InvoiceFacts['compensationFrom']>, rung: Rung, invoice: InvoiceFacts): boolean {
  const kind = kindOf(rung.key);
  if (kind === 'notice') return true;
  if (kind !== 'reminder' || from === 'notice') return false;
  return from === 'first-reminder' || nthOf(rung.key, invoice.climbed) >= 2;
}
