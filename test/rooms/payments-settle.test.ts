import t from 'tap';
import { readStatement } from '../../src/cases/read-statement.ts';
import { readCase } from '../../src/cases/store-cases.ts';
import { balanceOf } from '../../src/ledger/balance.ts';
import { observeBooks } from '../../src/ledger/observation.ts';
import { readTransactions } from '../../src/ledger/store.ts';
import { checkPayment } from '../../src/payments/check-payment.ts';
import { readPayment } from '../../src/payments/read-payment.ts';
import { settlePayment } from '../../src/payments/settle-payment.ts';
import { startPayment } from '../../src/payments/start-payment.ts';
import { findPayment } from '../../src/payments/store.ts';
import { insertEvent } from '../../src/payments/store-events.ts';
import { type OwedCase, owed, owedWorld, testProvider } from '../owed.ts';

const wallNow = () => new Date('2026-05-05T10:00:00Z');
const world = await owedWorld(t);

/** A debtor who has pressed "pay" for everything, or for some invoices, and stands at the provider. */
async function atTheProvider(chosen: (aCase: OwedCase) => readonly string[] | null = () => null) {
  const room = await world.room();
  const aCase = await room.owes(await room.debtor('Havnecaféen I/S'));
  const payments = testProvider();
  const tools = { openWork: world.openWork, payments, wallNow };
  const started = await startPayment(tools, {
    creditorId: room.creditorId,
    debtorId: aCase.debtorId,
    caseId: aCase.caseId,
    invoiceIds: chosen(aCase),
    language: 'da',
    names: { invoice: (number) => number, invoices: 'all', ours: 'ours' },
    successUrl: (id) => `https://rykker.example/${id}`,
    cancelUrl: 'https://rykker.example',
  });
  if (!started.ok) throw new Error('the payment did not start');
  const { paymentId } = started;
  let told = 0;
  const hear = async (type: string, subject: string | null = `cs_${paymentId}`) => {
    told += 1;
    const event = { provider: 'stripe', eventId: `evt_${told}_${paymentId}`, type, subject, body: '{}' } as const;
    const eventId = await room.work((work) => insertEvent(work, event));
    return settlePayment(tools, { creditorId: room.creditorId, eventId: eventId! });
  };
  const check = () => checkPayment(tools, { creditorId: room.creditorId, subjectId: paymentId });
  const payment = async () => (await room.work((work) => findPayment(work, paymentId)))!;
  const balance = async () => {
    const posted = await room.work((work) => readTransactions(work, [aCase.caseId]));
    return balanceOf(posted.get(aCase.caseId)!);
  };
  const stand = async () => {
    const [row] = await world.behind`
      select closed_at, closed_why, payment_until,
        (select count(*)::int from positions p where p.case_id = c.id and p.settled_at is null) as open
      from cases c where id = ${aCase.caseId}`;
    const { closed_at, closed_why, payment_until, open } = row!;
    return { closed: closed_at !== null, why: closed_why, waits: payment_until as Date | null, open };
  };
  const receipts = () =>
    world.jobs.filter((job) => job.queue === 'send-receipt' && job.payload['subjectId'] === paymentId);
  return { room, aCase, payments, paymentId, tools, hear, check, payment, balance, stand, receipts };
}

const completed = 'checkout.session.completed';

t.test('a paid checkout becomes entries, ends the case and hands on one receipt', async (t) => {
  const { room, payments, paymentId, hear, payment, balance, stand, receipts } = await atTheProvider();
  payments.pay(paymentId);
  t.equal(await hear(completed), 'paid');
  t.match(await payment(), { state: 'paid', providerPayment: 'pi_test', paidAt: Date });
  const after = await balance();
  t.equal(after.owedMinor, 0n);
  t.equal(after.clearingMinor, owed.first + owed.second, 'principal waits in clearing for the books');
  t.same(await stand(), { closed: true, why: 'paid', waits: null, open: 0 });
  t.equal(receipts().length, 1);
  const read = await room.work((work) => readPayment(work, paymentId));
  t.match(read!.use, { feesMinor: owed.fee, interestMinor: owed.interest, overMinor: 0n });
  t.same(read!.use!.invoices.map(({ amountMinor }) => amountMinor).sort(), [owed.first, owed.second]);
  const trail = (await room.trail()).map(({ what }) => what);
  t.ok(trail.includes('payment-received') && trail.includes('case-closed'));
});

