/**
 * The ladder over what the books know of the past: which letters a policy would have sent to one debtor between two days. A
 * reconstruction: money counts from its value day, every yes is given at once and every review done, the address works,
 * and nobody has asked, promised or been let rest. The rungs, plans and guards are the real ones.
 */
import {
  type Day,
  dayIn,
  dayPlus,
  earlierDay,
  hour,
  type Instant,
  instantAt,
  instantPlus,
  laterInstant,
  minute,
} from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { firstVerdict } from './decide.ts';
import { dueRung } from './due-rung.ts';
import type { CreditorFacts, DebtorFacts, Facts, InvoiceFacts, NoticeFacts } from './facts.ts';
import { type LetterPlan, planLetter } from './letter-plan.ts';
import type { Ladder, RungKey } from './rungs.ts';
import { kindOf } from './rungs.ts';

/** An invoice as it was booked, and the money that came on it, by value day. Its `owedMinor` is not looked at. */
export type PastInvoice = {
  readonly facts: InvoiceFacts;
  readonly settled: readonly { readonly day: Day; readonly minor: bigint }[];
};

export type PastDebtor = {
  readonly debtorId: string;
  readonly kind: DebtorFacts['kind'];
  readonly neverFee: boolean;
  readonly country: string;
  readonly invoices: readonly PastInvoice[];
};

export type ReplayPolicy = {
  readonly ladder: Ladder;
  readonly creditor: Pick<CreditorFacts, 'timeZone' | 'country' | 'hours' | 'weekdays' | 'quietDays' | 'smallestSums'>;
  readonly holdWindowHours: number;
};

export type ReplayedLetter = {
  readonly debtorId: string;
  readonly day: Day;
  readonly rung: RungKey;
  readonly nth: number;
  readonly currency: Currency;
  /** What each line demands; a nudge demands nothing yet. */
  readonly lines: readonly { readonly invoiceId: string; readonly minor: bigint }[];
  readonly feeMinor: bigint;
  readonly compensationMinor: bigint;
  readonly statesInterest: boolean;
  /** All that it listed was paid on its day or within two days after: it reached somebody who was paying anyway. */
  readonly paidWithinTwoDays: boolean;
};

/** When the day's look is taken, and how long after it people are told. */
const look = { hour: 6, minute: 30 };
const toldAfter = 2 * minute;

/** An invoice on its way up. */
type Climbing = { readonly past: PastInvoice; facts: InvoiceFacts };

/** A letter that is proposed and waits for its hour. */
type Waiting = {
  readonly reads: string;
  readonly toldAt: Instant;
  readonly heldUntil: Instant;
  readonly heldUntilDay: Day;
};

/** The letters one debtor would have had from `from` to `to`, both included, in the order they would have left. */
export function replayDebtor(policy: ReplayPolicy, debtor: PastDebtor, from: Day, to: Day): ReplayedLetter[] {
  const climbing = debtor.invoices.map((past): Climbing => ({ past, facts: past.facts }));
  const currencies = [...new Set(climbing.map(({ facts }) => facts.currency))];
  const waiting = new Map<Currency, Waiting>();
  const letters: ReplayedLetter[] = [];
  const lastLetterDays = new Map<Currency, Day>();
  let lastFeeLetterDay: Day | null = null;
  let day: Day | null = from;
  while (day !== null && day <= to) {
    const today: Day = day;
    for (const each of climbing) owe(each, today);
    for (const currency of currencies) {
      const invoices = climbing.filter(({ facts }) => facts.currency === currency && facts.day <= today);
      const open = invoices.map(({ facts }) => facts).filter(({ owedMinor }) => owedMinor > 0n);
      const { kind: debtorKind, neverFee } = debtor;
      const lastLetterDay = lastLetterDays.get(currency) ?? null;
      const plan = planLetter({ today, ladder: policy.ladder, debtorKind, neverFee, currency, invoices: open });
      const proposed = plan === null ? null : stillWaiting(waiting.get(currency), plan, today, policy);
      if (plan === null || proposed === null) waiting.delete(currency);
      else if (!leavesToday(policy, debtor, { today, plan, proposed, open, lastFeeLetterDay, lastLetterDay }))
        waiting.set(currency, proposed);
      else {
        waiting.delete(currency);
        letters.push(letterOf(debtor, plan, today, invoices));
        lastLetterDays.set(currency, today);
        if (plan.feeMinor > 0n) lastFeeLetterDay = today;
        const lines = new Map(plan.lines.map((line) => [line.invoiceId, line]));
        const listed = open.filter(({ invoiceId }) => lines.has(invoiceId));
        const payByDay = listed.map(({ dueDay }) => dueDay).reduce(earlierDay);
        for (const each of invoices) climb(each, plan, lines.get(each.facts.invoiceId), payByDay, today, policy.ladder);
      }
    }
    day = nextDay(policy.ladder, debtor, climbing, today, waiting.size > 0);
  }
  return letters;
}

