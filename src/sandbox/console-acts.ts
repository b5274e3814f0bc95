/** What one may do to the world outside from the console: each act reads its form, does it, and says in a sentence what happened. */

import { z } from 'zod';
import { decimalFromMinor } from '../values/money.ts';
import { banks, setRate } from './bank-rates.ts';
import { claimOf, invoiceOf } from './book-lines.ts';
import { bookCreditNote, bookInvoice, registerPayment } from './books.ts';
import { bookAClaim, undoAMatch } from './console-claims.ts';
import { type Act, currencyCode, day, decimalText, minorOf, ticked, today } from './console-fields.ts';
import { inCopenhagen } from './console-pages.ts';
import { faults, vendors } from './faults.ts';
import { agreementOf, customerOf, revokeGrant } from './people.ts';
import { SandboxRefusal } from './refusal.ts';
import { closeDispute, openDispute, refund } from './stripe-money-back.ts';
import type { CheckoutSession } from './stripe-state.ts';
import { breakVendor, touch, type World } from './world.ts';

const invoiceForm = z.object({
  agreement: z.coerce.number().int(),
  customer: z.coerce.number().int(),
  amount: decimalText,
  currency: currencyCode.optional(),
  day: day.optional(),
  dueDay: day.optional(),
});
const paymentForm = z.object({
  agreement: z.coerce.number().int(),
  invoice: z.coerce.number().int().optional(),
  claim: z.coerce.number().int().optional(),
  amount: decimalText,
  day: day.optional(),
  matched: ticked.default(false),
});
const creditNoteForm = z.object({
  agreement: z.coerce.number().int(),
  invoice: z.coerce.number().int().optional(),
  customer: z.coerce.number().int().optional(),
  amount: decimalText,
  day: day.optional(),
  matched: ticked.default(false),
});
const breakForm = z.object({
  vendor: z.enum(vendors),
  how: z.enum(faults).nullable(),
  times: z.coerce.number().int().min(1).optional(),
});
const rateForm = z.object({
  bank: z.enum(banks),
  from: day,
  percent: decimalText.pipe(z.string().regex(/^-?\d{1,3}(\.\d{1,6})?$/, 'a rate is written 1.75')),
});
const bounceForm = z.object({ address: z.email().optional(), mail: z.string().optional() });
const unreachableForm = z.object({
  number: z.string().regex(/^\+\d{7,15}$/, 'a number is written +46701740605'),
  code: z.coerce.number().int().min(20_000).max(70_000).default(30005),
});

const refundForm = z.object({ session: z.string(), amount: decimalText.optional() });
const disputeForm = z.object({ session: z.string(), how: z.enum(['open', 'won', 'lost']) });

const turnTheCalendar: Act = async (_world, options, form) => {
  const now = await options.now();
  const hours = typeof form['hours'] === 'string' ? Number(form['hours']) : Number.NaN;
  const to = Number.isFinite(hours) ? new Date(now.getTime() + hours * 3_600_000) : instantFrom(form['to']);
  if (!to) return { status: 400, sentence: 'Say when to turn to, as an instant: 2026-12-01T08:00:00Z.' };
  const answer = await options.turnCalendar(to);
  if (answer === 'earlier')
    return { status: 409, sentence: `The calendar only goes forward, and it is already ${inCopenhagen(now)}.` };
  const after = await options.now();
  return {
    status: 200,
    sentence: `It is ${inCopenhagen(after)} now, and everything that fell due on the way has been done.`,
    detail: { now: after.toISOString() },
  };
};

/** An instant with its zone; the field of the page gives `2026-12-01T08:00` without one, and means Danish time. */
function instantFrom(given: unknown): Date | null {
  if (typeof given !== 'string') return null;
  try {
    const instant = /(?:Z|[+-]\d{2}:\d{2})$/.test(given)
      ? Temporal.Instant.from(given)
      : Temporal.PlainDateTime.from(given).toZonedDateTime('Europe/Copenhagen').toInstant();
    return new Date(instant.epochMilliseconds);
  } catch {
    return null;
  }
}

