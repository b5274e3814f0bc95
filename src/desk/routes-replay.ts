import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { askForReplay } from '../cases/ask-for-replay.ts';
import { latestReplays, readReplay } from '../cases/store-replays.ts';
import { replayAction } from '../creditors/replay-form.ts';
import { ladderShape } from '../creditors/stored-ladder.ts';
import { isLadderName, type LadderName } from '../ladder/ladder-choice.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { deskFrame } from './desk-frame.ts';
import { readAround } from './read-around.ts';
import { replayLine, replayPage, whatItCannotKnow } from './replay-page.ts';
import { mayDecide, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';

const mostListed = 12;

/** A replay reads a year of books: a person needs a few an hour. */
const costly = { config: { rateLimit: { max: 12, timeWindow: 60_000 } } };

const draft = z.object({
  name: z.string().refine((text): text is LadderName => isLadderName(text)),
  ladder: z
    .string()
    .max(100_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue('It is no ladder.');
        return z.NEVER;
      }
    })
    .pipe(ladderShape),
});

/** What the last twelve months would have been under a policy: asked for by an admin, worked off in the background, read by all who see every debtor. */
export async function replayRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get(replayAction, async (request, reply) => {
    const member = memberOf(request);
    if (salesPersonOf(member) !== null) return sendProblem(reply, 'not-allowed', repsDoNot);
    const { around, replays } = await tools.openWork(asMember(request), async (work) => ({
      around: await readAround(work, member, tools.wallNow()),
      replays: await latestReplays(work, mostListed),
    }));
    return renderPage(reply, 'desk/replay', {
      ...deskFrame(around, 'tonight', tools.sandbox),
      title: 'Replay',
      cannotKnow: whatItCannotKnow,
      mayDecide: mayDecide(member),
      replays: replays.map(replayLine),
      period: null,
      replaying: null,
      done: null,
    });
  });

  app.get<{ Params: { id: string } }>(`${replayAction}/:id`, async (request, reply) => {
    const member = memberOf(request);
    if (salesPersonOf(member) !== null) return sendProblem(reply, 'not-allowed', repsDoNot);
    const id = z.uuid().safeParse(request.params.id);
    if (!id.success) return sendProblem(reply, 'not-found');
    const { around, replay, replays } = await tools.openWork(asMember(request), async (work) => ({
      around: await readAround(work, member, tools.wallNow()),
      replay: await readReplay(work, id.data),
      replays: await latestReplays(work, mostListed),
    }));
    if (replay === null) return sendProblem(reply, 'not-found');
    const { period, reading, done } = replayPage(replay);
    return renderPage(reply, 'desk/replay', {
      ...deskFrame(around, 'tonight', tools.sandbox),
      title: 'Replay',
      cannotKnow: whatItCannotKnow,
      mayDecide: mayDecide(member),
      replays: replays.filter((each) => each.id !== replay.id).map(replayLine),
      period,
      replaying: reading,
      done,
    });
  });

  app.post(replayAction, costly, async (request, reply) => {
    if (!mayDecide(memberOf(request))) return sendProblem(reply, 'not-allowed', 'Only an admin can ask for a replay.');
    const body = (request.body ?? {}) as object;
    const form = 'ladder' in body ? readForm(draft, body) : ({ ok: true, value: null } as const);
    if (!form.ok)
      return redirectWithSentence(
        reply,
        replayAction,
        'That draft could not be read. Open it again and try once more.',
        'refused',
      );
    const id = await tools.openWork(asMember(request), (work) => askForReplay(work, form.value));
    return reply.redirect(`${replayAction}/${id}`, 303);
  });
}

const repsDoNot = 'A replay is about every debtor, so reps do not see it.';
