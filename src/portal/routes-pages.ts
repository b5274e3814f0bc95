import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readStatement } from '../cases/read-statement.ts';
import { readCase } from '../cases/store-cases.ts';
import { readStandings } from '../cases/store-facts.ts';
import { openPortalSession } from '../cases/store-links.ts';
import { readCreditor } from '../creditors/store.ts';
import { debtorOfPortalLink, type PortalVisitor } from '../creditors/store-doorways.ts';
import type { Work } from '../db/work.ts';
import { mirrorState } from '../mirror/store-state.ts';
import { readPayment } from '../payments/read-payment.ts';
import { instantPlus, wholeDay } from '../values/day.ts';
import { hashToken } from '../values/secrets.ts';
import { sendProblem } from '../web/errors.ts';
import { renderPage } from '../web/render-page.ts';
import { setSession } from '../web/session-cookie.ts';
import { languageLinks } from './page.ts';
import { receiptPage } from './page-receipt.ts';
import { factsFor, inName, languageFor, sendGone, sendPortal, visitorOf } from './routes-visit.ts';
import type { PortalTools } from './tools.ts';
import type { PortalWords } from './words.ts';

const sessionDays = 7;
const paymentQuery = z.object({ payment: z.uuid() });
/** Nobody guesses 256 bits; this keeps somebody who tries from being a load. */
const links = { config: { rateLimit: { max: 120, timeWindow: 60_000 } } };

export function pageRoutes(door: FastifyInstance, tools: PortalTools, words: PortalWords): void {
  door.get<{ Params: { token: string } }>('/portal/l/:token', links, async (request, reply) => {
    const link = await debtorOfPortalLink(tools.db, hashToken(request.params.token));
    if (!link) return sendGone(reply, tools, words);
    const token = await inName(tools, link, (work) => {
      const days = Math.min(sessionDays * wholeDay, link.expiresAt.getTime() - work.now.getTime());
      return openPortalSession(work, link, instantPlus(work.now, days));
    });
    setSession(reply, 'portal', token, sessionDays * 24 * 3600);
    return reply.redirect('/portal', 303);
  });

  door.get('/portal', async (request, reply) => {
    const visitor = await visitorOf(tools, request);
    const facts = visitor && (await factsFor(tools, visitor));
    return facts ? sendPortal(reply, tools, words, facts) : sendGone(reply, tools, words);
  });

  door.get('/portal/paid', async (request, reply) => {
    const visitor = await visitorOf(tools, request);
    if (!visitor) return sendGone(reply, tools, words);
    const query = paymentQuery.safeParse(request.query);
    const facts = query.success
      ? await inName(tools, visitor, (work) => receiptFacts(work, visitor, query.data.payment))
      : null;
    if (!facts) return sendProblem(reply, 'not-found');
    const language = languageFor(request, reply, facts.language);
    const page = receiptPage(facts, words[language], language);
    // Asked again by the browser, not by script; our webhook or check moves things on meanwhile.
    if (page.asksAgain) reply.header('refresh', '3');
    return renderPage(reply, 'portal/paid', {
      ...page,
      layout: 'portal',
      language,
      languages: languageLinks(`/portal/paid?payment=${facts.payment.id}`),
      creditorName: facts.creditorName,
      sandbox: tools.sandbox,
    });
  });
}

/** Null for a payment that is not this debtor's. */
async function receiptFacts(work: Work, visitor: PortalVisitor, paymentId: string) {
  const read = await readPayment(work, paymentId);
  if (read?.payment.debtorId !== visitor.debtorId) return null;
  const aCase = await readCase(work, read.payment.caseId);
  const [standing] = await readStandings(work, [visitor.debtorId]);
  if (!aCase || !standing) return null;
  const { statement } = await readStatement(work, aCase);
  const { name: creditorName, timeZone } = await readCreditor(work);
  return {
    ...read,
    now: work.now,
    leftMinor: statement.totalMinor,
    creditorName,
    timeZone,
    booksReadAt: (await mirrorState(work))?.booksReadAt ?? null,
    language: standing.debtor.decisions.language,
  };
}
