/** The ladder as a form: each rung is a sentence with fields in it. */
import { z } from 'zod';
import type { LadderFault } from '../creditors/ladder-check.ts';
import { rungFromStored, type SettingValue, type StoredRung } from '../creditors/settings.ts';
import { type Rung, type RungName, rungNames } from '../ladder/rungs.ts';
import { decimalFromMinor, minorFromDecimal } from '../values/money.ts';

export type Entered = { readonly [field: string]: string };

const fields = ['days', 'fee', 'daysToPay'] as const;

/** Reads what was typed. Numbers that are none are told beside their field; what the law says is asked afterwards. */
export function readLadderForm(
  body: unknown,
): { ok: true; value: SettingValue<'ladder'> } | { ok: false; faults: LadderFault[] } {
  const entered = enteredIn(body);
  const rungs: StoredRung[] = [];
  const faults: LadderFault[] = [];
  for (const name of rungNames) {
    const whole = (field: 'days' | 'daysToPay') => {
      const text = (entered[`${name}-${field}`] ?? '').trim();
      if (/^\d{1,3}$/.test(text)) return Number(text);
      faults.push({ rung: name, field, sentence: 'Write a whole number of days.' });
      return 0;
    };
    const fee = name === 'nudge' ? 0n : feeFrom(entered[`${name}-fee`] ?? '0');
    if (fee === null)
      faults.push({ rung: name, field: 'fee', sentence: 'Write an amount in kroner, such as 100 or 99,50.' });
    rungs.push({
      name,
      on: `${name}-on` in entered,
      days: whole('days'),
      feeMinor: String(fee ?? 0n),
      interest: name !== 'nudge' && `${name}-interest` in entered,
      daysToPay: name === 'nudge' ? 0 : whole('daysToPay'),
    });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: { rungs } };
}

export type RungPage = {
  readonly name: RungName;
  readonly label: string;
  readonly on: boolean;
  readonly interest: boolean;
  readonly isNudge: boolean;
  /** The end of the sentence "Send it … days". */
  readonly when: string;
  readonly values: { readonly [field in (typeof fields)[number]]: string };
  readonly errors: { readonly [field in (typeof fields)[number]]?: string };
};

const labels: { readonly [name in RungName]: { readonly label: string; readonly when: string } } = {
  nudge: { label: 'Friendly note', when: 'days before the due date' },
  'first-reminder': { label: 'First reminder', when: 'days after the due date' },
  'second-reminder': { label: 'Second reminder', when: 'full days after the letter before' },
  notice: { label: 'Notice before debt collection (inkassovarsel)', when: 'full days after the letter before' },
};

export function rungLabel(name: RungName): string {
  return labels[name].label;
}

/** The rungs as the form shows them: as decided, or as typed where that was refused. */
export function rungPages(decided: SettingValue<'ladder'>, body: unknown, faults: readonly LadderFault[]): RungPage[] {
  const entered = body === null ? null : enteredIn(body);
  return decided.rungs.map(rungFromStored).map((rung) => {
    const ticked = (field: 'on' | 'interest') => (entered ? `${rung.name}-${field}` in entered : rung[field]);
    const typed = (field: (typeof fields)[number]) => entered?.[`${rung.name}-${field}`] ?? shownIn(rung, field);
    const errorOf = (field: string) => faults.find((each) => each.rung === rung.name && each.field === field)?.sentence;
    return {
      name: rung.name,
      ...labels[rung.name],
      on: ticked('on'),
      interest: ticked('interest'),
      isNudge: rung.name === 'nudge',
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
