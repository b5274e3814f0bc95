import { randomUUID } from 'node:crypto';
import t from 'tap';
import { carryCredit } from '../../src/cases/carry-credit.ts';
import { endRest } from '../../src/cases/end-rest.ts';
import { payCreditBack } from '../../src/cases/pay-credit-back.ts';
import { reactToBooks } from '../../src/cases/react-to-books.ts';
import { readStatement } from '../../src/cases/read-statement.ts';
import { openCases, readCase } from '../../src/cases/store-cases.ts';
import { readHolds } from '../../src/cases/store-holds.ts';
import { readAsking } from '../../src/cases/store-worklist.ts';
import { balanceOf } from '../../src/ledger/balance.ts';
import { postTransactions } from '../../src/ledger/post-transactions.ts';
import { readTransactions } from '../../src/ledger/store.ts';
import type { InvoiceChange } from '../../src/mirror/difference.ts';
import type { MoneyBack } from '../../src/payments/port.ts';
import { settlePayment } from '../../src/payments/settle-payment.ts';
import { startPayment } from '../../src/payments/start-payment.ts';
import { findPayment } from '../../src/payments/store.ts';
import { insertEvent } from '../../src/payments/store-events.ts';
import { type OwedCase, owed, owedWorld, testProvider } from '../owed.ts';

const world = await owedWorld(t);
const wallNow = () => new Date('2026-05-05T10:00:00Z');

/** A debtor who has paid everything through the portal. */
async function paidOnThePortal(paysNow = true) {
  const room = await world.room();
  const aCase = await room.owes(await room.debtor('Havnecaféen I/S'));
  const payments = testProvider();
  const tools = { openWork: world.openWork, payments, wallNow };
  const started = await startPayment(tools, {
    creditorId: room.creditorId,
    debtorId: aCase.debtorId,
    caseId: aCase.caseId,
    invoiceIds: null,
    language: 'da',
    names: { invoice: (number) => number, invoices: 'all', ours: 'ours' },
    successUrl: (id) => `https://rykker.example/${id}`,
    cancelUrl: 'https://rykker.example',
  });
  if (!started.ok) throw new Error('the payment did not start');
  const { paymentId } = started;
  const providerPayment = `pi_${paymentId}`;
  const hear = async (type: string, subject: string) => {
    const event = { provider: 'stripe', eventId: `evt_${randomUUID()}`, type, subject, body: '{}' } as const;
    const eventId = await room.work((work) => insertEvent(work, event));
    return settlePayment(tools, { creditorId: room.creditorId, eventId: eventId! });
  };
  const pays = () => {
    payments.pay(paymentId, { providerPayment });
    return hear('checkout.session.completed', `cs_${paymentId}`);
  };
  const back = (change: Partial<MoneyBack>, type = 'charge.refunded') => {
    payments.backs.set(providerPayment, {
      providerPayment,
      paymentId,
      currency: 'DKK',
      refundedMinor: 0n,
      chargedBackMinor: 0n,
      ...change,
    });
    return hear(type, providerPayment);
  };
  if (paysNow) t.equal(await pays(), 'paid');
  const posted = async (caseId = aCase.caseId) =>
    (await room.work((work) => readTransactions(work, [caseId]))).get(caseId)!;
  const stand = async () => {
    const [row] = await world.behind`
      select closed_at is not null as closed,
        (select count(*)::int from positions p where p.case_id = c.id and p.settled_at is null) as open
      from cases c where id = ${aCase.caseId}`;
    return row;
  };
  const holds = async () =>
    (await room.work((work) => readHolds(work, aCase.debtorId))).filter((each) => each.endedAt === null);
  return { room, aCase, payments, paymentId, tools, hear, pays, back, posted, stand, holds };
}

const change = (aCase: OwedCase, at: number, more: Partial<InvoiceChange>): InvoiceChange => ({
  about: 'invoice',
  kind: 're-opened',
  invoiceId: aCase.invoiceIds[at]!,
  debtorId: aCase.debtorId,
  currency: 'DKK',
  beforeMinor: 0n,
  afterMinor: owed.first,
  valueDay: '2040-03-14',
  ...more,
});

