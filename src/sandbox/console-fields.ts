/** What an act of the console is, and the fields its forms are made of. */
import { z } from 'zod';
import { type Day, dayIn, isDay } from '../values/day.ts';
import { type Currency, isCurrency, minorFromDecimal } from '../values/money.ts';
import { SandboxRefusal } from './refusal.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import type { World } from './world.ts';

/** `detail` stands beside the sentence in a JSON answer. */
export type Done = {
  readonly status: number;
  readonly sentence: string;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Where to go on from here, in words and as an address. */
  readonly next?: { readonly words: string; readonly url: string };
};
export type Act = (world: World, options: SandboxOptions, form: Readonly<Record<string, unknown>>) => Promise<Done>;

export const day = z.string().refine(isDay, 'a day is written 2026-03-28');
export const currencyCode = z
  .string()
  .refine((text): text is Currency => isCurrency(text), 'a currency we can count in');
export const ticked = z
  .union([z.boolean(), z.enum(['yes', 'no', 'true', 'false', 'on'])])
  .transform((given) => given === true || given === 'yes' || given === 'true' || given === 'on');
export const decimalText = z.union([z.string(), z.number()]).transform((given) => {
  const text = String(given).trim();
  return text.includes(',') ? text.replaceAll('.', '').replace(',', '.') : text;
});

export async function today(options: SandboxOptions): Promise<Day> {
  return dayIn(await options.now(), 'Europe/Copenhagen');
}

export function minorOf(text: string, currency: Currency): bigint {
  const minor = minorFromDecimal(text, currency);
  if (minor === null) throw new SandboxRefusal(`'${text}' is not a sum of ${currency}: write 1234.50`);
  return minor;
}
