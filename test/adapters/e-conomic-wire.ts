/** What e-conomic's legacy family answers, made up: amounts are given as text and written out as bare lexemes. */
import { economicBookkeeping } from '../../src/adapters/e-conomic/bookkeeping.ts';
import { type Reply, type SmallServer, text } from './small-server.ts';

export const grant = 'a-grant-token';

export function bookkeepingAt(server: SmallServer) {
  return economicBookkeeping({
    restUrl: `${server.origin}/rest`,
    openApiUrl: `${server.origin}/open`,
    appSecretToken: 'an-app-secret',
    timeoutMs: 2000,
  });
}

export const customer = {
  customerNumber: 10234,
  currency: 'DKK',
  balance: '7812.5',
  name: 'Havnecaféen I/S',
  email: 'bogholderi@havnecafe.example; kopi@havnecafe.example,ring@havnecafe.example ring',
  telephoneAndFaxNumber: '+45 00 00 00 01',
  address: 'Havnegade 3',
  zip: '5700',
  city: 'Svendborg',
  country: 'Danmark',
  corporateIdentificationNumber: '00000027',
  paymentTerms: { paymentTermsNumber: 1 },
  salesPerson: { employeeNumber: 7 },
  attention: { customerContactNumber: 140 },
  lastUpdated: '2026-11-03T09:14:22Z',
  aFieldOfTomorrow: [1, 2, 3],
};

export const invoice = {
  bookedInvoiceNumber: 20417,
  date: '2026-10-05',
  dueDate: '2026-10-19',
  currency: 'DKK',
  grossAmount: '5000.0',
  remainder: '2000.0',
  remainderInBaseCurrency: '2000.0',
  paymentTerms: { paymentTermsNumber: 1 },
  customer: { customerNumber: 10234 },
  recipient: { name: 'Havnecaféen I/S' },
  references: { other: 'PO-8812' },
};

/** As JSON, with the amounts written out as the lexemes they are given as. */
export function wire(value: unknown): string {
  return JSON.stringify(value).replace(
    /"(balance|grossAmount|remainder|remainderInBaseCurrency|amount|amountInBaseCurrency)":"(-?[\d.e]+)"/g,
    '"$1":$2',
  );
}

export function page(items: unknown[], pagination: Record<string, unknown> = {}): Reply {
  return text(
    wire({
      collection: items,
      pagination: { skipPages: 0, pageSize: 1000, results: items.length, ...pagination },
      self: 'x',
    }),
    200,
    { 'content-type': 'application/json' },
  );
}
