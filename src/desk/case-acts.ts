/** What a person can do on a case page, as its forms say it. */
import { z } from 'zod';
import type { DebtorDecision } from '../cases/decide-debtor.ts';
import { type Waivable, waivable } from '../ledger/waiver.ts';
import { type Day, isDay } from '../values/day.ts';
import { languageNames } from './trail-words.ts';

export type CaseAct =
  | {
      readonly kind: 'rest';
      readonly hold: 'pause' | 'snooze';
      readonly until: Day | null;
      readonly note: string | null;
    }
  | { readonly kind: 'end-hold'; readonly holdId: string }
  | { readonly kind: 'answer'; readonly questionId: string; readonly text: string }
  | { readonly kind: 'arrived'; readonly messageId: string; readonly arrived: boolean }
  /** The books' balance is below the open items, and somebody has looked why. */
  | { readonly kind: 'look-at-money' }
  | { readonly kind: 'decide'; readonly decision: DebtorDecision }
  | { readonly kind: 'give-up' }
  | {
      readonly kind: 'waive';
      readonly part: Waivable | 'all';
      readonly amount: string;
      readonly note: string;
      readonly key: string;
    }
  /** Money in the books that matches no invoice is our fees and interest. `minor`: the sum that was on the page. */
  | { readonly kind: 'our-fee'; readonly minor: bigint }
  | { readonly kind: 'paid-back' };

const day = z.string().refine(isDay, 'Write the day as in 2026-03-31.');

export const restForm = z.object({
  act: z.enum(['hold', 'snooze']),
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

export const ourFeeForm = z.object({
  minor: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(BigInt),
});

/** One form per decision; `decide` says which. */
export const decisionForm = z.discriminatedUnion('decide', [
  z.object({ decide: z.literal('left-out'), out: z.enum(['yes', 'no']) }),
  z.object({ decide: z.literal('language'), language: z.enum(['da', 'sv', 'en']) }),
  z.object({ decide: z.literal('kind'), is: z.enum(['business', 'consumer']) }),
  z.object({
    decide: z.literal('address'),
    email: z.string().trim().max(254).pipe(z.email('Write a whole e-mail address, as in ida@example.com.')),
  }),
  z.object({ decide: z.literal('solvency') }),
]);

/** The act a rest form asks for, or the sentence that says what is missing. A day must come after `today`. */
export function restOf({ act, until, note }: z.output<typeof restForm>, today: Day): CaseAct | string {
  if (act === 'snooze' && until === '') return 'Choose the day until which it shall rest.';
  if (until !== '' && until <= today) return 'Choose a day after today.';
  const hold = act === 'snooze' ? 'snooze' : 'pause';
  return { kind: 'rest', hold, until: until === '' ? null : until, note: note === '' ? null : note };
}

export function decisionOf(form: z.output<typeof decisionForm>): DebtorDecision {
  switch (form.decide) {
    case 'left-out':
      return { kind: 'left-out', out: form.out === 'yes' };
    case 'language':
      return { kind: 'language', language: form.language };
    case 'kind':
      return { kind: 'kind', is: form.is };
    case 'address':
      return { kind: 'address', email: form.email };
    case 'solvency':
      return { kind: 'solvency' };
  }
}

/** What is said after a decision: what holds now, and what happens next. */
export function decisionTold(decision: DebtorDecision): string {
  switch (decision.kind) {
    case 'left-out':
      return decision.out
        ? 'Left out. This debtor gets no letters until you take it back in.'
        : 'Taken back in. The case is looked at again now.';
    case 'language':
      return `Letters are in ${languageNames[decision.language]} from now on. An open letter is made anew.`;
    case 'kind':
      return decision.is === 'consumer'
        ? 'Noted as a consumer: plain reminders only, no fee, interest or notice.'
        : 'Noted as a business. The case is looked at again now.';
    case 'address':
      return 'Letters go to this address from now on. An open letter is made anew and asks for a new yes.';
    case 'solvency':
      return 'Noted that you have looked today. It counts for fourteen days.';
    case 'shortfall-accepted':
      return 'Noted. The case is looked at again now.';
  }
}
