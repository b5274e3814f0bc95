/**
 * The sandbox's calendar: the business clock moves forward from one due thing to the next, each is done before the clock
 * goes on, and the answer comes when all is quiet. The books are read at every stop, not every quarter of an hour between:
 * nobody books anything while the calendar is being turned.
 */
import type { Instant } from '../values/day.ts';
import { businessNow, jobsUnderWay, timetableNext, turnBusinessClock } from './store.ts';
import { tick } from './tick.ts';
import { type WorkOffTools, workOff } from './work-off.ts';

const notWorthAStop = ['poll', 'nightly'];
const mostStops = 5000;

export type CalendarTools = WorkOffTools & {
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Answers when nothing the outside world sends us is on its way. */
  readonly outsideQuiet: () => Promise<void>;
  /** Asks for the reference rates of a half-year the calendar has come to: interest stands still without them. */
  readonly lookForRates: () => Promise<unknown>;
};

/** `earlier`: the target is not later than the app's now, and nothing was done. */
export async function turnCalendar(tools: CalendarTools, to: Instant): Promise<'quiet' | 'earlier'> {
  if (to <= (await businessNow(tools.db))) return 'earlier';
  for (let stops = 0; stops < mostStops; stops += 1) {
    await settleDown(tools);
    const next = await timetableNext(tools.db, notWorthAStop);
    if (next === null || next >= to) break;
    await turnBusinessClock(tools.db, next);
    await tools.lookForRates();
  }
  await turnBusinessClock(tools.db, to);
  await tools.lookForRates();
  await settleDown(tools);
  return 'quiet';
}

/** Does what is due until nothing is: jobs hand on jobs, and webhooks of the outside world arrive a moment later. */
async function settleDown(tools: CalendarTools): Promise<void> {
  for (let quietRounds = 0; quietRounds < 2; ) {
    const due = await tick({ db: tools.db, openWork: tools.clock.openWork });
    const done = await workOff(tools);
    await tools.outsideQuiet();
    const busy = due + done + (await jobsUnderWay(tools.db));
    if (busy > 0) quietRounds = 0;
    else quietRounds += 1;
    if (done === 0) await tools.pause(15);
  }
}
