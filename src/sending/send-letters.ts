/**
 * Letters whose hour has come, up to 200 at a time: the books are read live for all of them in a few calls, then each is
 * decided under its own short lock. An orchestrator, not a verb: the outer call stands between transactions.
 */
import { type Asked, answeredFor, askedOf } from '../cases/balance-look.ts';
import { reactToBooks } from '../cases/react-to-books.ts';
import { approvedAndDue, nextLeaving, setLeavesAt } from '../cases/store-acts.ts';
import { proposalLines, readProposal } from '../cases/store-proposals.ts';
import { insertVerdicts } from '../cases/store-verdicts.ts';
import { weighBalances } from '../cases/weigh-balances.ts';
import { readGrant } from '../creditors/read-grant.ts';
import { revokeGrant } from '../creditors/revoke-grant.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { invoiceKey } from '../mirror/invoice-key.ts';
import { type LiveLook, lookUpLive } from '../mirror/look-up-live.ts';
import { observeCustomers } from '../mirror/observe-customers.ts';
import { observeInvoices } from '../mirror/observe-invoices.ts';
import type { BookkeepingRefusal } from '../mirror/port.ts';
import { customerNumbers } from '../mirror/store-debtors.ts';
import { openInvoices, readInvoices } from '../mirror/store-invoices.ts';
import { pauseMirror } from '../mirror/store-state.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { instantPlus, minute } from '../values/day.ts';
import type { Outcome } from '../values/outcome.ts';
import { decideLetter } from './decide-letter.ts';
import { type SendTools, worksOf } from './tools.ts';

const lettersAtOnce = 200;
/** How long a wave waits when the books could not be read. */
const booksSilent = 5 * minute;

type Wave = {
  readonly grant: string | null;
  readonly letters: readonly { readonly proposalId: string; readonly invoiceKeys: readonly string[] }[];
  readonly invoiceKeys: readonly string[];
  readonly debtors: readonly Asked[];
};

export async function sendLetters(tools: SendTools, { creditorId }: { readonly creditorId: string }): Promise<void> {
  const inWork = worksOf(tools, creditorId, 'send-letters');
  const wave = await inWork((work) => takeWave(work, tools));
  await tools.reached('wave-taken');
  if (wave.letters.length === 0) return;

  if (wave.grant === null) return;
  const looked = await lookUpLive(tools, {
    grant: wave.grant,
    invoiceKeys: wave.invoiceKeys,
    customerNumbers: wave.debtors.map((each) => each.number),
  });
  await tools.reached('books-read');
  if (looked.kind !== 'done') {
    await inWork((work) => letWait(work, wave, looked));
    return;
  }

  await inWork(async (work) => {
    await observe(work, looked.value);
    await weighBalances(work, answeredFor(wave.debtors, looked.value));
  });
  await tools.reached('books-observed');
  const answered = new Set(looked.value.invoices.rows.map(invoiceKey));
  for (const letter of wave.letters) {
    const asOf = letter.invoiceKeys.every((key) => answered.has(key)) ? looked.value.asOf : null;
    await inWork(async (work) => {
      await decideLetter(work, tools, letter.proposalId, asOf);
      await tools.reached('before-intent');
    });
    await tools.reached('after-intent');
  }
  await inWork(appointNext);
}

async function takeWave(work: Work, tools: SendTools): Promise<Wave> {
  const taken = [];
  const debtorIds = new Set<string>();
  for (const proposalId of await approvedAndDue(work, lettersAtOnce)) {
    const proposal = await readProposal(work, proposalId);
    const lines = await proposalLines(work, proposalId);
    debtorIds.add(proposal!.debtorId);
    taken.push({ proposalId, invoiceIds: lines.map((line) => line.invoiceId) });
  }
  // Every open item of these debtors is read, credit notes too: the balance is judged against all of them.
  const open = await openInvoices(work, [...debtorIds]);
  const listed = await readInvoices(work, [...new Set(taken.flatMap((letter) => letter.invoiceIds))]);
  const keyOf = new Map([...open, ...listed].map((invoice) => [invoice.id, invoiceKey(invoice)]));
  const numbers = await customerNumbers(work, [...debtorIds]);
  return {
    grant: await readGrant(work, tools.sealKeys),
    letters: taken.map(({ proposalId, invoiceIds }) => ({
      proposalId,
      invoiceKeys: invoiceIds.map((id) => keyOf.get(id)!),
    })),
    invoiceKeys: [...keyOf.values()],
    debtors: askedOf(numbers, open),
  };
}

async function observe(work: Work, look: LiveLook): Promise<void> {
  const ofCustomers = await observeCustomers(work, look.customers);
  const ofInvoices = await observeInvoices(work, look.invoices);
  await reactToBooks(work, [...ofCustomers, ...ofInvoices]);
}

/** The books could not be read: nothing leaves on stale facts. The reason is kept with each letter. */
async function letWait(
  work: Work,
  wave: Wave,
  looked: Exclude<Outcome<LiveLook, BookkeepingRefusal>, { kind: 'done' }>,
): Promise<void> {
  const why = looked.kind === 'unknown' ? 'books-silent' : looked.refusal.code;
  if (looked.kind === 'refused' && looked.refusal.code === 'grant-revoked') {
    await pauseMirror(work, 'The grant was taken back in e-conomic.');
    await revokeGrant(work);
  }
  const until = instantPlus(work.now, booksSilent);
  const verdict = { kind: 'wait', until, detail: { code: why } } as const;
  const decision = {
    verdict,
    guard: 'facts-are-fresh',
    answers: [{ guard: 'facts-are-fresh', group: 'trust', verdict }],
  } as const;
  await insertVerdicts(
    work,
    'live',
    wave.letters.map(({ proposalId }) => ({ proposalId, decision })),
  );
  for (const { proposalId } of wave.letters) {
    const proposal = await readProposal(work, proposalId);
    await setLeavesAt(work, proposalId, until);
    await recordTrail(work, {
      what: 'letter-not-sent',
      caseId: proposal!.caseId,
      debtorId: proposal!.debtorId,
      subjectId: proposalId,
      details: { verdict: 'wait', guard: 'facts-are-fresh', code: why },
    });
  }
  await putOnTimetable(work, 'send-letters', '', until);
}

async function appointNext(work: Work): Promise<void> {
  const next = await nextLeaving(work);
  if (next !== null) await putOnTimetable(work, 'send-letters', '', next);
}
