/** e-conomic's OpenAPI family on loopback: booked entries with their matched pairs, and contacts; subscriptions are beside. */
import type { FastifyInstance } from 'fastify';
import type { Agreement, BookEntry, Contact } from './agreement.ts';
import { inBase } from './book-lines.ts';
import { problem, type RateBucket, rateHeaders } from './e-conomic-answers.ts';
import { type Fields, filterRows, type Row } from './e-conomic-filter.ts';
import { agreementBehind, rememberViolation } from './e-conomic-rest.ts';
import { decimal, withoutEmpty } from './e-conomic-shapes.ts';
import { type Handle, subscriptionRoutes } from './e-conomic-subscriptions.ts';
import { type Answer, answerWith, strikeWithFaults } from './faults.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import type { World } from './world.ts';

const callCost = 3;
const cursorPage = 1000;

const entryFields: Fields = {
  entryNumber: 'number',
  accountNumber: 'number',
  amount: 'number',
  amountInBaseCurrency: 'number',
  currencyCode: 'text',
  date: 'day',
  dueDate: 'day',
  text: 'text',
  type: 'choice',
  voucherNumber: 'number',
  customerNumber: 'number',
  customerInvoiceNumber: 'number',
  remainder: 'number',
};
const contactFields: Fields = {
  number: 'number',
  customerNumber: 'number',
  name: 'text',
  email: 'text',
  lastUpdated: 'day',
  isDeleted: 'flag',
};
const pairFields: Fields = { fromEntry: 'number', fromEntryDate: 'day', toEntry: 'number', toEntryDate: 'day' };

