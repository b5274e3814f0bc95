import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { askQuestion } from '../conversations/ask-question.ts';
import { type StartRefusal, startPayment } from '../payments/start-payment.ts';
import { amountText } from '../values/amount-text.ts';
import type { Language } from '../values/language.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm, severalOf } from '../web/forms.ts';
import { factsFor, inName, languageFor, sendGone, sendPortal, visitorOf } from './routes-visit.ts';
import type { PortalTools } from './tools.ts';
import type { PortalWords, Say } from './words.ts';

const few = { config: { rateLimit: { max: 20, timeWindow: 60_000 } } };
const payForm = z.object({ case: z.uuid(), invoice: severalOf(z.uuid()) });
const askForm = z.object({ case: z.uuid(), question: z.string().max(100_000) });

export function actRoutes(door: FastifyInstance, tools: PortalTools, words: PortalWords): void {
  door.post('/portal/pay', few, async (request, reply) => {
    const visitor = await visitorOf(tools, request);
    const facts = visitor && (await factsFor(tools, visitor));
    if (!facts) return sendGone(reply, tools, words);
    const form = readForm(payForm, request.body);
    if (!form.ok) return sendProblem(reply, 'not-found');

    const language = languageFor(request, reply, facts.debtor.decisions.language);
    const say = words[language];
    const started = await startPayment(tools, {
      ...visitor,
      caseId: form.value.case,
      invoiceIds: form.value.invoice,
      language,
      names: {
        invoice: (number) => say('lineInvoice', { number }),
        invoices: say('lineInvoices'),
        ours: say('lineOurs'),
      },
      successUrl: (paymentId) => `${tools.publicUrl}/portal/paid?payment=${paymentId}`,
      cancelUrl: `${tools.publicUrl}/portal`,
    });
    if (started.ok) return reply.redirect(started.url, 303);
    if (started.refusal.code === 'gone') return sendProblem(reply, 'not-found');
    return redirectWithSentence(reply, '/portal', refusalText(started.refusal, say, language), 'refused');
  });

  door.post('/portal/ask', few, async (request, reply) => {
    const visitor = await visitorOf(tools, request);
    const facts = visitor && (await factsFor(tools, visitor));
    if (!facts) return sendGone(reply, tools, words);
    const form = readForm(askForm, request.body);
    if (!form.ok) return sendProblem(reply, 'not-found');

    const say = words[languageFor(request, reply, facts.debtor.decisions.language)];
    const { case: caseId, question } = form.value;
    const { debtorId } = visitor;
    const asked = await inName(tools, visitor, (work) => askQuestion(work, { caseId, debtorId, text: question }));
    if (asked.ok) return redirectWithSentence(reply, '/portal', say('asked'));
    if (asked.refusal === 'gone') return sendProblem(reply, 'not-found');
    return sendPortal(reply, tools, words, facts, { question, error: say('askEmpty') });
  });
}

/** Why no payment began, and what to do instead. */
function refusalText(refusal: Exclude<StartRefusal, { code: 'gone' }>, say: Say, language: Language): string {
  switch (refusal.code) {
    case 'nothing-chosen':
      return say('nothingChosen');
    case 'nothing-owed':
      return say('nothingOwed');
    case 'on-its-way':
      return say('onItsWay');
    case 'account-disconnected':
      return say('noAccount');
    case 'amount-too-small':
      return refusal.smallest === null
        ? say('tooSmallUnsaid')
        : say('tooSmall', { amount: amountText(refusal.smallest.minor, refusal.smallest.currency, language) });
    case 'not-now':
      return say('notNow');
    case 'changed':
      return say('changed');
  }
}
