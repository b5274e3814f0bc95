/** Reads what a test file says, line by line: what was skipped and why, and the sums at the end. */
export type Totals = { passed: number; failed: number; skipped: number };
export type TapLine =
  | { readonly kind: 'skip'; readonly what: string }
  | { readonly kind: 'totals'; readonly totals: Totals }
  | { readonly kind: 'other' };

export const emptyTotals: Readonly<Totals> = { passed: 0, failed: 0, skipped: 0 };

export function readTapLine(line: string): TapLine {
  const skip = /^\s*ok \d+ - (.*?) # SKIP ?(.*)$/i.exec(line);
  if (skip) return { kind: 'skip', what: skip[2] ? `${skip[1]}: ${skip[2]}` : `${skip[1]}` };
  const sums = /^# \{ (total: .*) \}$/.exec(line);
  if (sums?.[1]) return { kind: 'totals', totals: totalsOf(sums[1]) };
  return { kind: 'other' };
}

/** Zero fields are left out by tap. A test marked as still to be written has failed: the house has none. */
function totalsOf(text: string): Totals {
  const count = (word: string) => Number(new RegExp(`\\b${word}: (\\d+)`).exec(text)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + count('todo'), skipped: count('skip') };
}
