/**
 * Each page of the desk and the portal that shows a sum says as of when, and warns when the books were read longer ago than
 * promised. The routes are the program's own list: a new page fails here until it is opened, or somebody says why it needs no day.
 */
import t from 'tap';
import { checkPayment } from '../../src/payments/check-payment.ts';
import { debtors, deskDoor, invoices } from '../desk-door.ts';
import { signedIn } from '../people.ts';
import { portalWorld } from '../portal-world.ts';
import { readPdf } from '../read-pdf.ts';
import { seedNow } from '../seed.ts';
import { routesKnown } from './routes-known.ts';

/** Answers that carry no sum of ours as it stands now, and why. */
const withoutSum: Readonly<Record<string, string>> = {
  'GET /desk': 'leads on to the queue',
  'GET /desk/bookkeeping/files/:id': 'lines that were handed over once, each with its day',
  'GET /desk/cases/:id/invoices/:invoiceId/pdf': 'the creditor’s own invoice',
  'GET /desk/cases/:id/messages/:messageId': 'what was sent, as it was sent',
  'GET /desk/cases/:id/trail': 'what happened, each line with its hour',
  'GET /desk/trail': 'what happened, each line with its hour',
  'GET /desk/trail/file': 'what happened, each line with its hour',
  'GET /desk/debtors/:id': 'how one debtor is treated and in how many days it pays; its sums are on its cases',
  'GET /desk/debtors/moves': 'days and shares of a hundred, no sum',
  'GET /desk/queue/bulk/:id': 'letters as they were written down when the yes was offered',
  'GET /desk/replay': 'asks for a replay; what is known of earlier ones has its day',
  'GET /desk/replay/:id': 'a reconstruction of past days, which names them',
  'GET /desk/queue/:id/letter': 'the letter itself, which names its day',
  'GET /desk/tonight/:debtorId/:currency/letter': 'the letter itself, which names its day',
  'GET /portal/invoices/:id/pdf': 'the creditor’s own invoice',
  'GET /portal/l/:token': 'leads on to the portal',
  'GET /portal/letters/:id': 'a letter as it was sent, with its day',
  'GET /portal/letters/:id/sheet': 'what was sent, as it was sent',
};

const desk = await deskDoor(t);
const room = await desk.world.room('Nordvind Kaffe ApS');
await room.books(debtors, invoices);
await room.sendingOn();
await room.propose();
const admin = await desk.visitor(room, 'admin');
const caseId = await room.caseId('Café Nord ApS');

/** The portal's wall. */
const portalNow = new Date('2026-05-05T10:00:00Z');
const portal = await portalWorld(t);
const theirs = await portal.room();
const debtorId = await theirs.debtor('Havnecaféen I/S');
const owes = await theirs.owes(debtorId);
const visitor = await portal.visitor(theirs, debtorId);

const ofDesk = async (url: string) => {
  const answer = await desk.app.inject({ url, headers: signedIn(admin.session) });
  return answer.headers['content-type'] === 'application/pdf' ? readPdf(answer.rawPayload).text : answer.body;
};
const ofPortal = async (url: string) => {
  const answer = await visitor.get(url);
  return answer.headers['content-type'] === 'application/pdf' ? readPdf(answer.rawPayload).text : answer.body;
};
const at = `/desk/cases/${caseId}`;

