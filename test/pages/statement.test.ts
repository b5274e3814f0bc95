import t from 'tap';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import { owed } from '../owed.ts';
import { portalWorld, visitorWith } from '../portal-world.ts';
import { readPdf } from '../read-pdf.ts';

const desk = await deskDoor(t);
const portal = await portalWorld(t);

async function proposed(name = 'Nordvind <Kaffe> ApS') {
  const room = await desk.world.room(name);
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  return room;
}

const raw = (cookie: string, url: string) => desk.app.inject({ url, headers: { cookie } });

t.test('a case’s statement is shown for today, and for the day that is asked for', async (t) => {
  const room = await proposed();
  const admin = await desk.visitor(room, 'admin');
  const at = `/desk/cases/${await room.caseId('Havnecaféen I/S')}`;
  t.match((await admin.get(at)).body, `href="${at}/statement"`, 'the case leads to it');
  const today = unescaped((await admin.get(`${at}/statement`)).body);
  t.match(today, 'What is owed on 12 March 2040');
  t.match(today, /Invoice 20417, due 7 February 2040<\/td><td class="amount">5,000\.00/);
  t.match(today, /Owed on 12 March 2040<\/th><td class="amount">12,000\.00/);
  const before = unescaped((await admin.get(`${at}/statement?on=2040-02-01`)).body);
  t.match(before, /Owed on 1 February 2040<\/th><td class="amount">5,000\.00/, 'the invoice of the 2nd is not in it');
  t.match(before, 'As far as it is known on 12 March 2040.');
  t.match((await admin.get(`${at}/statement?on=2040-05-11`)).body, 'This is a forecast');
  t.match((await admin.get(`${at}/statement?on=2039-01-01`)).body, 'Nothing had been claimed by this day.');
});

t.test('a day that cannot be used is answered with a sentence, today’s statement and what was typed', async (t) => {
  const room = await proposed();
  const admin = await desk.visitor(room, 'admin');
  const at = `/desk/cases/${await room.caseId('Café Nord ApS')}/statement`;
  for (const [on, sentence] of [
    ['2040-02-30', 'Write the day as in 2026-03-31.'],
    ['"><b>', 'Write the day as in 2026-03-31.'],
    ['2040-05-12', 'A statement looks 60 days ahead at most: to 11 May 2040.'],
  ] as const) {
    const query = `?on=${encodeURIComponent(on)}`;
    const page = await admin.get(at + query);
    t.equal(page.status, 422, on);
    t.match(page.body, sentence);
    t.match(page.body, 'What is owed on 12 March 2040');
    t.notMatch(page.body, '"><b>');
    for (const paper of ['pdf', 'csv']) {
      const refused = await admin.get(`${at}/${paper}${query}`);
      t.equal(refused.status, 400);
      t.match(refused.body, sentence);
    }
  }
  t.equal((await admin.get(`${at}?on=`)).status, 200, 'an empty field is today');
});

t.test(
  'PDF and spreadsheet come in the debtor’s language, or the one asked for, and are kept by no cache',
  async (t) => {
    const room = await proposed();
    const admin = await desk.visitor(room, 'auditor');
    const cookie = `rykker-member=${admin.session}`;
    const at = `/desk/cases/${await room.caseId('Kaffe <b>& Kage</b>')}/statement`;
    const pdf = await raw(cookie, `${at}/pdf`);
    t.match(pdf.headers, {
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="opgoerelse-2040-03-12.pdf"',
      'cache-control': 'private, no-store',
      'x-robots-tag': /noindex/,
    });
    const read = readPdf(pdf.rawPayload);
    t.match(read.text, 'Skyldner: Kaffe <b>& Kage</b>');
    t.match(read.text, '22.000,00');
    const english = await raw(cookie, `${at}/pdf?on=2040-03-10&in=en`);
    t.match(english.headers['content-disposition'], 'statement-2040-03-10.pdf');
    t.match(readPdf(english.rawPayload).text, 'What is owed on 10 March 2040');
    const csv = await raw(cookie, `${at}/csv?in=sv`);
    t.match(csv.headers, { 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'private, no-store' });
    t.match(csv.body, /^\uFEFFBetalningsskyldig;Del;Datum;/);
    t.match(csv.body, ';22000,00;DKK;');
  },
);

t.test('who may not see the case sees no statement of it', async (t) => {
  const room = await proposed();
  const stranger = await desk.visitor(await proposed('Another ApS'), 'admin');
  const rep = await desk.visitor(room, 'rep');
  const id = await room.caseId('Café Nord ApS');
  for (const end of ['', '/pdf', '/csv'])
    for (const [who, path] of [
      [stranger, `/desk/cases/${id}/statement${end}`],
      [rep, `/desk/cases/${id}/statement${end}`],
      [stranger, `/desk/cases/not-a-case/statement${end}`],
    ] as const)
      t.equal((await who.get(path)).status, 404, path);
  t.not((await raw('', `/desk/cases/${id}/statement/pdf`)).statusCode, 200);
});

t.test('a debtor reads each line on the page, and takes the statement home in the same words', async (t) => {
  const room = await portal.room();
  const debtorId = await room.debtor('Havnecaféen I/S');
  const { caseId } = await room.owes(debtorId);
  const visitor = await portal.visitor(room, debtorId);
  const page = (await visitor.get('/portal')).body;
  t.match(page, `href="/portal/statements/${caseId}/pdf"`);
  for (const said of ['Krævet i alt', 'Morarente af faktura 20417, forfaldt 10. februar 2040', '12.182,51', '42,35'])
    t.ok(page.includes(said), said);
  const pdf = await visitor.get(`/portal/statements/${caseId}/pdf`);
  t.match(pdf.headers, { 'content-type': 'application/pdf', 'cache-control': 'private, no-store' });
  const { text } = readPdf(pdf.rawPayload);
  for (const said of ['Skyldner: Havnecaféen I/S', 'Gebyr for brevet: 1. rykker', '12.182,51']) t.match(text, said);
  t.match((await visitor.get(`/portal/statements/${caseId}/csv`)).body, `;${String(owed.total / 100n)},51;DKK;`);
  t.match(readPdf((await visitor.get(`/portal/statements/${caseId}/pdf?in=sv`)).rawPayload).text, 'Betalningsskyldig');
});

t.test('another debtor’s statement is not there, and without a session there is the page for everybody', async (t) => {
  const room = await portal.room();
  const { caseId } = await room.owes(await room.debtor('Havnecaféen I/S'));
  const other = await portal.visitor(room, await room.debtor('Café Nord ApS'));
  const elsewhere = await portal.room('Another ApS');
  const abroad = await portal.visitor(elsewhere, await elsewhere.debtor('Tredje ApS'));
  for (const end of ['pdf', 'csv']) {
    for (const visitor of [other, abroad])
      t.equal((await visitor.get(`/portal/statements/${caseId}/${end}`)).statusCode, 404);
    t.equal((await other.get(`/portal/statements/nothing/${end}`)).statusCode, 404);
    t.match(
      (await visitorWith(portal.app, '').get(`/portal/statements/${caseId}/${end}`)).body,
      'Linket virker ikke her',
    );
  }
});
