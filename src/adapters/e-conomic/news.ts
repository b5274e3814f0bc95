/** e-conomic's web hooks over its OpenAPI family: one for an event type and agreement; the list shows those of this app. */
import { z } from 'zod';
import type { BooksNews, NewsEvent, Subscription } from '../../mirror/port.ts';
import { done, refused } from '../../values/outcome.ts';
import type { EconomicClient } from './client.ts';

/** What e-conomic calls each, and what it is to send: numbers, which are only hints. Read from its list of event types. */
const eventTypes: Readonly<Record<NewsEvent, { readonly type: string; readonly name: string; readonly data: string }>> =
  {
    'invoice-booked': { type: 'INVOICE_BOOKED', name: 'Rykker: invoice booked', data: 'invoice=[INVOICENO]' },
    'journal-booked': {
      type: 'JOURNAL_BOOKED',
      name: 'Rykker: day book booked',
      data: 'from=[FROMSERIALNO]&to=[TOSERIALNO]',
    },
    'customer-updated': {
      type: 'CUSTOMER_UPDATED',
      name: 'Rykker: customer updated',
      data: 'old=[OLDNUMBER]&new=[NEWNUMBER]',
    },
  };
const secretHeader = 'X-Rykker-Secret';

const list = z.object({
  items: z
    .array(
      z.object({
        eventType: z.string(),
        name: z.string().nullish(),
        url: z.string(),
        customHeaders: z.array(z.object({ key: z.string(), value: z.string().nullish() })).nullish(),
        isDisabled: z.boolean().nullish(),
      }),
    )
    .nullish(),
});

export function economicNews({ subscriptions }: EconomicClient): BooksNews {
  return {
    async subscriptions(grant) {
      const answer = await subscriptions.list(grant);
      if (answer.kind !== 'done') return answer;
      const read = list.safeParse(answer.value);
      if (!read.success) return refused({ code: 'malformed', what: 'webhooks: the answer is not a list of web hooks' });
      return done((read.data.items ?? []).map(subscriptionOf));
    },
    async subscribe(grant, { event, url, secret }) {
      const { type, name, data } = eventTypes[event];
      const answer = await subscriptions.make(grant, {
        eventType: type,
        name,
        url,
        contentType: 'application/x-www-form-urlencoded',
        postData: data,
        customHeaders: [{ key: secretHeader, value: secret }],
      });
      if (answer.kind === 'done') return done('subscribed');
      const taken =
        answer.kind === 'refused' &&
        answer.refusal.code === 'malformed' &&
        answer.refusal.what.includes('WebhookAlreadyExistsForEventType');
      return taken ? done('taken') : answer;
    },
    async unsubscribe(grant, event) {
      const answer = await subscriptions.remove(grant, eventTypes[event].type);
      return answer.kind === 'refused' && answer.refusal.code === 'not-found' ? done(null) : answer;
    },
  };
}

function subscriptionOf(hook: NonNullable<z.infer<typeof list>['items']>[number]): Subscription {
  const known = Object.entries(eventTypes).find(([, { type }]) => type === hook.eventType);
  const header = hook.customHeaders?.find(({ key }) => key.toLowerCase() === secretHeader.toLowerCase());
  return {
    event: (known?.[0] as NewsEvent | undefined) ?? null,
    url: hook.url,
    secret: header?.value ?? null,
    active: hook.isDisabled !== true,
    ours: hook.name?.startsWith('Rykker: ') ?? false,
  };
}
