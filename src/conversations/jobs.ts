/** The work this room hands on. Payloads are ids, read again in the creditor's room. */
import { z } from 'zod';

export const conversationJobs = {
  /** A debtor has asked: thank the debtor, and tell admins and the owning rep. `subjectId` is the question. */
  'send-question-mails': z.object({ creditorId: z.uuid(), subjectId: z.uuid() }),
} as const;
