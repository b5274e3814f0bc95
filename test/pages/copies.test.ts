/** The books' own PDF of an invoice, fetched when somebody asks and kept for the next who does: for the debtor, and on the desk. */
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { economicBookkeeping } from '../../src/adapters/e-conomic/bookkeeping.ts';
import type { BookkeepingAnswer } from '../../src/mirror/port.ts';
import { dropCopies } from '../../src/mirror/store-copies.ts';
import { smallPdf } from '../../src/sandbox/small-pdf.ts';
import { refused, unknown } from '../../src/values/outcome.ts';
import { smallServer, text } from '../adapters/small-server.ts';
import { debtors, deskDoor, invoices } from '../desk-door.ts';
import { portalWorld } from '../portal-world.ts';

type Answer = Awaited<BookkeepingAnswer<Uint8Array>>;
const portal = await portalWorld(t);
const desk = await deskDoor(t);

async function owing() {
  const room = await portal.room('Nordvind Kaffe ApS');
  const debtorId = await room.debtor('Havnecaféen I/S');
  await room.owes(debtorId);
  const rows = await portal.behind<{ id: string; number: string }[]>`
    select id, number from invoices where creditor_id = ${room.creditorId} order by number`;
  const [invoice] = rows;
  return { room, debtorId, invoice: invoice!, visitor: await portal.visitor(room, debtorId) };
}
const pathOf = ({ id }: { id: string }) => `/portal/invoices/${id}/pdf`;

t.test('a debtor follows the link on the page to a copy, and the books are asked for it once', async (t) => {
  const { visitor, invoice } = await owing();
  const page = await visitor.get('/portal?in=en');
  t.match(
    page.body,
    `href="${pathOf(invoice)}">PDF<span class="hidden-text">: copy of invoice ${invoice.number}</span>`,
  );
  portal.copies.asked.length = 0;

  const first = await visitor.get(pathOf(invoice));
  const second = await visitor.get(pathOf(invoice));

  for (const answer of [first, second]) {
    t.equal(answer.statusCode, 200);
    t.equal(answer.headers['content-type'], 'application/pdf');
    t.equal(answer.headers['cache-control'], 'private, no-store');
    t.equal(answer.headers['content-disposition'], `attachment; filename="invoice-${invoice.number}.pdf"`);
    t.ok(answer.rawPayload.equals(smallPdf([`Faktura ${invoice.number}`])));
  }
  t.same(portal.copies.asked, [invoice.number]);
});

t.test('a copy is fetched anew when its invoice is another one now, or it has been kept for long', async (t) => {
  const { room, visitor, invoice } = await owing();
  await visitor.get(pathOf(invoice));
  const changes = [
    () => portal.behind`update invoices set due_day = due_day + 7 where id = ${invoice.id}`,
    () => portal.behind`update invoices set gross_minor = gross_minor + 1 where id = ${invoice.id}`,
    () =>
      portal.behind`update invoice_copies set fetched_at = fetched_at - interval '91 days' where invoice_id = ${invoice.id}`,
  ];
  for (const change of changes) {
    await change();
    portal.copies.asked.length = 0;
    t.equal((await visitor.get(pathOf(invoice))).statusCode, 200);
    await visitor.get(pathOf(invoice));
    t.same(portal.copies.asked, [invoice.number], 'once more, and then it is kept');
  }
  const kept = await portal.behind`select 1 from invoice_copies where creditor_id = ${room.creditorId}`;
  t.equal(kept.length, 1);
});

t.test(
  'nobody gets a copy that is not theirs: not another debtor, not another creditor’s, not a stranger',
  async (t) => {
    const { room, visitor, invoice } = await owing();
    await visitor.get(pathOf(invoice));
    const other = await owing();
    const neighbour = await room.debtor('Naboen ApS');
    await room.owes(neighbour, 'DKK', [{ number: '20500', day: '2040-01-05', dueDay: '2040-02-05', minor: 5000n }]);
    portal.copies.asked.length = 0;

    const answers = [
      await other.visitor.get(pathOf(invoice)),
      await (await portal.visitor(room, neighbour)).get(pathOf(invoice)),
      await visitor.get(pathOf({ id: randomUUID() })),
      await visitor.get('/portal/invoices/20417/pdf'),
      await portal.app.inject({ url: pathOf(invoice) }),
    ];

    for (const answer of answers) {
      t.equal(answer.statusCode, 404);
      t.notMatch(answer.headers['content-type'], /pdf/);
    }
    t.same(portal.copies.asked, [], 'and the books are not even asked');
  },
);

t.test('a claim booked by hand has no copy, though its number may be an invoice of somebody else’s', async (t) => {
  const { invoice, visitor } = await owing();
  await portal.behind`update invoices set entry = 90001 where id = ${invoice.id}`;
  portal.copies.asked.length = 0;

  t.equal((await visitor.get(pathOf(invoice))).statusCode, 404);

  t.same(portal.copies.asked, []);
});

