/**
 * Reads the books, the first time and every quarter of an hour: an orchestrator, not a verb. Outer calls happen between
 * short transactions, each page is taken in and reacted to in its own, and progress can be seen while it runs. Killed at
 * any point it can simply run again: what was taken in stays, what was not is read anew. Nothing is called fresh
 * (`books_read_at`) before the whole is read, and then it is as fresh as its first read.
 */
import { putOnTimetable, takeOffTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { hour, instantPlus, minute } from '../values/day.ts';
import { done, type Outcome, refused } from '../values/outcome.ts';
import { beginComparing } from './begin-comparing.ts';
import type { Pull, PullingStep, PullTools } from './pull.ts';
import { pullClaims } from './pull-claims.ts';
import { pullContacts } from './pull-contacts.ts';
import { pullCustomers } from './pull-customers.ts';
import { pullEntries } from './pull-entries.ts';
import { pullGone } from './pull-gone.ts';
import { pullInvoices } from './pull-invoices.ts';
import { pullPast } from './pull-past.ts';
import { type PullRefusal, pollEvery, problemInWords, retryAfter } from './pull-problem.ts';
import { pullReference } from './pull-reference.ts';
import { pullSettled } from './pull-settled.ts';
import { reportDrift } from './report-drift.ts';
import { contactsRead } from './store-contacts.ts';
import { clearRefusedBefore } from './store-reference.ts';
import {
  beginPull,
  endPull,
  failPull,
  freeMirror,
  type MirrorState,
  pauseMirror,
  planAnew,
  setProgress,
} from './store-state.ts';

/** Rows from which on a pull may have made tables grow beyond what the plans kept for them were made for. */
const manyRows = 1000;

/** Customers before the invoices that name them, entries before the invoices they settle. */
const steps: readonly PullingStep[] = [
  { name: 'reference', run: pullReference },
  { name: 'customers', run: pullCustomers },
  { name: 'entries', run: pullEntries },
  { name: 'invoices', run: pullInvoices },
  { name: 'claims', run: pullClaims },
  { name: 'settled', run: pullSettled },
  { name: 'settled', run: pullGone },
  { name: 'contacts', run: pullContacts },
  { name: 'past', run: pullPast },
];

/**
 * `rows`: how many rows this run read. Refusals: another pull of the same books is under way (a further one comes after
 * it), no grant, grant taken back (both pause the mirror), or an answer of the
 * books that could not be used; then the next try is on the timetable, later each time. With `compares` it also counts and
 * reports where the mirror was not what the books say; what it heals it heals as any pull does.
 */
export async function pullBooks(
  tools: PullTools,
  { creditorId, compares = false }: { readonly creditorId: string; readonly compares?: boolean },
): Promise<Outcome<{ rows: number }, PullRefusal>> {
  const who = { creditorId, actor: { kind: 'machine', id: 'pull-books' } } as const;
  const begun = await tools.openWork(who, (work) => begin(work, tools));
  if (begun === 'no-grant' || begun === 'under-way') return refused({ code: begun });

  const { state } = begun;
  const pull: Pull = {
    tools,
    creditorId,
    ...begun,
    startedAt: state.startedAt ?? tools.wallNow(),
    inWork: (deed) =>
      tools.openWork(who, async (work) => {
        if (pull.rows >= manyRows) await planAnew(work);
        return deed(work);
      }),
    seenCustomers: null,
    seenInvoices: null,
    rows: 0,
    comparing: null,
    remarks: [],
  };
  let freed = false;
  try {
    const comparing = compares ? await beginComparing(pull, state) : done(null);
    if (comparing.kind === 'done') pull.comparing = comparing.value;
    const outcome = comparing.kind === 'done' ? await runSteps(pull, state) : comparing;
    await pull.inWork((work) => end(work, pull, outcome));
    freed = outcome.kind === 'done';
    return outcome.kind === 'done' ? done({ rows: pull.rows }) : outcome;
  } finally {
    if (!freed) await pull.inWork(freeMirror);
  }
}

async function begin(work: Work, tools: PullTools) {
  const grant = await tools.readGrant(work);
  if (grant === null) {
    await pauseMirror(work, problemInWords(refused({ code: 'no-grant' })));
    await takeOffTimetable(work, 'poll', '');
    return 'no-grant';
  }
  const state = await beginPull(work, tools.wallNow());
  if (state === null) {
    // Whatever this one was asked for may have come too late for the one under way.
    await putOnTimetable(work, 'poll', '', instantPlus(work.now, minute));
    return 'under-way';
  }
  // If this process dies and nobody runs the pull again, the timetable does.
  await putOnTimetable(work, 'poll', '', instantPlus(work.now, hour));
  return { grant, state, contactsBefore: await contactsRead(work), begunAt: work.now };
}

/**
 * A first pull that was cut off goes on at its page; any later one begins at the beginning. The first one is watched from the
 * desk, step by step; the others, four an hour, write where they are with the rows they write.
 */
async function runSteps(pull: Pull, state: MirrorState): Promise<Outcome<unknown, PullRefusal>> {
  const from =
    state.phase === 'first'
      ? Math.max(
          0,
          steps.findIndex((step) => step.name === state.step),
        )
      : 0;
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    const resumes = index === from && state.phase === 'first' && state.step === step.name;
    const start = resumes ? { cursor: state.cursor, rowsDone: state.rowsDone } : { cursor: null, rowsDone: 0 };
    if (!resumes && state.phase === 'first') {
      await pull.inWork((work) => setProgress(work, { step: step.name, rowsTotal: null, ...start }));
    }
    const outcome = await step.run(pull, start);
    if (outcome.kind !== 'done') return outcome;
  }
  return done(null);
}

async function end(work: Work, pull: Pull, outcome: Outcome<unknown, PullRefusal>): Promise<void> {
  if (outcome.kind === 'done') {
    const remarks = [...new Set(pull.remarks)].join(' ');
    await endPull(work, pull.startedAt, remarks === '' ? null : remarks);
    await clearRefusedBefore(work, ['customer', 'invoice'], pull.begunAt);
    await putOnTimetable(work, 'poll', '', instantPlus(work.now, pollEvery));
    if (pull.comparing) await reportDrift(work, pull.comparing.id);
    return;
  }
  if (outcome.kind === 'refused' && outcome.refusal.code === 'grant-revoked') {
    await pauseMirror(work, problemInWords(outcome));
    await takeOffTimetable(work, 'poll', '');
    await pull.tools.onRevoked(work);
    return;
  }
  // A list that made no sense is read from its beginning the next time, in case it was the place in it that did not.
  const keepsPlace = outcome.kind === 'unknown' || outcome.refusal.code === 'slow-down';
  const failures = await failPull(work, problemInWords(outcome), keepsPlace);
  await putOnTimetable(work, 'poll', '', instantPlus(work.now, retryAfter(failures, outcome, Math.random())));
}
