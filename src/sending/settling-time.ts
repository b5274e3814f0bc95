import { minute } from '../values/day.ts';

/**
 * How long after an unknown outcome a provider's own search can be trusted to know (design §4: at least ten minutes,
 * and two empty searches). Also how long the sweeper waits before it looks at a message that has not settled.
 */
export const settlingTime = 10 * minute;
