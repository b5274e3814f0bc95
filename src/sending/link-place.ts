import { wholeDay } from '../values/day.ts';
import type { SealedPlace } from '../values/secrets.ts';

/** Where a private link's token waits for hand-over: it opens for this creditor and in this column only. */
export function linkPlace(creditorId: string): SealedPlace {
  return { creditorId, column: 'messages.sealed_link' };
}

/** How long a private link lives, business time. Later mails bring later links; each lives on beside them. */
export const portalLinkLife = 180 * wholeDay;
