/** e-conomic's legacy REST family on loopback. It only reads; every attempt to write is refused and remembered. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Day, dayIn } from '../values/day.ts';
import { sameSecret } from '../values/secrets.ts';
import type { Agreement, BookedInvoice } from './agreement.ts';
import { collectionPage, legacyError, type RateBucket, rateHeaders } from './e-conomic-answers.ts';
import type { Fields } from './e-conomic-filter.ts';
import {
  contactShape,
  customerShape,
  employeeShape,
  invoiceShape,
  linesShape,
  selfShape,
  termsShape,
} from './e-conomic-shapes.ts';
import { type Answer, answerWith, strikeWithFaults } from './faults.ts';
import { agreementOfGrant } from './people.ts';
import { smallPdf } from './small-pdf.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import { touch, type World } from './world.ts';

const listCost = 3;
const singleCost = 1;
const pdfCost = 13;

const customerFields: Fields = {
  address: 'text',
  balance: 'number',
  barred: 'flag',
  city: 'text',
  corporateIdentificationNumber: 'text',
  country: 'text',
  creditLimit: 'number',
  currency: 'text',
  customerNumber: 'number',
  ean: 'text',
  email: 'text',
  lastUpdated: 'day',
  name: 'text',
  publicEntryNumber: 'text',
  telephoneAndFaxNumber: 'text',
  mobilePhone: 'text',
  vatNumber: 'text',
  website: 'text',
  zip: 'text',
  'customerGroup.customerGroupNumber': 'number',
};
/** Neither the due date nor any amount is here: e-conomic refuses them. */
const invoiceFields: Fields = {
  bookedInvoiceNumber: 'number',
  date: 'day',
  currency: 'text',
  'paymentTerms.paymentTermsNumber': 'number',
  'customer.customerNumber': 'number',
  'recipient.name': 'text',
  'recipient.address': 'text',
  'recipient.zip': 'text',
  'recipient.city': 'text',
  'recipient.country': 'text',
  'recipient.ean': 'text',
  'notes.heading': 'text',
  'notes.textLine1': 'text',
  'notes.textLine2': 'text',
  'references.salesPerson.employeeNumber': 'number',
  'references.vendorReference.employeeNumber': 'number',
  'references.other': 'text',
};
const bookedFields: Fields = { ...invoiceFields, exchangeRate: 'number' };
const employeeFields: Fields = {
  employeeNumber: 'number',
  'employeeGroup.employeeGroupNumber': 'number',
  name: 'text',
  email: 'text',
  phone: 'text',
  barred: 'flag',
};
const contactFields: Fields = {
  customerContactNumber: 'number',
  email: 'text',
  name: 'text',
  phone: 'text',
  'customer.customerNumber': 'number',
  sortKey: 'number',
};

type Asked = {
  readonly agreement: Agreement;
  readonly request: FastifyRequest;
  readonly number: number;
  readonly today: Day;
  readonly query: URLSearchParams;
  readonly url: string;
};

export function economicRest(world: World, options: SandboxOptions, origin: () => string, bucket: RateBucket) {
  return async (scope: FastifyInstance): Promise<void> => {
    const base = () => `${origin()}/e-conomic/rest`;
    // Whatever body a forbidden write carries, it is answered with 405 and not with a complaint about the body.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    strikeWithFaults(scope, world, 'e-conomic', {
      failed: () => legacyError(500, 'An unexpected error occurred.'),
      limited: () => ({
        ...legacyError(429, 'Too many requests. Check the response headers.'),
        headers: rateHeaders(10_000, listCost),
      }),
    });
    const read = (path: string, cost: number, answer: (asked: Asked) => Answer) => {
      scope.get<{ Params: { number?: string } }>(path, async (request, reply) => {
        const agreement = agreementBehind(world, options, request);
        if (!agreement) return answerWith(reply, legacyError(401, 'You must be authorized to access this resource.'));
        const spent = bucket.spend(agreement.number, cost);
        reply.headers(spent.headers);
        if (spent.full) return answerWith(reply, legacyError(429, 'Too many requests. Check the response headers.'));
        const [pathAsked = '', query = ''] = request.url.split('?', 2);
        const today = dayIn(await options.now(), 'Europe/Copenhagen');
        const asked = {
          agreement,
          request,
          number: Number(request.params.number),
          today,
          query: new URLSearchParams(query),
          url: origin() + pathAsked,
        };
        return answerWith(reply, answer(asked));
      });
    };

    read('/self', singleCost, ({ agreement }) => ({
      status: 200,
      body: selfShape(agreement, options.economicAppPublicToken, base()),
    }));
    readPeople(read, base);
    readInvoices(read, base);
    read('/*', singleCost, () => notFound());
    scope.route({
      method: ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'],
      url: '/*',
      handler: async (request, reply) => answerWith(reply, refuseWriting(world, request)),
    });
  };
}

type Read = (path: string, cost: number, answer: (asked: Asked) => Answer) => void;

