/**
 * The sentence after an act: POST, 303, and the next page says what happened and what happens next. Once.
 * It travels in a signed cookie, so that neither address nor log carries it and no other site can put words in our mouth.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions } from './session-cookie.ts';

/** done: it happened. note: good to know. refused: it did not happen, and why. */
export type FlashKind = 'done' | 'note' | 'refused';
export type Flash = { readonly kind: FlashKind; readonly sentence: string };

const kinds: readonly FlashKind[] = ['done', 'note', 'refused'];
const secondsToArrive = 60;
const longestSentence = 600;

/** 303 to `url` (a path of our own), whose page will say `sentence`. */
export function redirectWithSentence(
  reply: FastifyReply,
  url: string,
  sentence: string,
  kind: FlashKind = 'done',
): FastifyReply {
  const { site } = reply.server;
  const carried = Buffer.from(JSON.stringify([kind, sentence.slice(0, longestSentence)]), 'utf8').toString('base64url');
  reply.setCookie(cookieName(site, 'said'), carried, { ...cookieOptions(site, secondsToArrive), signed: true });
  return reply.redirect(url, 303);
}

/** The sentence waiting for this browser, taken so that it is not said twice; null when there is none or it was forged. */
export function takeSentence(request: FastifyRequest, reply: FastifyReply): Flash | null {
  const { site } = request.server;
  const name = cookieName(site, 'said');
  const brought = request.cookies[name];
  if (!brought) return null;
  reply.clearCookie(name, cookieOptions(site));
  const opened = request.unsignCookie(brought);
  return opened.valid && opened.value ? read(opened.value) : null;
}

function read(carried: string): Flash | null {
  try {
    const [kind, sentence] = JSON.parse(Buffer.from(carried, 'base64url').toString('utf8'));
    return kinds.includes(kind) && typeof sentence === 'string' ? { kind, sentence } : null;
  } catch {
    return null;
  }
}
