/**
 * The calls an app may make, and whose turn it is. e-conomic counts tokens: each call costs some, and so many may be spent in
 * a window (10,000 in 60 seconds is what its headers have been seen to say). Whether it counts by app or by agreement is not
 * documented, so all that this process spends counts against one budget; what others spend is believed of an agreement from
 * that agreement's own last answer only, so that one creditor's trouble closes nobody else's books. Spending stays below
 * the limit in every window, wherever e-conomic lets its own begin: no 429 is waited for. Pure; times are milliseconds of
 * one clock that never goes back.
 */

/** How much it hurts to wait: letters about to leave, a person before a page, a pull that may last as long as it likes. */
export type Urgency = 'sending' | 'page' | 'pull';

/** The part of the limit that may be spent before a call of this kind waits: what is above is kept for those above. */
const ceilings: Readonly<Record<Urgency, number>> = { sending: 0.95, page: 0.85, pull: 0.7 };
const ranks: Readonly<Record<Urgency, number>> = { sending: 0, page: 1, pull: 2 };
/** Pulls spend no more in a tenth of a window than their share of it: what they burst, everybody behind them waits for. */
const pace = 10;

export type Ask = { readonly creditor: string; readonly urgency: Urgency; readonly cost: number };
/** What an answer's headers say of the bucket: tokens used of it, and what this call cost. Null where they did not say. */
export type Report = {
  readonly bucket: { readonly limit: number; readonly windowMs: number; readonly used: number } | null;
  readonly cost: number | null;
};

type Spending = { readonly at: number; readonly creditor: string; readonly cost: number; readonly urgency: Urgency };

export type Budget = {
  readonly limit: number;
  readonly windowMs: number;
  /** By this process, within the last window, oldest first. */
  readonly spent: readonly Spending[];
  /** What others had used of the bucket by each creditor's last answer, as far as ours do not explain it; believed for a window. */
  readonly others: ReadonlyMap<string, { readonly at: number; readonly used: number }>;
  /** Who was told to slow down, and until when. */
  readonly closed: ReadonlyMap<string, number>;
};

export const newBudget: Budget = {
  limit: 10_000,
  windowMs: 60_000,
  spent: [],
  others: new Map(),
  closed: new Map(),
};

/** Milliseconds until this may be asked as things stand; 0 is now. */
export function waitFor(budget: Budget, ask: Ask, now: number): number {
  const { limit, windowMs } = budget;
  const closedFor = Math.max(0, (budget.closed.get(ask.creditor) ?? now) - now);
  const ceiling = Math.max(limit * ceilings[ask.urgency], ask.cost);
  const others = budget.others.get(ask.creditor);
  const othersFor = others && others.used > 0 ? Math.max(0, others.at + windowMs - now) : 0;
  // With what others used, or when that is no longer in any window: whichever comes first.
  const beside = untilRoom(budget.spent, ask.cost, ceiling - (othersFor > 0 ? others!.used : 0), windowMs, now);
  const alone = untilRoom(budget.spent, ask.cost, ceiling, windowMs, now);
  const waits = [closedFor, Math.min(beside, Math.max(othersFor, alone))];

  if (ask.urgency === 'pull') {
    const ofPulls = budget.spent.filter((one) => one.urgency === 'pull');
    const share = Math.max((limit * ceilings.pull) / pace, ask.cost);
    waits.push(untilRoom(ofPulls, ask.cost, share, windowMs / pace, now));
  }
  return Math.max(...waits);
}

/** When enough of what was spent lies more than `windowMs` back for `cost` to fit below `ceiling`. */
function untilRoom(spent: readonly Spending[], cost: number, ceiling: number, windowMs: number, now: number): number {
  const within = spent.filter((one) => now - one.at < windowMs);
  let over = costOf(within) + cost - ceiling;
  if (over <= 0) return 0;
  for (const one of within) {
    over -= one.cost;
    if (over <= 0) return one.at + windowMs - now;
  }
  return Number.POSITIVE_INFINITY;
}

function costOf(spent: readonly Spending[]): number {
  return spent.reduce((sum, one) => sum + one.cost, 0);
}

/** It is asked now. */
export function spend(budget: Budget, ask: Ask, now: number): Budget {
  const kept = budget.spent.filter((one) => now - one.at < budget.windowMs);
  return { ...budget, spent: [...kept, { ...ask, at: now }] };
}

/** What came back for something asked at `askedAt`: the true cost takes the place of the guessed one. */
export function heard(budget: Budget, ask: Ask, askedAt: number, report: Report, now: number): Budget {
  const { bucket, cost } = report;
  const index =
    cost === null ? -1 : budget.spent.findLastIndex((one) => one.at === askedAt && one.creditor === ask.creditor);
  const spent = index < 0 ? budget.spent : budget.spent.with(index, { ...budget.spent[index]!, cost: cost! });
  if (bucket === null) return { ...budget, spent };
  const others = new Map([...budget.others].filter(([, { at }]) => now - at < bucket.windowMs));
  const ours = costOf(spent.filter((one) => one.at <= askedAt && askedAt - one.at < bucket.windowMs));
  others.set(ask.creditor, { at: now, used: Math.max(0, bucket.used - ours) });
  return { ...budget, spent, others, limit: bucket.limit, windowMs: bucket.windowMs };
}

/** The books told this creditor to slow down. */
export function close(budget: Budget, creditor: string, until: number, now: number): Budget {
  const closed = new Map([...budget.closed].filter(([, at]) => at > now));
  return { ...budget, closed: closed.set(creditor, until) };
}

/**
 * Whose turn it is among those who wait, in the order they came: the more urgent, then whoever has spent less in this
 * window, then whoever came first. Those who were told to slow down do not stand in the way. `index` is null when it
 * is nobody's turn yet; `waitMs` says when to look again.
 */
export function whoseTurn(
  budget: Budget,
  waiting: readonly Ask[],
  now: number,
): { readonly index: number | null; readonly waitMs: number } {
  const spentBy = new Map<string, number>();
  for (const one of budget.spent) {
    if (now - one.at < budget.windowMs) spentBy.set(one.creditor, (spentBy.get(one.creditor) ?? 0) + one.cost);
  }
  const order = waiting
    .map((ask, index) => ({ ask, index, waitMs: waitFor(budget, ask, now) }))
    .toSorted(
      (a, b) =>
        ranks[a.ask.urgency] - ranks[b.ask.urgency] ||
        (spentBy.get(a.ask.creditor) ?? 0) - (spentBy.get(b.ask.creditor) ?? 0) ||
        a.index - b.index,
    );
  const first = order.find(({ waitMs }) => waitMs <= 0);
  if (first) return { index: first.index, waitMs: 0 };
  return { index: null, waitMs: Math.min(...order.map(({ waitMs }) => waitMs)) };
}

/** From `X-CallCost: 3` and `X-RateLimiting: token-limit-10000-per-60-seconds: 147/10000`; the legacy family has been seen to write letters. */
export function reportIn(headers: { get(name: string): string | null }): Report {
  const cost = headers.get('x-callcost')?.trim() ?? '';
  const [, limit, seconds, used] =
    /token-limit-(\d{1,9})-per-(\d{1,6})-seconds:\s*(\d{1,9})\/\d{1,9}/.exec(headers.get('x-ratelimiting') ?? '') ?? [];
  const bucket =
    Number(limit) > 0 && Number(seconds) > 0
      ? { limit: Number(limit), windowMs: Number(seconds) * 1000, used: Number(used) }
      : null;
  return { bucket, cost: /^\d{1,6}$/.test(cost) ? Number(cost) : null };
}
