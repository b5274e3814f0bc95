/** The work this room asks for. `first-pull` and `poll` are both `pull-books`; the first is asked for by an install. */
import { z } from 'zod';

export const mirrorJobs = {
  /** The quarter of an hour is over: read the books again. Put on the timetable by each pull for the next. */
  poll: z.object({ creditorId: z.uuid() }),
  /** The books may be read: see to it that they tell us of changes. Again when they did not answer. */
  subscribe: z.object({ creditorId: z.uuid() }),
  /** Once a night: look after the web hooks, then hold everything against the mirror. Put on the timetable by the one before. */
  nightly: z.object({ creditorId: z.uuid() }),
  /** The nightly comparison found something: tell the admins. `subjectId` is the comparison's. */
  'drift-found': z.object({ creditorId: z.uuid(), subjectId: z.uuid() }),
} as const;