const owes = balanceOf;

t.test(
  'a whole refund makes all of it owed again, opens the case and holds it for a person (kill-bill-overdue-04)',
  async (t) => {
    const { room, aCase, back, posted, stand, holds, paymentId } = await paidOnThePortal();
    t.match(await stand(), { closed: true, open: 0 });
    t.equal(await back({ refundedMinor: owed.total }), 'refunded');
    t.match(owes(await posted()), {
      principalMinor: owed.first + owed.second,
      clearingMinor: 0n,
      feeMinor: owed.fee,
      interestMinor: owed.interest,
      creditMinor: 0n,
    });
    t.match(await stand(), { closed: false, open: 2 }, 'each invoice stands where it stood');
    t.match(await holds(), [{ kind: 'payment-reversed', details: { afterMinor: owed.total.toString() } }]);
    const asking = await room.work((work) => readAsking(work, null));
    t.match(asking, [{ what: 'payment-reversed', caseId: aCase.caseId }]);
    t.match(await room.work((work) => findPayment(work, paymentId)), { state: 'paid', refundedMinor: owed.total });
    const trail = (await room.trail()).map((each) => each.what);
    for (const what of ['case-reopened', 'payment-refunded', 'hold-opened']) t.ok(trail.includes(what), what);
  },
);

t.test('told ten times and at once, in two words, it happens once', async (t) => {
  const { back, posted } = await paidOnThePortal();
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      back({ refundedMinor: 30000n }, at % 2 ? 'refund.created' : 'charge.refunded'),
    ),
  );
  t.equal(outcomes.filter((each) => each === 'refunded').length, 1);
  t.equal(outcomes.filter((each) => each === 'known-already').length, 9);
  t.equal(owes(await posted()).owedMinor, 30000n);
});

t.test('a partial refund opens principal first, and the next one goes on from there', async (t) => {
  const { back, posted, stand } = await paidOnThePortal();
  await back({ refundedMinor: 100n });
  t.match(owes(await posted()), { principalMinor: 100n, feeMinor: 0n, interestMinor: 0n });
  t.match(await stand(), { closed: false, open: 1 });
  await back({ refundedMinor: owed.total - 1n });
  t.match(owes(await posted()), { owedMinor: owed.total - 1n, principalMinor: owed.first + owed.second });
  await back({ refundedMinor: owed.total });
  t.equal(owes(await posted()).owedMinor, owed.total);
});

t.test('a dispute takes the money back, and when it is won all is as before (kill-bill-overdue-05)', async (t) => {
  const { back, posted, stand, holds, room } = await paidOnThePortal();
  t.equal(await back({ chargedBackMinor: owed.total }, 'charge.dispute.created'), 'charged-back');
  t.equal(owes(await posted()).owedMinor, owed.total);
  t.equal(await back({ chargedBackMinor: owed.total }, 'charge.dispute.funds_withdrawn'), 'known-already');
  t.equal(await back({ chargedBackMinor: 0n }, 'charge.dispute.closed'), 'chargeback-won');
  t.match(owes(await posted()), { owedMinor: 0n, clearingMinor: owed.first + owed.second });
  t.match(await stand(), { closed: true, open: 0 });
  t.same(await holds(), []);
  t.ok((await room.trail()).some((each) => each.what === 'chargeback-won'));
});

t.test('a dispute that is lost stays lost', async (t) => {
  const { back, posted, stand } = await paidOnThePortal();
  await back({ chargedBackMinor: owed.total }, 'charge.dispute.created');
  t.equal(await back({ chargedBackMinor: owed.total }, 'charge.dispute.closed'), 'known-already');
  t.equal(owes(await posted()).owedMinor, owed.total);
  t.match(await stand(), { closed: false });
});