/** What is still owed on the morning after everything with this value day has come. */
function owedOn({ facts, settled }: PastInvoice, day: Day): bigint {
  return settled.reduce((left, each) => (each.day <= day ? left - each.minor : left), facts.grossMinor);
}

function owe(each: Climbing, day: Day): void {
  const owedMinor = owedOn(each.past, day);
  if (owedMinor !== each.facts.owedMinor) each.facts = { ...each.facts, owedMinor };
}

/** The letter that waited, when it would still read the same; else it is told of anew today. */
function stillWaiting(before: Waiting | undefined, plan: LetterPlan, today: Day, policy: ReplayPolicy): Waiting {
  const reads = [plan.rung, ...plan.lines.map((line) => `${line.invoiceId} ${line.rung} ${line.principalMinor}`)].join(
    '|',
  );
  if (before?.reads === reads) return before;
  const { timeZone } = policy.creditor;
  const toldAt = instantPlus(instantAt(today, look.hour, look.minute, timeZone), toldAfter);
  const heldUntil = instantPlus(toldAt, policy.holdWindowHours * hour);
  return { reads, toldAt, heldUntil, heldUntilDay: dayIn(heldUntil, timeZone) };
}

type OnTrial = {
  readonly today: Day;
  readonly plan: LetterPlan;
  readonly proposed: Waiting;
  readonly open: readonly InvoiceFacts[];
  readonly lastFeeLetterDay: Day | null;
  readonly lastLetterDay: Day | null;
};

/** Asks the guards when the office opens and the hold window is over, and again at each hour they name, until the day is over. */
function leavesToday(policy: ReplayPolicy, debtor: PastDebtor, trial: OnTrial): boolean {
  const { today, proposed } = trial;
  if (proposed.heldUntilDay > today) return false;
  const { timeZone, hours } = policy.creditor;
  let now = laterInstant(instantAt(today, hours.from, 0, timeZone), proposed.heldUntil);
  if (dayIn(now, timeZone) !== today) return false;
  for (let asked = 0; asked < 6; asked += 1) {
    const verdict = firstVerdict(factsAt(policy, debtor, trial, now));
    if (verdict.kind === 'go') return true;
    if (verdict.kind !== 'wait' || verdict.until <= now || dayIn(verdict.until, policy.creditor.timeZone) !== today)
      return false;
    now = verdict.until;
  }
  return false;
}

