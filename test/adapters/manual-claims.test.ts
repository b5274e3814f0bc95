/** What is owed without an invoice: booked by hand or carried in, from e-conomic's wire to the mirror. */
import t from 'tap';
import { economicBookkeeping } from '../../src/adapters/e-conomic/bookkeeping.ts';
import { invoicesByKey, openInvoiceKeys } from '../../src/mirror/store-invoices.ts';
import { debtorEntry, matchEntries, undoMatches } from '../../src/sandbox/book-lines.ts';
import { bookCreditNote, bookInvoice, registerPayment } from '../../src/sandbox/books.ts';
import { bookClaim } from '../../src/sandbox/claims.ts';
import { agreementOf, customerOf, grantAccess } from '../../src/sandbox/people.ts';
import { mirrorHouse } from '../rooms/mirror-house.ts';
import { bookkeepingAt, grant, wire } from './e-conomic-wire.ts';
import { smallRig } from './sandbox-books-rig.ts';
import { smallServer, text } from './small-server.ts';

const claim = {
  entryNumber: 91300,
  accountNumber: 5600,
  amount: '300.0',
  amountInBaseCurrency: '2238.3',
  currencyCode: 'EUR',
  date: '2026-10-05T00:00:00',
  dueDate: '2026-10-19T00:00:00',
  text: 'Manuel faktura 4711',
  type: 10,
  voucherNumber: 50312,
  customerNumber: 10234,
  customerInvoiceNumber: 4711,
  remainder: '100.0',
  objectVersion: 'a1',
};

t.test('claims are entries of three types, read with their own rate, number and due day', async (t) => {
  const server = await smallServer(t);
  const { customerInvoiceNumber: _typed, dueDate: _due, ...bare } = claim;
  server.answer = text(
    wire({
      items: [
        claim,
        {
          ...bare,
          entryNumber: 91301,
          type: 7,
          amount: '-250.0',
          amountInBaseCurrency: '-1865.25',
          remainder: '-0.01',
        },
        { ...claim, entryNumber: 91302, amountInBaseCurrency: null },
      ],
    }),
  );
  const answer = await bookkeepingAt(server).openClaims(grant, null);
  t.equal(
    server.asked[0]?.url.searchParams.get('filter'),
    'customerNumber$gt:0$and:remainder$ne:0$and:(type$eq:7$or:type$eq:8$or:type$eq:10)',
  );
  if (answer.kind !== 'done') return t.fail(JSON.stringify(answer));
  t.strictSame(answer.value.rows[0], {
    number: '4711',
    entry: 91300,
    customerNumber: '10234',
    day: '2026-10-05',
    dueDay: '2026-10-19',
    currency: 'EUR',
    grossMinor: 30_000n,
    remainderMinor: 10_000n,
    remainderBaseMinor: 74_610n,
    paymentTermsNumber: null,
    recipientName: null,
    reference: 'Manuel faktura 4711',
  });
  t.match(
    answer.value.rows[1],
    { number: '50312', entry: 91301, dueDay: null, remainderMinor: -1n, remainderBaseMinor: -7n },
    'called by its voucher; one cent at 746.10 is 7.461 øre',
  );
  t.strictSame(answer.value.refusedRows, [{ key: '91302', what: 'amountInBaseCurrency is missing or not a number' }]);
});

t.test('claims are asked for by entry, 200 a call, and nothing that was not asked for is believed', async (t) => {
  const server = await smallServer(t);
  server.answer = text(wire({ items: [] }));
  const entries = Array.from({ length: 450 }, (_, index) => index + 1);
  t.match(await bookkeepingAt(server).claimsByEntry(grant, entries), { kind: 'done', value: { rows: [] } });
  t.equal(server.asked.length, 3);
  t.match(
    server.asked[2]?.url.searchParams.get('filter'),
    /^entryNumber\$in:\[401,.*,450\]\$and:\(type\$eq:7\$or:type\$eq:8\$or:type\$eq:10\)$/,
  );
  server.answer = text(wire({ items: [claim] }));
  t.match(await bookkeepingAt(server).claimsByEntry(grant, [1]), {
    kind: 'refused',
    refusal: { code: 'malformed', what: /not asked for/ },
  });
});

t.test('a claim is mirrored, part paid, settled, opened again, credited and set off like an invoice', async (t) => {
  const { rig, world } = await smallRig();
  t.teardown(rig.close);
  const { creditor } = await mirrorHouse(t.teardown);
  const house = await creditor({
    bookkeeping: economicBookkeeping({
      restUrl: rig.sandbox.economicRestUrl,
      openApiUrl: rig.sandbox.economicOpenApiUrl,
      appSecretToken: rig.options.economicAppSecretToken,
      timeoutMs: 5_000,
    }),
  });
  house.grant = grantAccess(world, 77);
  const on = { agreement: 77, customer: 1 } as const;
  bookInvoice(world, { ...on, amountMinor: 50_000n, day: '2026-10-01', number: 4711 });
  const line = bookClaim(world, {
    ...on,
    kind: 'manual',
    amountMinor: 100_000n,
    day: '2026-10-01',
    invoiceNumber: 4711,
  });
  bookClaim(world, { ...on, kind: 'opening', amountMinor: 20_000n, day: '2026-01-01', currency: 'EUR' });
  const credit = bookClaim(world, { ...on, kind: 'carried', amountMinor: -30_000n, day: '2026-01-01' });
  const key = `entry ${line.number}`;
  const told = async () => {
    t.match(await house.pull(), { kind: 'done' });
    return house.changes
      .filter((change) => change.about === 'invoice')
      .map((change) => [change.kind, change.afterMinor, change.valueDay]);
  };
  const mirrored = () => house.inWork(async (work) => invoicesByKey(work, await openInvoiceKeys(work)));

  t.same((await told()).map(([kind]) => kind).toSorted(), ['credit-note', 'new', 'new', 'new']);
  const first = await mirrored();
  t.match(first.get('4711'), { entry: null, number: '4711', remainderMinor: 50_000n }, 'an invoice of that number too');
  t.match(first.get(key), { entry: line.number, number: '4711', remainderMinor: 100_000n, dueDay: '2026-10-15' });
  const balance = [...first.values()].reduce((sum, each) => sum + each.remainderBaseMinor, 0n);
  t.equal(balance, customerOf(agreementOf(world, 77), 1).balanceMinor, 'the mirror adds up to the balance');

  const payment = { ...on, claim: line.number, matched: true, day: '2026-11-02' } as const;
  registerPayment(world, { ...payment, amountMinor: 40_000n });
  t.same(await told(), [['part-paid', 60_000n, '2026-11-02']]);
  registerPayment(world, { ...payment, amountMinor: 60_000n, day: '2026-11-09' });
  t.same(await told(), [['paid', 0n, '2026-11-09']]);
  t.notOk((await mirrored()).has(key));
  undoMatches(world, 77, line.number);
  t.match(await told(), [['re-opened', 100_000n]]);

  const note = bookCreditNote(world, { ...on, amountMinor: 10_000n, day: '2026-11-12', matched: false });
  matchEntries(world, 77, debtorEntry(agreementOf(world, 77), note.number).number, line.number);
  matchEntries(world, 77, credit.number, line.number);
  t.same(
    (await told()).toSorted(),
    [
      ['credit-note-used', 0n, today()],
      ['credited', 60_000n, '2026-11-12'],
      ['credited', 70_000n, '2026-01-01'],
    ].toSorted(),
  );
});

function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' }).format(new Date());
}