t.test('books that had shown the payment show the refund later: the same money, owed once', async (t) => {
  const { room, aCase, back, posted } = await paidOnThePortal();
  const booked = change(aCase, 0, { kind: 'paid', beforeMinor: owed.first, afterMinor: 0n });
  await room.work((work) => reactToBooks(work, [booked]));
  t.equal(owes(await posted()).clearingByInvoice.get(aCase.invoiceIds[0]!), 0n);
  await back({ refundedMinor: owed.total });
  const taken = owes(await posted());
  t.equal(taken.principalByInvoice.get(aCase.invoiceIds[0]!), owed.first);
  t.equal(taken.clearingByInvoice.get(aCase.invoiceIds[0]!), -owed.first, 'taken back, and the books still show it');
  await room.work((work) => reactToBooks(work, [change(aCase, 0, {})]));
  const after = owes(await posted());
  t.equal(after.principalByInvoice.get(aCase.invoiceIds[0]!), owed.first);
  t.equal(after.clearingByInvoice.get(aCase.invoiceIds[0]!), 0n);
  const [row] =
    await world.behind`select run, last_rung, settled_at from positions where invoice_id = ${aCase.invoiceIds[0]!}`;
  t.match(row, { run: 1, settled_at: null }, 'it does not start its climb anew');
});

t.test('of an overpayment that is refunded nothing is owed, and nobody is held', async (t) => {
  const { room, aCase, pays, back, posted, stand, holds } = await paidOnThePortal(false);
  // The bookkeeper credits the second invoice while the debtor stands at the provider.
  const credited = change(aCase, 1, { kind: 'paid', beforeMinor: owed.second, afterMinor: 0n, valueDay: '2040-03-12' });
  await room.work((work) => reactToBooks(work, [credited]));
  t.equal(await pays(), 'paid');
  t.equal(owes(await posted()).creditMinor, -owed.second);
  t.match(await room.work((work) => readAsking(work, null)), [{ what: 'overpaid', minor: owed.second }]);
  t.equal(await back({ refundedMinor: owed.second }), 'refunded');
  t.match(owes(await posted()), { owedMinor: 0n, creditMinor: 0n });
  t.match(await stand(), { closed: true });
  t.same(await holds(), []);
  t.same(await room.work((work) => readAsking(work, null)), []);
});

t.test('what was paid too much can be paid back by hand, once', async (t) => {
  const { room, aCase, pays, posted } = await paidOnThePortal(false);
  const credited = change(aCase, 1, { kind: 'paid', beforeMinor: owed.second, afterMinor: 0n, valueDay: '2040-03-12' });
  await room.work((work) => reactToBooks(work, [credited]));
  await pays();
  t.match(await room.work((work) => payCreditBack(work, aCase.caseId)), { ok: true });
  t.equal(owes(await posted()).creditMinor, 0n);
  t.match(await room.work((work) => payCreditBack(work, aCase.caseId)), { ok: false, refusal: 'gone' });
});

t.test('credit of a closed case pays the debtor’s next invoice', async (t) => {
  const { room, aCase, pays, posted } = await paidOnThePortal(false);
  const credited = change(aCase, 1, { kind: 'paid', beforeMinor: owed.second, afterMinor: 0n, valueDay: '2040-03-12' });
  await room.work((work) => reactToBooks(work, [credited]));
  await pays();
  const next = await room.owes(
    aCase.debtorId,
    'DKK',
    [{ number: '20500', day: '2040-03-01', dueDay: '2040-03-11', minor: 900000n }],
    0n,
  );
  await room.work((work) => carryCredit(work, [next.caseId]));
  t.equal(owes(await posted()).creditMinor, 0n);
  const there = owes(await posted(next.caseId));
  t.match(there, { principalMinor: 900000n - owed.second, clearingMinor: owed.second, creditMinor: 0n });
  await room.work((work) => carryCredit(work, [next.caseId]));
  t.match(owes(await posted(next.caseId)), { principalMinor: 900000n - owed.second }, 'asked again, nothing more');
});