t.test('the books’ later booking is the same money', async (t) => {
  const { aCase, payments, paymentId, hear, room, balance } = await atTheProvider();
  payments.pay(paymentId);
  await hear(completed);
  const invoiceId = aCase.invoiceIds[0]!;
  const before = await balance();
  const clearingMinor = before.clearingByInvoice.get(invoiceId)!;
  const booked = observeBooks({
    invoiceId,
    booksBeforeMinor: (before.principalByInvoice.get(invoiceId) ?? 0n) + clearingMinor,
    clearingMinor,
    booksNowMinor: 0n,
    valueDay: '2040-03-14',
    cause: 'books:later',
  });
  const after = balanceOf([
    ...(await room.work((work) => readTransactions(work, [aCase.caseId]))).get(aCase.caseId)!,
    booked!,
  ]);
  t.equal(after.principalByInvoice.get(invoiceId), 0n);
  t.equal(after.clearingByInvoice.get(invoiceId), 0n, 'clearing is released, nothing is paid twice');
});

t.test('told ten times, in any order and at once, it happens once', async (t) => {
  const { payments, paymentId, hear, balance, receipts } = await atTheProvider();
  payments.pay(paymentId);
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => hear(completed)));
  t.same(outcomes.filter((each) => each === 'paid').length, 1);
  t.same(outcomes.filter((each) => each === 'already-paid').length, 9);
  t.equal(await hear('checkout.session.expired'), 'already-paid');
  t.equal((await balance()).clearingMinor, owed.first + owed.second);
  t.equal(receipts().length, 1);
});

t.test('one invoice paid leaves its ladder and the other stays owed', async (t) => {
  const { aCase, payments, paymentId, hear, balance, stand } = await atTheProvider((each) => [each.invoiceIds[1]!]);
  payments.pay(paymentId);
  t.equal(await hear(completed), 'paid');
  t.same(await stand(), { closed: false, why: null, waits: null, open: 1 });
  const after = await balance();
  t.equal(after.principalByInvoice.get(aCase.invoiceIds[0]!), owed.first);
  t.equal(after.principalByInvoice.get(aCase.invoiceIds[1]!), 0n);
  t.equal(after.feeMinor, 0n);
});

t.test('a payment over midnight settles what was asked for on the day before', async (t) => {
  const { payments, paymentId, hear, stand, balance } = await atTheProvider();
  const [turned] = await world.behind`select business_now() as now`;
  await world.turnTo(new Date((turned!['now'] as Date).getTime() + 24 * 3_600_000));
  payments.pay(paymentId);
  t.equal(await hear(completed), 'paid');
  t.match(await stand(), { closed: true, why: 'paid' });
  t.equal((await balance()).principalMinor, 0n);
});

t.test('another amount, currency or account posts nothing, rests the case and is told to the trail', async (t) => {
  const changes = [{ amountMinor: 1n }, { currency: 'SEK' }, { paymentId: 'somebody else’s' }] as const;
  for (const change of changes) {
    const { room, aCase, payments, paymentId, hear, balance, receipts } = await atTheProvider();
    const before = await balance();
    payments.pay(paymentId, change);
    t.equal(await hear(completed), 'mismatch');
    t.same(await balance(), before);
    t.equal(receipts().length, 0);
    t.ok((await room.trail()).some(({ what }) => what === 'payment-mismatch'));
    const holds = await world.behind`select kind from holds where case_id = ${aCase.caseId} and ended_at is null`;
    t.same(
      holds.map((each) => each['kind']),
      ['unmatched-money'],
    );
  }
});

t.test('a checkout of something else the creditor sells is none of ours', async (t) => {
  const { room, payments, hear } = await atTheProvider();
  const state = {
    sessionId: 'cs_shop',
    paymentId: 'order 17',
    status: 'complete',
    paid: true,
    amountMinor: 5n,
    currency: 'DKK',
  } as const;
  payments.sessions.set('cs_shop', { ...state, account: room.account, providerPayment: null });
  t.equal(await hear(completed, 'cs_shop'), 'not-ours');
  payments.sessions.set('cs_lost', {
    ...state,
    sessionId: 'cs_lost',
    paymentId: '5e0f52a4-98d3-4c8e-8d0f-000000000000',
    account: room.account,
    providerPayment: null,
  });
  t.equal(await hear(completed, 'cs_lost'), 'unknown-payment');
  t.ok((await room.trail()).some(({ what }) => what === 'payment-unknown'));
});

t.test('an event that comes before our own answer is stored finds the payment by our id', async (t) => {
  const { payments, paymentId, hear, payment } = await atTheProvider();
  await world.behind`update payments set session_id = null, state = 'started' where id = ${paymentId}`;
  payments.pay(paymentId);
  t.equal(await hear(completed), 'paid');
  t.match(await payment(), { state: 'paid', sessionId: `cs_${paymentId}` });
});

