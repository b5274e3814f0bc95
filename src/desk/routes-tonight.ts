import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readSettings } from '../creditors/store-settings.ts';
import { isCurrency } from '../values/money.ts';
import { sendProblem } from '../web/errors.ts';
import { sendMailFrame } from '../web/mail-frame.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { composeForReading } from './compose-for-reading.ts';
import { deskFrame, verdictContext } from './desk-frame.ts';
import { readAround } from './read-around.ts';
import { type LetterOfTheNight, rehearseTonight } from './rehearse-tonight.ts';
import { mayDecide, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import { tonightLetterPage, tonightPage } from './tonight-page.ts';
import type { DeskTools } from './tools.ts';
import { whenText } from './when-words.ts';

const which = z.object({ debtorId: z.uuid(), currency: z.string().refine(isCurrency) });

/** What would come to the queue, before it does: the real path, taken back. */
export async function tonightRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get<{ Querystring: { letter?: unknown } }>('/desk/tonight', async (request, reply) => {
    const member = memberOf(request);
    const wanted = letterIn(request.query.letter);
    const { around, settings, tonight } = await tools.openWork(asMember(request), async (work) => ({
      around: await readAround(work, member, tools.wallNow()),
      settings: await readSettings(work),
      tonight: await rehearseTonight(work, tools, salesPersonOf(member), wanted),
    }));
    const on = verdictContext({ ...around, now: tonight.at }, settings);
    return renderPage(reply, 'desk/tonight', {
      follows: true,
      ...deskFrame(around, 'tonight', tools.sandbox),
      title: 'Tonight',
      ...tonightPage(tonight.rows, on),
      more: tonight.more,
      sendingOn: settings.sendingOn,
      looked: whenText(tonight.at, verdictContext(around, settings)),
      letter: tonight.opened === null ? null : tonightLetterPage(tonight.opened, on),
      mayDecide: mayDecide(member),
    });
  });

  app.get('/desk/tonight/:debtorId/:currency/letter', async (request, reply) => {
    const wanted = which.safeParse(request.params);
    if (!wanted.success) return sendProblem(reply, 'not-found');
    const salesPerson = salesPersonOf(memberOf(request));
    const { opened } = await tools.openWork(asMember(request), (work) =>
      rehearseTonight(work, tools, salesPerson, wanted.data),
    );
    if (opened === null) return sendProblem(reply, 'not-found');
    return sendMailFrame(reply, composeForReading(tools.press, opened.content, tools.publicUrl).html);
  });
}

/** "<debtor's id>-<currency>", or null. */
function letterIn(text: unknown): LetterOfTheNight | null {
  if (typeof text !== 'string') return null;
  const read = which.safeParse({ debtorId: text.slice(0, 36), currency: text.slice(37) });
  return read.success ? read.data : null;
}
