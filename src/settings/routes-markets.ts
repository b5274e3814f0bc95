import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { changeSetting } from '../creditors/change-setting.ts';
import { readSetting } from '../creditors/store-settings.ts';
import { rulesOf } from '../law/rules.ts';
import { markets } from '../values/language.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { memberGate } from '../web/member-session.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const names: { readonly [market: string]: string } = {
  DK: 'Denmark',
  SE: 'Sweden',
  NO: 'Norway',
  FI: 'Finland',
  DE: 'Germany',
  NL: 'the Netherlands',
  GB: 'the United Kingdom',
};
const page = '/settings/markets';
const knownMarket = z.enum(markets).refine((market) => rulesOf(market) !== null);

/** Which countries' law may be put into letters. */
export function marketRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get(page, look, async (request, reply) => {
    const confirmed = await asMember(tools.openWork, request, (work) => readSetting(work, 'market'));
    const known = markets
      .filter((market) => rulesOf(market) !== null)
      .map((market) => ({ code: market, name: names[market], confirmed: market in confirmed }));
    return showSettings(reply, tools, { place: 'markets', title: 'Countries', markets: known });
  });

  for (const act of ['confirm', 'take-back'] as const) {
    app.post<{ Params: { market: string } }>(`${page}/:market/${act}`, change, async (request, reply) => {
      const market = knownMarket.safeParse(request.params.market);
      if (!market.success) return sendProblem(reply, 'not-found');
      await asMember(tools.openWork, request, async (work) => {
        const { [market.data]: _was, ...others } = await readSetting(work, 'market');
        await changeSetting(work, 'market', act === 'confirm' ? { ...others, [market.data]: 'confirmed' } : others);
      });
      const name = names[market.data];
      const sentence =
        act === 'confirm'
          ? `Confirmed. Letters about invoices under the law of ${name} may carry what that law allows.`
          : `Taken back. Invoices under the law of ${name} get plain reminders from now on.`;
      return redirectWithSentence(reply, page, sentence);
    });
  }
}
