/** Who came in, in which language, and the one page for everybody who may not. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { debtorOfPortalSession, type PortalVisitor } from '../creditors/store-doorways.ts';
import type { Work } from '../db/work.ts';
import { isLanguage, type Language, languages } from '../values/language.ts';
import { hashToken } from '../values/secrets.ts';
import { renderPage } from '../web/render-page.ts';
import { cookieName, cookieOptions, sessionToken } from '../web/session-cookie.ts';
import { type AskEntered, languageLinks, portalPage } from './page.ts';
import { type PortalFacts, readPortal } from './read-portal.ts';
import type { PortalTools } from './tools.ts';
import type { PortalWords } from './words.ts';

const year = 365 * 24 * 3600;

/** The debtor behind a request; null when there is no session, or none any more. */
export async function visitorOf(tools: PortalTools, request: FastifyRequest): Promise<PortalVisitor | null> {
  const token = sessionToken(request, 'portal');
  return token === null ? null : debtorOfPortalSession(tools.db, hashToken(token));
}

/** A work in the debtor's name, in the room of the creditor who is owed. */
export function inName<Value>(
  tools: PortalTools,
  visitor: PortalVisitor,
  deed: (work: Work) => Promise<Value>,
): Promise<Value> {
  return tools.openWork({ creditorId: visitor.creditorId, actor: { kind: 'debtor', id: visitor.debtorId } }, deed);
}

/** The language chosen on the page (and kept in a cookie), else the one we write to this debtor in. */
export function languageFor(request: FastifyRequest, reply: FastifyReply, own: Language): Language {
  const name = cookieName(reply.server.site, 'language');
  const asked = (request.query as { in?: unknown }).in;
  if (typeof asked === 'string' && isLanguage(asked)) {
    reply.setCookie(name, asked, cookieOptions(reply.server.site, year));
    return asked;
  }
  const kept = request.cookies[name];
  return kept !== undefined && isLanguage(kept) ? kept : own;
}

/** Unknown, expired or revoked link, no session, an ended one: the same page to the byte. */
export function sendGone(reply: FastifyReply, tools: PortalTools, words: PortalWords): FastifyReply {
  const language = browsersLanguage(reply.request);
  const say = words[language];
  return renderPage(reply, 'portal/gone', {
    layout: 'plain',
    status: 404,
    language,
    sandbox: tools.sandbox,
    title: say('goneTitle'),
    lead: say('goneLead'),
    next: say('goneNext'),
  });
}

export function sendPortal(
  reply: FastifyReply,
  tools: PortalTools,
  words: PortalWords,
  facts: PortalFacts,
  entered: AskEntered | null = null,
): FastifyReply {
  const language = languageFor(reply.request, reply, facts.debtor.decisions.language);
  return renderPage(reply, 'portal/owed', {
    ...portalPage(facts, words[language], tools.papers, language, entered),
    layout: 'portal',
    status: entered === null ? 200 : 422,
    language,
    languages: languageLinks('/portal'),
    creditorName: facts.creditor.name,
    sandbox: tools.sandbox,
  });
}

/** The facts of the page and of every act on it; null sends the page for those who may not. */
export async function factsFor(tools: PortalTools, visitor: PortalVisitor): Promise<PortalFacts | null> {
  return inName(tools, visitor, (work) => readPortal(work, visitor.debtorId, tools.wallNow()));
}

function browsersLanguage(request: FastifyRequest): Language {
  const accepted = (request.headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2));
  return languages.find((language) => language === accepted.find(isLanguage)) ?? 'da';
}
