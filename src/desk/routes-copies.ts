import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isCaseOf } from '../cases/store-case-list.ts';
import { readCase } from '../cases/store-cases.ts';
import { readCopy } from '../mirror/read-copy.ts';
import { readInvoices } from '../mirror/store-invoices.ts';
import { sendProblem } from '../web/errors.ts';
import { memberOf } from '../web/member-session.ts';
import { copyFile, sendPaper } from '../web/send-paper.ts';
import { salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';

const copies = { config: { rateLimit: { max: 60, timeWindow: 60_000 } } };
/** The words that stand for everybody send a debtor to the business; this reader is the business. */
const notNow = 'Try again in a few minutes, or open the invoice in e-conomic.';
const openThere = 'Look for it in e-conomic.';
const ids = z.object({ id: z.uuid(), invoiceId: z.uuid() });

/** An invoice of a case as the books print it. Who may see the case may see it. The GET may fill a cache and changes nothing else. */
export async function copyRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get('/desk/cases/:id/invoices/:invoiceId/pdf', copies, async (request, reply) => {
    const asked = ids.safeParse(request.params);
    if (!asked.success) return sendProblem(reply, 'not-found');
    const { id, invoiceId } = asked.data;
    const member = memberOf(request);
    const invoice = await tools.openWork(asMember(request), async (work) => {
      if (!(await isCaseOf(work, id, salesPersonOf(member)))) return null;
      const debtorId = (await readCase(work, id))?.debtorId;
      const [found] = await readInvoices(work, [invoiceId]);
      return found?.debtorId === debtorId ? found : null;
    });
    if (!invoice) return sendProblem(reply, 'not-found');
    const copy = await readCopy(tools.copies, { creditorId: asMember(request).creditorId, invoice });
    if (copy.kind === 'done') return sendPaper(reply, copyFile(invoice.number, copy.value));
    if (copy.kind === 'refused' && copy.refusal.code === 'not-now')
      return sendProblem(reply, 'copy-not-now', copy.refusal.why, notNow);
    return sendProblem(reply, 'no-copy', `The books have no PDF of invoice ${invoice.number}.`, openThere);
  });
}
