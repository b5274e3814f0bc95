/**
 * A guard's answer. `go` says nothing stands in the way. `wait` ends by itself at an instant. `ask` ends when a person
 * acts. `stop` ends the letter: what it was for is gone. A "no" is data: its code and detail are stored and shown in words.
 */
import type { Instant } from '../values/day.ts';

export type Verdict =
  | { readonly kind: 'go'; readonly note: string | null }
  | { readonly kind: 'wait'; readonly until: Instant; readonly detail: Detail }
  | { readonly kind: 'ask'; readonly detail: Detail }
  | { readonly kind: 'stop'; readonly detail: Detail };

/** The numbers and dates a sentence about the answer needs; never a name or an address. */
export type Detail = Readonly<Record<string, string | number>>;

export const go: Verdict = { kind: 'go', note: null };

export function goNoting(note: string): Verdict {
  return { kind: 'go', note };
}

export function wait(until: Instant, detail: Detail = {}): Verdict {
  return { kind: 'wait', until, detail };
}

export function ask(detail: Detail = {}): Verdict {
  return { kind: 'ask', detail };
}

export function stop(detail: Detail = {}): Verdict {
  return { kind: 'stop', detail };
}
