/** What is to be done about the web hooks that are there, so that each event has one of ours and none is doubled. */
import { type NewsEvent, newsEvents, type Subscription } from './port.ts';

/** Where we are told, and what is sent along to prove it. */
export type NewsAddress = { readonly url: string; readonly secret: string };

/**
 * keep: it is as we want it. make: there is none. replace: one of ours that leads elsewhere, or was switched off.
 * leave: somebody else's, in which we have no say.
 */
export type SubscriptionStep = 'keep' | 'make' | 'replace' | 'leave';

export function planSubscriptions(
  found: readonly Subscription[],
  wanted: NewsAddress,
): ReadonlyMap<NewsEvent, SubscriptionStep> {
  return new Map(
    newsEvents.map((event) => [
      event,
      stepOf(
        found.find((each) => each.event === event),
        wanted,
      ),
    ]),
  );
}

function stepOf(there: Subscription | undefined, wanted: NewsAddress): SubscriptionStep {
  if (there === undefined) return 'make';
  // A list that does not show the secret says nothing about it; a wrong one is found out when it calls.
  if (there.url === wanted.url && there.active && (there.secret === null || there.secret === wanted.secret))
    return 'keep';
  return there.ours || there.url === wanted.url ? 'replace' : 'leave';
}
