/**
 * The one place that makes error pages. Expected refusals are values that doors turn into sentences; what comes here is an address
 * nobody serves, a request we cannot read, a limit, a foreign form, or a fault of ours.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { isLanguage, type Language } from '../values/language.ts';
import { CrossSiteRefusal } from './cross-site.ts';
import { isHook } from './hooks-road.ts';
import { logFault } from './logging.ts';
import type { Problem, ProblemWords } from './problem-words.ts';
import { renderPage } from './render-page.ts';

const statuses: { readonly [problem in Problem]: number } = {
  'not-found': 404,
  unreadable: 400,
  'too-large': 413,
  foreign: 403,
  'not-allowed': 403,
  'too-many': 429,
  'no-copy': 404,
  'copy-not-now': 503,
  fault: 500,
};

declare module 'fastify' {
  interface FastifyInstance {
    problemWords: ProblemWords;
  }
}

export function answerErrors(app: FastifyInstance, words: ProblemWords): void {
  app.decorate('problemWords', words);
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem === 'fault') logFault(request.log, request, error);
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (_request, reply) => sendProblem(reply, 'not-found'));
}

/** A door's own way to the same pages: an unknown case is 'not-found', an auditor who approves is 'not-allowed'. `sentence` replaces the usual one. */
export function sendProblem(reply: FastifyReply, problem: Problem, sentence?: string, next?: string): FastifyReply {
  const status = statuses[problem];
  const { request } = reply;
  if (isHook(request)) return reply.status(status).send({ error: problem, reference: request.id });
  const language = readersLanguage(request);
  const words = reply.server.problemWords[language][problem];
  const said = {
    ...words,
    sentence: sentence ?? words.sentence,
    next: next ?? words.next,
    reference: request.id,
    showReference: problem === 'fault',
  };
  return renderPage(reply, 'parts/problem', { layout: 'plain', status, language, ...said });
}

/** The debtor's browser says what the debtor reads; the desk is in English. */
function readersLanguage(request: FastifyRequest): Language {
  if (!request.url.startsWith('/portal')) return 'en';
  for (const part of (request.headers['accept-language'] ?? '').split(',')) {
    const language = part.trim().slice(0, 2).toLowerCase();
    if (isLanguage(language)) return language;
    if (language === 'nb' || language === 'no' || language === 'nn') return 'da';
  }
  return 'en';
}

function problemOf(error: unknown): Problem {
  if (error instanceof CrossSiteRefusal) return 'foreign';
  if (error instanceof ZodError) return 'unreadable';
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  if (status === 429) return 'too-many';
  if (status === 413) return 'too-large';
  if (status === 404) return 'not-found';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'unreadable' : 'fault';
}
