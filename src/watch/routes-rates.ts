import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  decideRate,
  proposeRate,
  type RateDecision,
  readRateLooks,
  readRateProposals,
  readRecordedRates,
} from '../ledger/store-rates.ts';
import { dayIn, isDay } from '../values/day.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { renderPage } from '../web/render-page.ts';
import { mayBeEntered, ratesPage } from './page-rates.ts';
import { operatorGate, operatorOf, type WatchTools } from './routes-operator.ts';
import { businessNow } from './store.ts';

const page = '/operator/rates';
const mostEnded = 12;

const entryForm = z.object({
  series: z.string(),
  fromDay: z.string().refine(isDay, 'Choose a half-year.'),
  percent: z
    .string()
    .trim()
    .transform((text) => text.replace(',', '.'))
    .pipe(z.string().regex(/^-?\d{1,3}(\.\d{1,6})?$/, 'Write per cent a year, such as 1.75 or -0.35.')),
  source: z.string().trim().min(10, 'Say where you read it: an address, or a document and its date.').max(500),
});
const whyForm = z.object({ why: z.string().trim().min(3, 'Say why.').max(500) });

/** What an operator sees and does about reference rates. Each act carries the operator's session into the database. */
export async function rateRoutes(app: FastifyInstance, tools: WatchTools): Promise<void> {
  const { db } = tools;
  const gate = { preHandler: operatorGate(tools) };

  app.get('/operator', gate, async (_request, reply) => reply.redirect(page, 303));
  app.get(page, gate, async (request, reply) => showRates(request, reply, tools, { errors: {}, entered: {} }));

  app.post(page, gate, async (request, reply) => {
    const form = readForm(entryForm, request.body);
    if (!form.ok) return showRates(request, reply, tools, form);
    const { series, fromDay, percent, source } = form.value;
    const { name, session } = operatorOf(request);
    const today = dayIn(await businessNow(db), 'Europe/Copenhagen');
    if (!mayBeEntered(series, fromDay, today)) {
      const errors = { fromDay: 'No rate may be entered for this half-year yet.' };
      return showRates(request, reply, tools, { errors, entered: { ...form.value } });
    }
    const reasoning = `Entered by hand by ${name}.`;
    const answer = await proposeRate(db, { series, fromDay, percent, source, reasoning }, session);
    if ('id' in answer)
      return redirectWithSentence(reply, page, 'It is proposed. Read it once more below, then confirm it.');
    const sentence =
      answer.refusal === 'recorded'
        ? 'This figure is recorded already.'
        : answer.refusal === 'open'
          ? 'This figure is proposed already. Confirm it below.'
          : 'You were signed out before this reached us: nothing was changed.';
    return redirectWithSentence(reply, page, sentence, 'note');
  });

  app.post<{ Params: { id: string } }>(`${page}/:id/confirm`, gate, async (request, reply) => {
    return told(reply, await decide(tools, request, { yes: true, why: 'checked on the official page' }), 'confirm');
  });

  app.post<{ Params: { id: string } }>(`${page}/:id/reject`, gate, async (request, reply) => {
    const form = readForm(whyForm, request.body);
    if (!form.ok) return redirectWithSentence(reply, page, 'Say why you reject it.', 'refused');
    return told(reply, await decide(tools, request, { yes: false, why: form.value.why }), 'reject');
  });
}

async function decide(
  { db }: WatchTools,
  request: FastifyRequest<{ Params: { id: string } }>,
  decision: { readonly yes: boolean; readonly why: string },
): Promise<RateDecision> {
  const id = z.uuid().safeParse(request.params.id);
  return id.success ? decideRate(db, operatorOf(request).session, id.data, decision) : 'unknown';
}

function told(reply: FastifyReply, answer: RateDecision, act: 'confirm' | 'reject'): FastifyReply {
  const done = {
    confirm: 'The rate is recorded. Letters that waited for it are looked at again within a minute.',
    reject: 'Rejected. The same figure from the same source is not proposed again.',
  };
  switch (answer) {
    case 'done':
      return redirectWithSentence(reply, page, done[act]);
    case 'ended':
      return redirectWithSentence(reply, page, 'Somebody decided on this before you; see what below.', 'note');
    case 'unknown':
      return redirectWithSentence(reply, page, 'There is no such proposal.', 'refused');
    case 'no-session':
      return redirectWithSentence(
        reply,
        page,
        'You were signed out before this reached us: nothing was changed.',
        'note',
      );
  }
}

async function showRates(
  request: FastifyRequest,
  reply: FastifyReply,
  { db, sandbox }: WatchTools,
  form: { readonly errors: Readonly<Record<string, string>>; readonly entered: Readonly<Record<string, string>> },
): Promise<FastifyReply> {
  const [now, recorded, proposals, looks] = await Promise.all([
    businessNow(db),
    readRecordedRates(db),
    readRateProposals(db, mostEnded),
    readRateLooks(db),
  ]);
  const today = dayIn(now, 'Europe/Copenhagen');
  const all = (request.query as Record<string, unknown>)['show'] === 'all';
  return renderPage(reply, 'watch/rates', {
    layout: 'plain',
    title: 'Reference rates',
    sandbox,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    operator: operatorOf(request).name,
    ...ratesPage({ today, recorded, proposals, looks, all }),
    errors: form.errors,
    entered: form.entered,
  });
}
