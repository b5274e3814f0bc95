/** The work this room asks for. `first-pull` and `poll` are both `pull-books`; the first is asked for by an install. */
import { z } from 'zod';

export const mirrorJobs = {
  /** The quarter of an hour is over: read the books again. Put on the timetable by each pull for the next. */
  poll: z.object({ creditorId: z.uuid() }),
  /** The books may be read: see to it that they tell us of changes. Again when they did not answer. */
  subscribe: z.object({ creditorId: z.uuid() }),
} as const;
