/** What a person can do on a case page, as its forms say it. */
import { z } from 'zod';
import type { DebtorDecision } from '../cases/decide-debtor.ts';
import { type InterruptionKind, interruptionKinds } from '../law/rules.ts';
import { type Waivable, waivable } from '../ledger/waiver.ts';
import { type Day, dayPlus, isDay } from '../values/day.ts';
import { severalOf } from '../web/forms.ts';

/** Why a member lets a case rest. */
export type RestKind = 'pause' | 'snooze' | 'plan' | 'complaint' | 'insolvency';

export type CaseAct =
  | {
      readonly kind: 'rest';
      readonly hold: RestKind;
      readonly until: Day | null;
      readonly note: string | null;
    }
  /** The debtor has promised to pay on a day. */
  | { readonly kind: 'promise'; readonly day: Day; readonly note: string | null }
  | { readonly kind: 'end-hold'; readonly holdId: string; readonly note: string }
  | { readonly kind: 'answer'; readonly questionId: string; readonly text: string }
  | { readonly kind: 'arrived'; readonly messageId: string; readonly arrived: boolean }
  /** The books' balance is below the open items, and somebody has looked why. */
  | { readonly kind: 'look-at-money'; readonly note: string }
  | { readonly kind: 'decide'; readonly decision: DebtorDecision }
  | {
      readonly kind: 'waive';
      readonly part: Waivable | 'all';
      readonly amount: string;
      readonly note: string;
      readonly key: string;
    }
  /** Money in the books that matches no invoice is our fees and interest. `minor`: the sum that was on the page. */
  | { readonly kind: 'our-fee'; readonly minor: bigint }
  | { readonly kind: 'paid-back' }
  | {
      readonly kind: 'interrupt';
      readonly invoiceIds: readonly string[];
      readonly what: InterruptionKind;
      readonly day: Day;
      readonly note: string;
    }
  | { readonly kind: 'take-back-interruption'; readonly interruptionId: string }
  | { readonly kind: 'give-up' };

const day = z.string().refine(isDay, 'Write the day as in 2026-03-31.');

export const restForm = z.object({
  act: z.enum(['hold', 'snooze', 'promise', 'plan', 'objects', 'insolvent']),
  until: day.or(z.literal('')).default(''),
  note: z.string().trim().max(500).default(''),
});

export const answerForm = z.object({ text: z.string().max(20_000).default('') });

export const arrivedForm = z.object({ arrived: z.enum(['yes', 'no']).transform((said) => said === 'yes') });

export const waiveForm = z.object({
  part: z.enum(['all', ...waivable]),
  /** Empty: all of it. */
  amount: z.string().trim().max(20).default(''),
  note: z.string().trim().min(1, 'Write why: the trail keeps it.').max(500),
  key: z.uuid(),
});

/** Why a hold is ended. Only what sets money aside must be given a reason. */
export const endHoldForm = z.object({ note: z.string().trim().max(500).default('') });

export const ourFeeForm = z.object({
  minor: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(BigInt),
});

export const interruptionForm = z.object({
  what: z.enum(interruptionKinds, 'Choose what has happened.'),
  day,
  note: z.string().trim().min(1, 'Write how it can be shown, such as “mail of 3 March, in the folder”.').max(500),
  invoice: severalOf(z.uuid()).refine((ids) => ids.length > 0, 'Choose the invoices it is about.'),
});

/** The act an interruption form asks for, or the sentence that says what is wrong. The day is not after `today`. */
export function interruptionOf(form: z.output<typeof interruptionForm>, today: Day): CaseAct | string {
  if (form.day > today) return 'The day it happened cannot lie ahead.';
  return { kind: 'interrupt', invoiceIds: form.invoice, what: form.what, day: form.day, note: form.note };
}

/** A day further off is a slip of the finger. */
export const mostDaysRested = 366;
export const tooFar = 'Choose a day within a year. For longer, hold it without a day.';

const holdOf = {
  hold: 'pause',
  snooze: 'snooze',
  plan: 'plan',
  objects: 'complaint',
  insolvent: 'insolvency',
} as const satisfies Record<string, RestKind>;

/** The act a rest form asks for, or the sentence that says what is missing. A day must come after `today`; a promise may be for today. */
export function restOf({ act, until, note }: z.output<typeof restForm>, today: Day): CaseAct | string {
  const said = note === '' ? null : note;
  if (act === 'promise') {
    if (until === '') return 'Choose the day that was promised.';
    if (until > dayPlus(today, mostDaysRested))
      return 'Choose a day within a year: further off is a plan, or a slip of the finger.';
    return until < today ? 'Choose today or a day to come.' : { kind: 'promise', day: until, note: said };
  }
  if (act === 'snooze' && until === '') return 'Choose the day until which it shall rest.';
  if (until !== '' && until <= today) return 'Choose a day after today.';
  if (until > dayPlus(today, mostDaysRested)) return tooFar;
  return { kind: 'rest', hold: holdOf[act], until: until === '' ? null : until, note: said };
}