const bookAnInvoice: Act = async (world, options, form) => {
  const given = invoiceForm.parse(form);
  const currency = given.currency ?? customerOf(agreementOf(world, given.agreement), given.customer).currency;
  const invoice = bookInvoice(world, {
    ...given,
    currency,
    amountMinor: minorOf(given.amount, currency),
    day: given.day ?? (await today(options)),
  });
  const sum = decimalFromMinor(invoice.grossMinor, currency);
  return {
    status: 200,
    sentence: `Invoice ${invoice.number} of ${sum} ${currency} is booked; it falls due on ${invoice.dueDay}.`,
    detail: { invoice: invoice.number, dueDay: invoice.dueDay },
  };
};

const registerAPayment: Act = async (world, options, form) => {
  const given = paymentForm.parse(form);
  const agreement = agreementOf(world, given.agreement);
  if (given.invoice === undefined && given.claim === undefined)
    return { status: 400, sentence: 'Say which invoice or which claim is paid.' };
  const what = given.invoice === undefined ? `claim ${given.claim}` : `invoice ${given.invoice}`;
  const owed = () =>
    given.invoice === undefined ? claimOf(agreement, given.claim ?? 0) : invoiceOf(agreement, given.invoice);
  const { currency } = owed();
  const entry = registerPayment(world, {
    ...given,
    amountMinor: minorOf(given.amount, currency),
    day: given.day ?? (await today(options)),
  });
  const rest = decimalFromMinor(owed().remainderMinor, currency);
  const how = given.matched
    ? `matched with ${what}, which has ${rest} ${currency} left`
    : `not matched: ${what} stays open and only the balance has fallen`;
  return {
    status: 200,
    sentence: `The payment is booked as entry ${entry.number}, ${how}.`,
    detail: { entry: entry.number, remainder: rest },
  };
};

const bookACreditNote: Act = async (world, options, form) => {
  const given = creditNoteForm.parse(form);
  const agreement = agreementOf(world, given.agreement);
  const currency =
    given.invoice !== undefined
      ? invoiceOf(agreement, given.invoice).currency
      : customerOf(agreement, given.customer ?? 0).currency;
  const note = bookCreditNote(world, {
    ...given,
    currency,
    amountMinor: minorOf(given.amount, currency),
    day: given.day ?? (await today(options)),
  });
  return {
    status: 200,
    sentence: `Credit note ${note.number} is booked, ${given.matched ? 'matched' : 'not matched'}.`,
    detail: { creditNote: note.number },
  };
};

const breakAVendor: Act = async (world, _options, form) => {
  const { vendor, how, times } = breakForm.parse({
    ...form,
    how: form['how'] === '' || form['how'] === undefined ? null : form['how'],
    times: form['times'] === '' ? undefined : form['times'],
  });
  if (how === 'accept-then-silent' && vendor !== 'postmark' && vendor !== 'twilio')
    return { status: 400, sentence: 'Only Postmark and Twilio can take something and then say nothing.' };
  breakVendor(world, vendor, how, times ?? null);
  return {
    status: 200,
    sentence:
      how === null
        ? `${vendor} works again.`
        : `${vendor} is out of order: ${how}${times ? `, for the next ${times}` : ''}.`,
    detail: { vendor, how },
  };
};

const giveABankARate: Act = async (world, _options, form) => {
  const set = rateForm.parse(form);
  setRate(world, set);
  return {
    status: 200,
    sentence: `${set.bank} has a rate of ${set.percent} per cent from ${set.from}. Rykker sees it when it asks next, within a week.`,
    detail: set,
  };
};

