import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { caseCount, caseLines, isCaseOf } from '../cases/store-case-list.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { readMessage } from '../sending/store.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { sendMailFrame } from '../web/mail-frame.ts';
import { memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { actOnCase } from './act-on-case.ts';
import {
  answerForm,
  arrivedForm,
  type CaseAct,
  endHoldForm,
  interruptionForm,
  interruptionOf,
  ourFeeForm,
  restForm,
  restOf,
  waiveForm,
} from './case-acts.ts';
import { caseListLine } from './case-list-page.ts';
import { casePage } from './case-page.ts';
import { forReading } from './compose-for-reading.ts';
import { decisionForm, decisionOf } from './decision-forms.ts';
import { deskFrame, placeOf, verdictContext } from './desk-frame.ts';
import { pagesOf } from './list-pages.ts';
import { sharedCurrency } from './queue-page.ts';
import { readAround } from './read-around.ts';
import { readCasePage } from './read-case-page.ts';
import { mayDecide, mayReadTrail, mayRest, mayTakeTrail, salesPersonOf } from './roles.ts';
import { asMember } from './signed-in.ts';
import type { DeskTools } from './tools.ts';
import { readWorklistLook, worklistHref } from './worklist-look.ts';

const linesOnAPage = 100;

const asked = z.object({
  q: z.string().trim().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

const timelineAsked = z.object({
  look: z.enum(['all', 'letters', 'money', 'talk']).catch('all'),
  before: z.coerce.number().int().min(1).catch(0),
});

type OfCase = { Params: { id: string } };

/** Cases in a list, one case with everything that happened on it, and what can be done about it. */
export async function caseRoutes(app: FastifyInstance, tools: DeskTools): Promise<void> {
  app.get('/desk/cases', async (request, reply) => showCases(request, reply, tools));
  app.get<OfCase>('/desk/cases/:id', async (request, reply) => showCase(request, reply, tools, request.params.id));

  app.get<{ Params: { id: string; messageId: string } }>(
    '/desk/cases/:id/messages/:messageId',
    async (request, reply) => {
      const ids = z.object({ id: z.uuid(), messageId: z.uuid() }).safeParse(request.params);
      if (!ids.success) return sendProblem(reply, 'not-found');
      const { id, messageId } = ids.data;
      const salesPerson = salesPersonOf(memberOf(request));
      const message = await tools.openWork(asMember(request), async (work) =>
        (await isCaseOf(work, id, salesPerson)) ? readMessage(work, messageId) : null,
      );
      if (message?.caseId !== id) return sendProblem(reply, 'not-found');
      return sendMailFrame(reply, forReading(message, tools.publicUrl).html);
    },
  );

  caseActs(app, tools);
}

function caseActs(app: FastifyInstance, tools: DeskTools): void {
  const formAct =
    <Schema extends z.ZodType>(
      schema: Schema,
      actOf: (form: z.output<Schema>, params: Params, today: string) => CaseAct | string,
    ) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const params = paramsOf.safeParse(request.params);
      if (!params.success) return sendProblem(reply, 'not-found');
      const form = readForm(schema, request.body);
      const back = backTo(request, params.data.id);
      if (!form.ok) return redirectWithSentence(reply, back, Object.values(form.errors).join(' '), 'refused');
      return act(request, reply, tools, params.data.id, back, (today) => actOf(form.value, params.data, today));
    };
  const nothing = z.object({});

  app.post(
    '/desk/cases/:id/rest',
    formAct(restForm, (form, _params, today) => restOf(form, today)),
  );
  app.post(
    '/desk/cases/:id/holds/:itemId/end',
    formAct(endHoldForm, ({ note }, { itemId }) => ({ kind: 'end-hold', holdId: itemId, note })),
  );
  app.post(
    '/desk/cases/:id/questions/:itemId',
    formAct(answerForm, ({ text }, { itemId }) => ({ kind: 'answer', questionId: itemId, text })),
  );
  app.post(
    '/desk/cases/:id/messages/:itemId',
    formAct(arrivedForm, ({ arrived }, { itemId }) => ({ kind: 'arrived', messageId: itemId, arrived })),
  );
  app.post(
    '/desk/cases/:id/money',
    formAct(endHoldForm, ({ note }) => ({ kind: 'look-at-money', note })),
  );
  app.post(
    '/desk/cases/:id/give-up',
    formAct(nothing, () => ({ kind: 'give-up' })),
  );
  app.post(
    '/desk/cases/:id/waive',
    formAct(waiveForm, (form) => ({ kind: 'waive', ...form })),
  );
  app.post(
    '/desk/cases/:id/our-fee',
    formAct(ourFeeForm, ({ minor }) => ({ kind: 'our-fee', minor })),
  );
  app.post(
    '/desk/cases/:id/paid-back',
    formAct(nothing, () => ({ kind: 'paid-back' })),
  );
  app.post(
    '/desk/cases/:id/interruptions',
    formAct(interruptionForm, (form, _params, today) => interruptionOf(form, today)),
  );
  app.post(
    '/desk/cases/:id/interruptions/:itemId/take-back',
    formAct(nothing, (_form, { itemId }) => ({ kind: 'take-back-interruption', interruptionId: itemId })),
  );
  app.post(
    '/desk/cases/:id/decisions',
    formAct(decisionForm, (form) => ({ kind: 'decide', decision: decisionOf(form) })),
  );
}

/** Where an act leads: to its case, or back to the worklist it was pressed in. */
function backTo(request: FastifyRequest, caseId: string): string {
  const { back } = request.query as { back?: unknown };
  if (typeof back !== 'string' || !back.startsWith('worklist?')) return `/desk/cases/${caseId}`;
  const look = readWorklistLook(Object.fromEntries(new URLSearchParams(back.slice('worklist?'.length, 500))));
  return worklistHref(look, { page: look.page });
}

/** An act on a route without an item has the case for one: nothing looks at it. */
const paramsOf = z.object({ id: z.uuid(), itemId: z.uuid().default('00000000-0000-0000-0000-000000000000') });
type Params = z.output<typeof paramsOf>;

async function act(
  request: FastifyRequest,
  reply: FastifyReply,
  tools: DeskTools,
  caseId: string,
  back: string,
  actOf: (today: string) => CaseAct | string,
): Promise<FastifyReply> {
  const member = memberOf(request);
  const done = await tools.openWork(asMember(request), async (work) => {
    const place = placeOf(await readAround(work, member, tools.wallNow()));
    const wanted = actOf(place.today);
    if (typeof wanted === 'string') return { kind: 'told', told: { kind: 'refused', sentence: wanted } } as const;
    return actOnCase(work, member, caseId, wanted, place);
  });
  if (done.kind === 'unknown-case') return sendProblem(reply, 'not-found');
  if (done.kind === 'not-allowed') return sendProblem(reply, 'not-allowed', 'Your role does not include this.');
  return redirectWithSentence(reply, back, done.told.sentence, done.told.kind);
}

async function showCases(request: FastifyRequest, reply: FastifyReply, tools: DeskTools): Promise<FastifyReply> {
  const { q, page } = asked.parse({ q: '', page: 1, ...(request.query as object) });
  const member = memberOf(request);
  const salesPerson = salesPersonOf(member);
  const offset = (page - 1) * linesOnAPage;
  const { around, settings, lines, count } = await tools.openWork(asMember(request), async (work) => ({
    around: await readAround(work, member, tools.wallNow()),
    settings: await readSettings(work),
    lines: await caseLines(work, { salesPerson, search: q, offset, most: linesOnAPage }),
    count: await caseCount(work, salesPerson),
  }));
  const currency = sharedCurrency(lines);
  const href = (to: number) => `/desk/cases?${new URLSearchParams({ ...(q ? { q } : {}), page: String(to) })}`;
  return renderPage(reply, 'desk/cases', {
    follows: true,
    ...deskFrame(around, 'cases', tools.sandbox),
    title: 'Cases',
    mayReadTrail: mayReadTrail(member),
    search: q,
    open: count.open,
    currency: currency ?? 'Owed',
    lines: lines.map((line) => caseListLine(line, settings, placeOf(around), currency)),
    pages: pagesOf(page, linesOnAPage, lines.length, count.all, q !== '', href),
    empty: q
      ? {
          title: 'Nothing fits',
          sentence: 'No case fits what you looked for.',
          href: '/desk/cases',
          action: 'Show all',
        }
      : {
          title: 'No case yet',
          sentence: settings.sendingOn
            ? 'A case opens when an invoice’s first rung falls due.'
            : 'A case opens when an invoice’s first rung falls due and sending is on.',
        },
  });
}

async function showCase(
  request: FastifyRequest,
  reply: FastifyReply,
  tools: DeskTools,
  id: string,
): Promise<FastifyReply> {
  if (!z.uuid().safeParse(id).success) return sendProblem(reply, 'not-found');
  const member = memberOf(request);
  const { look, before } = timelineAsked.parse({ look: 'all', before: 0, ...(request.query as object) });
  const asked = { look, beforeId: before === 0 ? null : before };
  const { around, read } = await tools.openWork(asMember(request), async (work) => ({
    around: await readAround(work, member, tools.wallNow()),
    read: await readCasePage(work, id, salesPersonOf(member), asked),
  }));
  if (read === null) return sendProblem(reply, 'not-found');
  return renderPage(reply, 'desk/case', {
    ...deskFrame(around, 'cases', tools.sandbox),
    title: read.debtor.name,
    here: `/desk/cases/${id}`,
    ...casePage(read, verdictContext(around, read.settings), tools.wording.channels.includes('sms')),
    mayDecide: mayDecide(member),
    mayRest: mayRest(member),
    mayTakeTrail: mayTakeTrail(member),
  });
}
