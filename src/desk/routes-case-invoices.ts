import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { giveTime, type TimeRefusal } from '../cases/give-time.ts';
import { leaveOutInvoices } from '../cases/leave-out-invoices.ts';
import { isCaseOf } from '../cases/store-case-list.ts';
import { readCase } from '../cases/store-cases.ts';
import { readStandings } from '../cases/store-facts.ts';
import { takeInvoicesIn } from '../cases/take-invoices-in.ts';
import { takeTimeBack } from '../cases/take-time-back.ts';
import type { Work } from '../db/work.ts';
import { isDay } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberOf } from '../web/member-session.ts';
import { refusalWords, type Told } from './act-words.ts';
import { mayDecide, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';

const paramsOf = z.object({ id: z.uuid(), invoiceId: z.uuid() });
const why = z.string().trim().min(1, 'Write why: the trail keeps it.').max(500);

/** One form per act; `act` says which. */
const invoiceForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('leave-out'), note: why }),
  z.object({ act: z.literal('take-in') }),
  z.object({
    act: z.literal('give-time'),
    day: z.string().refine(isDay, 'Write the day as in 2026-03-31.'),
    agreed: z.enum(['yes', 'no'], 'Say whether it is agreed or a courtesy.'),
    note: why,
  }),
  z.object({ act: z.literal('take-time-back') }),
]);
type InvoiceAct = z.output<typeof invoiceForm>;

const timeRefused: { readonly [refusal in TimeRefusal]: string } = {
  gone: refusalWords.gone,
  'not-later': 'More time ends after the due day in the books. Choose a later day.',
  'too-far': 'That day is more than a year away. Choose one within a year.',
};

/** What an admin decides about one invoice of a case. */
export async function caseInvoiceRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.post('/desk/cases/:id/invoices/:invoiceId', async (request, reply) => {
    const params = paramsOf.safeParse(request.params);
    if (!params.success) return sendProblem(reply, 'not-found');
    const { id, invoiceId } = params.data;
    const member = memberOf(request);
    if (!mayDecide(member)) return sendProblem(reply, 'not-allowed', 'Your role does not include this.');
    const back = `/desk/cases/${id}`;
    const form = readForm(invoiceForm, request.body);
    if (!form.ok) return redirectWithSentence(reply, back, Object.values(form.errors).join(' '), 'refused');
    const told = await tools.openWork(asMember(request), async (work) =>
      (await isOnCase(work, id, invoiceId, salesPersonOf(member))) ? decide(work, invoiceId, form.value) : null,
    );
    if (told === null) return sendProblem(reply, 'not-found');
    return redirectWithSentence(reply, back, told.sentence, told.kind);
  });
}

/** Is it an open invoice of this case's debtor, in the case's currency? */
async function isOnCase(work: Work, caseId: string, invoiceId: string, salesPerson: number | null): Promise<boolean> {
  if (!(await isCaseOf(work, caseId, salesPerson))) return false;
  const aCase = (await readCase(work, caseId))!;
  const [standing] = await readStandings(work, [aCase.debtorId]);
  return (standing?.positions ?? []).some(
    (position) => position.invoiceId === invoiceId && position.currency === aCase.currency,
  );
}

async function decide(work: Work, invoiceId: string, act: InvoiceAct): Promise<Told> {
  switch (act.act) {
    case 'leave-out':
      await leaveOutInvoices(work, [invoiceId], 'by-hand', act.note);
      return { kind: 'done', sentence: 'Left out. No letter lists this invoice; the others go on.' };
    case 'take-in':
      await takeInvoicesIn(work, [invoiceId], null);
      return { kind: 'done', sentence: 'Taken in again. It goes on from where it stood.' };
    case 'give-time': {
      const given = await giveTime(work, invoiceId, { day: act.day, agreed: act.agreed === 'yes', note: act.note });
      if (!given.ok) return { kind: 'refused', sentence: timeRefused[given.refusal] };
      const what = act.agreed === 'yes' ? 'Letters and interest count' : 'Letters count, interest does not,';
      return { kind: 'done', sentence: `Noted. ${what} from ${dayText(act.day, 'en')} on.` };
    }
    case 'take-time-back': {
      const taken = await takeTimeBack(work, invoiceId);
      if (!taken.ok) return { kind: 'refused', sentence: timeRefused[taken.refusal] };
      return { kind: 'done', sentence: 'Taken back. The due day of the books counts again.' };
    }
  }
}