const becomeAnOperator: Act = async (_world, options) => {
  if (!options.operatorLink) return { status: 404, sentence: 'This sandbox has no house with operators.' };
  const url = await options.operatorLink();
  return {
    status: 200,
    sentence: 'A link for an operator is made. It works once, within 15 minutes.',
    detail: { url },
    next: { words: 'Sign in as an operator', url },
  };
};

const takeTheGrantBack: Act = async (world, _options, form) => {
  const number = z.coerce.number().int().parse(form['agreement']);
  revokeGrant(world, number);
  return {
    status: 200,
    sentence: `Agreement ${number} has taken Rykker's access away. Rykker learns it on its next call.`,
    detail: { agreement: number },
  };
};

const bounce: Act = async (world, _options, form) => {
  const given = bounceForm.parse({ address: form['address'] || undefined, mail: form['mail'] || undefined });
  if (given.mail !== undefined) {
    const mail = world.postmark.mails.find((each) => each.id === given.mail);
    if (!mail) return { status: 404, sentence: 'There is no such mail in the inbox.' };
    world.bell.emit('bounce', mail, mail.to[0]);
    return {
      status: 200,
      sentence: 'The mail comes back, and its address is dead from now on.',
      detail: { mail: mail.id },
    };
  }
  if (given.address === undefined) return { status: 400, sentence: 'Say which address or which mail.' };
  world.postmark.bouncing.push(given.address.toLowerCase());
  touch(world);
  return { status: 200, sentence: 'The next mail to that address comes back.', detail: { bouncing: true } };
};

/** Texts to this number do not arrive from now on; 30005 says that nobody has it, 30003 that it is switched off. */
const closeANumber: Act = async (world, _options, form) => {
  const given = unreachableForm.parse({ number: form['number'], code: form['code'] || undefined });
  world.twilio.unreachable = world.twilio.unreachable.filter((each) => each.number !== given.number).concat(given);
  touch(world);
  return {
    status: 200,
    sentence: `Texts to ${given.number} do not arrive from now on (${given.code}).`,
    detail: given,
  };
};

const refundAPayment: Act = async (world, _options, form) => {
  const given = refundForm.parse(form);
  const session = sessionOf(world, given.session);
  const currency = currencyCode.parse(session.currency.toUpperCase());
  const left = session.amountMinor - (session.refundedMinor ?? 0n);
  const amountMinor = given.amount === undefined ? left : minorOf(given.amount, currency);
  for (const event of refund(world, session, amountMinor)) world.bell.emit('stripe', event);
  return {
    status: 200,
    sentence: `${decimalFromMinor(amountMinor, currency)} ${currency} of the payment is refunded.`,
    detail: { refunded: decimalFromMinor(session.refundedMinor ?? 0n, currency) },
  };
};

const disputeAPayment: Act = async (world, _options, form) => {
  const { session: id, how } = disputeForm.parse(form);
  const session = sessionOf(world, id);
  const events = how === 'open' ? openDispute(world, session) : closeDispute(world, session, how);
  for (const event of events) world.bell.emit('stripe', event);
  const sentences = {
    open: 'The payer’s bank has taken the money back; the dispute is open.',
    won: 'The dispute is won, and the money came back.',
    lost: 'The dispute is lost, and the money stays gone.',
  };
  return { status: 200, sentence: sentences[how], detail: { dispute: how } };
};

function sessionOf(world: World, id: string): CheckoutSession {
  const session = world.stripe.sessions.find((each) => each.id === id);
  if (!session) throw new SandboxRefusal('There is no such checkout');
  return session;
}

export const acts: Readonly<Record<string, Act>> = {
  calendar: turnTheCalendar,
  invoices: bookAnInvoice,
  payments: registerAPayment,
  claims: bookAClaim,
  unmatch: undoAMatch,
  'credit-notes': bookACreditNote,
  break: breakAVendor,
  rates: giveABankARate,
  operator: becomeAnOperator,
  revoke: takeTheGrantBack,
  bounce,
  unreachable: closeANumber,
  refund: refundAPayment,
  dispute: disputeAPayment,
};