/** Everything a guard may know that nobody knows any more is as it should be. */
function factsAt(policy: ReplayPolicy, debtor: PastDebtor, trial: OnTrial, now: Instant): Facts {
  const { today, plan, proposed, open, lastFeeLetterDay } = trial;
  const invoices = open.filter(({ currency }) => currency === plan.currency);
  return {
    now,
    today,
    booksReadAt: now,
    wallNow: now,
    creditor: {
      connected: true,
      sendingOn: true,
      halted: null,
      ...policy.creditor,
      ladder: policy.ladder,
      factsMaxAgeSeconds: hour / 1000,
    },
    debtor: {
      debtorId: debtor.debtorId,
      kind: debtor.kind,
      country: debtor.country,
      language: 'da',
      excludedSince: null,
      balanceBaseMinor: 0n,
      openItemsBaseMinor: 0n,
      toleranceBaseMinor: 0n,
      reach: { email: { to: 'assumed', dead: false }, sms: null },
      solventCheckedDay: today,
      lastFeeLetterDay,
      lastLetterDay: trial.lastLetterDay,
      creditNotesOpen: 0,
      paymentInFlightUntil: null,
    },
    caseOpen: true,
    holds: [],
    invoices,
    letter: {
      rung: plan.rung,
      currency: plan.currency,
      lines: plan.lines.map((line) => ({ ...line, alreadySent: false })),
      feeMinor: plan.feeMinor,
      channels: ['email'],
      compensation: plan.compensation.map(({ invoiceId, amountMinor }) => ({ invoiceId, minor: amountMinor })),
      statesInterest: plan.statesInterest,
      interestKnownTo: null,
      notice: kindOf(plan.rung) === 'notice' ? wholeNotice(plan) : null,
      hash: proposed.reads,
      headsUpAt: proposed.toldAt,
      holdWindowHours: policy.holdWindowHours,
      approvedHash: proposed.reads,
    },
  };
}

function wholeNotice({ daysToPay }: LetterPlan): NoticeFacts {
  return {
    creditorNamed: true,
    invoicesNamed: true,
    sumsNamed: true,
    howToPayNamed: true,
    deadlineDays: daysToPay,
    furtherCostsNamed: true,
    threatensOnlyWhatIsPlanned: true,
    replyFormEnclosed: true,
  };
}

function letterOf(debtor: PastDebtor, plan: LetterPlan, today: Day, invoices: readonly Climbing[]): ReplayedLetter {
  const past = new Map(invoices.map((each) => [each.past.facts.invoiceId, each.past]));
  const soon = dayPlus(today, 2);
  return {
    debtorId: debtor.debtorId,
    day: today,
    rung: plan.rung,
    nth: plan.nth,
    currency: plan.currency,
    lines: plan.lines.map(({ invoiceId, principalMinor }) => ({ invoiceId, minor: principalMinor })),
    feeMinor: plan.feeMinor,
    compensationMinor: plan.compensation.reduce((total, each) => total + each.amountMinor, 0n),
    statesInterest: plan.statesInterest,
    paidWithinTwoDays: plan.lines.every(({ invoiceId }) => owedOn(past.get(invoiceId)!, soon) <= 0n),
  };
}

/** Where an invoice stands after the letter left: as `record-accepted` has it. */
function climb(
  each: Climbing,
  plan: LetterPlan,
  line: LetterPlan['lines'][number] | undefined,
  payByDay: Day,
  today: Day,
  ladder: Ladder,
): void {
  if (!line) return;
  const nudge = kindOf(plan.rung) === 'nudge';
  each.facts = {
    ...each.facts,
    climbed: [...each.facts.climbed, line.rung],
    lastLadder: ladder,
    lastLetterDay: today,
    lastDeadline: nudge ? payByDay : dayPlus(today, plan.daysToPay),
    feesSoFar: each.facts.feesSoFar + (plan.feeMinor > 0n && kindOf(line.rung) !== 'nudge' ? 1 : 0),
    compensationClaimed:
      each.facts.compensationClaimed || plan.compensation.some(({ invoiceId }) => invoiceId === each.facts.invoiceId),
  };
}

/** The next day on which anything can happen; null when nothing will. */
function nextDay(
  ladder: Ladder,
  debtor: PastDebtor,
  climbing: readonly Climbing[],
  today: Day,
  waits: boolean,
): Day | null {
  const tomorrow = dayPlus(today, 1);
  if (waits) return tomorrow;
  let next: Day | null = null;
  for (const { facts } of climbing) {
    const due = facts.day > today ? null : dueRung({ today, ladder, debtorKind: debtor.kind, invoice: facts });
    const on = due === null ? facts.day : due.rung !== null ? tomorrow : due.lookAgainOn;
    if (on !== null && on > today) next = next === null ? on : earlierDay(next, on);
  }
  return next;
}