t.test('a refund while another case of the debtor is open is owed there', async (t) => {
  const { room, aCase, back, posted, stand, holds } = await paidOnThePortal();
  const [opened] = await room.work((work) => openCases(work, [{ debtorId: aCase.debtorId, currency: 'DKK' }]));
  t.equal(await back({ refundedMinor: owed.total }), 'refunded');
  t.match(await stand(), { closed: true, open: 0 });
  t.equal(owes(await posted()).owedMinor, 0n, 'nothing is left on the old case');
  t.match(owes(await posted(opened!.id)), {
    principalMinor: owed.first + owed.second,
    clearingMinor: -owed.first - owed.second,
    feeMinor: owed.fee,
    interestMinor: owed.interest,
  });
  t.match(await holds(), [{ kind: 'payment-reversed', caseId: opened!.id }]);
  const stated = await room.work(async (work) => readStatement(work, (await readCase(work, opened!.id))!));
  t.equal(stated.statement.totalMinor, owed.total);
});

t.test('more than was paid, or another currency, posts nothing and asks a person', async (t) => {
  for (const more of [{ refundedMinor: owed.total + 1n }, { refundedMinor: 1n, currency: 'SEK' as const }]) {
    const { back, posted, holds } = await paidOnThePortal();
    t.equal(await back(more), 'mismatch');
    t.equal(owes(await posted()).owedMinor, 0n);
    t.match(await holds(), [{ kind: 'unmatched-money' }]);
  }
});

t.test('a refund that is heard before the payment waits until the payment is known', async (t) => {
  const { back, pays, hear, posted, payments, paymentId } = await paidOnThePortal(false);
  t.equal(await back({ refundedMinor: 1000n }), 'later');
  await pays();
  t.equal(await hear('charge.refunded', `pi_${paymentId}`), 'refunded');
  t.equal(owes(await posted()).owedMinor, 1000n);
  payments.silent = true;
  t.equal(await back({ refundedMinor: 2000n }), 'later');
});

t.test('money of somebody else on the same account is none of ours', async (t) => {
  const { hear, payments } = await paidOnThePortal();
  const other = { providerPayment: 'pi_shop', currency: 'DKK', refundedMinor: 5n, chargedBackMinor: 0n } as const;
  payments.backs.set('pi_shop', { ...other, paymentId: 'order 17' });
  t.equal(await hear('charge.refunded', 'pi_shop'), 'not-ours');
  payments.backs.set('pi_shop', { ...other, paymentId: randomUUID() });
  t.equal(await hear('charge.refunded', 'pi_shop'), 'unknown-payment');
});

t.test('a payment that becomes known late, from an earlier day, takes interest back at the next posting', async (t) => {
  const { room, aCase, posted } = await paidOnThePortal(false);
  const { caseId } = aCase;
  const [first] = aCase.invoiceIds;
  const stated = () =>
    room.work(async (work) => (await readStatement(work, (await readCase(work, caseId))!)).statement);
  t.equal((await stated()).interestMinor, owed.interest);
  // 12.000,00 at 10 % to 12 March was claimed; then 5.000,00 of it turn out to have come on 20 February.
  const claim = {
    cause: 'interest:test',
    reason: 'interest-claimed',
    postings: [
      { account: 'interest', invoiceId: first!, amountMinor: 4235n, valueDay: '2040-03-12' },
      { account: 'claimed', invoiceId: first!, amountMinor: -4235n, valueDay: '2040-03-12' },
    ],
  } as const;
  await room.work((work) => postTransactions(work, [{ caseId, currency: 'DKK', transactions: [claim] }]));
  const late = change(aCase, 0, { kind: 'paid', beforeMinor: owed.first, afterMinor: 0n, valueDay: '2040-02-20' });
  await room.work((work) => reactToBooks(work, [late]));
  // 5.000 × 10 days × 10 % / 366 = 13,66.
  t.equal((await stated()).interestMinor, 1366n + 4016n);
  t.equal(owes(await posted()).interestMinor, 4235n, 'as posted until something is posted');
});

t.test('a hold is ended by a member who has looked, and letters may go on', async (t) => {
  const { room, back, holds } = await paidOnThePortal();
  await back({ refundedMinor: 500n });
  const [hold] = await holds();
  t.match(await room.work((work) => endRest(work, hold!.id, 'looked-at-reversal')), { ok: true });
  t.same(await holds(), []);
});