/** Where each is opened. */
const pages: Readonly<Record<string, () => Promise<string>>> = {
  'GET /desk/bookkeeping': () => ofDesk('/desk/bookkeeping'),
  'GET /desk/cases': () => ofDesk('/desk/cases'),
  'GET /desk/cases/:id': () => ofDesk(at),
  'GET /desk/cases/:id/statement': () => ofDesk(`${at}/statement`),
  'GET /desk/cases/:id/statement/csv': () => ofDesk(`${at}/statement/csv?in=en`),
  'GET /desk/cases/:id/statement/pdf': () => ofDesk(`${at}/statement/pdf?in=en`),
  'GET /desk/debtors': () => ofDesk('/desk/debtors'),
  'GET /desk/queue': () => ofDesk('/desk/queue'),
  'GET /desk/tonight': () => ofDesk('/desk/tonight'),
  'GET /desk/worklist': () => ofDesk('/desk/worklist'),
  'GET /portal': () => ofPortal('/portal?in=en'),
  'GET /portal/paid': async () => ofPortal(`/portal/paid?payment=${await paidInPart()}&in=en`),
  'GET /portal/statements/:id/csv': () => ofPortal(`/portal/statements/${owes.caseId}/csv?in=en`),
  'GET /portal/statements/:id/pdf': () => ofPortal(`/portal/statements/${owes.caseId}/pdf?in=en`),
};
/** Those that are taken home: they say the day and the hour, and have no banner. */
const takenHome = /statement\/(csv|pdf)|statements|\/paid/;

let paid: string | null = null;
/** A payment of one of the two invoices that has come in: the page says what is left. */
async function paidInPart(): Promise<string> {
  if (paid !== null) return paid;
  await visitor.post('/portal/pay', [
    ['case', owes.caseId],
    ['invoice', owes.invoiceIds[0]!],
  ]);
  paid = portal.payments.asked.at(-1)!.paymentId;
  portal.payments.pay(paid);
  const tools = { openWork: portal.openWork, payments: portal.payments };
  await checkPayment(tools, { creditorId: theirs.creditorId, subjectId: paid });
  return paid;
}

async function readTheBooks(minutesAgo: number) {
  const deskAt = new Date(seedNow.getTime() + 60_000 - minutesAgo * 60_000);
  await desk.world.behind`update mirror_state set books_read_at = ${deskAt}, phase = 'quiet'`;
  const wall = new Date(portalNow.getTime() - minutesAgo * 60_000);
  await portal.behind`
    insert into mirror_state (creditor_id, phase, books_read_at) values (${theirs.creditorId}, 'quiet', ${wall})
    on conflict (creditor_id) do update set books_read_at = excluded.books_read_at`;
}

t.test('every route with a sum is opened here, and of every other it is said why it needs no day', async (t) => {
  const known = routesKnown.filter((route) => /^GET \/(desk|portal)/.test(route));
  t.same([...Object.keys(pages), ...Object.keys(withoutSum)].sort(), [...known].sort());
});

t.test('each says as of when its sums are true', async (t) => {
  await readTheBooks(10);
  for (const [route, open] of Object.entries(pages)) {
    const body = await open();
    // The bookkeeping's sums come with the first fee that was claimed.
    if (route !== 'GET /desk/bookkeeping') t.match(body, /\d[.,]\d\d/, `${route} shows a sum`);
    t.match(body, /Books read:? (at )?\d/, route);
    t.notMatch(body, /data-stale|as the books stood/, `${route} does not warn`);
  }
});

t.test('each warns when the books were read longer ago than promised, and says what to do', async (t) => {
  await readTheBooks(31);
  for (const [route, open] of Object.entries(pages)) {
    const body = await open();
    if (takenHome.test(route)) t.match(body, /Books read:? \d/, route);
    else if (route.startsWith('GET /desk')) {
      t.match(body, /role="status" data-stale>The books were last read/, route);
      t.match(body, /no letter leaves before the books have been read again/, route);
    } else t.match(body, /The figures are as the books stood[^<]+please do not pay twice/, route);
  }
});

t.test(
  'where the books may not be read, the desk says what to do; where they never were, that sums may be missing',
  async (t) => {
    await desk.world.behind`update mirror_state set phase = 'paused'`;
    t.match(await pages['GET /desk/queue']!(), /data-stale>The books may not be read any more[^<]+Connect them again/);
    await desk.world.behind`update mirror_state set phase = 'first', books_read_at = null`;
    t.match(await pages['GET /desk/cases']!(), 'The books have not been read to the end yet: sums may be missing.');
  },
);
