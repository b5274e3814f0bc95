/**
 * A creditor to whom a debtor owes two invoices, reminded once, on a fixed day: for tests of payments, questions and the
 * portal. The figures beside each sum are worked out by hand.
 */
import { randomUUID } from 'node:crypto';
import type { Test } from 'tap';
import { openCases } from '../src/cases/store-cases.ts';
import { insertPositions, putInCase } from '../src/cases/store-positions.ts';
import { connectPaymentAccount } from '../src/creditors/connect-payment-account.ts';
import type { Actor, Work } from '../src/db/work.ts';
import { claimFee } from '../src/ledger/fee.ts';
import { postTransactions } from '../src/ledger/post-transactions.ts';
import type { Transaction } from '../src/ledger/posting.ts';
import type {
  Checkout,
  CheckoutRequest,
  CheckoutState,
  MoneyBack,
  PaymentProvider,
  PaymentRefusal,
} from '../src/payments/port.ts';
import type { Currency } from '../src/values/money.ts';
import { done, type Outcome, unknown } from '../src/values/outcome.ts';
import { type People, people, type Room } from './people.ts';

/** Monday 12 March 2040, noon in Copenhagen. Letters left on 1 March. */
export const today = '2040-03-12';
const noon = new Date('2040-03-12T11:00:00Z');
export const letterDay = '2040-03-01';

/**
 * Reference rate 2 %, margin 8: 10 % a year over 366 days.
 * 5.000,00 due Friday 10 February, 31 days: 42,35. 7.000,00 due Monday 20 February, 21 days: 40,16. One fee of 100,00.
 */
export const owed = { first: 500000n, second: 700000n, interest: 4235n + 4016n, fee: 10000n, total: 1218251n };

export type OwedInvoice = {
  readonly number: string;
  readonly day: string;
  readonly dueDay: string;
  readonly minor: bigint;
};

export const twoInvoices: readonly OwedInvoice[] = [
  { number: '20417', day: '2040-01-27', dueDay: '2040-02-10', minor: owed.first },
  { number: '20431', day: '2040-02-06', dueDay: '2040-02-20', minor: owed.second },
];

export type OwedCase = { readonly caseId: string; readonly debtorId: string; readonly invoiceIds: readonly string[] };

export type OwedRoom = Room & {
  readonly account: string;
  debtor(name: string, country?: string): Promise<string>;
  /** A case of these invoices, with one letter that bore a fee and stated interest. */
  owes(debtorId: string, currency?: Currency, invoices?: readonly OwedInvoice[], feeMinor?: bigint): Promise<OwedCase>;
};

export type OwedWorld = People & {
  /** A creditor that confirmed Denmark's law and connected an account. */
  room(name?: string, options?: { readonly account: string | null }): Promise<OwedRoom>;
  turnTo(instant: Date): Promise<void>;
};

export async function owedWorld(t: Test): Promise<OwedWorld> {
  const kit = await people(t);
  const turnTo = async (instant: Date) => {
    await kit.behind`select turn_business_clock(${instant})`;
  };
  await turnTo(noon);
  await kit.behind`
    insert into reference_rates (market, from_day, percent, source, confidence, origin)
    values ('DK', '2040-01-01', '2', 'a test', 'high', 'sandbox')`;
  const room: OwedWorld['room'] = async (name = 'Nordvind Kaffe ApS', options) =>
    owedRoom(kit, await kit.creditor(name), options ? options.account : `acct_${randomUUID().slice(0, 8)}`);
  return { ...kit, room, turnTo };
}

async function owedRoom(kit: People, room: Room, account: string | null): Promise<OwedRoom> {
  const { creditorId } = room;
  await kit.behind`
    insert into settings (creditor_id, kind, value, from_at, actor_kind, actor_id)
    values (${creditorId}, 'market', '{"DK":"confirmed"}', '2040-01-01', 'machine', 'test')`;
  if (account !== null) await room.work((work) => connectPaymentAccount(work, account));
  return {
    ...room,
    account: account ?? '',
    debtor: async (name, country = 'Danmark') => {
      const debtorId = randomUUID();
      await kit.behind`
        insert into debtors (creditor_id, id, name, emails, country, company_number, currency, balance_base_minor, read_at)
        values (${creditorId}, ${debtorId}, ${name}, ${['post@example.test']}, ${country}, '87654321', 'DKK', 0, '2040-03-12')`;
      await kit.behind`
        insert into customer_numbers (creditor_id, debtor_id, number, from_at)
        values (${creditorId}, ${debtorId}, ${String(1000 + Math.trunc(Math.random() * 1e6))}, '2040-01-01')`;
      return debtorId;
    },
    owes: (debtorId, currency = 'DKK', invoices = twoInvoices, feeMinor = owed.fee) =>
      owes(kit, room, { debtorId, currency, invoices, feeMinor }),
  };
}

