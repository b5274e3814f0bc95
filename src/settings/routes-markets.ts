import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { changeSetting } from '../creditors/change-setting.ts';
import { chooseLaw } from '../creditors/choose-law.ts';
import { creditorToday } from '../creditors/store.ts';
import { readSetting, readSettings } from '../creditors/store-settings.ts';
import { rulesOf } from '../law/rules.ts';
import { countryName } from '../values/country-name.ts';
import { markets } from '../values/language.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { memberGate } from '../web/member-session.ts';
import { readMarketForm, typedIn } from './market-form.ts';
import { marketPages, type RefusedForm } from './market-page.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const page = '/settings/markets';
/** The floor of the Union is there to be seen: it charges nothing by itself, so there is nothing to confirm. */
const knownMarket = z.enum(markets).refine((market) => rulesOf(market)?.chargesByItself ?? false);

/** Which countries' law may be put into letters, and what is chosen where it leaves a choice. */
export function marketRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get(page, look, (request, reply) => showMarkets(request, reply, tools, null));

  for (const act of ['confirm', 'take-back'] as const) {
    app.post<{ Params: { market: string } }>(`${page}/:market/${act}`, change, async (request, reply) => {
      const market = knownMarket.safeParse(request.params.market);
      if (!market.success) return sendProblem(reply, 'not-found');
      await asMember(tools.openWork, request, async (work) => {
        const { [market.data]: _was, ...others } = await readSetting(work, 'market');
        await changeSetting(work, 'market', act === 'confirm' ? { ...others, [market.data]: 'confirmed' } : others);
      });
      const name = countryName(market.data);
      const sentence =
        act === 'confirm'
          ? `Confirmed. Letters about invoices under the law of ${name} may carry what that law allows.`
          : `Taken back. Invoices under the law of ${name} get plain reminders from now on.`;
      return redirectWithSentence(reply, page, sentence);
    });
  }

  app.post<{ Params: { market: string } }>(`${page}/:market/choices`, change, async (request, reply) => {
    const market = knownMarket.safeParse(request.params.market);
    if (!market.success) return sendProblem(reply, 'not-found');
    const typed = typedIn(request.body);
    const read = readMarketForm(market.data, request.body);
    if (!read.ok) return showMarkets(request, reply, tools, { market: market.data, typed, faults: read.faults });
    const chosen = await asMember(tools.openWork, request, (work) => chooseLaw(work, market.data, read.choices));
    if (chosen.kind === 'refused')
      return showMarkets(request, reply, tools, { market: market.data, typed, faults: chosen.faults });
    return redirectWithSentence(
      reply,
      page,
      chosen.kind === 'changed'
        ? `Saved for ${countryName(market.data)}. Open cases are looked at again; letters already approved are asked about anew where they now read differently.`
        : 'Nothing was changed.',
    );
  });
}

async function showMarkets(
  request: FastifyRequest,
  reply: FastifyReply,
  tools: SettingsTools,
  refused: RefusedForm | null,
): Promise<FastifyReply> {
  const { settings, today } = await asMember(tools.openWork, request, async (work) => ({
    settings: await readSettings(work),
    today: await creditorToday(work),
  }));
  return showSettings(reply, tools, {
    place: 'markets',
    title: 'Countries',
    status: refused === null ? 200 : 422,
    ...(refused === null
      ? {}
      : { says: { kind: 'refused', sentence: 'Nothing was saved yet: see the fields marked below.' } as const }),
    markets: marketPages(settings.confirmedMarkets, settings.law, refused, today),
  });
}
