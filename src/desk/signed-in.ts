/** Whose room a request's work opens, and as whom it acts there. */
import type { Actor } from '../db/work.ts';
import { memberOf } from '../web/member-session.ts';

export function asMember(request: Parameters<typeof memberOf>[0]): { creditorId: string; actor: Actor } {
  const { creditorId, memberId } = memberOf(request);
  return { creditorId, actor: { kind: 'member', id: memberId } };
}