t.test('what the books cannot give ends in a sentence, and nothing of it is kept', async (t) => {
  const { visitor, invoice } = await owing();
  const troubles: [Answer, number, RegExp][] = [
    [refused({ code: 'not-found' }), 404, /Der er ingen kopi af fakturaen/],
    [refused({ code: 'malformed', what: 'pdf: the answer is cut off' }), 503, /Kopien kan ikke hentes lige nu/],
    [refused({ code: 'slow-down', retryAfterMs: 60_000 }), 503, /Prøv igen om nogle minutter/],
    [refused({ code: 'grant-revoked' }), 503, /Kopien kan ikke hentes lige nu/],
    [unknown('there was no answer in time'), 503, /Kopien kan ikke hentes lige nu/],
  ];
  const { next } = portal.copies;
  for (const [answer, status, words] of troubles) {
    portal.copies.next = () => answer;
    const page = await visitor.get(pathOf(invoice), { 'accept-language': 'da' });
    t.equal(page.statusCode, status);
    t.match(page.body, words);
  }
  portal.copies.next = next;
  t.equal((await visitor.get(pathOf(invoice))).statusCode, 200);
});

t.test('from the wire: a web page, half a PDF, one too large, none and silence are each told apart', async (t) => {
  const server = await smallServer(t);
  const books = economicBookkeeping({
    restUrl: `${server.origin}/rest`,
    openApiUrl: `${server.origin}/open`,
    appSecretToken: 's',
    timeoutMs: 2_000,
  });
  const whole = smallPdf(['Faktura 1']);
  const malformed = (what: string) => ({ kind: 'refused', refusal: { code: 'malformed', what } });
  const pdf = { 'content-type': 'application/pdf' };
  const cases: [what: string, reply: typeof server.answer, expected: object][] = [
    ['whole', text(whole, 200, pdf), { kind: 'done' }],
    ['a web page', text('<!doctype html><h1>Log in</h1>'), malformed('pdf: the answer is not a PDF')],
    ['half', text(whole.subarray(0, whole.length / 2), 200, pdf), malformed('pdf: the answer is cut off')],
    [
      'too large',
      text(Buffer.concat([whole, Buffer.alloc(6 * 1024 * 1024), whole]), 200, pdf),
      malformed('pdf: the answer is larger than any page'),
    ],
    ['none', text('{}', 404), { kind: 'refused', refusal: { code: 'not-found' } }],
    ['silence', () => {}, { kind: 'unknown', why: /no answer in time/ }],
    [
      'cut on the way',
      (_asked, response) => {
        response.writeHead(200, { ...pdf, 'content-length': String(whole.length) });
        response.write(whole.subarray(0, 50));
        setTimeout(() => response.destroy(), 20);
      },
      { kind: 'unknown' },
    ],
  ];
  for (const [what, reply, expected] of cases) {
    server.answer = reply;
    t.match(await books.invoicePdf('g', '1'), expected, what);
  }
});

t.test('the oldest copies go when all of them are larger than they may be', async (t) => {
  const { room, invoice, visitor } = await owing();
  await visitor.get(pathOf(invoice));
  const copies = () => portal.behind`select size from invoice_copies where creditor_id = ${room.creditorId}`;
  const [{ size } = { size: 0 }] = await copies();
  await room.work((work) => dropCopies(work, new Date('2020-01-01'), size));
  t.equal((await copies()).length, 1);
  await room.work((work) => dropCopies(work, new Date('2020-01-01'), size - 1));
  t.equal((await copies()).length, 0);
});

t.test('the case page links to each invoice’s copy; a rep gets only those of the own debtors’ cases', async (t) => {
  const room = await desk.world.room('Nordvind <Kaffe> ApS');
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  const admin = await desk.visitor(room, 'admin');
  const page = `/desk/cases/${await room.caseId('Café Nord ApS')}`;
  const { body } = await admin.get(page);
  const link = new RegExp(
    `href="(${page}/invoices/[0-9a-f-]+/pdf)">PDF<span class="hidden-text">: copy of invoice 20440`,
  ).exec(body)?.[1];
  t.ok(link);

  t.match(await admin.get(link!), { status: 200, body: /^%PDF-/ });
  const otherCase = await room.caseId('Havnecaféen I/S');
  t.equal((await admin.get(link!.replace(/cases\/[^/]+/, `cases/${otherCase}`))).status, 404);
  t.equal((await (await desk.visitor(room, 'rep')).get(link!)).status, 404);
  const [row] = await desk.world.behind`
    select id from invoices where creditor_id = ${room.creditorId} and number = '20417'`;
  desk.copies.next = () => refused({ code: 'malformed', what: 'pdf: the answer is cut off' });
  const failed = await admin.get(`/desk/cases/${otherCase}/invoices/${row!['id']}/pdf`);
  t.match(failed, { status: 503, body: /in a way we do not understand: pdf: the answer is cut off/ });
  t.match(failed.body, 'or open the invoice in e-conomic');
  t.notMatch(failed.body, 'ask for a copy', 'which is said to a debtor');
});

t.test(
  'a claim that was booked by hand has no copy, and the invoice of the number typed on it is not shown for it',
  async (t) => {
    const { visitor, invoice } = await owing();
    await portal.behind`update invoices set entry = 91300 where id = ${invoice.id}`;
    portal.copies.asked.length = 0;

    const page = (await visitor.get('/portal?in=en')).body;
    const answer = await visitor.get(pathOf(invoice));

    t.match(page, '<small>there is no copy</small>');
    t.notMatch(page, pathOf(invoice));
    t.equal(answer.statusCode, 404);
    t.same(portal.copies.asked, []);
  },
);
