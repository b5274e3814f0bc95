/**
 * The outside world as plain data: the books at e-conomic, the money at Stripe, the mail at Postmark, the texts at Twilio.
 * Everything here is what those vendors know, never what Rykker knows. Tests read and change it directly;
 * whoever changes it calls `touch`, so that it is kept.
 */
import { EventEmitter } from 'node:events';
import type { Agreement } from './agreement.ts';
import type { SetRate } from './bank-rates.ts';
import { type Fault, type FaultInForce, type Vendor, vendors } from './faults.ts';
import type { PostmarkState } from './postmark-state.ts';
import type { StripeState } from './stripe-state.ts';
import type { TwilioState } from './twilio-state.ts';

/** An attempt to write to the books. One is one too many: tests assert that there are none. */
export type Violation = { readonly method: string; readonly path: string; readonly at: string };

/** A call that came in, newest last; the last 500 are remembered, so that a test can read the query that was asked. */
export type Call = { readonly vendor: Vendor; readonly method: string; readonly path: string; readonly query: string };

export type WorldState = {
  agreements: Agreement[];
  stripe: StripeState;
  postmark: PostmarkState;
  twilio: TwilioState;
  faults: Record<Vendor, FaultInForce | null>;
  violations: Violation[];
  /** Rates that somebody has given the central banks at the console. */
  setRates: SetRate[];
};

export type World = WorldState & {
  /**
   * Rings 'change' when something was altered, 'fault' when a vendor was broken or mended, 'news' (an EconomicNews) when
   * e-conomic would call a web hook, 'bounce' (a mail and its dead address) when an accepted mail comes back,
   * 'stripe' (a StripeEvent) when Stripe has something to tell that nobody waits for.
   */
  readonly bell: EventEmitter;
  /** How often each vendor's path was asked: `postmark POST /email` → 3. Kept in memory only. */
  readonly calls: Map<string, number>;
  readonly recentCalls: Call[];
};

/** Something that happened in the books and that e-conomic tells its web hook subscribers. */
export type EconomicNews = {
  readonly agreement: number;
  readonly eventType: string;
  readonly merge: Readonly<Record<string, string>>;
};

/** A world without anybody in it, or one that was kept: what it did not know yet is empty. */
export function emptyWorld(state?: Partial<WorldState>): World {
  const healthy = Object.fromEntries(vendors.map((vendor) => [vendor, null])) as Record<Vendor, null>;
  return {
    agreements: [],
    stripe: { accounts: [], codes: [], sessions: [], events: [], replays: [] },
    postmark: { mails: [], bouncing: [], inactive: [], hooksWithheld: false, nextBounceId: 1 },
    twilio: { texts: [], unreachable: [], refused: [], hooksWithheld: false },
    violations: [],
    setRates: [],
    ...state,
    faults: { ...healthy, ...state?.faults },
    bell: new EventEmitter(),
    calls: new Map(),
    recentCalls: [],
  };
}

/** Something was changed: keep it. */
export function touch(world: World): void {
  world.bell.emit('change');
}

/** How many calls of a vendor came in; with `path` ("POST /email"), only those. */
export function callsTo(world: World, vendor: Vendor, path?: string): number {
  let total = 0;
  for (const [key, count] of world.calls) {
    if (path === undefined ? key.startsWith(`${vendor} `) : key === `${vendor} ${path}`) total += count;
  }
  return total;
}

/** Remembers a call under its vendor, method and route. */
export function countCall(world: World, call: Call, route: string): void {
  const key = `${call.vendor} ${call.method} ${route}`;
  world.calls.set(key, (world.calls.get(key) ?? 0) + 1);
  world.recentCalls.push(call);
  if (world.recentCalls.length > 500) world.recentCalls.shift();
}

/** Breaks a vendor from now on, or for the next `times` calls; null mends it. */
export function breakVendor(world: World, vendor: Vendor, how: Fault | null, times: number | null = null): void {
  world.faults[vendor] = how === null ? null : { how, left: times };
  world.bell.emit('fault');
  touch(world);
}
