/** The work this room hands on, and what falls due on its timetable. Payloads are ids, read again in the creditor's room. */
import { z } from 'zod';

export const paymentJobs = {
  /** A verified event of the payment provider is stored; `subjectId` is its row: see what it means. */
  'settle-payment': z.object({ creditorId: z.uuid(), subjectId: z.uuid() }),
  /** A checkout's time is over, or money is on its way. `subjectId` is the payment. */
  'check-payment': z.object({ creditorId: z.uuid(), subjectId: z.uuid() }),
  /** Money has come in: thank the debtor. `subjectId` is the payment. */
  'send-receipt': z.object({ creditorId: z.uuid(), subjectId: z.uuid() }),
} as const;
