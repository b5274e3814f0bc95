/** What is chosen for one market as a form: sentences with fields in them. */
import { z } from 'zod';
import {
  type CompensationRung,
  compensationRungs,
  type LawChoices,
  type OwnAmounts,
} from '../creditors/law-choices.ts';
import type { ChoiceFault } from '../creditors/law-choices-check.ts';
import { type Day, isDay } from '../values/day.ts';
import { type Currency, decimalFromMinor, isCurrency, minorFromDecimal } from '../values/money.ts';

export type Typed = { readonly [field: string]: string };

/** Rows for sums in other currencies that a form shows: those that are set, and one to write in. */
export type AmountRow = { readonly currency: string; readonly fee: string; readonly compensation: string };

const mostRows = 10;

/** Reads what was typed. What the law says of it is asked afterwards. */
export function readMarketForm(
  market: string,
  body: unknown,
): { readonly ok: true; readonly choices: LawChoices } | { readonly ok: false; readonly faults: ChoiceFault[] } {
  const typed = typedIn(body);
  const faults: ChoiceFault[] = [];
  const fault = (field: ChoiceFault['field'], sentence: string) => void faults.push({ market, field, sentence });
  const feeAgreedFrom = agreedFrom(typed, fault);
  const amounts: { [currency in Currency]?: OwnAmounts } = {};
  for (const row of rowsIn(typed)) {
    const currency = row.currency.trim().toUpperCase();
    if (currency === '' && row.fee.trim() === '' && row.compensation.trim() === '') continue;
    if (!isCurrency(currency)) {
      fault('amounts', `We cannot count in “${row.currency.trim()}”. Write a currency such as EUR.`);
      continue;
    }
    const feeMinor = sumFrom(row.fee, currency);
    const compensationMinor = sumFrom(row.compensation, currency);
    if (feeMinor === undefined || compensationMinor === undefined)
      fault('amounts', `Write a sum in ${currency} such as 13 or 13,40, or nothing for none.`);
    else if (feeMinor !== null || compensationMinor !== null) amounts[currency] = { feeMinor, compensationMinor };
  }
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    choices: {
      dayCount: typed['dayCount'] === '30/360' ? '30/360' : 'actual',
      compensationFrom: rungFrom(typed['compensationFrom']),
      feeAgreedFrom,
      amounts,
    },
  };
}

/** The rows of the form: as decided, or as typed where that was refused; always one more to write in. */
export function amountRows(choices: LawChoices, typed: Typed | null): AmountRow[] {
  if (typed !== null) return rowsIn(typed);
  const shown = (minor: bigint | null, currency: Currency) =>
    minor === null ? '' : decimalFromMinor(minor, currency).replace(/\.00$/, '').replace('.', ',');
  const rows = (Object.entries(choices.amounts) as [Currency, OwnAmounts][]).map(([currency, own]) => ({
    currency,
    fee: shown(own.feeMinor, currency),
    compensation: shown(own.compensationMinor, currency),
  }));
  return [...rows, { currency: '', fee: '', compensation: '' }].slice(0, mostRows);
}

export function typedIn(body: unknown): Typed {
  return z
    .record(z.string(), z.string())
    .catch({})
    .parse(body ?? {});
}

function agreedFrom(typed: Typed, fault: (field: 'feeAgreedFrom', sentence: string) => void): Day | null {
  if (!('feeAgreed' in typed)) return null;
  const day = (typed['feeAgreedFrom'] ?? '').trim();
  if (isDay(day)) return day;
  fault('feeAgreedFrom', 'Write the day from which your terms of sale agree the fee, as in 2026-03-31.');
  return null;
}

function rowsIn(typed: Typed): AmountRow[] {
  const rows: AmountRow[] = [];
  for (let place = 0; place < mostRows && `currency-${place}` in typed; place += 1) {
    rows.push({
      currency: typed[`currency-${place}`] ?? '',
      fee: typed[`fee-${place}`] ?? '',
      compensation: typed[`compensation-${place}`] ?? '',
    });
  }
  return rows;
}

/** A sum as a person types it; null for nothing or nought, undefined for what is no sum. */
function sumFrom(text: string, currency: Currency): bigint | null | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  const minor = /^\d{1,6}(\.\d{1,2})?$/.test(trimmed) ? minorFromDecimal(trimmed, currency) : null;
  if (minor === null) return undefined;
  return minor === 0n ? null : minor;
}

function rungFrom(text: string | undefined): CompensationRung | null {
  return compensationRungs.find((rung) => rung === text) ?? null;
}
