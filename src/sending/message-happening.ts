/** What the trail is told of a message: its kind, why, and which attempt it was. */
import type { Happening } from '../trail/happening.ts';
import type { Message } from './store.ts';

export function messageHappening(message: Message, what: string, why: string): Happening {
  return {
    what,
    caseId: message.caseId,
    debtorId: message.debtorId,
    subjectId: message.id,
    details: { kind: message.kind, why, attempt: message.attempt },
  };
}
