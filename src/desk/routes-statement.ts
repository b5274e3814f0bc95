import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isCaseOf } from '../cases/store-case-list.ts';
import { creditorToday } from '../creditors/store.ts';
import type { PaperFile, PrintedStatement } from '../papers/press.ts';
import { readPrintedStatement } from '../papers/read-printed-statement.ts';
import { type Day, dayPlus, isDay } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { isLanguage } from '../values/language.ts';
import { sendProblem } from '../web/errors.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { sendPaper } from '../web/send-paper.ts';
import { languageNames } from './debtor-words.ts';
import { deskFrame } from './desk-frame.ts';
import { readAround } from './read-around.ts';
import { salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';

/** How far ahead a statement may look: when to pay on, not what the next year brings. */
const mostDaysAhead = 60;

/** Drawing a long statement takes a while; a person needs a few a minute. */
const papers = { config: { rateLimit: { max: 60, timeWindow: 60_000 } } };

type OfCase = { Params: { id: string }; Querystring: { on?: unknown; in?: unknown } };

/** The statement of a case for any day: as a page, as a PDF and for a spreadsheet. Who may see the case may see these. */
export async function statementRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get<OfCase>('/desk/cases/:id/statement', async (request, reply) => {
    const seen = await look(request, tools);
    if (seen === null) return sendProblem(reply, 'not-found');
    const { printed, error, around } = seen;
    const { asOfDay, today } = printed.sheet;
    const here = `/desk/cases/${request.params.id}`;
    return renderPage(reply, 'desk/statement-page', {
      ...deskFrame(around, 'cases', tools.sandbox),
      title: `Statement: ${printed.parties.debtor.name}`,
      status: error === null ? 200 : 422,
      debtor: printed.parties.debtor.name,
      here,
      on: error === null ? asOfDay : String(request.query.on),
      error,
      latest: dayPlus(today, mostDaysAhead),
      paper: tools.papers.statement(printed, 'en'),
      downloads: (['da', 'sv', 'en'] as const).map((language) => ({
        language,
        name: languageNames[language],
        own: language === printed.language,
        pdf: `${here}/statement/pdf?on=${asOfDay}&in=${language}`,
        csv: `${here}/statement/csv?on=${asOfDay}&in=${language}`,
      })),
    });
  });

  app.get<OfCase>('/desk/cases/:id/statement/pdf', papers, async (request, reply) =>
    sendFile(request, reply, tools, tools.papers.statementPdf),
  );
  app.get<OfCase>('/desk/cases/:id/statement/csv', papers, async (request, reply) =>
    sendFile(request, reply, tools, tools.papers.statementCsv),
  );
}

async function sendFile(
  request: FastifyRequest<OfCase>,
  reply: FastifyReply,
  tools: DeskTools,
  print: (printed: PrintedStatement, language: PrintedStatement['language']) => Promise<PaperFile> | PaperFile,
): Promise<FastifyReply> {
  const seen = await look(request, tools);
  if (seen === null) return sendProblem(reply, 'not-found');
  if (seen.error !== null) return sendProblem(reply, 'unreadable', seen.error);
  const wanted = request.query.in;
  const language = typeof wanted === 'string' && isLanguage(wanted) ? wanted : seen.printed.language;
  return sendPaper(reply, await print(seen.printed, language));
}

/** The statement asked for; today's, with the sentence that says why, where the day cannot be used. Null: no such case. */
async function look(request: FastifyRequest<OfCase>, tools: DeskTools) {
  const { id } = request.params;
  if (!z.uuid().safeParse(id).success) return null;
  const member = memberOf(request);
  return tools.openWork(asMember(request), async (work) => {
    if (!(await isCaseOf(work, id, salesPersonOf(member)))) return null;
    const asked = dayAsked(request.query.on, await creditorToday(work));
    const printed = await readPrintedStatement(work, id, asked.day);
    return printed && { printed, error: asked.error, around: await readAround(work, member, tools.wallNow()) };
  });
}

/** Not named: today. */
function dayAsked(on: unknown, today: Day): { readonly day: Day; readonly error: string | null } {
  if (on === undefined || on === '') return { day: today, error: null };
  if (typeof on !== 'string' || !isDay(on)) return { day: today, error: 'Write the day as in 2026-03-31.' };
  const latest = dayPlus(today, mostDaysAhead);
  if (on > latest)
    return { day: today, error: `A statement looks ${mostDaysAhead} days ahead at most: to ${dayText(latest, 'en')}.` };
  return { day: on, error: null };
}