function readPeople(read: Read, base: () => string): void {
  read('/customers', listCost, ({ agreement, query, url, today }) =>
    collectionPage(
      agreement.customers.map((each) => customerShape(agreement, each, today, base())),
      query,
      customerFields,
      url,
    ),
  );
  read('/customers/:number', singleCost, ({ agreement, number, today }) => {
    const found = agreement.customers.find((each) => each.number === number);
    return found ? { status: 200, body: customerShape(agreement, found, today, base()) } : notFound();
  });
  read('/customers/:number/contacts', listCost, ({ agreement, number, query, url }) => {
    if (!agreement.customers.some((each) => each.number === number)) return notFound();
    const contacts = agreement.contacts.filter((each) => each.customer === number);
    return collectionPage(
      contacts.map((each) => contactShape(each, base())),
      query,
      contactFields,
      url,
    );
  });
  read('/payment-terms', listCost, ({ agreement, query, url }) =>
    collectionPage(
      agreement.paymentTerms.map((each) => termsShape(each, base())),
      query,
      {},
      url,
    ),
  );
  read('/payment-terms/:number', singleCost, ({ agreement, number }) => {
    const found = agreement.paymentTerms.find((each) => each.number === number);
    return found ? { status: 200, body: termsShape(found, base()) } : notFound();
  });
  read('/employees', listCost, ({ agreement, query, url }) =>
    collectionPage(
      agreement.employees.map((each) => employeeShape(each, base())),
      query,
      employeeFields,
      url,
    ),
  );
  read('/employees/:number', singleCost, ({ agreement, number }) => {
    const found = agreement.employees.find((each) => each.number === number);
    return found ? { status: 200, body: employeeShape(found, base()) } : notFound();
  });
}

function readInvoices(read: Read, base: () => string): void {
  read('/invoices/booked', listCost, ({ agreement, query, url }) =>
    collectionPage(
      agreement.invoices.map((each) => invoiceShape(agreement, each, true, base())),
      query,
      bookedFields,
      url,
    ),
  );
  read('/customers/:number/invoices/booked', listCost, ({ agreement, number, query, url }) => {
    const theirs = agreement.invoices.filter((each) => each.customer === number);
    return collectionPage(
      theirs.map((each) => invoiceShape(agreement, each, true, base())),
      query,
      bookedFields,
      url,
    );
  });
  read('/invoices/booked/:number', singleCost, ({ agreement, number }) => {
    const found = agreement.invoices.find((each) => each.number === number);
    return found
      ? { status: 200, body: { ...invoiceShape(agreement, found, true, base()), lines: linesShape(found) } }
      : notFound();
  });
  read('/invoices/booked/:number/pdf', pdfCost, ({ agreement, number }) => {
    const found = agreement.invoices.find((each) => each.number === number);
    if (!found) return notFound();
    const lines = [
      agreement.company.name,
      `Faktura ${found.number}`,
      `Dato ${found.day}`,
      `Forfald ${found.dueDay}`,
      'Sandbox',
    ];
    return { status: 200, headers: { 'content-type': 'application/pdf' }, body: smallPdf(lines) };
  });
  /** A credit note with a rest left stands among the unpaid, with its minus sign. */
  const slices: Array<[string, (invoice: BookedInvoice, today: Day) => boolean]> = [
    ['unpaid', (invoice) => invoice.remainderMinor !== 0n],
    ['paid', (invoice) => invoice.remainderMinor === 0n],
    ['overdue', (invoice, today) => invoice.remainderMinor !== 0n && invoice.dueDay < today],
    ['not-due', (invoice, today) => invoice.remainderMinor !== 0n && invoice.dueDay >= today],
  ];
  for (const [name, belongs] of slices) {
    read(`/invoices/${name}`, listCost, ({ agreement, query, url, today }) => {
      const chosen = agreement.invoices.filter((each) => belongs(each, today));
      return collectionPage(
        chosen.map((each) => invoiceShape(agreement, each, false, base())),
        query,
        invoiceFields,
        url,
      );
    });
  }
}

/** Whose books the two headers open; null when either is wrong or the grant was taken back. */
export function agreementBehind(world: World, options: SandboxOptions, request: FastifyRequest): Agreement | null {
  const secret = request.headers['x-appsecrettoken'];
  const grant = request.headers['x-agreementgranttoken'];
  if (typeof secret !== 'string' || typeof grant !== 'string') return null;
  return sameSecret(secret, options.economicAppSecretToken) ? agreementOfGrant(world, grant) : null;
}

/** Somebody tried to write to the books. */
export function rememberViolation(world: World, request: FastifyRequest): void {
  world.violations.push({
    method: request.method,
    path: request.url.split('?', 1)[0] ?? '',
    at: new Date().toISOString(),
  });
  touch(world);
}

function refuseWriting(world: World, request: FastifyRequest): Answer {
  rememberViolation(world, request);
  return legacyError(405, 'The sandbox is read only here: Rykker never writes to the books.');
}

function notFound(): Answer {
  return legacyError(404, 'The resource you asked for does not exist.', { errorCode: 'E06000' });
}
