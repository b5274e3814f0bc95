/**
 * May an invoice be taken past its next rung without a letter? Only a courtesy may be left out: a note before the due day or
 * a reminder without a fee. What the law asks before a notice has to be sent, not skipped: a notice is never the first
 * demand a debtor gets. Days are not touched: the rung after it still counts from the letter that really left last.
 */
import type { Day } from '../values/day.ts';
import { nthOf, rungFor } from './climb.ts';
import type { InvoiceFacts } from './facts.ts';
import { type NextRung, nextRung } from './next-rung.ts';
import { kindOf, type Ladder, type RungKey } from './rungs.ts';

export type SkipRefusal =
  /** There is no rung ahead. */
  | 'ladder-ended'
  /** Its next rung is a notice, or a person has it. */
  | 'not-a-courtesy'
  | 'rung-bears-fee'
  /** The notice would be the first letter that demands anything. */
  | 'notice-would-come-first';

export type Skip =
  | {
      readonly ok: true;
      readonly rung: RungKey;
      /** Which of its kind it would have been. */
      readonly nth: number;
      /** What comes instead and when; null at the end of the ladder. */
      readonly after: NextRung | null;
    }
  | { readonly ok: false; readonly refusal: SkipRefusal };

export function skipOf(today: Day, ladder: Ladder, invoice: InvoiceFacts): Skip {
  const next = nextRung(today, ladder, invoice);
  if (next === null) return { ok: false, refusal: 'ladder-ended' };
  const kind = kindOf(next.rung);
  if (kind !== 'nudge' && kind !== 'reminder') return { ok: false, refusal: 'not-a-courtesy' };
  if ((rungFor(ladder, invoice, next.rung)?.feeMinor ?? 0n) > 0n) return { ok: false, refusal: 'rung-bears-fee' };
  const after = nextRung(today, ladder, { ...invoice, skipped: [...(invoice.skipped ?? []), next.rung] });
  const demanded = invoice.climbed.some((key) => kindOf(key) === 'reminder');
  if (after !== null && kindOf(after.rung) === 'notice' && !demanded)
    return { ok: false, refusal: 'notice-would-come-first' };
  return { ok: true, rung: next.rung, nth: nthOf(next.rung, invoice.climbed), after };
}
