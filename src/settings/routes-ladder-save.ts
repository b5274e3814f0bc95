import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { rehearseLadder } from '../cases/rehearse-ladder.ts';
import { errorsIn } from '../creditors/ladder-fault.ts';
import { saveLadder } from '../creditors/save-ladder.ts';
import { readCreditor } from '../creditors/store.ts';
import { type Day, dayIn, dayPlus, instantAt, isDay } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberGate } from '../web/member-session.ts';
import { ladderChangePage } from './ladder-change-page.ts';
import { ladderHref } from './ladder-page.ts';
import { ladderAsked } from './routes-ladder-edit.ts';
import { ladderTitle } from './rung-label.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const saveForm = z.object({ from: z.union([z.literal(''), z.string().refine(isDay)]).default('') });

/** What a draft would change, and saving it from a day on. */
export function ladderSaveRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const { openWork } = tools;
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get('/settings/ladder/change', look, async (request, reply) => {
    const on = await ladderAsked(request, tools, request.query);
    if (on === null) return sendProblem(reply, 'not-found');
    if (on.draft === null) return reply.redirect(ladderHref(on.name), 303);
    const rehearsal = await asMember(openWork, request, (work) => rehearseLadder(work, tools, on.name, on.rungs));
    return showSettings(reply, tools, {
      place: 'ladder',
      view: 'ladder-change',
      title: 'What would change',
      ...ladderChangePage(on, rehearsal, await todayOf(request, tools)),
    });
  });

  app.post('/settings/ladder/save', change, async (request, reply) => {
    const on = await ladderAsked(request, tools, request.body);
    if (on === null) return sendProblem(reply, 'not-found');
    const form = readForm(saveForm, request.body);
    const today = await todayOf(request, tools);
    const from = form.ok ? form.value.from || today : null;
    if (from === null || from < today || from > dayPlus(today, 366))
      return redirectWithSentence(
        reply,
        ladderHref(on.name, '/change'),
        'Nothing was saved: choose a day from today on, within a year.',
        'refused',
      );
    if (on.draft === null) return redirectWithSentence(reply, ladderHref(on.name), nothingNew, 'note');
    if (errorsIn(on.faults).length > 0) return reply.redirect(ladderHref(on.name), 303);
    const answer = await asMember(openWork, request, async (work) => {
      const { timeZone } = await readCreditor(work);
      return saveLadder(work, on.name, on.rungs, from === today ? work.now : instantAt(from, 0, 0, timeZone));
    });
    if (answer.kind === 'refused') return reply.redirect(ladderHref(on.name), 303);
    const title = ladderTitle(on.name, on.debtorName);
    const when = from === today ? 'from now on' : `from ${dayText(from, 'en')}`;
    return redirectWithSentence(
      reply,
      '/settings',
      answer.kind === 'saved' ? `Saved. The ${title} ladder is this one ${when}. ${running}` : nothingNew,
    );
  });
}

const running = 'Invoices that have had a letter already keep their next rung; after it, this ladder holds.';
const nothingNew = 'Nothing was changed.';

function todayOf(request: FastifyRequest, tools: SettingsTools): Promise<Day> {
  return asMember(tools.openWork, request, async (work) => dayIn(work.now, (await readCreditor(work)).timeZone));
}
