/** One pull of the books under way: what its steps share. */
import type { OpenWork, Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Change } from './difference.ts';
import type { Bookkeeping, BookkeepingRefusal } from './port.ts';
import { problemInWords } from './pull-problem.ts';
import type { PullStep } from './store-state.ts';

export type PullTools = {
  readonly openWork: OpenWork;
  readonly bookkeeping: Bookkeeping;
  /** The creditor's grant, unsealed; null when there is none in force. */
  readonly readGrant: (work: Work) => Promise<string | null>;
  readonly wallNow: () => Instant;
  /** What the house does about changes, in the transaction in which they are noticed. */
  readonly react: (work: Work, changes: Change[]) => Promise<void>;
  /** Told once, in the transaction that pauses the mirror. */
  readonly onRevoked: (work: Work) => Promise<void>;
};

export type Pull = {
  readonly tools: PullTools;
  readonly creditorId: string;
  readonly grant: string;
  /** Wall time before the first read. */
  readonly startedAt: Instant;
  /** Business time at which the pull, or the part of it since it was cut off, began. */
  readonly begunAt: Instant;
  readonly inWork: <Value>(deed: (work: Work) => Promise<Value>) => Promise<Value>;
  /** The customers and invoices listed in this pull; null when the list was not read from its beginning. */
  seenCustomers: Set<string> | null;
  seenInvoices: Set<string> | null;
  rows: number;
  /** Sentences on what could not be read though the rest went on. */
  readonly remarks: string[];
};

export type StepStart = { readonly cursor: string | null; readonly rowsDone: number };
export type PullingStep = {
  readonly name: PullStep;
  readonly run: (pull: Pull, start: StepStart) => Promise<Outcome<unknown, BookkeepingRefusal>>;
};

/** Reacts, if there is anything to react to. */
export async function reactTo(pull: Pull, work: Work, changes: Change[]): Promise<void> {
  if (changes.length > 0) await pull.tools.react(work, changes);
}

/** An answer the grant does not cover is remarked and counts as nothing; any other goes on as it is. */
export function unlessNotPermitted(
  pull: Pull,
  answer: Outcome<unknown, BookkeepingRefusal>,
): Exclude<Outcome<never, BookkeepingRefusal>, { kind: 'done' }> | null {
  if (answer.kind === 'done') return null;
  if (answer.kind !== 'refused' || answer.refusal.code !== 'not-permitted') return answer;
  pull.remarks.push(problemInWords(answer));
  return null;
}
