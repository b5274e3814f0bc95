/** Words for certain debtors as they stand in a settings row: JSON knows no bigint. */
import { z } from 'zod';
import { segments } from '../ladder/ladder-choice.ts';
import { letterSorts, relations, type TextRule } from '../ladder/text-choice.ts';
import { type Currency, isCurrency } from '../values/money.ts';
import { longestText } from './stored-ladder.ts';

/** More than anybody keeps apart. */
export const mostTextRules = 40;

const minor = z
  .string()
  .regex(/^\d{1,15}$/)
  .nullable();
const words = z.string().min(1).max(longestText).exactOptional();

export const textsShape = z
  .array(
    z.object({
      letter: z.enum(letterSorts),
      when: z.object({
        relation: z.enum(relations).nullable(),
        segment: z.enum(segments).nullable(),
        habit: z.enum(['in-time', 'mixed', 'late', 'unknown']).nullable(),
        group: z.number().int().min(0).nullable(),
        amount: z
          .object({
            currency: z.string().refine((code): code is Currency => isCurrency(code)),
            atLeast: minor,
            under: minor,
          })
          .nullable(),
      }),
      texts: z.object({ da: words, sv: words, en: words }),
    }),
  )
  .max(mostTextRules);
export type StoredTexts = z.infer<typeof textsShape>;

export function textRulesFrom(stored: StoredTexts): TextRule[] {
  return stored.map(({ letter, when, texts }) => ({
    letter,
    texts,
    when: { ...when, amount: when.amount === null ? null : amountFrom(when.amount) },
  }));
}

function amountFrom({ currency, atLeast, under }: NonNullable<StoredTexts[number]['when']['amount']>) {
  const sum = (minor: string | null) => (minor === null ? null : BigInt(minor));
  return { currency, atLeast: sum(atLeast), under: sum(under) };
}
