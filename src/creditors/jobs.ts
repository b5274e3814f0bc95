/** The work this room hands on. Payloads are ids, read again in the creditor's room. */
import { z } from 'zod';

export const creditorJobs = {
  /** Something was decided that may move what falls due: look at every case again. */
  'facts-changed': z.object({ creditorId: z.uuid() }),
  /** The grant was taken back: tell the admins. */
  'creditor-paused': z.object({ creditorId: z.uuid() }),
  /** The books may be read: read them for the first time. */
  'first-pull': z.object({ creditorId: z.uuid() }),
} as const;
