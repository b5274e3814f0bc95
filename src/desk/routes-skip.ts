import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { skipRung } from '../cases/skip-rung.ts';
import { isLetterOf } from '../cases/store-letter.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { englishFormWords, readForm } from '../web/forms.ts';
import { memberOf } from '../web/member-session.ts';
import { refusalWords } from './act-words.ts';
import { lookOf, queueHref } from './queue-look.ts';
import { mayDecide, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';

const form = z.object({
  invoice: z.uuid('Choose an invoice.'),
  note: z.string().trim().min(1, 'Write why: the trail keeps it.').max(500, englishFormWords.tooLong),
  look: z.string().max(1000).default(''),
});

/** An invoice is taken past a rung that is a courtesy, without a letter. */
export async function skipRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.post<{ Params: { id: string } }>('/desk/queue/:id/skip', async (request, reply) => {
    const id = z.uuid().safeParse(request.params.id);
    const member = memberOf(request);
    const who = asMember(request);
    const known = id.success && (await tools.openWork(who, (work) => isLetterOf(work, id.data, salesPersonOf(member))));
    if (!known) return sendProblem(reply, 'not-found');
    if (!mayDecide(member)) return sendProblem(reply, 'not-allowed', 'Only an admin may leave out a rung.');
    const look = lookOf((request.body as { look?: unknown } | null)?.look);
    const back = queueHref(look, { page: look.page });
    const read = readForm(form, request.body);
    if (!read.ok) {
      const open = queueHref(look, { page: look.page, open: id.data });
      return redirectWithSentence(reply, open, Object.values(read.errors).join(' '), 'refused');
    }
    const { invoice, note } = read.value;
    const done = await tools.openWork(who, (work) => skipRung(work, id.data, invoice, note));
    return done.ok
      ? redirectWithSentence(reply, back, 'Left out. What is due without that rung is proposed in a moment.')
      : redirectWithSentence(reply, back, refusalWords[done.refusal], 'refused');
  });
}
