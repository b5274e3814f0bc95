import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chooseBacklog } from '../cases/choose-backlog.ts';
import { leaveOutInvoices } from '../cases/leave-out-invoices.ts';
import { amongBacklog, backlogLines, backlogNumbers } from '../cases/store-backlog.ts';
import { takeInvoicesIn } from '../cases/take-invoices-in.ts';
import { creditorToday } from '../creditors/store.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberGate } from '../web/member-session.ts';
import { backlogLinePage, backlogPageForm, count, markedOn, numbersText } from './backlog-form.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

const page = '/settings/sending/backlog';
const linesOnAPage = 100;
const asked = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

/** The list of invoices that were overdue before we wrote about any: each one is in or left out. */
export function backlogRoutes(app: FastifyInstance, tools: SettingsTools): void {
  // A rep sees own debtors only, and this list has everybody's.
  const look = { preHandler: memberGate({ db: tools.db, roles: ['admin', 'bookkeeper', 'auditor'] }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };

  app.get(page, look, async (request, reply) => showSettings(reply, tools, await pageOf(tools, request)));

  app.post(page, change, async (request, reply) => {
    const form = readForm(backlogPageForm, request.body);
    if (!form.ok) return redirectWithSentence(reply, page, 'We could not read that form. Try again.', 'refused');
    const { leftOut, takenIn } = markedOn(form.value);
    const done = await asMember(tools.openWork, request, async (work) => {
      const today = await creditorToday(work);
      const among = new Set(await amongBacklog(work, today, form.value.listed));
      await chooseBacklog(work, { kind: 'by-hand' });
      return {
        out: await leaveOutInvoices(
          work,
          leftOut.filter((id) => among.has(id)),
          'backlog',
          null,
        ),
        back: await takeInvoicesIn(
          work,
          takenIn.filter((id) => among.has(id)),
          'backlog',
        ),
      };
    });
    const said = `Saved: ${count(done.out, 'invoice')} left out, ${count(done.back, 'invoice')} taken in.`;
    return redirectWithSentence(reply, `${page}?page=${form.value.page}`, said);
  });
}

async function pageOf(tools: SettingsTools, request: FastifyRequest) {
  const wanted = asked.parse({ page: 1, ...(request.query as object) }).page;
  return asMember(tools.openWork, request, async (work) => {
    const today = await creditorToday(work);
    const all = await backlogNumbers(work, today, { kind: 'all' });
    const takenIn = await backlogNumbers(work, today, { kind: 'taken-in' });
    const last = Math.max(1, Math.ceil(all.invoices / linesOnAPage));
    const number = Math.min(wanted, last);
    const offset = (number - 1) * linesOnAPage;
    const lines = await backlogLines(work, today, { offset, most: linesOnAPage });
    return {
      place: 'sending' as const,
      view: 'backlog',
      title: 'Overdue already',
      all: numbersText(all),
      takenIn: numbersText(takenIn),
      leftOut: all.invoices - takenIn.invoices,
      lines: lines.map((line) => backlogLinePage(line, today)),
      page: number,
      pages:
        last === 1
          ? null
          : {
              sentence: `${offset + 1}–${offset + lines.length} of ${all.invoices}`,
              earlier: number > 1 ? `${page}?page=${number - 1}` : null,
              later: number < last ? `${page}?page=${number + 1}` : null,
            },
    };
  });
}
