/**
 * Sees to it that the books tell us of changes: an orchestrator, not a verb. The web hooks that are there are listed first, so
 * that none is doubled; missing ones are made, ours that lead elsewhere or were switched off are made anew, strangers' are
 * left. Where the grant does not allow it, a person is told what to paste. Without hooks nothing is lost but some minutes.
 */
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { OpenWork, Work } from '../db/work.ts';
import { hour, instantPlus } from '../values/day.ts';
import type { Outcome } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import { type NewsAddress, planSubscriptions, type SubscriptionStep } from './plan-subscriptions.ts';
import { type BookkeepingRefusal, type BooksNews, type NewsEvent, newsEvents } from './port.ts';
import { problemInWords } from './pull-problem.ts';
import { keepSubscriptions, type SubscriptionState } from './store-subscriptions.ts';

export type NewsTools = {
  readonly openWork: OpenWork;
  readonly news: BooksNews;
  /** The creditor's grant, unsealed; null when there is none in force. */
  readonly readGrant: (work: Work) => Promise<string | null>;
  readonly newsAddress: (creditorId: string) => NewsAddress;
};

type Refused = Exclude<Outcome<never, BookkeepingRefusal>, { kind: 'done' }>;

/** What stands now, event by event; null without a grant, and while the books do not answer (then it is tried again in an hour). */
export async function subscribeToNews(
  tools: NewsTools,
  { creditorId }: { readonly creditorId: string },
): Promise<readonly SubscriptionState[] | null> {
  const who = { creditorId, actor: { kind: 'machine', id: 'subscribe-to-news' } } as const;
  const grant = await tools.openWork(who, tools.readGrant);
  if (grant === null) return null;
  const later = () => tools.openWork(who, (work) => putOnTimetable(work, 'subscribe', '', instantPlus(work.now, hour)));
  const keep = async (states: readonly SubscriptionState[]) => {
    await tools.openWork(who, (work) => keepSubscriptions(work, states));
    return states;
  };

  const found = await askPatiently(() => tools.news.subscriptions(grant));
  if (found.kind !== 'done') {
    if (passes(found)) return later().then(() => null);
    return isRevoked(found) ? null : keep(newsEvents.map((event) => byHand(event, problemInWords(found))));
  }

  const wanted = tools.newsAddress(creditorId);
  const states: SubscriptionState[] = [];
  for (const [event, step] of planSubscriptions(found.value, wanted)) {
    const state = await take(tools.news, grant, event, step, wanted);
    if (state === 'later') {
      await later();
      return null;
    }
    states.push(state);
  }
  return keep(states);
}

async function take(
  news: BooksNews,
  grant: string,
  event: NewsEvent,
  step: SubscriptionStep,
  wanted: NewsAddress,
): Promise<SubscriptionState | 'later'> {
  if (step === 'keep') return { event, state: 'subscribed', why: '' };
  if (step === 'leave') return byHand(event, taken);
  if (step === 'replace') {
    const gone = await askPatiently(() => news.unsubscribe(grant, event));
    if (gone.kind !== 'done') return passes(gone) ? 'later' : byHand(event, problemInWords(gone));
  }
  const made = await askPatiently(() => news.subscribe(grant, { event, ...wanted }));
  if (made.kind === 'done')
    return made.value === 'taken' ? byHand(event, taken) : { event, state: 'subscribed', why: '' };
  return passes(made) ? 'later' : byHand(event, problemInWords(made));
}

const taken = 'Another web hook stands for this event, and there can be only one.';

function byHand(event: NewsEvent, why: string): SubscriptionState {
  return { event, state: 'by-hand', why };
}

/** Waiting may help. */
function passes(answer: Refused): boolean {
  return answer.kind === 'unknown' || answer.refusal.code === 'slow-down' || answer.refusal.code === 'app-refused';
}

function isRevoked(answer: Refused): boolean {
  return answer.kind === 'refused' && answer.refusal.code === 'grant-revoked';
}
