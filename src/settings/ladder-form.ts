/** The ladder as a form: each rung is a sentence with fields in it, and its words behind them. */
import { z } from 'zod';
import type { LadderFault, LadderField } from '../creditors/ladder-fault.ts';
import { kindOf, type Rung, type RungKey } from '../ladder/rungs.ts';
import { type Language, languageNames, languages } from '../values/language.ts';
import { minorFromDecimal } from '../values/money.ts';
import { krTyped } from './ladder-differences.ts';
import { channelsChosen, roadOf } from './road-choice.ts';
import { rungLabel, whenText } from './rung-label.ts';

export type Entered = { readonly [field: string]: string };

const numberFields = ['days', 'fee', 'daysToPay'] as const;

/**
 * The rungs as they were typed. Numbers that are none are told beside their field, and the number from before stands for
 * them; what the law says is asked afterwards.
 */
export function readLadderForm(before: readonly Rung[], body: unknown): { rungs: Rung[]; faults: LadderFault[] } {
  const entered = enteredIn(body);
  const faults: LadderFault[] = [];
  // One the form says nothing of was put there since it was opened, in another tab: it stays as it is.
  const isSaid = ({ key }: Rung) => `${key}-days` in entered;
  const isForm = before.some(isSaid);
  return { rungs: before.map((rung) => (isForm && !isSaid(rung) ? rung : readRung(rung, entered, faults))), faults };
}

function readRung(before: Rung, entered: Entered, faults: LadderFault[]): Rung {
  const { key } = before;
  const demands = ['reminder', 'notice'].includes(kindOf(key));
  const wrong = (field: LadderField, sentence: string) => faults.push({ rung: key, field, weight: 'error', sentence });
  const whole = (field: 'days' | 'daysToPay') => {
    const text = (entered[`${key}-${field}`] ?? '').trim();
    if (/^\d{1,3}$/.test(text)) return Number(text);
    wrong(field, 'Write a whole number of days, such as 10.');
    return before[field];
  };
  const fee = demands ? feeFrom(entered[`${key}-fee`] ?? '0') : 0n;
  if (fee === null) wrong('fee', 'Write an amount in kroner, such as 100 or 99,50.');
  return {
    ...before,
    on: `${key}-on` in entered,
    days: whole('days'),
    feeMinor: fee ?? before.feeMinor,
    interest: demands && `${key}-interest` in entered,
    compensation: demands && `${key}-compensation` in entered,
    daysToPay: demands ? whole('daysToPay') : 0,
    channels: channelsChosen(entered[`${key}-road`]) ?? before.channels,
    texts: kindOf(key) === 'human' ? {} : textsIn(key, entered),
  };
}

/** Without a word of its own a language has ours. */
function textsIn(key: RungKey, entered: Entered): Rung['texts'] {
  const said = languages.flatMap((language) => {
    const text = (entered[`${key}-text-${language}`] ?? '').replaceAll('\r\n', '\n').trim();
    return text === '' ? [] : [[language, text] as const];
  });
  return Object.fromEntries(said);
}

export type RungPage = {
  readonly key: RungKey;
  readonly label: string;
  readonly kind: ReturnType<typeof kindOf>;
  readonly on: boolean;
  readonly interest: boolean;
  readonly compensation: boolean;
  /** A letter that asks for money: it has days to pay, a fee and interest. */
  readonly demands: boolean;
  /** The end of the sentence "Send it … days". */
  readonly when: string;
  /** By which road it goes: a value of the choice. */
  readonly road: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly values: { readonly [field in (typeof numberFields)[number]]: string };
  readonly texts: readonly { readonly language: Language; readonly name: string; readonly text: string }[];
  readonly told: readonly { readonly field: string; readonly weight: string; readonly sentence: string }[];
};

/** The rungs as the form shows them: as they stand, with what was typed where that was no number. */
export function rungPages(rungs: readonly Rung[], body: unknown, faults: readonly LadderFault[]): RungPage[] {
  const entered = body === null ? null : enteredIn(body);
  return rungs.map((rung, place) => {
    const typed = (field: (typeof numberFields)[number]) => entered?.[`${rung.key}-${field}`] ?? shownIn(rung, field);
    return {
      key: rung.key,
      label: rungLabel(rungs, rung),
      kind: kindOf(rung.key),
      on: rung.on,
      interest: rung.interest,
      compensation: rung.compensation,
      demands: ['reminder', 'notice'].includes(kindOf(rung.key)),
      when: whenText(rungs, rung),
      road: roadOf(rung.channels).value,
      first: place === 0,
      last: place === rungs.length - 1,
      values: { days: typed('days'), fee: typed('fee'), daysToPay: typed('daysToPay') },
      texts: languages.map((language) => ({
        language,
        name: languageNames[language],
        text: rung.texts[language] ?? '',
      })),
      told: faults.filter((each) => each.rung === rung.key),
    };
  });
}

function shownIn(rung: Rung, field: (typeof numberFields)[number]): string {
  return field === 'fee' ? krTyped(rung.feeMinor) : String(rung[field]);
}

/** Kroner as a Dane types them, in øre; null when it is not an amount. */
function feeFrom(text: string): bigint | null {
  const trimmed = text.trim() || '0';
  return /^\d{1,6}([.,]\d{1,2})?$/.test(trimmed) ? minorFromDecimal(trimmed.replace(',', '.'), 'DKK') : null;
}

function enteredIn(body: unknown): Entered {
  return z
    .record(z.string(), z.string())
    .catch({})
    .parse(body ?? {});
}