async function owes(
  kit: People,
  room: Room,
  debt: { debtorId: string; currency: Currency; invoices: readonly OwedInvoice[]; feeMinor: bigint },
): Promise<OwedCase> {
  const { creditorId } = room;
  const { debtorId, currency, invoices, feeMinor } = debt;
  const rows = invoices.map((invoice) => ({ ...invoice, invoiceId: randomUUID() }));
  for (const { invoiceId, number, day, dueDay, minor } of rows) {
    await kit.behind`
      insert into invoices (creditor_id, id, number, debtor_id, day, due_day, currency, gross_minor, remainder_minor,
        remainder_base_minor, market, first_seen_at, read_at)
      values (${creditorId}, ${invoiceId}, ${number}, ${debtorId}, ${day}, ${dueDay}, ${currency}, ${String(minor)},
        ${String(minor)}, ${String(minor)}, 'DK', '2040-02-01', '2040-03-12')`;
  }
  const letterId = randomUUID();
  const caseId = await room.work(async (work: Work) => {
    const [opened] = await openCases(work, [{ debtorId, currency }]);
    const id = opened!.id;
    await insertPositions(
      work,
      rows.map(({ invoiceId }) => ({ invoiceId, debtorId, lookAgainOn: '2040-04-01' })),
    );
    await putInCase(
      work,
      rows.map(({ invoiceId }) => ({ invoiceId, caseId: id })),
    );
    const fees = feeMinor > 0n ? [claimFee({ letterId, amountMinor: feeMinor, valueDay: letterDay })] : [];
    await postTransactions(work, [{ caseId: id, currency, transactions: [...rows.map(observed), ...fees] }]);
    return id;
  });
  await kit.behind`
    insert into proposals (creditor_id, id, case_id, debtor_id, currency, rung, status, content, principal_minor, fee_minor,
      interest_minor, total_minor, oldest_due_day, text_version, ladder_version, hash, proposed_at, verdict, sent_at)
    values (${creditorId}, ${letterId}, ${caseId}, ${debtorId}, ${currency}, 'first-reminder', 'sent', '{}', 0, ${String(feeMinor)}, 1, 0,
      '2040-02-01', 'test', 'default', 'test', '2040-02-29', 'go', '2040-03-01T10:00:00Z')`;
  return { caseId, debtorId, invoiceIds: rows.map(({ invoiceId }) => invoiceId) };
}

function observed(invoice: OwedInvoice & { readonly invoiceId: string }): Transaction {
  const { invoiceId, minor, day } = invoice;
  return {
    cause: `books:${invoiceId}`,
    reason: 'books-observed',
    postings: [
      { account: 'principal', invoiceId, amountMinor: minor, valueDay: day },
      { account: 'books', invoiceId, amountMinor: -minor, valueDay: day },
    ],
  };
}

export function debtorActor(debtorId: string): Actor {
  return { kind: 'debtor', id: debtorId };
}

/** A payment provider that remembers what it was asked and says what the test tells it to. */
export type TestProvider = PaymentProvider & {
  readonly asked: CheckoutRequest[];
  readonly reads: string[];
  /** What it says of each session; a test changes it. */
  readonly sessions: Map<string, CheckoutState & { readonly account: string }>;
  /** What it says has gone back of each payment, by its own name for it. */
  readonly backs: Map<string, MoneyBack>;
  /** Instead of opening. */
  opens: Outcome<Checkout, PaymentRefusal> | null;
  silent: boolean;
  /** The debtor has paid: the session is complete. */
  pay(paymentId: string, change?: Partial<CheckoutState>): string;
};

export function testProvider(): TestProvider {
  const provider: TestProvider = {
    asked: [],
    reads: [],
    sessions: new Map(),
    backs: new Map(),
    opens: null,
    silent: false,
    async openCheckout(request) {
      provider.asked.push(request);
      if (provider.opens) return provider.opens;
      const sessionId = `cs_${request.paymentId}`;
      const { paymentId, account, currency } = request;
      const amountMinor = request.lines.reduce((total, line) => total + line.amountMinor, 0n);
      const state = { sessionId, paymentId, status: 'open', paid: false, amountMinor, currency } as const;
      provider.sessions.set(sessionId, { ...state, account, providerPayment: null });
      return done({ sessionId, url: `https://checkout.example/${sessionId}` });
    },
    async readCheckout(account, sessionId) {
      provider.reads.push(sessionId);
      if (provider.silent) return unknown('silent');
      const session = provider.sessions.get(sessionId);
      if (session?.account !== account) return { kind: 'refused', refusal: { code: 'not-found' } };
      const { account: _account, ...state } = session;
      return done(state);
    },
    async readMoneyBack(_account, providerPayment) {
      provider.reads.push(providerPayment);
      if (provider.silent) return unknown('silent');
      const back = provider.backs.get(providerPayment);
      return back ? done(back) : { kind: 'refused', refusal: { code: 'not-found' } };
    },
    verifyEvent: () => null,
    pay(paymentId, change = {}) {
      const sessionId = `cs_${paymentId}`;
      const session = provider.sessions.get(sessionId)!;
      provider.sessions.set(sessionId, {
        ...session,
        status: 'complete',
        paid: true,
        providerPayment: 'pi_test',
        ...change,
      });
      return sessionId;
    },
  };
  return provider;
}
