/** Stripe's payment page: what the payer sees, and what happens when he pays or turns back. No money moves. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { html, showPage } from './html.ts';
import type { Posting } from './posting.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import { payUrl } from './stripe-api.ts';
import { deliverEvent, recordEvent } from './stripe-hooks.ts';
import { sessionShape, statusOf } from './stripe-sessions.ts';
import type { CheckoutSession, StripeEvent } from './stripe-state.ts';
import type { World } from './world.ts';

type Form = Record<string, string | undefined>;

export function stripePayPage(
  world: World,
  options: SandboxOptions,
  origin: () => string,
  kept: () => Promise<void>,
  posting: Posting,
) {
  return async (scope: FastifyInstance): Promise<void> => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    });
    scope.get<{ Params: { id: string } }>('/pay/:id', async (request, reply) => {
      const session = world.stripe.sessions.find((each) => each.id === request.params.id);
      if (!session) return showPage(reply, 404, 'Checkout', html`<h1>There is no such payment</h1>`);
      if (statusOf(session, wallSeconds()) !== 'open')
        return showPage(
          reply,
          410,
          'Checkout',
          html`<h1>This payment is closed</h1><p>It was paid, or its time ran out.</p>`,
        );
      const merchant = world.stripe.accounts.find((each) => each.id === session.account);
      const lines = session.lines.map(
        (line) =>
          html`<tr><td>${line.name}</td><td class="sum">${amount(line.unitAmountMinor * BigInt(line.quantity), session.currency)}</td></tr>`,
      );
      return showPage(
        reply,
        200,
        'Checkout',
        html`<h1>${merchant?.name ?? session.account}</h1>
  <p>Stripe's payment page in the sandbox. No money moves.</p>
  <table><tbody>${lines}</tbody><tfoot><tr><th>Total</th><td class="sum"><strong>${amount(session.amountMinor, session.currency)}</strong></td></tr></tfoot></table>
  <form class="act" method="post"><button name="act" value="pay">Pay ${amount(session.amountMinor, session.currency)}</button>
  <button name="act" value="cancel">Go back without paying</button></form>`,
      );
    });

    scope.post<{ Params: { id: string }; Body: Form | null }>('/pay/:id', async (request, reply) => {
      const session = world.stripe.sessions.find((each) => each.id === request.params.id);
      if (!session) return showPage(reply, 404, 'Checkout', html`<h1>There is no such payment</h1>`);
      if (request.body?.['act'] === 'cancel') return reply.redirect(session.cancelUrl ?? session.successUrl, 303);
      if (statusOf(session, wallSeconds()) !== 'open')
        return showPage(reply, 410, 'Checkout', html`<h1>This payment is closed</h1>`);
      const event = completeSession(world, session, origin());
      await kept();
      // Stripe, too, holds the payer for a moment so that the shop knows before he is back.
      await deliverEvent(world, options, posting, event);
      return reply.redirect(session.successUrl.replaceAll('{CHECKOUT_SESSION_ID}', session.id), 303);
    });
  };
}

/** The payer pays: the session is complete and the event is written; sending it is the caller's. */
export function completeSession(world: World, session: CheckoutSession, origin: string): StripeEvent {
  session.status = 'complete';
  session.paid = true;
  session.paymentIntent = `pi_3${randomBytes(12).toString('hex')}`;
  return recordEvent(
    world,
    session.account,
    'checkout.session.completed',
    sessionShape(session, payUrl(origin, session.id), wallSeconds()),
  );
}

function amount(minor: bigint, currency: string): string {
  const digits = minor.toString().padStart(3, '0');
  return `${digits.slice(0, -2)},${digits.slice(-2)} ${currency.toUpperCase()}`;
}

function wallSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
