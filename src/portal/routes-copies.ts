import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readCopy } from '../mirror/read-copy.ts';
import { readInvoices } from '../mirror/store-invoices.ts';
import { sendProblem } from '../web/errors.ts';
import { copyFile, sendPaper } from '../web/send-paper.ts';
import { inName, sendGone, visitorOf } from './routes-visit.ts';
import type { PortalTools } from './tools.ts';
import type { PortalWords } from './words.ts';

/** Each may be a call to the creditor's books; a person needs a few. */
const copies = { config: { rateLimit: { max: 40, timeWindow: 60_000 } } };

/** The creditor's own invoice as a PDF, for a debtor who cannot find it. The GET may fill a cache and changes nothing else. */
export function copyRoutes(door: FastifyInstance, tools: PortalTools, words: PortalWords): void {
  door.get<{ Params: { id: string } }>('/portal/invoices/:id/pdf', copies, async (request, reply) => {
    const visitor = await visitorOf(tools, request);
    if (!visitor) return sendGone(reply, tools, words);
    const id = z.uuid().safeParse(request.params.id);
    const [invoice] = id.success ? await inName(tools, visitor, (work) => readInvoices(work, [id.data])) : [];
    if (invoice?.debtorId !== visitor.debtorId) return sendProblem(reply, 'not-found');
    const copy = await readCopy(tools.copies, { creditorId: visitor.creditorId, invoice });
    if (copy.kind === 'done') return sendPaper(reply, copyFile(invoice.number, copy.value));
    return sendProblem(reply, copy.kind === 'refused' && copy.refusal.code === 'none' ? 'no-copy' : 'copy-not-now');
  });
}
