/** Web hook subscriptions in e-conomic's OpenAPI family: one for each event type of an agreement. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Agreement } from './agreement.ts';
import { problem } from './e-conomic-answers.ts';
import type { Answer } from './faults.ts';
import { touch, type World } from './world.ts';

export type Asked = {
  readonly agreement: Agreement;
  readonly query: URLSearchParams;
  readonly params: Record<string, string>;
  readonly body: unknown;
};

/** A route's handler that has already checked the tokens, the bucket and the version. */
export type Handle = (
  answer: (asked: Asked) => Answer,
) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

const eventTypes = [
  {
    name: 'INVOICE_BOOKED',
    description: 'An invoice was booked',
    mergeFields: [{ fieldName: 'INVOICENO', description: 'Number of the booked invoice' }],
  },
  {
    name: 'JOURNAL_BOOKED',
    description: 'A journal was booked',
    mergeFields: ['DAYBOOKNO', 'FROMSERIALNO', 'TOSERIALNO'].map((fieldName) => ({
      fieldName,
      description: fieldName,
    })),
  },
  {
    name: 'CUSTOMER_UPDATED',
    description: 'A customer was changed',
    mergeFields: ['OLDNUMBER', 'NEWNUMBER'].map((fieldName) => ({ fieldName, description: fieldName })),
  },
];

const hookBody = z.object({
  eventType: z.string().min(1),
  name: z.string().max(100),
  url: z.string().max(1000),
  contentType: z.string().max(50),
  postData: z.string().max(4000).nullish(),
  customHeaders: z
    .array(z.object({ key: z.string(), value: z.string() }))
    .max(5)
    .nullish(),
});

export function subscriptionRoutes(scope: FastifyInstance, world: World, handle: Handle): void {
  const hooks = '/webhooksapi/:version/webhooks';
  scope.get(
    '/webhooksapi/:version/EventTypes',
    handle(() => ({ status: 200, body: eventTypes })),
  );
  scope.get(
    hooks,
    handle(({ agreement }) => ({ status: 200, body: { items: agreement.hooks } })),
  );
  scope.get(
    `${hooks}/:eventType`,
    handle(({ agreement, params }) => {
      const found = agreement.hooks.find((each) => each.eventType === params['eventType']);
      return found ? { status: 200, body: found } : problem(404, 'NotFound', 'There is no such web hook.');
    }),
  );
  scope.post(
    hooks,
    handle(({ agreement, body }) => subscribe(world, agreement, body)),
  );
  scope.delete(
    `${hooks}/:eventType`,
    handle(({ agreement, params }) => {
      const before = agreement.hooks.length;
      agreement.hooks = agreement.hooks.filter((each) => each.eventType !== params['eventType']);
      touch(world);
      return before > agreement.hooks.length
        ? { status: 204, body: '' }
        : problem(404, 'NotFound', 'There is no such web hook.');
    }),
  );
}

/** A plain http address is taken only on loopback; e-conomic itself takes none. */
function subscribe(world: World, agreement: Agreement, body: unknown): Answer {
  const read = hookBody.safeParse(body);
  if (!read.success)
    return problem(
      400,
      'ValidationError',
      'The web hook is not complete.',
      String(read.error.issues[0]?.path[0] ?? ''),
    );
  const hook = read.data;
  if (!eventTypes.some((each) => each.name === hook.eventType))
    return problem(400, 'WebhookInvalidType', 'There is no such event type.', 'eventType');
  if (!URL.canParse(hook.url)) return problem(400, 'WebhookInvalidUrl', 'The address cannot be read.', 'url');
  const { protocol, hostname } = new URL(hook.url);
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    return problem(400, 'WebhookInvalidUrlScheme', 'The address must begin with https.', 'url');
  }
  if (agreement.hooks.some((each) => each.eventType === hook.eventType)) {
    return problem(
      400,
      'WebhookAlreadyExistsForEventType',
      'There is already a web hook for this event type.',
      'eventType',
    );
  }
  agreement.hooks.push({
    ...hook,
    postData: hook.postData ?? null,
    customHeaders: hook.customHeaders ?? [],
    objectVersion: randomUUID(),
  });
  touch(world);
  return { status: 201, body: { eventType: hook.eventType } };
}
