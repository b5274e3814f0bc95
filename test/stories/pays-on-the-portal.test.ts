/** The debtor's payment over the wire: portal, real Stripe adapter, the sandbox's payment page, its signed event, entries. */
import type { FastifyInstance } from 'fastify';
import t, { type Test } from 'tap';
import { stripePayments } from '../../src/adapters/stripe.ts';
import { makePortalLink } from '../../src/cases/store-links.ts';
import { connectPaymentAccount } from '../../src/creditors/connect-payment-account.ts';
import { hookRoutes } from '../../src/hooks/routes.ts';
import { createPaperPress } from '../../src/papers/press.ts';
import type { PaymentProvider } from '../../src/payments/port.ts';
import { settlePayment } from '../../src/payments/settle-payment.ts';
import { portalRoutes } from '../../src/portal/routes.ts';
import { type Rig, startRig, until } from '../adapters/sandbox-rig.ts';
import { connect, exchange, nordvindAccount } from '../adapters/sandbox-stripe-rig.ts';
import { type OwedWorld, owedWorld } from '../owed.ts';
import { emptyServer, noCopies, viewsDir } from '../people.ts';

t.test('a debtor opens the link, pays, comes back and is thanked, and the case ends', async (t) => {
  const { world, address, rig, payments } = await outside(t);
  const room = await world.room('Nordvind Kaffe ApS', { account: null });
  await room.work((work) => connectPaymentAccount(work, nordvindAccount));
  const debtorId = await room.debtor('Havnecaféen I/S');
  const aCase = await room.owes(debtorId);
  const { token } = await room.work((work) => makePortalLink(work, debtorId, new Date('2041-01-01')));

  const landed = await fetch(`${address}/portal/l/${token}`, { redirect: 'manual' });
  const cookie = (landed.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const pressed = await fetch(`${address}/portal/pay`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams([['case', aCase.caseId], ...aCase.invoiceIds.map((id) => ['invoice', id])]),
  });
  t.equal(pressed.status, 303);
  const checkout = pressed.headers.get('location') ?? '';
  t.match(
    await (await fetch(checkout)).text(),
    /Faktura 20417[\s\S]*Faktura 20431[\s\S]*Renter og gebyrer[\s\S]*12182,51 DKK/,
  );

  const paid = await fetch(checkout, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ act: 'pay' }) });
  const back = paid.headers.get('location') ?? '';
  t.match(back, /\/portal\/paid\?payment=[0-9a-f-]{36}$/);
  await until(() => world.jobs.some((job) => job.queue === 'settle-payment'));
  const read = async () => (await fetch(back, { headers: { cookie } })).text();
  t.match(await read(), /Vi venter på svar fra banken/, 'the ledger does not know yet, and the page says so');

  const job = world.jobs.find((each) => each.queue === 'settle-payment')!;
  const { creditorId, subjectId } = job.payload;
  t.equal(
    await settlePayment({ openWork: world.openWork, payments }, { creditorId: creditorId!, eventId: subjectId! }),
    'paid',
  );
  t.match(await read(), /Tak, vi har fået 12\.182,51 kr\./);
  const [row] = await world.behind`select closed_why from cases where id = ${aCase.caseId}`;
  t.equal(row!['closed_why'], 'paid');
  t.ok(world.jobs.some((each) => each.queue === 'send-receipt'));
  await rig.sandbox.quiet();
});

/** The app with its two doors, and the sandbox as its outside world. */
async function outside(t: Test): Promise<{ world: OwedWorld; address: string; rig: Rig; payments: PaymentProvider }> {
  const world = await owedWorld(t);
  const app: FastifyInstance = await emptyServer(t);
  let payments: PaymentProvider | null = null;
  const provider = () => {
    if (!payments) throw new Error('asked before the sandbox answers');
    return payments;
  };
  const late: PaymentProvider = {
    openCheckout: (request) => provider().openCheckout(request),
    readCheckout: (account, sessionId) => provider().readCheckout(account, sessionId),
    readMoneyBack: (account, paid) => provider().readMoneyBack(account, paid),
    verifyEvent: (body, signature, wallNow) => provider().verifyEvent(body, signature, wallNow),
  };
  const { db, openWork } = world;
  const wallNow = () => new Date();
  const shared = { db, openWork, payments: late, wallNow };
  // Each needs the other's address: the app listens first, then the sandbox is told where.
  const place = { publicUrl: '' };
  const portal = { ...shared, papers: createPaperPress(viewsDir), copies: noCopies, viewsDir, sandbox: true };
  await portalRoutes(app, {
    ...portal,
    get publicUrl() {
      return place.publicUrl;
    },
  });
  await hookRoutes(app, { ...shared, mailKeys: { user: 'u', password: 'p' }, economicKey: 'k' });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  place.publicUrl = address;
  const rig = await startRig({ appUrl: address });
  t.teardown(rig.close);
  await exchange(rig, await connect(rig, nordvindAccount));
  payments = stripePayments({
    apiUrl: rig.sandbox.stripeApiUrl,
    secretKey: rig.options.stripeSecretKey,
    webhookSecret: rig.options.stripeWebhookSecret,
    timeoutMs: 5000,
  });
  return { world, address, rig, payments };
}
