import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readCase } from '../cases/store-cases.ts';
import type { PaperFile, PrintedStatement } from '../papers/press.ts';
import { readPrintedStatement } from '../papers/read-printed-statement.ts';
import { sendProblem } from '../web/errors.ts';
import { sendPaper } from '../web/send-paper.ts';
import { inName, languageFor, sendGone, visitorOf } from './routes-visit.ts';
import type { PortalTools } from './tools.ts';
import type { PortalWords } from './words.ts';

/** Drawing a long statement takes a while; a person needs one or two. */
const papers = { config: { rateLimit: { max: 20, timeWindow: 60_000 } } };

type OfCase = { Params: { id: string } };

/** The debtor's own statement of today, to keep: as a PDF, or for a spreadsheet. */
export function statementRoutes(door: FastifyInstance, tools: PortalTools, words: PortalWords): void {
  const send =
    (print: (printed: PrintedStatement, language: PrintedStatement['language']) => Promise<PaperFile> | PaperFile) =>
    async (request: FastifyRequest<OfCase>, reply: FastifyReply) => {
      const visitor = await visitorOf(tools, request);
      if (!visitor) return sendGone(reply, tools, words);
      const id = z.uuid().safeParse(request.params.id);
      const printed = id.success
        ? await inName(tools, visitor, async (work) => {
            const aCase = await readCase(work, id.data);
            return aCase?.debtorId === visitor.debtorId ? readPrintedStatement(work, id.data) : null;
          })
        : null;
      if (!printed) return sendProblem(reply, 'not-found');
      return sendPaper(reply, await print(printed, languageFor(request, reply, printed.language)));
    };
  door.get<OfCase>('/portal/statements/:id/pdf', papers, send(tools.papers.statementPdf));
  door.get<OfCase>('/portal/statements/:id/csv', papers, send(tools.papers.statementCsv));
}