export function economicOpenApi(world: World, options: SandboxOptions, bucket: RateBucket) {
  return async (scope: FastifyInstance): Promise<void> => {
    // Whatever body a forbidden write carries, it is answered with 405 and not with a complaint about the body.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, jsonIn(String(body))));
    strikeWithFaults(scope, world, 'e-conomic', {
      failed: () => problem(500, 'InternalServerError', 'An unexpected error occurred.'),
      limited: () => ({
        ...problem(429, 'TooManyRequests', 'Check the response headers.'),
        headers: rateHeaders(10_000, callCost),
      }),
    });
    const handle: Handle = (answer) => async (request, reply) => {
      const agreement = agreementBehind(world, options, request);
      if (!agreement) return answerWith(reply, problem(401, 'Unauthorized', 'The tokens are not valid.'));
      const spent = bucket.spend(agreement.number, callCost);
      reply.headers(spent.headers);
      if (spent.full) return answerWith(reply, problem(429, 'TooManyRequests', 'Check the response headers.'));
      const params = request.params as Record<string, string>;
      if (!/^v\d+\.\d+\.\d+$/.test(params['version'] ?? ''))
        return answerWith(reply, problem(404, 'NotFound', 'There is no such version.'));
      const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
      return answerWith(reply, answer({ agreement, query, params, body: request.body }));
    };

    entryRoutes(scope, handle);
    contactRoutes(scope, handle);
    subscriptionRoutes(scope, world, handle);
    scope.get(
      '/*',
      handle(() => problem(404, 'NotFound', 'There is no such resource.')),
    );
    scope.route({
      method: ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'],
      url: '/*',
      handler: async (request, reply) => {
        rememberViolation(world, request);
        return answerWith(
          reply,
          problem(405, 'MethodNotAllowed', 'The sandbox is read only here: Rykker never writes to the books.'),
        );
      },
    });
  };
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function entryRoutes(scope: FastifyInstance, handle: Handle): void {
  const books = '/bookedEntriesapi/:version/booked-entries';
  scope.get(
    books,
    handle(({ agreement, query }) =>
      cursorAnswer(
        agreement.entries.map((each) => entryShape(agreement, each)),
        query,
        entryFields,
        (row) => Number(row['entryNumber']),
      ),
    ),
  );
  scope.get(
    `${books}/count`,
    handle(({ agreement, query }) =>
      countAnswer(
        agreement.entries.map((each) => entryShape(agreement, each)),
        query,
      ),
    ),
  );
  scope.get(
    `${books}/matched-pairs`,
    handle(({ agreement, query, params }) => {
      if (Number(params['version']?.slice(1).split('.')[0]) < 4)
        return problem(404, 'NotFound', 'Matched pairs came with version 4.0.0.');
      const pairs = agreement.matches.map((match, index) => ({
        at: index + 1,
        row: pairShape(agreement, match.from, match.to),
      }));
      const positions = new Map(pairs.map(({ at, row }) => [row, at]));
      return cursorAnswer(
        pairs.map(({ row }) => row),
        query,
        pairFields,
        (row) => positions.get(row) ?? 0,
      );
    }),
  );
}

function contactRoutes(scope: FastifyInstance, handle: Handle): void {
  scope.get(
    '/customersapi/:version/Contacts',
    handle(({ agreement, query }) =>
      cursorAnswer(agreement.contacts.map(contactShape), query, contactFields, (row) => Number(row['number'])),
    ),
  );
  scope.get(
    '/customersapi/:version/Contacts/count',
    handle(({ agreement, query }) => countAnswer(agreement.contacts.map(contactShape), query, contactFields)),
  );
}

/** Up to 1000 items and the key of the next one; sorting is silently ignored, as there. */
function cursorAnswer(
  rows: readonly Row[],
  query: URLSearchParams,
  fields: Fields,
  keyOf: (row: Row) => number,
): Answer {
  const filtered = filterRows(rows, query.get('filter') ?? undefined, fields);
  if ('refusal' in filtered) return problem(400, 'BadFilterRequest', filtered.refusal.what, filtered.refusal.field);
  const cursor = query.get('cursor');
  if (cursor !== null && !/^\d+$/.test(cursor))
    return problem(400, 'BadCursor', 'The cursor cannot be read.', 'cursor');
  const rest = filtered.rows.filter((row) => keyOf(row) >= Number(cursor ?? 0));
  const next = rest[cursorPage];
  return { status: 200, body: { items: rest.slice(0, cursorPage), ...(next ? { cursor: String(keyOf(next)) } : {}) } };
}

function countAnswer(rows: readonly Row[], query: URLSearchParams, fields = entryFields): Answer {
  const filtered = filterRows(rows, query.get('filter') ?? undefined, fields);
  if ('refusal' in filtered) return problem(400, 'BadFilterRequest', filtered.refusal.what, filtered.refusal.field);
  return { status: 200, headers: { 'content-type': 'application/json' }, body: String(filtered.rows.length) };
}

function entryShape(agreement: Agreement, entry: BookEntry): Row {
  return {
    entryNumber: entry.number,
    accountNumber: entry.account,
    amount: decimal(entry.amountMinor, entry.currency),
    amountInBaseCurrency: decimal(
      inBase(agreement, entry.amountMinor, entry.currency, entry.ratePer100Minor),
      agreement.baseCurrency,
    ),
    currencyCode: entry.currency,
    date: `${entry.day}T00:00:00`,
    ...(entry.dueDay === null ? {} : { dueDate: `${entry.dueDay}T00:00:00` }),
    text: entry.text,
    type: entry.type,
    voucherNumber: entry.voucher,
    ...(entry.customer === null ? {} : { customerNumber: entry.customer }),
    ...(numberOn(entry) === null ? {} : { customerInvoiceNumber: numberOn(entry) }),
    remainder: decimal(entry.remainderMinor, entry.currency),
    objectVersion: `v${entry.number}`,
  };
}

function numberOn(entry: BookEntry): number | null {
  return entry.invoice ?? entry.typedNumber ?? null;
}

/** What is empty or false is left out here too. */
function contactShape(contact: Contact): Row {
  return withoutEmpty({
    number: contact.number,
    customerNumber: contact.customer,
    name: contact.name,
    email: contact.email,
    phone: contact.phone,
    lastUpdated: contact.lastUpdated,
    receiveInvoices: contact.notifications.includes('invoices'),
    receiveOrders: contact.notifications.includes('orders'),
    receiveQuotes: contact.notifications.includes('quotations'),
    receiveReminders: contact.notifications.includes('reminders'),
    isDeleted: contact.deleted,
    active: !contact.deleted,
    objectVersion: `c${contact.number}`,
  });
}

/** The amounts are each line's whole amount, not what was applied. */
function pairShape(agreement: Agreement, fromNumber: number, toNumber: number): Row {
  const side = (prefix: 'from' | 'to', number: number) => {
    const entry = agreement.entries.find((each) => each.number === number);
    if (!entry) throw new Error(`a match names entry ${number}, which is not there`);
    const shaped = entryShape(agreement, entry);
    return {
      [`${prefix}Entry`]: number,
      [`${prefix}EntryDate`]: shaped['date'],
      [`${prefix}EntryAmount`]: shaped['amount'],
      [`${prefix}EntryAmountDKK`]: shaped['amountInBaseCurrency'],
    };
  };
  return { ...side('from', fromNumber), ...side('to', toNumber) };
}
