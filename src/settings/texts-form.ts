/** Words for certain debtors, as the form says them: which letter, who it is for, and the words in each language. */
import { z } from 'zod';
import { textFaults } from '../creditors/ladder-check-texts.ts';
import type { LadderFault } from '../creditors/ladder-fault.ts';
import type { SettingValue } from '../creditors/settings.ts';
import { segments } from '../ladder/ladder-choice.ts';
import { type RungKey, rungWith } from '../ladder/rungs.ts';
import { type LetterSort, letterSorts, relations } from '../ladder/text-choice.ts';
import { decimalFromMinor, isCurrency, minorFromDecimal } from '../values/money.ts';

export type StoredRule = SettingValue<'texts'>[number];

/** Texts as a person writes them: line ends as one, nothing for none. */
const words = z
  .string()
  .transform((text) => text.replaceAll('\r\n', '\n').trim())
  .default('');
const either = <Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum([...values, '']).default('' as never);
const sumText = z.string().trim().max(20, 'Write a shorter sum.').default('');

export const textForm = z
  .object({
    letter: z.enum(letterSorts),
    relation: either(relations),
    segment: either(segments),
    habit: either(['in-time', 'mixed', 'late', 'unknown'] as const),
    group: z
      .string()
      .trim()
      .regex(/^\d{0,9}$/, 'Write the group’s number as in e-conomic, or leave it empty.')
      .default(''),
    currency: z.string().refine(isCurrency, 'Choose a currency.').default('DKK'),
    atLeast: sumText,
    under: sumText,
    da: words,
    sv: words,
    en: words,
  })
  .superRefine((form, context) => {
    for (const field of ['atLeast', 'under'] as const)
      if (form[field] !== '' && minorOf(form[field], form.currency) === null)
        context.addIssue({ code: 'custom', path: [field], message: 'Write a sum as in 5000 or 5000.00.' });
    if (form.da + form.sv + form.en === '')
      context.addIssue({ code: 'custom', path: ['da'], message: 'Write the words in at least one language.' });
    if (!asksAnything(form))
      context.addIssue({
        code: 'custom',
        path: ['relation'],
        message: 'Choose whom the words are for. Words for everybody are written in the ladder.',
      });
  });

type Form = z.output<typeof textForm>;

function asksAnything({ relation, segment, habit, group, atLeast, under }: Form): boolean {
  return relation + segment + habit + group + atLeast + under !== '';
}

function minorOf(text: string, currency: Form['currency']): bigint | null {
  const minor = minorFromDecimal(text.replaceAll(' ', '').replace(',', '.'), currency);
  return minor === null || minor < 0n ? null : minor;
}

export function ruleOf(form: Form): StoredRule {
  const sum = (text: string) => (text === '' ? null : minorOf(text, form.currency)!.toString());
  const { relation, segment, habit, group, currency, atLeast, under } = form;
  return {
    letter: form.letter,
    when: {
      relation: relation === '' ? null : relation,
      segment: segment === '' ? null : segment,
      habit: habit === '' ? null : habit,
      group: group === '' ? null : Number(group),
      amount: atLeast === '' && under === '' ? null : { currency, atLeast: sum(atLeast), under: sum(under) },
    },
    texts: {
      ...(form.da === '' ? {} : { da: form.da }),
      ...(form.sv === '' ? {} : { sv: form.sv }),
      ...(form.en === '' ? {} : { en: form.en }),
    },
  };
}

const keyOf: { readonly [sort in LetterSort]: RungKey } = {
  nudge: 'nudge',
  'first-reminder': 'first-reminder',
  'later-reminder': 'second-reminder',
  notice: 'notice',
};

/** What is wrong with the words themselves: the same law as for a ladder's own words. */
export function wordFaults({ letter, texts }: StoredRule): LadderFault[] {
  const rung = rungWith({ key: keyOf[letter], days: 1, feeMinor: 0n, interest: false, daysToPay: 10 });
  return textFaults({ ...rung, texts });
}

/** A rule as the form shows it, to be changed. */
export function ruleShown({ letter, when, texts }: StoredRule): { readonly [field: string]: string } {
  const sum = (minor: string | null | undefined) =>
    minor === null || minor === undefined ? '' : decimalFromMinor(BigInt(minor), when.amount!.currency);
  return {
    letter,
    relation: when.relation ?? '',
    segment: when.segment ?? '',
    habit: when.habit ?? '',
    group: when.group === null ? '' : String(when.group),
    currency: when.amount?.currency ?? 'DKK',
    atLeast: sum(when.amount?.atLeast),
    under: sum(when.amount?.under),
    da: texts.da ?? '',
    sv: texts.sv ?? '',
    en: texts.en ?? '',
  };
}

const noCondition = { relation: null, segment: null, habit: null, group: null, amount: null } as const;

/** The form with nothing written in it yet. */
export const blankRule = ruleShown({ letter: 'first-reminder', when: noCondition, texts: {} });
