/**
 * Where a session's token is kept in the browser. Members, debtors and operators have cookies of their own, so one browser can
 * be all of them.
 * The token is opaque here; who may use it, and how long, is the rooms' affair.
 */
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Site } from './site.ts';

export type SessionKind = 'member' | 'portal' | 'operator';

/** The __Host- prefix makes the browser itself refuse a cookie that another host or plain http tries to plant. */
export function cookieName(site: Site, name: string): string {
  return site.https ? `__Host-rykker-${name}` : `rykker-${name}`;
}

/** `seconds`: how long the browser keeps it; left out, until it is closed. Lax: a link in a mail arrives signed in, a foreign form does not. */
export function cookieOptions(site: Site, seconds?: number): CookieSerializeOptions {
  const life = seconds === undefined ? {} : { maxAge: seconds };
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: site.https, ...life };
}

export function setSession(reply: FastifyReply, kind: SessionKind, token: string, seconds: number): void {
  const { site } = reply.server;
  reply.setCookie(cookieName(site, kind), token, cookieOptions(site, seconds));
}

/** What the browser brought, unchecked; null when it brought nothing. */
export function sessionToken(request: FastifyRequest, kind: SessionKind): string | null {
  return request.cookies[cookieName(request.server.site, kind)] || null;
}

export function clearSession(reply: FastifyReply, kind: SessionKind): void {
  const { site } = reply.server;
  reply.clearCookie(cookieName(site, kind), cookieOptions(site));
}
