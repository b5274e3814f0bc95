/**
 * The timetable on one screen: every queue there is, and the one deed each means. Whatever happens by itself is in this
 * list. Payloads are ids, read again in the creditor's own room.
 */
import { approveInBulk } from '../cases/approve-in-bulk.ts';
import { lookAgainForRate } from '../cases/look-again-for-rate.ts';
import { lookAtBalances } from '../cases/look-at-balances.ts';
import { propose } from '../cases/propose.ts';
import { reactToBooks } from '../cases/react-to-books.ts';
import { refreshCases } from '../cases/refresh-cases.ts';
import { reviewSegments } from '../cases/review-segments.ts';
import { runReplay } from '../cases/run-replay.ts';
import { readGrant } from '../creditors/read-grant.ts';
import { revokeGrant } from '../creditors/revoke-grant.ts';
import { comeAgain, putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { nextNight } from '../mirror/next-night.ts';
import type { NewsAddress } from '../mirror/plan-subscriptions.ts';
import type { Bookkeeping, BooksNews } from '../mirror/port.ts';
import type { PullTools } from '../mirror/pull.ts';
import { pullBooks } from '../mirror/pull-books.ts';
import { endSubscriptions } from '../mirror/store-subscriptions.ts';
import { subscribeToNews } from '../mirror/subscribe-to-news.ts';
import { checkPayment } from '../payments/check-payment.ts';
import type { PaymentProvider } from '../payments/port.ts';
import { settlePayment } from '../payments/settle-payment.ts';
import { handOver } from '../sending/hand-over.ts';
import { lookAtMessage } from '../sending/look-at-message.ts';
import { mailQuestion } from '../sending/mail-question.ts';
import { mailReceipt } from '../sending/mail-receipt.ts';
import { recordDelivery } from '../sending/record-delivery.ts';
import { sendLetters } from '../sending/send-letters.ts';
import { tellOfDrift } from '../sending/tell-of-drift.ts';
import { tellOfLetters } from '../sending/tell-of-letters.ts';
import { tellOfPause } from '../sending/tell-of-pause.ts';
import { type SendTools, worksOf } from '../sending/tools.ts';
import { hour, instantPlus, minute } from '../values/day.ts';
import { nextMorning } from './next-morning.ts';

export type ClockTools = SendTools & {
  readonly payments: PaymentProvider;
  /** The same books as `bookkeeping`, asked by pulls: letters about to leave go before them. */
  readonly booksForPulls: Bookkeeping;
  readonly news: BooksNews;
  /** Where the books tell us of changes of one creditor, and what they send along. */
  readonly newsAddress: (creditorId: string) => NewsAddress;
};

/** `subjectId` names what the work is about; empty where it is about the creditor. */
export type JobPayload = { readonly creditorId: string; readonly subjectId: string };

type Deed = (tools: ClockTools, job: JobPayload) => Promise<unknown>;

/** A verb done in one work of the creditor, under the machine's name for it. */
function verb(name: string, deed: (work: Work, tools: ClockTools, subjectId: string) => Promise<unknown>): Deed {
  return (tools, { creditorId, subjectId }) => worksOf(tools, creditorId, name)((work) => deed(work, tools, subjectId));
}

function pullTools(tools: ClockTools): PullTools {
  return {
    ...tools,
    bookkeeping: tools.booksForPulls,
    readGrant: (work) => readGrant(work, tools.sealKeys),
    react: reactToBooks,
    onRevoked: async (work) => {
      await revokeGrant(work);
      await endSubscriptions(work, grantGone);
    },
  };
}

/** A pull, and then a second look at those whose balance does not bear what is open. */
const pull: Deed = async (tools, job) => {
  const reading = pullTools(tools);
  const pulled = await pullBooks(reading, job);
  if (pulled.kind === 'done') await lookAtBalances(reading, job);
};

const grantGone =
  'The grant was taken back, so it could not be removed. It stands in e-conomic still and opens nothing here.';

const subscribe: Deed = (tools, job) =>
  subscribeToNews({ ...tools, readGrant: (work) => readGrant(work, tools.sealKeys) }, job);

/** The full comparison, and again next night; sooner where it could not be done. A new grant begins anew where it ended. */
const nightly: Deed = async (tools, { creditorId, subjectId }) => {
  await subscribe(tools, { creditorId, subjectId });
  const compared = await pullBooks(pullTools(tools), { creditorId, compares: true });
  const code = compared.kind === 'refused' ? compared.refusal.code : null;
  if (code === 'no-grant' || code === 'grant-revoked') return;
  await worksOf(
    tools,
    creditorId,
    'nightly',
  )(async (work) => {
    const sooner = instantPlus(work.now, code === 'under-way' ? 5 * minute : hour);
    await putOnTimetable(work, 'nightly', '', compared.kind === 'done' ? await nextNight(work) : sooner);
    // The night's figures are the freshest to judge habits by.
    if (compared.kind === 'done') await putOnTimetable(work, 'segments', '', work.now);
  });
};

/** Looks at everybody whose day has come, batch by batch, and again next morning. */
const proposeAll: Deed = async (tools, { creditorId }) => {
  const inWork = worksOf(tools, creditorId, 'propose');
  const batch = async (work: Work) => {
    const { more } = await propose(work, tools);
    if (!more) await comeAgain(work, 'propose', '', await nextMorning(work));
    return more;
  };
  while (await inWork(batch));
};

/** Asks the rule who is a risk, batch by batch. */
const reviewAll: Deed = async (tools, { creditorId }) => {
  const inWork = worksOf(tools, creditorId, 'segments');
  for (let after: string | null = null; ; ) {
    after = await inWork((work) => reviewSegments(work, after));
    if (after === null) return;
  }
};

export const deeds = {
  'first-pull': pull,
  poll: pull,
  subscribe,
  nightly,
  'drift-found': verb('drift-found', (work, tools, comparisonId) => tellOfDrift(work, tools, comparisonId)),
  'facts-changed': verb('facts-changed', (work) => refreshCases(work)),
  'rate-recorded': verb('rate-recorded', (work, _tools, series) => lookAgainForRate(work, series)),
  propose: proposeAll,
  segments: reviewAll,
  'approve-in-bulk': verb('approve-in-bulk', (work, _tools, bulkId) => approveInBulk(work, bulkId)),
  replay: (tools, { creditorId, subjectId }) => runReplay(tools.openWork, { creditorId, id: subjectId }),
  'heads-up': verb('heads-up', (work, tools) => tellOfLetters(work, tools)),
  'send-letters': (tools, job) => sendLetters(tools, job),
  'hand-over': (tools, job) => handOver(tools, job),
  'look-at-message': (tools, job) => lookAtMessage(tools, job),
  'record-delivery': verb('record-delivery', (work, _tools, eventId) => recordDelivery(work, eventId)),
  'settle-payment': (tools, { creditorId, subjectId }) => settlePayment(tools, { creditorId, eventId: subjectId }),
  'check-payment': (tools, job) => checkPayment(tools, job),
  'send-receipt': verb('send-receipt', (work, tools, paymentId) => mailReceipt(work, tools, paymentId)),
  'send-question-mails': verb('send-question-mails', (work, tools, questionId) =>
    mailQuestion(work, tools, questionId),
  ),
  'creditor-paused': verb('creditor-paused', (work, tools) => tellOfPause(work, tools)),
} as const satisfies Readonly<Record<string, Deed>>;

export type QueueName = keyof typeof deeds;
export const queueNames = Object.keys(deeds) as QueueName[];

/** Reading books takes as long as the vendor likes, and a replay as long as the past is: these are worked off apart, so that they hold nobody up. */
export const readingQueues: readonly QueueName[] = ['first-pull', 'poll', 'subscribe', 'nightly', 'replay'];
export const quickQueues: readonly QueueName[] = queueNames.filter((name) => !readingQueues.includes(name));

export function isQueueName(name: string): name is QueueName {
  return Object.hasOwn(deeds, name);
}
