/** One pull of the books under way: what its steps share. */
import type { OpenWork, Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import type { Outcome } from '../values/outcome.ts';
import type { Comparing } from './comparing.ts';
import type { Change } from './difference.ts';
import type { Bookkeeping, BookkeepingRefusal } from './port.ts';
import type { ContactsRead } from './store-contacts.ts';
import type { MirrorState, PullStep } from './store-state.ts';

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
  /** As it stood when the pull began. */
  readonly state: MirrorState;
  readonly contactsBefore: ContactsRead;
  readonly inWork: <Value>(deed: (work: Work) => Promise<Value>) => Promise<Value>;
  /** The customers' numbers and the invoices' keys listed in this pull; null when the list was not read from its beginning. */
  seenCustomers: Set<string> | null;
  seenInvoices: Set<string> | null;
  rows: number;
  /** Set while this pull holds everything against the mirror and counts what differs; null in any other. */
  comparing: Comparing | null;
  /** Sentences on what could not be read though the rest went on. */
  readonly remarks: string[];
};

export type StepStart = { readonly cursor: string | null; readonly rowsDone: number };
export type PullingStep = {
  readonly name: PullStep;
  readonly run: (pull: Pull, start: StepStart) => Promise<Outcome<unknown, BookkeepingRefusal>>;
};
