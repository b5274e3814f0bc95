import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { giveStandingYes } from '../cases/give-standing-yes.ts';
import { takeBackStandingYes } from '../cases/take-back-standing-yes.ts';
import { isLadderName, type LadderName } from '../ladder/ladder-choice.ts';
import { isRungKey, type RungKey } from '../ladder/rungs.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberGate } from '../web/member-session.ts';
import { ladderHref } from './ladder-page.ts';
import { asMember } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const whichRung = z.object({
  ladder: z.string().refine((text): text is LadderName => isLadderName(text)),
  rung: z.string().refine((text): text is RungKey => isRungKey(text)),
});

const saidYes =
  'From now on these letters need no further yes. You are still told before each leaves, the hours to object still run, and every guard is still asked.';

/** A yes to every letter of a rung, given and taken back beside it. */
export function standingYesRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const { openWork } = tools;
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.post('/settings/ladder/standing-yes', change, async (request, reply) => {
    const form = readForm(whichRung, request.body);
    if (!form.ok) return sendProblem(reply, 'not-found');
    const { ladder, rung } = form.value;
    const answer = await asMember(openWork, request, (work) => giveStandingYes(work, ladder, rung));
    if (answer === 'no-such-rung') return sendProblem(reply, 'not-found');
    return redirectWithSentence(reply, `${ladderHref(ladder)}#${rung}`, saidYes);
  });

  app.post('/settings/ladder/standing-yes/take-back', change, async (request, reply) => {
    const form = readForm(whichRung, request.body);
    if (!form.ok) return sendProblem(reply, 'not-found');
    const { ladder, rung } = form.value;
    const letters = await asMember(openWork, request, (work) => takeBackStandingYes(work, ladder, rung));
    const sentence = letters
      ? `Taken back: ${letters} waiting ${letters === 1 ? 'letter asks' : 'letters ask'} for a yes again.`
      : 'Taken back.';
    return redirectWithSentence(reply, `${ladderHref(ladder)}#${rung}`, sentence);
  });
}
