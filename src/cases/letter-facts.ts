/** Everything the guards may know about one letter, gathered from what stands. */

import type { CreditorSettings } from '../creditors/settings.ts';
import type { Facts, LetterLine, NoticeFacts } from '../ladder/facts.ts';
import type { Channel, RungKey } from '../ladder/rungs.ts';
import { type Day, dayIn, type Instant, instantPlus, minute } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { invoiceFacts } from './invoice-facts.ts';
import { ladderOf } from './ladder-of.ts';
import type { DebtorStanding } from './store-facts.ts';

/** How old the mirror may be when a letter is proposed: the books are read every 15 minutes, and a night may pass. */
export const mirrorMaxAgeSeconds = 24 * 60 * 60;

export type LetterOnTrial = {
  readonly rung: RungKey;
  readonly currency: Currency;
  readonly lines: readonly LetterLine[];
  readonly feeMinor: bigint;
  readonly channels: readonly Channel[];
  readonly compensation: readonly { readonly invoiceId: string; readonly minor: bigint }[];
  readonly statesInterest: boolean;
  readonly interestKnownTo: Day | null;
  readonly notice: NoticeFacts | null;
  readonly hash: string;
  readonly headsUpAt: Instant | null;
  readonly approvedHash: string | null;
};

export type Circumstances = {
  readonly now: Instant;
  readonly wallNow: Instant;
  readonly timeZone: string;
  readonly settings: CreditorSettings;
  readonly booksReadAt: Instant | null;
  readonly factsMaxAgeSeconds: number;
};

export function letterFacts(
  on: Circumstances,
  standing: DebtorStanding,
  caseOpen: boolean,
  letter: LetterOnTrial,
): Facts {
  const { settings, timeZone } = on;
  const { debtor } = standing;
  const dayOf = (instant: Instant | null): Day | null => (instant === null ? null : dayIn(instant, timeZone));
  return {
    now: on.now,
    today: dayIn(on.now, timeZone),
    booksReadAt: on.booksReadAt,
    wallNow: on.wallNow,
    creditor: {
      connected: settings.connected,
      sendingOn: settings.sendingOn,
      halted: settings.halted,
      timeZone,
      country: debtor.homeCountry,
      hours: settings.hours,
      weekdays: settings.weekdays,
      quietDays: settings.quietDays,
      smallestSums: settings.smallestSums,
      ladder: ladderOf(settings, debtor),
      factsMaxAgeSeconds: on.factsMaxAgeSeconds,
    },
    debtor: {
      debtorId: debtor.debtorId,
      kind: debtor.decisions.kind,
      country: debtor.country,
      language: debtor.decisions.language,
      excludedSince: dayOf(debtor.decisions.leftOutSince),
      balanceBaseMinor: debtor.balanceBaseMinor,
      openItemsBaseMinor: debtor.openItemsBaseMinor,
      toleranceBaseMinor: settings.toleranceBaseMinor + debtor.decisions.shortfallAcceptedMinor,
      reach: debtor.reach,
      solventCheckedDay: dayOf(debtor.decisions.solventSince),
      lastFeeLetterDay: dayOf(debtor.lastFeeLetterAt),
      lastLetterDay: dayOf(debtor.lastLetterAt.get(letter.currency) ?? null),
      creditNotesOpen: debtor.creditNotes.filter((note) => !note.reviewed).length,
      paymentInFlightUntil: inFlightUntil(debtor.paymentUntil, on.now),
    },
    caseOpen,
    holds: debtor.holds.map((hold) => ({ kind: hold.kind, sinceDay: dayIn(hold.since, timeZone), until: hold.until })),
    invoices: invoiceFacts(standing, settings).filter((invoice) => invoice.currency === letter.currency),
    letter: { ...letter, holdWindowHours: settings.holdWindowHours },
  };
}

/**
 * A payment whose time is over is in flight as long as nobody has asked the provider what became of it: whoever asks
 * (`payments/check-payment`, five minutes later at the most) takes the day off the case. A program that was down meanwhile
 * would else ask for money that has come.
 */
function inFlightUntil(until: Instant | null, now: Instant): Instant | null {
  return until === null || until > now ? until : instantPlus(now, 5 * minute);
}
