/**
 * The debtor presses "pay". The checkout is opened at the provider between two works, never inside one: first our payment
 * is stored and letters wait, then the provider is asked, then its answer is stored. If we die in between, the payment
 * stays `started`, nobody holds its address, and the check on the timetable ends it.
 */
import type { CaseStatement } from '../cases/read-statement.ts';
import { readStatement } from '../cases/read-statement.ts';
import { lockCase } from '../cases/store-cases.ts';
import { readStandings } from '../cases/store-facts.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { OpenWork, Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Instant } from '../values/day.ts';
import { instantPlus } from '../values/day.ts';
import type { Language } from '../values/language.ts';
import type { Money } from '../values/money.ts';
import { amountToPay, type LineNames, openInvoiceIds, type ToPay } from './amount-to-pay.ts';
import { checkAfter, checkoutLife } from './payment.ts';
import type { CheckoutRequest, PaymentProvider } from './port.ts';
import { refreshFlight } from './refresh-flight.ts';
import { smallestSum } from './smallest-sums.ts';
import { insertPayment, keepSession, lockPayment, paymentsOfDebtor, setPaymentState } from './store.ts';

export type StartTools = {
  readonly openWork: OpenWork;
  readonly payments: PaymentProvider;
  /** The provider lives on wall time. */
  readonly wallNow: () => Instant;
};

export type StartRequest = {
  readonly creditorId: string;
  readonly debtorId: string;
  readonly caseId: string;
  /** Null: all that are open. Amounts are never asked for: they are ours to know. */
  readonly invoiceIds: readonly string[] | null;
  readonly language: Language;
  readonly names: LineNames;
  readonly successUrl: (paymentId: string) => string;
  readonly cancelUrl: string;
};

export type StartRefusal =
  /** Not a case of this debtor, or an invoice that was never on it. */
  | { readonly code: 'gone' }
  /** Paid or closed since the page was opened. */
  | { readonly code: 'changed' }
  | { readonly code: 'nothing-chosen' }
  | { readonly code: 'nothing-owed' }
  /** A payment that takes days is under way; a second one would be paid twice. */
  | { readonly code: 'on-its-way' }
  /** The creditor takes no payments here (any more): bank details show. */
  | { readonly code: 'account-disconnected' }
  /** `smallest` is null where only the provider knows it. */
  | { readonly code: 'amount-too-small'; readonly smallest: Money | null }
  /** The provider said no, or nothing: nobody was charged. */
  | { readonly code: 'not-now' };

export type Started =
  | { readonly ok: true; readonly url: string; readonly paymentId: string }
  | { readonly ok: false; readonly refusal: StartRefusal };

type Begun = { readonly ok: true; readonly request: CheckoutRequest } | Extract<Started, { ok: false }>;

/** Answers where the debtor goes to pay, on the creditor's own account. */
export async function startPayment(tools: StartTools, asked: StartRequest): Promise<Started> {
  const who = { creditorId: asked.creditorId, actor: { kind: 'debtor', id: asked.debtorId } } as const;
  const begun = await tools.openWork(who, (work) => begin(work, tools, asked));
  if (!begun.ok) return begun;

  const { request } = begun;
  const opened = await tools.payments.openCheckout(request);

  if (opened.kind === 'done') {
    const { sessionId, url } = opened.value;
    await tools.openWork(who, (work) => keepOpened(work, request.paymentId, sessionId));
    return { ok: true, url, paymentId: request.paymentId };
  }
  const code = opened.kind === 'refused' ? opened.refusal.code : 'unknown';
  await tools.openWork(who, (work) => giveUp(work, request.paymentId, code));
  if (code === 'account-disconnected') return refusal({ code });
  if (code === 'amount-too-small') return refusal({ code, smallest: null });
  return refusal({ code: 'not-now' });
}

