/** The ladder as a form: each rung is a sentence with fields in it. */
import { z } from 'zod';
import type { LadderFault } from '../creditors/ladder-fault.ts';
import { nthOf } from '../ladder/climb.ts';
import { kindOf, type Rung, type RungKey } from '../ladder/rungs.ts';
import { decimalFromMinor, minorFromDecimal } from '../values/money.ts';
import { ordinalText } from '../values/ordinal-text.ts';

export type Entered = { readonly [field: string]: string };

const fields = ['days', 'fee', 'daysToPay'] as const;

/** Reads what was typed. Numbers that are none are told beside their field; what the law says is asked afterwards. */
export function readLadderForm(
  decided: readonly Rung[],
  body: unknown,
): { ok: true; rungs: Rung[] } | { ok: false; faults: LadderFault[] } {
  const entered = enteredIn(body);
  const rungs: Rung[] = [];
  const faults: LadderFault[] = [];
  for (const before of decided) {
    const name = before.key;
    const isNudge = kindOf(name) === 'nudge';
    const whole = (field: 'days' | 'daysToPay') => {
      const text = (entered[`${name}-${field}`] ?? '').trim();
      if (/^\d{1,3}$/.test(text)) return Number(text);
      faults.push({ rung: name, field, weight: 'error', sentence: 'Write a whole number of days.' });
      return 0;
    };
    const fee = isNudge ? 0n : feeFrom(entered[`${name}-fee`] ?? '0');
    if (fee === null)
      faults.push({
        rung: name,
        field: 'fee',
        weight: 'error',
        sentence: 'Write an amount in kroner, such as 100 or 99,50.',
      });
    rungs.push({
      ...before,
      on: `${name}-on` in entered,
      days: whole('days'),
      feeMinor: fee ?? 0n,
      interest: !isNudge && `${name}-interest` in entered,
      daysToPay: isNudge ? 0 : whole('daysToPay'),
    });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, rungs };
}

export type RungPage = {
  readonly name: RungKey;
  readonly label: string;
  readonly on: boolean;
  readonly interest: boolean;
  readonly isNudge: boolean;
  /** The end of the sentence "Send it … days". */
  readonly when: string;
  readonly values: { readonly [field in (typeof fields)[number]]: string };
  readonly errors: { readonly [field in (typeof fields)[number]]?: string };
};

/** What a rung is called in settings, by its place among its kind. */
export function rungLabel(rungs: readonly Rung[], rung: Rung): string {
  const before = rungs.slice(0, rungs.indexOf(rung)).map((each) => each.key);
  const nth = nthOf(rung.key, before);
  const ordinal = ordinalText(nth, 'en');
  switch (kindOf(rung.key)) {
    case 'nudge':
      return nth === 1 ? 'Friendly note' : `Friendly note, the ${ordinal}`;
    case 'reminder':
      return `${ordinal.slice(0, 1).toUpperCase()}${ordinal.slice(1)} reminder`;
    case 'notice':
      return 'Notice before debt collection (inkassovarsel)';
    case 'human':
      return 'A person takes over';
  }
}

/** The end of the sentence "Send it … days". */
function whenText(rungs: readonly Rung[], rung: Rung): string {
  if (kindOf(rung.key) === 'nudge') return 'days before the due date';
  const before = rungs.slice(0, rungs.indexOf(rung)).filter((each) => kindOf(each.key) !== 'nudge');
  return before.length === 0 ? 'days after the due date' : 'full days after the letter before';
}

/** The rungs as the form shows them: as decided, or as typed where that was refused. */
export function rungPages(rungs: readonly Rung[], body: unknown, faults: readonly LadderFault[]): RungPage[] {
  const entered = body === null ? null : enteredIn(body);
  return rungs.map((rung) => {
    const ticked = (field: 'on' | 'interest') => (entered ? `${rung.key}-${field}` in entered : rung[field]);
    const typed = (field: (typeof fields)[number]) => entered?.[`${rung.key}-${field}`] ?? shownIn(rung, field);
    const errorOf = (field: string) => faults.find((each) => each.rung === rung.key && each.field === field)?.sentence;
    return {
      name: rung.key,
      label: rungLabel(rungs, rung),
      when: whenText(rungs, rung),
      on: ticked('on'),
      interest: ticked('interest'),
      isNudge: kindOf(rung.key) === 'nudge',
      values: { days: typed('days'), fee: typed('fee'), daysToPay: typed('daysToPay') },
      errors: { days: errorOf('days'), fee: errorOf('fee'), daysToPay: errorOf('daysToPay') },
    };
  });
}

function shownIn(rung: Rung, field: (typeof fields)[number]): string {
  if (field !== 'fee') return String(rung[field]);
  return decimalFromMinor(rung.feeMinor, 'DKK').replace('.00', '').replace('.', ',');
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
