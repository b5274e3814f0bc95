/**
 * The books' own PDF of an invoice, fetched when somebody asks for it and kept for the next one: an orchestrator, not a
 * verb, for the outer call stands between two short works. A page's GET comes here: it may fill the cache, and nothing else
 * is changed by it; the same GET without a cache would answer the same. Who may see the invoice is for the door to say.
 */
import type { OpenWork, Work } from '../db/work.ts';
import { instantPlus, wholeDay } from '../values/day.ts';
import { done, type Outcome, refused } from '../values/outcome.ts';
import type { MirroredInvoice } from './mirrored.ts';
import type { Bookkeeping } from './port.ts';
import { type PullRefusal, problemInWords } from './pull-problem.ts';
import { dropCopies, keepCopy, readCopyKept } from './store-copies.ts';

export type CopyTools = {
  readonly openWork: OpenWork;
  readonly bookkeeping: Pick<Bookkeeping, 'invoicePdf'>;
  /** The creditor's grant, unsealed; null when there is none in force. */
  readonly readGrant: (work: Work) => Promise<string | null>;
};

/** The books have none; or not now, with a sentence for the desk that says why. */
export type CopyRefusal = { readonly code: 'none' } | { readonly code: 'not-now'; readonly why: string };

const keptFor = 90 * wholeDay;
/** Of one creditor: some four thousand ordinary invoices. */
const keptBytes = 200 * 1024 * 1024;

export async function readCopy(
  tools: CopyTools,
  { creditorId, invoice }: { readonly creditorId: string; readonly invoice: MirroredInvoice },
): Promise<Outcome<Uint8Array, CopyRefusal>> {
  // The number on a claim booked by hand is typed, and may be another customer's invoice's.
  if (invoice.entry !== null) return refused({ code: 'none' });
  // A claim booked by hand has no PDF, and the number typed on it may be somebody else's invoice.
  if (invoice.entry !== null) return refused({ code: 'none' });
  const inWork = <Value>(deed: (work: Work) => Promise<Value>) =>
    tools.openWork({ creditorId, actor: { kind: 'machine', id: 'read-copy' } }, deed);
  const before = await inWork(async (work) => {
    const kept = await readCopyKept(work, invoice, instantPlus(work.now, -keptFor));
    return kept ? { kept } : { kept: null, grant: await tools.readGrant(work) };
  });
  if (before.kept) return done(before.kept);
  if (before.grant === null) return notNow(refused({ code: 'no-grant' }));

  const answer = await tools.bookkeeping.invoicePdf(before.grant, invoice.number);
  if (answer.kind === 'refused' && answer.refusal.code === 'not-found') return refused({ code: 'none' });
  if (answer.kind !== 'done') return notNow(answer);

  await inWork(async (work) => {
    await keepCopy(work, invoice, answer.value);
    await dropCopies(work, instantPlus(work.now, -keptFor), keptBytes);
  });
  return answer;
}

function notNow(answer: Exclude<Outcome<unknown, PullRefusal>, { kind: 'done' }>): Outcome<never, CopyRefusal> {
  return refused({ code: 'not-now', why: problemInWords(answer) });
}
