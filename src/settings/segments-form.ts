/** The rule that tells Risk from Normal, as the form says it. Days, percentages and scores are whole numbers. */
import { z } from 'zod';
import type { SettingValue } from '../creditors/settings.ts';

const whole = (least: number, most: number, sentence: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, sentence)
    .transform(Number)
    .refine((number) => number >= least && number <= most, sentence);
const wholeOrNone = (least: number, most: number, sentence: string) =>
  z.union([
    z
      .string()
      .trim()
      .length(0)
      .transform(() => null),
    whole(least, most, sentence),
  ]);

export const segmentsForm = z.object({
  moves: z.enum(['propose', 'automatic', 'off']),
  months: whole(3, 12, 'Look back over 3 to 12 months.'),
  leastDebts: whole(1, 50, 'Ask for 1 to 50 debts before a habit counts.'),
  averageDaysLate: whole(4, 365, 'Write 4 to 365 days: up to three days late are the bank’s.'),
  lateShare: whole(1, 100, 'Write a share from 1 to 100 %.'),
  scoreUnder: wholeOrNone(1, 100, 'Write a score from 1 to 100, or leave it empty.'),
  notices: wholeOrNone(1, 10, 'Write 1 to 10 notices, or leave it empty.'),
}) satisfies z.ZodType<SettingValue<'segments'>>;

export function segmentsShown(rule: SettingValue<'segments'>): { readonly [field: string]: string } {
  return Object.fromEntries(Object.entries(rule).map(([field, value]) => [field, value === null ? '' : String(value)]));
}
