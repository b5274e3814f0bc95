/** Whoever wants to ask e-conomic waits here until the budget says that it is their turn. One of these a process. */
import { type Ask, close, heard, newBudget, reportIn, spend, type Urgency, waitFor, whoseTurn } from './call-budget.ts';

/** Longer than this nobody waits: they are told when to come again. A pull has a lease of three minutes. */
const longestWaitMs: Readonly<Record<Urgency, number>> = { sending: 20_000, page: 10_000, pull: 90_000 };
/** Until an answer says better: most calls are lists; a PDF has been seen to cost as much as four. */
const usualCost = 3;
const pdfCost = 13;
/** Timers are coarse, and a turn a moment late is better than one a moment early. */
const atLeastMs = 5;

export type Turn =
  | { readonly kind: 'now'; readonly over: (headers: Headers) => void; readonly slowDown: (afterMs: number) => void }
  /** It would take longer than anybody should wait. */
  | { readonly kind: 'later'; readonly afterMs: number };

export type CallTurns = {
  /** `creditor` names whose books are asked, `what` the kind of list, by which costs are learnt. */
  take(creditor: string, urgency: Urgency, what: string): Promise<Turn>;
};

type Waiting = {
  readonly ask: Ask;
  readonly since: number;
  readonly answer: (turn: Turn) => void;
  readonly what: string;
};

export function callTurns(now: () => number = () => performance.now()): CallTurns {
  const costs = new Map<string, number>();
  const waiting: Waiting[] = [];
  let budget = newBudget;
  let timer: NodeJS.Timeout | null = null;

  const turnOf = ({ ask, what }: Waiting): Turn => {
    const askedAt = now();
    budget = spend(budget, ask, askedAt);
    return {
      kind: 'now',
      over: (headers) => {
        const report = reportIn(headers);
        if (report.cost !== null && report.cost > 0) costs.set(what, report.cost);
        budget = heard(budget, ask, askedAt, report, now());
        look();
      },
      slowDown: (afterMs) => {
        budget = close(budget, ask.creditor, now() + afterMs, now());
      },
    };
  };

  /** Gives turns to all whose turn it is, sends away who would wait too long, and looks again when the next one's comes. */
  function look(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    while (waiting.length > 0) {
      const asks = waiting.map(({ ask }) => ask);
      const { index, waitMs } = whoseTurn(budget, asks, now());
      const one = index === null ? undefined : waiting[index];
      if (index === null || !one) {
        dismiss();
        if (waiting.length > 0) timer = setTimeout(look, Math.max(atLeastMs, waitMs));
        return;
      }
      waiting.splice(index, 1);
      one.answer(turnOf(one));
    }
  }

  function dismiss(): void {
    for (const one of [...waiting]) {
      const afterMs = waitFor(budget, one.ask, now());
      if (now() - one.since + afterMs <= longestWaitMs[one.ask.urgency]) continue;
      waiting.splice(waiting.indexOf(one), 1);
      one.answer({ kind: 'later', afterMs: Math.max(1000, Math.ceil(afterMs)) });
    }
  }

  return {
    take: (creditor, urgency, what) =>
      new Promise((answer) => {
        const cost = costs.get(what) ?? (what === 'pdf' ? pdfCost : usualCost);
        waiting.push({ ask: { creditor, urgency, cost }, since: now(), answer, what });
        look();
      }),
  };
}
