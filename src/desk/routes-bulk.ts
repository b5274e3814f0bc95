import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { beginBulk } from '../cases/begin-bulk.ts';
import { cancelBulk } from '../cases/cancel-bulk.ts';
import { offerApproval } from '../cases/offer-approval.ts';
import { bulkLetters, bulkProgress, bulkSums, readBulk } from '../cases/store-bulk.ts';
import type { Member } from '../creditors/member.ts';
import type { Work } from '../db/work.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { type BulkRead, bulkPage, lettersShown } from './bulk-page.ts';
import { deskFrame, placeOf } from './desk-frame.ts';
import { filterOf, lookOf, queueHref } from './queue-look.ts';
import { readAround } from './read-around.ts';
import { mayDecide, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';

type OfBulk = { Params: { id: string } };

/** One yes to many letters: offered with its sums, then worked off in the background while its page tells how far it is. */
export async function bulkRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.post('/desk/queue/bulk', async (request, reply) => offer(request, reply, tools));

  app.get<OfBulk>('/desk/queue/bulk/:id', async (request, reply) => {
    const member = memberOf(request);
    const id = z.uuid().safeParse(request.params.id);
    const seen = await tools.openWork(asMember(request), async (work) => {
      const read = id.success ? await readOne(work, member, id.data) : null;
      return read && { read, around: await readAround(work, member, tools.wallNow()) };
    });
    if (seen === null) return sendProblem(reply, 'not-found');
    return renderPage(reply, 'desk/bulk', {
      ...deskFrame(seen.around, 'queue', tools.sandbox),
      ...bulkPage(seen.read, placeOf(seen.around)),
      mayDecide: mayDecide(member),
    });
  });

  for (const [act, verb, told] of [
    ['begin', beginBulk, null],
    ['cancel', cancelBulk, 'It was over already.'],
  ] as const) {
    app.post<OfBulk>(`/desk/queue/bulk/:id/${act}`, async (request, reply) => {
      const { id } = request.params;
      if (!z.uuid().safeParse(id).success) return sendProblem(reply, 'not-found');
      const member = memberOf(request);
      const done = await tools.openWork(asMember(request), async (work) => {
        if ((await readOne(work, member, id)) === null) return null;
        return mayDecide(member) ? verb(work, id) : 'not-allowed';
      });
      if (done === null) return sendProblem(reply, 'not-found');
      if (done === 'not-allowed') return sendProblem(reply, 'not-allowed', 'Only an admin may approve a letter.');
      if (!done.ok && told === null) return sendProblem(reply, 'not-found');
      const here = `/desk/queue/bulk/${id}`;
      return done.ok ? reply.redirect(here, 303) : redirectWithSentence(reply, here, told!, 'note');
    });
  }
}

/** All that wait and fit what is looked at, written down with their fingerprints. */
async function offer(request: FastifyRequest, reply: FastifyReply, tools: DeskTools): Promise<FastifyReply> {
  const look = lookOf((request.body as { look?: unknown } | null)?.look);
  const member = memberOf(request);
  if (!mayDecide(member)) return sendProblem(reply, 'not-allowed', 'Only an admin may approve a letter.');
  const id = await tools.openWork(asMember(request), async (work) => {
    const { today } = placeOf(await readAround(work, member, tools.wallNow()));
    return offerApproval(work, filterOf(look, salesPersonOf(member), today));
  });
  if (id === null)
    return redirectWithSentence(reply, queueHref(look), 'No letter that waits fits what you looked for.', 'refused');
  return reply.redirect(`/desk/queue/bulk/${id}`, 303);
}

/** Null where there is none, or where it spans debtors this member does not see. */
async function readOne(work: Work, member: Member, id: string): Promise<BulkRead | null> {
  const bulk = salesPersonOf(member) === null ? await readBulk(work, id) : null;
  if (bulk === null) return null;
  return {
    bulk,
    progress: await bulkProgress(work, id),
    sums: await bulkSums(work, id),
    letters: await bulkLetters(work, id, bulk.begunAt !== null, lettersShown),
    mine: bulk.memberId === member.memberId,
  };
}
