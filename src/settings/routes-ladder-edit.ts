import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { endLadder } from '../creditors/end-ladder.ts';
import { ladderFaults } from '../creditors/ladder-check.ts';
import { errorsIn } from '../creditors/ladder-fault.ts';
import { readCreditor } from '../creditors/store.ts';
import { deleteLadderDraft, writeLadderDraft } from '../creditors/store-ladders.ts';
import { mostRungs } from '../creditors/stored-ladder.ts';
import { isLadderName, type LadderName } from '../ladder/ladder-choice.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { memberGate, memberOf } from '../web/member-session.ts';
import { acted, actIn } from './ladder-acts.ts';
import { readLadderForm } from './ladder-form.ts';
import { ladderEditPage, ladderHref } from './ladder-page.ts';
import { type LadderOnPage, readLadderPage } from './read-ladder-page.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const name = z.string().refine((text): text is LadderName => isLadderName(text));
/** Which ladder a page is about; null for one that cannot be. */
export const whichLadder = z.object({ ladder: name.default('normal') });

type Typed = Parameters<typeof ladderEditPage>[3];

/** The editor: what is typed becomes a draft, and a draft changes nothing until it is saved on the page that shows what it would do. */
export function ladderEditRoutes(app: FastifyInstance, tools: SettingsTools): void {
  const { openWork } = tools;
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get('/settings/ladder', look, async (request, reply) => {
    const on = await ladderAsked(request, tools, request.query);
    return on === null ? sendProblem(reply, 'not-found') : showEditor(request, reply, tools, on, null);
  });

  app.post<{ Body: Record<string, unknown> | undefined }>('/settings/ladder', change, async (request, reply) => {
    const on = await ladderAsked(request, tools, request.body);
    if (on === null) return sendProblem(reply, 'not-found');
    const act = actIn(request.body?.['act']);
    const { rungs, faults } = readLadderForm(on.rungs, request.body);
    if (faults.length > 0) return showEditor(request, reply, tools, on, { body: request.body, rungs, faults });
    if (act.do === 'add' && rungs.length >= mostRungs)
      return redirectWithSentence(reply, ladderHref(on.name), `A ladder has at most ${mostRungs} rungs.`, 'refused');
    if (act.do !== 'look') {
      const made = acted(rungs, act, on.usedKeys);
      if (made.rungs.length === 0)
        return redirectWithSentence(
          reply,
          ladderHref(on.name),
          'The last rung stays: switch it off instead.',
          'refused',
        );
      await asMember(openWork, request, (work) => writeLadderDraft(work, on.name, made.rungs));
      return reply.redirect(`${ladderHref(on.name)}${made.at === null ? '' : `#${made.at}`}`, 303);
    }
    const told = ladderFaults(rungs, on.settings);
    if (errorsIn(told).length > 0)
      return showEditor(request, reply, tools, on, { body: request.body, rungs, faults: told });
    await asMember(openWork, request, (work) => writeLadderDraft(work, on.name, rungs));
    return reply.redirect(ladderHref(on.name, '/change'), 303);
  });

  app.post('/settings/ladder/throw-away', change, async (request, reply) => {
    const on = await ladderAsked(request, tools, request.body);
    if (on === null) return sendProblem(reply, 'not-found');
    await asMember(openWork, request, (work) => deleteLadderDraft(work, on.name));
    return redirectWithSentence(reply, ladderHref(on.name), 'The draft is gone. The ladder is as it was.');
  });

  app.post('/settings/ladder/end', change, async (request, reply) => {
    const on = await ladderAsked(request, tools, request.body);
    if (on === null) return sendProblem(reply, 'not-found');
    const ended = await asMember(openWork, request, (work) => endLadder(work, on.name));
    if (!ended) return redirectWithSentence(reply, ladderHref(on.name), 'There was nothing to end.', 'note');
    return redirectWithSentence(
      reply,
      '/settings',
      'Ended. Whoever climbed it goes on by the normal ladder after the next letter.',
    );
  });
}

/** The ladder that a query or a form names; null where it cannot be, or is not this member's to see. */
export async function ladderAsked(
  request: FastifyRequest,
  tools: SettingsTools,
  said: unknown,
): Promise<LadderOnPage | null> {
  const read = whichLadder.safeParse(said ?? {});
  if (!read.success) return null;
  const on = await asMember(tools.openWork, request, (work) => readLadderPage(work, read.data.ladder));
  const { role, employeeNumber } = memberOf(request);
  // A rep sees own debtors only, and so their ladders.
  const isTheirs = role !== 'rep' || !on?.debtor || on.debtor.salesPersonNumber === employeeNumber;
  return isTheirs ? on : null;
}

async function showEditor(
  request: FastifyRequest,
  reply: FastifyReply,
  tools: SettingsTools,
  on: LadderOnPage,
  typed: Typed,
): Promise<FastifyReply> {
  const { timeZone } = await asMember(tools.openWork, request, readCreditor);
  return showSettings(reply, tools, {
    place: 'ladder',
    view: 'ladder-edit',
    title: 'Ladder',
    status: typed === null ? 200 : 422,
    ...(typed === null
      ? {}
      : { says: { kind: 'refused', sentence: 'Nothing was saved yet: see what is marked below.' } }),
    ...ladderEditPage(on, timeZone, tools.wording.channels.includes('sms'), typed),
  });
}
