/** A debtor at the till: the portal's own act, the provider's page, and some days later the bookkeeper. */

import { startPayment } from '../../src/payments/start-payment.ts';
import { registerPayment } from '../../src/sandbox/books.ts';
import type { Day } from '../../src/values/day.ts';
import type { OpenCase } from './desks.ts';
import type { WorldsHouse } from './house.ts';
import type { OneWorld } from './world.ts';

const names = { invoice: (number: string) => `Faktura ${number}`, invoices: 'Fakturaer', ours: 'Renter og gebyrer' };

/** Pays one invoice of the case or all that is open, or turns back at the provider's page. In the words of the diary. */
export async function paysOnPortal(house: WorldsHouse, one: OneWorld, found: OpenCase): Promise<string> {
  const { dice, creditorId } = one;
  const { clock } = house.tools;
  const only = dice.happens(40) && found.invoiceIds.length > 0 ? [dice.oneOf(found.invoiceIds)] : null;
  const back = `${house.config.publicUrl}/portal`;
  const started = await startPayment(clock, {
    creditorId,
    debtorId: found.debtorId,
    caseId: found.caseId,
    invoiceIds: only,
    language: 'da',
    names,
    successUrl: () => back,
    cancelUrl: back,
  });
  if (!started.ok) return `${found.number} cannot pay on the portal: ${started.refusal.code}`;

  const session = house.sandbox.world.stripe.sessions.find(({ id }) => started.url.endsWith(id))!;
  const lines = session.lines.filter(({ name }) => name.startsWith('Faktura '));
  if (lines.length === 0 || dice.happens(15)) {
    // The provider's hour runs on wall time, which hardly passes here.
    session.status = 'expired';
    return `${found.number} turns back at the till`;
  }
  await fetch(started.url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ act: 'pay' }) });
  for (const { name, unitAmountMinor } of lines) {
    const invoice = Number(name.slice('Faktura '.length));
    one.paidThere.set(invoice, (one.paidThere.get(invoice) ?? 0n) + unitAmountMinor);
  }
  return `${found.number} pays on the portal: ${lines.map((line) => `${line.name} ${line.unitAmountMinor}`).join(', ')}`;
}

/** What the provider paid out reaches the books, or not yet. */
export function bookPaidThere(house: WorldsHouse, one: OneWorld, today: Day): string[] {
  const { world } = house.sandbox;
  const books = world.agreements.find((each) => each.number === one.agreement)!;
  return [...one.paidThere].flatMap(([number, paidMinor]) => {
    if (!one.dice.happens(20)) return [];
    const left = books.invoices.find((each) => each.number === number)?.remainderMinor ?? 0n;
    const amountMinor = left < paidMinor ? left : paidMinor;
    one.paidThere.delete(number);
    if (amountMinor <= 0n) return [];
    registerPayment(world, { agreement: one.agreement, invoice: number, amountMinor, day: today, matched: true });
    return [`the books show ${amountMinor} that was paid on the portal for ${number}`];
  });
}
