import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { changeSetting } from '../creditors/change-setting.ts';
import { readCreditor } from '../creditors/store.ts';
import { readSetting } from '../creditors/store-settings.ts';
import { paymentTermsThatForbid } from '../mirror/payment-terms.ts';
import { lastComparison } from '../mirror/store-comparisons.ts';
import { readPaymentTerms } from '../mirror/store-reference.ts';
import { mirrorState } from '../mirror/store-state.ts';
import { readSubscriptions, type SubscriptionState } from '../mirror/store-subscriptions.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm, ticked } from '../web/forms.ts';
import { memberGate, memberOf } from '../web/member-session.ts';
import { comparisonSection } from './comparison-words.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const page = '/settings/e-conomic';
const offForm = z.object({ off: ticked });
const termsForm = z.record(z.string(), z.unknown());

/** The three events that e-conomic can tell of, and what its own page is to send: numbers, which are only hints to us. */
const hooks = [
  { event: 'invoice-booked', type: 'Invoice booked', name: 'Rykker: invoice booked', data: 'invoice=[INVOICENO]' },
  {
    event: 'journal-booked',
    type: 'Day book booked',
    name: 'Rykker: day book booked',
    data: 'from=[FROMSERIALNO]&to=[TOSERIALNO]',
  },
  {
    event: 'customer-updated',
    type: 'Customer updated',
    name: 'Rykker: customer updated',
    data: 'old=[OLDNUMBER]&new=[NEWNUMBER]',
  },
] as const;

/** What is to be done in e-conomic itself, and what its payment terms mean here. */
export function economicRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get(page, look, async (request, reply) => {
    const { off, terms, news, comparison } = await asMember(tools.openWork, request, async (work) => {
      const decided = await readSetting(work, 'terms');
      const all = [...(await readPaymentTerms(work)).values()].sort((a, b) => a.number - b.number);
      return {
        comparison: comparisonSection(await lastComparison(work), {
          now: work.now,
          timeZone: (await readCreditor(work)).timeZone,
          booksWereRead: (await mirrorState(work))?.booksReadAt != null,
        }),
        news: newsSection(await readSubscriptions(work)),
        off: (await readSetting(work, 'own-reminders')).off,
        terms: all.map((each) => ({
          number: each.number,
          name: each.name,
          type: each.type,
          chased: paymentTermsThatForbid(each, decided[String(each.number)]) === null,
        })),
      };
    });
    const hookUrl = `${tools.publicUrl}${tools.economicHookPath(memberOf(request).creditorId)}`;
    return showSettings(reply, tools, {
      place: 'e-conomic',
      title: 'In e-conomic',
      off,
      terms,
      news,
      comparison,
      hookUrl,
    });
  });

  app.post(`${page}/own-reminders`, change, async (request, reply) => {
    const form = readForm(offForm, request.body);
    const off = form.ok && form.value.off;
    await asMember(tools.openWork, request, (work) => changeSetting(work, 'own-reminders', { off }));
    return redirectWithSentence(
      reply,
      page,
      off ? 'Noted: e-conomic sends no reminders of its own.' : 'Noted: e-conomic may still send reminders of its own.',
    );
  });

  app.post(`${page}/terms`, change, async (request, reply) => {
    const chosen = await chosenTerms(request, tools);
    await asMember(tools.openWork, request, (work) => changeSetting(work, 'terms', chosen));
    return redirectWithSentence(reply, page, 'Saved. Invoices are chased or left alone by their terms from now on.');
  });
}

/** Every term of the books with what its box says; a box that is not ticked is not sent. */
async function chosenTerms(request: FastifyRequest, tools: SettingsTools): Promise<Record<string, 'chase' | 'leave'>> {
  const form = readForm(termsForm, request.body);
  const ticks = form.ok ? form.value : {};
  const numbers = await asMember(tools.openWork, request, async (work) => [...(await readPaymentTerms(work)).keys()]);
  return Object.fromEntries(
    numbers.map((number) => [String(number), ticks[`terms-${number}`] === undefined ? 'leave' : 'chase'] as const),
  );
}

/** Which events e-conomic tells of by itself, and for which a web hook has to be made by hand, and why. */
function newsSection(found: readonly SubscriptionState[]) {
  const stateOf = new Map(found.map((each) => [each.event, each]));
  const isTold = ({ event }: (typeof hooks)[number]) => stateOf.get(event)?.state === 'subscribed';
  return {
    looked: found.length > 0,
    told: hooks.filter(isTold).map((hook) => hook.type.toLowerCase()),
    byHand: hooks.filter((hook) => !isTold(hook)),
    whys: [...new Set(found.map((each) => each.why).filter((why) => why !== ''))],
  };
}
