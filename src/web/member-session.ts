/**
 * Who is signed in. A door hangs `memberGate` before its routes and asks `memberOf` inside them; which member a session is,
 * and whether it still is one, the database says at every request.
 */
import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { Member, Role } from '../creditors/member.ts';
import { memberOfSession } from '../creditors/store-doorways.ts';
import type { Database } from '../db/work.ts';
import { hashToken } from '../values/secrets.ts';
import { sendProblem } from './errors.ts';
import { redirectWithSentence } from './flash.ts';
import { clearSession, sessionToken } from './session-cookie.ts';

const signedIn = new WeakMap<FastifyRequest, Member>();

/** Lets members with one of these roles through; everybody who is signed in when `roles` is left out. */
export function memberGate({ db, roles }: { db: Database; roles?: readonly Role[] }): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const member = signedIn.get(request) ?? (await findMember(db, request));
    if (member === null) return askToSignIn(request, reply);
    signedIn.set(request, member);
    if (roles && !roles.includes(member.role)) return sendProblem(reply, 'not-allowed', refusalOf(roles));
  };
}

/** The member behind a request that has passed a gate. Throws where no gate hangs. */
export function memberOf(request: FastifyRequest): Member {
  const member = signedIn.get(request);
  if (!member) throw new Error('a route without a member gate asks who is signed in');
  return member;
}

/** The member behind any request, or null: for pages that everybody sees. */
export async function findMember(db: Database, request: FastifyRequest): Promise<Member | null> {
  const token = sessionToken(request, 'member');
  return token === null ? null : memberOfSession(db, hashToken(token));
}

function askToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (sessionToken(request, 'member') !== null) clearSession(reply, 'member');
  const sentence =
    request.method === 'GET'
      ? 'Sign in to go on.'
      : 'You were signed out before this reached us, so nothing was changed. Sign in and do it again.';
  return redirectWithSentence(reply, '/sign-in', sentence, 'note');
}

function refusalOf(roles: readonly Role[]): string {
  return roles.length === 1 && roles[0] === 'admin' ? 'Only an admin can do this.' : 'Your role does not include this.';
}
