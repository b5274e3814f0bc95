import t from 'tap';
import { readStatement } from '../../src/cases/read-statement.ts';
import { readCase } from '../../src/cases/store-cases.ts';
import { type StartRequest, startPayment } from '../../src/payments/start-payment.ts';
import { findPayment, paymentsOfDebtor } from '../../src/payments/store.ts';
import { refused, unknown } from '../../src/values/outcome.ts';
import { type OwedCase, type OwedRoom, owed, owedWorld, testProvider, today, twoInvoices } from '../owed.ts';

const wallNow = () => new Date('2026-05-05T10:00:00Z');
const world = await owedWorld(t);

function request(room: OwedRoom, aCase: OwedCase, change: Partial<StartRequest> = {}): StartRequest {
  return {
    creditorId: room.creditorId,
    debtorId: aCase.debtorId,
    caseId: aCase.caseId,
    invoiceIds: null,
    language: 'da',
    names: { invoice: (number) => `Faktura ${number}`, invoices: 'Fakturaer', ours: 'Renter og gebyr' },
    successUrl: (id) => `https://rykker.example/portal/paid?payment=${id}`,
    cancelUrl: 'https://rykker.example/portal',
    ...change,
  };
}

async function begin(options?: { account: string | null }) {
  const room = await world.room('Nordvind Kaffe ApS', options);
  const aCase = await room.owes(await room.debtor('Havnecaféen I/S'));
  const payments = testProvider();
  const tools = { openWork: world.openWork, payments, wallNow };
  const until = async () => {
    const [row] = await world.behind`select payment_until from cases where id = ${aCase.caseId}`;
    return row!['payment_until'] as Date | null;
  };
  return { room, aCase, payments, tools, until };
}

t.test('the statement of the case is what the hand-worked figures say', async (t) => {
  const { room, aCase } = await begin();
  const stated = await room.work(async (work) => readStatement(work, (await readCase(work, aCase.caseId))!));
  t.equal(stated.statement.interestMinor, owed.interest);
  t.equal(stated.statement.totalMinor, owed.total);
});

t.test(
  'everything to today is asked for, on the creditor’s own account, one line per invoice and one for the rest',
  async (t) => {
    const { room, aCase, payments, tools, until } = await begin();
    const started = await startPayment(tools, request(room, aCase));
    t.match(started, { ok: true, url: /^https:\/\/checkout\.example\/cs_/ });
    const [asked] = payments.asked;
    t.equal(asked!.account, room.account);
    t.same(asked!.lines, [
      { name: 'Faktura 20417', amountMinor: owed.first },
      { name: 'Faktura 20431', amountMinor: owed.second },
      { name: 'Renter og gebyr', amountMinor: owed.interest + owed.fee },
    ]);
    t.equal(asked!.expiresAt.toISOString(), '2026-05-05T10:31:00.000Z', 'the provider’s time is wall time');
    const payment = await room.work((work) => findPayment(work, asked!.paymentId));
    t.match(payment, { state: 'open', amountMinor: owed.total, sessionId: `cs_${asked!.paymentId}` });
    t.equal((await until())?.getTime(), payment!.expiresAt.getTime(), 'letters wait for it');
    t.equal(payment!.expiresAt.getTime() - payment!.startedAt.getTime(), 31 * 60_000);
    const [check] = await world.behind`
    select due_at from timetable where creditor_id = ${room.creditorId} and what = 'check-payment' and subject_id = ${payment!.id}`;
    t.equal((check!['due_at'] as Date).getTime() - payment!.startedAt.getTime(), 35 * 60_000);
  },
);

t.test('one invoice of two is paid with its own interest and every fee', async (t) => {
  const { room, aCase, payments, tools } = await begin();
  await startPayment(tools, request(room, aCase, { invoiceIds: [aCase.invoiceIds[1]!] }));
  t.same(payments.asked[0]!.lines, [
    { name: 'Faktura 20431', amountMinor: owed.second },
    { name: 'Renter og gebyr', amountMinor: 4016n + owed.fee },
  ]);
});

t.test('a second start is its own payment, and letters wait for the later one', async (t) => {
  const { room, aCase, tools, until } = await begin();
  await startPayment(tools, request(room, aCase));
  const before = await until();
  await startPayment(tools, request(room, aCase));
  t.ok((await until())! > before!);
  t.equal((await room.work((work) => paymentsOfDebtor(work, aCase.debtorId))).length, 2);
});

t.test('what cannot be paid is refused before the provider is asked', async (t) => {
  const { room, aCase, payments, tools, until } = await begin();
  const another = await room.owes(await room.debtor('Another'), 'DKK', [{ ...twoInvoices[0]!, number: '30001' }]);
  const stranger = await (await world.room('Elsewhere ApS')).debtor('A stranger');
  const cases: [Partial<StartRequest>, object][] = [
    [{ invoiceIds: [] }, { code: 'nothing-chosen' }],
    [{ invoiceIds: [another.invoiceIds[0]!] }, { code: 'gone' }],
    [{ caseId: another.caseId }, { code: 'gone' }],
    [{ debtorId: stranger }, { code: 'gone' }],
  ];
  for (const [change, refusal] of cases)
    t.same(await startPayment(tools, request(room, aCase, change)), { ok: false, refusal });
  t.same(payments.asked, []);
  t.equal(await until(), null);
});

t.test('a sum below the provider’s smallest is refused with that sum', async (t) => {
  const { room, payments, tools } = await begin();
  const owing = async (minor: bigint) => {
    const invoice = { number: minor.toString(), day: today, dueDay: today, minor };
    return room.owes(await room.debtor('Small'), 'DKK', [invoice], 0n);
  };
  t.same(await startPayment(tools, request(room, await owing(249n))), {
    ok: false,
    refusal: { code: 'amount-too-small', smallest: { minor: 250n, currency: 'DKK' } },
  });
  t.same(payments.asked, []);
  t.equal((await startPayment(tools, request(room, await owing(250n)))).ok, true, '2,50 is enough');
});

t.test('a case on which only fees are left can be paid', async (t) => {
  const { room, payments, tools } = await begin();
  const feesOnly = await room.owes(await room.debtor('Fees'), 'DKK', [], 70000n);
  t.equal((await startPayment(tools, request(room, feesOnly))).ok, true);
  t.same(payments.asked[0]!.lines, [{ name: 'Renter og gebyr', amountMinor: 70000n }]);
});

t.test('a creditor without an account, and a provider that says no, charge nobody and let letters go on', async (t) => {
  const without = await begin({ account: null });
  t.same(await startPayment(without.tools, request(without.room, without.aCase)), {
    ok: false,
    refusal: { code: 'account-disconnected' },
  });
  const answers = [
    [refused({ code: 'account-disconnected' } as const), { code: 'account-disconnected' }],
    [refused({ code: 'amount-too-small' } as const), { code: 'amount-too-small', smallest: null }],
    [refused({ code: 'rejected', what: 'x' } as const), { code: 'not-now' }],
    [unknown('a timeout'), { code: 'not-now' }],
  ] as const;
  for (const [answer, refusal] of answers) {
    const { room, aCase, payments, tools, until } = await begin();
    payments.opens = answer;
    t.same(await startPayment(tools, request(room, aCase)), { ok: false, refusal });
    t.equal(await until(), null);
    t.match(await room.work((work) => paymentsOfDebtor(work, aCase.debtorId)), [{ state: 'failed', sessionId: null }]);
    t.same(
      (await room.trail())
        .map(({ what }) => what)
        .filter((what) => what.startsWith('payment-') && !what.includes('account')),
      ['payment-started', 'payment-failed'],
    );
  }
});
