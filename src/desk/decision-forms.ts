/** What a person can decide about one debtor, as its forms say it, and what is said afterwards. */
import { z } from 'zod';
import type { ContractRateRefusal } from '../cases/contract-rate-refusal.ts';
import type { DebtorDecision } from '../cases/decide-debtor.ts';
import { type ChannelWish, channelWishes } from '../ladder/channel-choice.ts';
import { segments } from '../ladder/ladder-choice.ts';
import { relations } from '../ladder/text-choice.ts';
import { debtorKinds, rulesOf } from '../law/rules.ts';
import { countryName } from '../values/country-name.ts';
import { type Day, isDay } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { languageNames } from './debtor-words.ts';
import { segmentNames } from './segment-words.ts';

const percent = z
  .string()
  .trim()
  .transform((text) => text.replace(',', '.').replace(/ ?%$/, ''))
  .pipe(z.string().regex(/^(\d{1,2}(\.\d{1,4})?)?$/, 'Write a rate in per cent a year, such as 12 or 9,75.'));

/** One form per decision; `decide` says which. An empty choice takes back what was said. */
export const decisionForm = z.discriminatedUnion('decide', [
  z.object({ decide: z.literal('left-out'), out: z.enum(['yes', 'no']) }),
  z.object({ decide: z.literal('language'), language: z.enum(['da', 'sv', 'en']) }),
  z.object({ decide: z.literal('kind'), is: z.enum([...debtorKinds, '']) }),
  z.object({
    decide: z.literal('address'),
    email: z.string().trim().max(254).pipe(z.email('Write a whole e-mail address, as in ida@example.com.')),
  }),
  // Which country's number it is, the debtor's card tells: it is read where that is known.
  z.object({ decide: z.literal('mobile'), number: z.string().trim().max(40) }),
  z.object({ decide: z.literal('channel'), channel: z.enum([...channelWishes, '']) }),
  z.object({ decide: z.literal('solvency') }),
  z.object({
    decide: z.literal('market'),
    market: z
      .string()
      .refine(
        (code) => code === '' || (code.length === 2 && rulesOf(code) !== null),
        'Choose a country from the list.',
      ),
  }),
  z
    .object({ decide: z.literal('contract-rate'), percent, note: z.string().trim().max(300).default('') })
    .refine((form) => form.percent === '' || form.note !== '', {
      path: ['note'],
      message: 'Write where the rate is agreed, such as “terms of sale of May 2025, § 4”.',
    }),
  z
    .object({
      decide: z.literal('fee-agreed'),
      agreed: z.enum(['yes', 'no', '']),
      from: z.string().trim().default(''),
    })
    .refine((form) => form.agreed !== 'yes' || isDay(form.from), {
      path: ['from'],
      message: 'Write the day from which the fee is agreed, as in 2026-03-31.',
    }),
  z.object({ decide: z.literal('segment'), segment: z.enum([...segments, '']) }),
  z.object({ decide: z.literal('never-fee'), never: z.enum(['yes', 'no']) }),
  z.object({ decide: z.literal('relation'), relation: z.enum(relations) }),
  z
    .object({
      decide: z.literal('credit-score'),
      score: z
        .string()
        .trim()
        .regex(/^(\d{1,2}|100)?$/, 'Write a score from 0 to 100, where 100 is the safest, or leave it empty.'),
      source: z.string().trim().max(100).default(''),
      day: z.string().trim().default(''),
    })
    .refine((form) => form.score === '' || (form.source !== '' && isDay(form.day)), {
      path: ['source'],
      message: 'Write who gave the score and the day it is from, as in 2026-03-31.',
    }),
]);

export function decisionOf(form: z.output<typeof decisionForm>): DebtorDecision {
  switch (form.decide) {
    case 'left-out':
      return { kind: 'left-out', out: form.out === 'yes' };
    case 'language':
      return { kind: 'language', language: form.language };
    case 'kind':
      return { kind: 'kind', is: form.is === '' ? null : form.is };
    case 'address':
      return { kind: 'address', email: form.email };
    case 'mobile':
      return { kind: 'mobile', number: form.number === '' ? null : form.number };
    case 'channel':
      return { kind: 'channel', channel: form.channel === '' ? null : form.channel };
    case 'solvency':
      return { kind: 'solvency' };
    case 'market':
      return { kind: 'market', market: form.market === '' ? null : form.market };
    case 'contract-rate':
      return { kind: 'contract-rate', rate: form.percent === '' ? null : { percent: form.percent, note: form.note } };
    case 'fee-agreed':
      return { kind: 'fee-agreed', agreement: agreementOf(form.agreed, form.from) };
    case 'segment':
      return { kind: 'segment', segment: form.segment === '' ? null : form.segment, byHand: true, why: [] };
    case 'never-fee':
      return { kind: 'never-fee', never: form.never === 'yes' };
    case 'relation':
      return { kind: 'relation', relation: form.relation };
    case 'credit-score':
      return { kind: 'credit-score', score: scoreOf(form) };
  }
}

