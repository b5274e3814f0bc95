import type { SkipRefusal } from '../ladder/skip.ts';

/** Why an act on a letter or a case was not done: a value the desk has a sentence for. */
export type ActRefusal =
  /** It is not there, or not open any more: somebody was faster. */
  | 'gone'
  /** The letter reads differently now than the one that was looked at. */
  | 'changed'
  /** A guard stands in the way; the page shows which. */
  | 'held'
  /** It is leaving at this very moment. */
  | 'leaving'
  /** What is owed or what the books show has changed since it was looked at. */
  | 'sums-changed'
  /** There is nothing of that kind to give up. */
  | 'nothing-owed'
  /** A rep acts for own debtors only. */
  | 'not-yours'
  | SkipRefusal;

export type Act<Value = null> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: ActRefusal };

export function acted<Value>(value: Value): Act<Value> {
  return { ok: true, value };
}

export function notActed(refusal: ActRefusal): { readonly ok: false; readonly refusal: ActRefusal } {
  return { ok: false, refusal };
}
