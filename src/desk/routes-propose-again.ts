import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { proposeAgain } from '../cases/propose-again.ts';
import { isLetterOf } from '../cases/store-letter.ts';
import { readProposal } from '../cases/store-proposals.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberOf } from '../web/member-session.ts';
import { refusalWords } from './act-words.ts';
import { lookOf, queueHref } from './queue-look.ts';
import { mayDecide, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';

/** `look` is there when the button was pressed in the queue; else the case page is where it leads back to. */
const form = z.object({ look: z.string().max(1000).optional() });

/** A letter that was withdrawn today by mistake comes back to the queue. */
export async function proposeAgainRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.post<{ Params: { id: string } }>('/desk/queue/:id/propose-again', async (request, reply) => {
    const id = z.uuid().safeParse(request.params.id);
    const member = memberOf(request);
    const who = asMember(request);
    const letter = id.success
      ? await tools.openWork(who, async (work) =>
          (await isLetterOf(work, id.data, salesPersonOf(member))) ? readProposal(work, id.data) : null,
        )
      : null;
    if (letter === null) return sendProblem(reply, 'not-found');
    if (!mayDecide(member)) return sendProblem(reply, 'not-allowed', 'Only an admin may propose a letter again.');
    const read = readForm(form, request.body);
    const look = read.ok ? read.value.look : undefined;
    const back = look === undefined ? `/desk/cases/${letter.caseId}` : queueHref(lookOf(look));
    const done = await tools.openWork(who, (work) => proposeAgain(work, letter.id));
    return done.ok
      ? redirectWithSentence(reply, back, 'It is looked at now and comes back to the queue in a moment, for a yes.')
      : redirectWithSentence(reply, back, refusalWords[done.refusal], 'refused');
  });
}