function scoreOf({ score, source, day }: { readonly score: string; readonly source: string; readonly day: Day }) {
  return score === '' ? null : { score: Number(score), source, day };
}

function agreementOf(agreed: 'yes' | 'no' | '', from: Day) {
  if (agreed === '') return null;
  return agreed === 'yes' ? ({ agreed: true, from } as const) : ({ agreed: false } as const);
}

const channelTold: { readonly [wish in ChannelWish | 'as-the-rung-says']: string } = {
  email:
    'Letters go by e-mail and nothing else from now on. An open letter by SMS is made anew and asks for a new yes.',
  sms: 'Letters go by SMS where they may, else as their step says. An open letter is made anew and asks for a new yes.',
  'as-the-rung-says': 'Letters go as each step of the ladder says again.',
};

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
      return kindTold(decision.is);
    case 'address':
      return 'Letters go to this address from now on. An open letter is made anew and asks for a new yes.';
    case 'mobile':
      return decision.number === null
        ? 'Text messages go to the number in the books again, where there is one. An open letter is made anew.'
        : `Text messages go to ${decision.number} from now on. An open letter that is one is made anew and asks for a new yes.`;
    case 'channel':
      return channelTold[decision.channel ?? 'as-the-rung-says'];
    case 'solvency':
      return 'Noted that you have looked today. It counts for fourteen days.';
    case 'shortfall-accepted':
      return 'Noted. The case is looked at again now.';
    case 'market':
      return decision.market === null
        ? 'Its invoices are under the law of its country again. The case is looked at again now.'
        : `Its open invoices, and those to come, are under the law of ${countryName(decision.market)}. The case is looked at again now.`;
    case 'contract-rate':
      return decision.rate === null
        ? 'Late interest is at the statutory rate again. An open letter is made anew.'
        : `Late interest is ${decision.rate.percent} % a year from now on. An open letter is made anew.`;
    case 'fee-agreed':
      return feeTold(decision.agreement);
    case 'segment':
      return decision.segment === null
        ? 'The rule says again which segment this debtor is in.'
        : `Treated as ${segmentNames[decision.segment]} from its next rung on, until somebody says otherwise.`;
    case 'never-fee':
      return decision.never
        ? 'No letter to this debtor bears a reminder fee from now on. An open letter is made anew.'
        : 'Letters to this debtor bear the ladder’s fees again. An open letter is made anew.';
    case 'relation':
      return 'Noted. Letters choose their words by it from now on.';
    case 'credit-score':
      return decision.score === null
        ? 'The score is gone. The rule goes by how the debtor pays.'
        : `Noted: a score of ${decision.score.score}. The rule looks at it tonight.`;
  }
}

function kindTold(is: Extract<DebtorDecision, { kind: 'kind' }>['is']): string {
  if (is === 'consumer') return 'Noted as a consumer: plain reminders only, no fee, interest or notice.';
  if (is === 'sole-trader') return 'Noted as a sole trader: a business in law, and a person where it counts.';
  return is === null
    ? 'What stands on the card says it again. The case is looked at again now.'
    : 'Noted as a business. The case is looked at again now.';
}

function feeTold(agreement: Extract<DebtorDecision, { kind: 'fee-agreed' }>['agreement']): string {
  if (agreement === null) return 'Your terms of sale say again whether a fee is agreed.';
  return agreement.agreed
    ? `Noted: a reminder fee is agreed for invoices dated ${dayText(agreement.from, 'en')} or later.`
    : 'Noted: no reminder fee is agreed with this debtor.';
}

export function rateRefusalTold({ code, market, paragraph }: ContractRateRefusal): string {
  switch (code) {
    case 'consumer':
      return 'Consumers are asked for no late interest here, so no rate was noted.';
    case 'market-not-in-law-room':
      return `We do not know what the law of ${countryName(market)} lets be agreed, so no rate was noted.`;
    case 'none-allowed':
      return `The law of ${countryName(market)} lets no rate be agreed with this debtor (${paragraph}).`;
  }
}