async function begin(work: Work, tools: StartTools, asked: StartRequest): Promise<Begun> {
  const aCase = await lockCase(work, asked.caseId);
  if (aCase?.debtorId !== asked.debtorId) return refusal({ code: 'gone' });
  if (aCase.closedAt !== null) return refusal({ code: 'changed' });
  const { paymentAccount } = await readSettings(work);
  const [standing] = await readStandings(work, [asked.debtorId]);
  const stated = await readStatement(work, aCase);
  const earlier = await paymentsOfDebtor(work, asked.debtorId);

  if (paymentAccount === null) return refusal({ code: 'account-disconnected' });
  if (earlier.some((each) => each.caseId === aCase.id && each.state === 'processing'))
    return refusal({ code: 'on-its-way' });
  const chosen = chosenIn(stated, asked);
  if (!chosen.ok) return chosen;
  const { toPay } = chosen;
  const smallest = smallestSum(aCase.currency);
  if (toPay.amountMinor <= 0n) return refusal({ code: 'nothing-owed' });
  if (smallest !== null && toPay.amountMinor < smallest)
    return refusal({ code: 'amount-too-small', smallest: { minor: smallest, currency: aCase.currency } });

  const { amountMinor, invoiceIds, lines } = toPay;
  const paymentId = await insertPayment(work, {
    caseId: aCase.id,
    debtorId: aCase.debtorId,
    currency: aCase.currency,
    amountMinor,
    invoiceIds,
    account: paymentAccount,
    expiresAt: instantPlus(work.now, checkoutLife),
  });
  await refreshFlight(work, { caseId: aCase.id, debtorId: aCase.debtorId });
  await putOnTimetable(work, 'check-payment', paymentId, instantPlus(work.now, checkAfter));

  await recordTrail(work, {
    what: 'payment-started',
    caseId: aCase.id,
    debtorId: aCase.debtorId,
    subjectId: paymentId,
    details: { amountMinor: amountMinor.toString(), currency: aCase.currency, invoices: invoiceIds.length },
  });
  const request = {
    paymentId,
    account: paymentAccount,
    currency: aCase.currency,
    lines,
    language: asked.language,
    email: standing?.debtor.email ?? null,
    successUrl: asked.successUrl(paymentId),
    cancelUrl: asked.cancelUrl,
    expiresAt: instantPlus(tools.wallNow(), checkoutLife),
  };
  return { ok: true, request };
}

type Chosen = { readonly ok: true; readonly toPay: ToPay } | Extract<Started, { ok: false }>;

function chosenIn({ statement, invoices }: CaseStatement, asked: StartRequest): Chosen {
  const open = openInvoiceIds(statement);
  const chosen = asked.invoiceIds ?? open;
  if (chosen.length === 0 && open.length > 0) return refusal({ code: 'nothing-chosen' });
  if (chosen.some((id) => !invoices.some((invoice) => invoice.invoiceId === id))) return refusal({ code: 'gone' });
  if (chosen.some((id) => !open.includes(id))) return refusal({ code: 'changed' });
  const numberOf = (id: string) => invoices.find((invoice) => invoice.invoiceId === id)?.number ?? '';
  return { ok: true, toPay: amountToPay(statement, chosen, numberOf, asked.names) };
}

async function keepOpened(work: Work, paymentId: string, sessionId: string): Promise<void> {
  const payment = await lockPayment(work, paymentId);
  await keepSession(work, paymentId, sessionId);
  // The provider may have told us more before its answer came back.
  if (payment?.state === 'started') await setPaymentState(work, paymentId, 'open');
}

async function giveUp(work: Work, paymentId: string, why: string): Promise<void> {
  const payment = await lockPayment(work, paymentId);
  if (payment?.state !== 'started') return;

  await setPaymentState(work, paymentId, 'failed');
  await refreshFlight(work, payment);

  await recordTrail(work, {
    what: 'payment-failed',
    caseId: payment.caseId,
    debtorId: payment.debtorId,
    subjectId: paymentId,
    details: { why },
  });
}

function refusal(because: StartRefusal): { readonly ok: false; readonly refusal: StartRefusal } {
  return { ok: false, refusal: because };
}