t.test('a bank debit is on its way for days, and letters wait that long', async (t) => {
  const { payments, paymentId, hear, check, payment, stand, receipts } = await atTheProvider();
  payments.pay(paymentId, { paid: false });
  t.equal(await hear(completed), 'processing');
  const { expiresAt, startedAt } = await payment();
  t.ok(expiresAt.getTime() - startedAt.getTime() >= 14 * 86_400_000);
  t.equal((await stand()).waits?.getTime(), expiresAt.getTime());
  t.equal(await check(), 'processing');
  t.equal(receipts().length, 0);
  payments.pay(paymentId);
  t.equal(await hear('checkout.session.async_payment_succeeded'), 'paid');
  t.match(await stand(), { closed: true, waits: null });
});

t.test('a bank debit that fails lets letters go on', async (t) => {
  const { payments, paymentId, hear, payment, stand } = await atTheProvider();
  payments.pay(paymentId, { paid: false });
  await hear(completed);
  t.equal(await hear('checkout.session.async_payment_failed'), 'failed');
  t.equal((await payment()).state, 'failed');
  t.same(await stand(), { closed: false, why: null, waits: null, open: 2 });
});

t.test('a checkout nobody finished ends, and a late payment on it still counts', async (t) => {
  const { payments, paymentId, hear, payment, stand } = await atTheProvider();
  payments.pay(paymentId, { paid: false, status: 'expired' });
  t.equal(await hear('checkout.session.expired'), 'expired');
  t.equal((await stand()).waits, null);
  payments.pay(paymentId);
  t.equal(await hear(completed), 'paid');
  t.equal((await payment()).state, 'paid');
});

t.test('a lost webhook is made good by the check', async (t) => {
  const paid = await atTheProvider();
  paid.payments.pay(paid.paymentId);
  t.equal(await paid.check(), 'paid');
  t.equal(await paid.check(), 'over');
  const expired = await atTheProvider();
  expired.payments.pay(expired.paymentId, { paid: false, status: 'expired' });
  t.equal(await expired.check(), 'expired');
  const unopened = await atTheProvider();
  await world.behind`update payments set session_id = null, state = 'started' where id = ${unopened.paymentId}`;
  t.equal(await unopened.check(), 'expired');
  t.equal((await unopened.stand()).waits, null);
});

t.test('while the provider is silent, letters wait and we ask again', async (t) => {
  const { room, payments, paymentId, hear, check, stand } = await atTheProvider();
  payments.silent = true;
  t.equal(await hear(completed), 'later');
  const [turned] = await world.behind`select business_now() as now`;
  await world.turnTo(new Date((turned!['now'] as Date).getTime() + 36 * 60_000));
  t.equal(await check(), 'later');
  const now = await room.work(async (work) => work.now);
  t.ok((await stand()).waits! > now);
  const [again] =
    await world.behind`select due_at from timetable where what = 'check-payment' and subject_id = ${paymentId}`;
  t.ok((again!['due_at'] as Date) > now);
  payments.silent = false;
  payments.pay(paymentId);
  t.equal(await check(), 'paid');
});

t.test('an event told again after it was handled changes nothing, and one of no concern is put away', async (t) => {
  const { room, tools, hear, payments, paymentId } = await atTheProvider();
  t.equal(await hear('charge.refunded', null), 'of-no-concern');
  payments.pay(paymentId);
  await hear(completed);
  const reads = payments.reads.length;
  const [event] = await world.behind`select id from provider_events where event_id = ${`evt_2_${paymentId}`}`;
  t.equal(await settlePayment(tools, { creditorId: room.creditorId, eventId: event!['id'] }), 'handled-before');
  t.equal(payments.reads.length, reads);
});

t.test('an account that is taken away at the provider is disconnected here', async (t) => {
  const { room, hear } = await atTheProvider();
  t.equal(await hear('account.application.deauthorized', null), 'disconnected');
  const rows =
    await world.behind`select 1 from payment_accounts where creditor_id = ${room.creditorId} and ended_at is null`;
  t.equal(rows.length, 0);
});

t.test('interest that no letter has told of is not asked for after the payment', async (t) => {
  const { room, aCase, payments, paymentId, hear } = await atTheProvider();
  payments.pay(paymentId);
  await hear(completed);
  const stated = await room.work(async (work) => readStatement(work, (await readCase(work, aCase.caseId))!));
  t.equal(stated.statement.totalMinor, 0n);
});
