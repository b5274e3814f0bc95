/** The work this room hands on. Payloads are ids, read again in the creditor's room. */
import { z } from 'zod';

export const paymentJobs = {
  /** A verified event of the payment provider is stored: see what it means. */
  'settle-payment': z.object({ creditorId: z.uuid(), subjectId: z.uuid() }),
  /** On the timetable: a checkout's time is over, or money is on its way. `subjectId` is the payment. */
  'check-payment': z.object({ creditorId: z.uuid(), subjectId: z.uuid() }),
  /** Money has come in: thank the debtor. */
  'send-receipt': z.object({ creditorId: z.uuid(), subjectId: z.uuid() }),
} as const;
