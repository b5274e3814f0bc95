import { changeSetting } from '../creditors/change-setting.ts';
import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';
import { leaveOutInvoices } from './leave-out-invoices.ts';
import { backlogApart } from './store-backlog.ts';
import { takeInvoicesIn } from './take-invoices-in.ts';

export type BacklogChoice =
  /** Every overdue invoice starts at the first reminder. */
  | { readonly kind: 'all' }
  /** Only what falls due after `day`; the rest is left out, one by one, until somebody takes it in. */
  | { readonly kind: 'due-after'; readonly day: Day }
  /** As it was ticked in the list. */
  | { readonly kind: 'by-hand' };

/** What happens with invoices that were overdue before sending was switched on. Each one left out or taken in is on the trail. */
export async function chooseBacklog(
  work: Work,
  choice: BacklogChoice,
): Promise<{ readonly leftOut: number; readonly takenIn: number }> {
  const today = await creditorToday(work);
  const apart =
    choice.kind === 'by-hand'
      ? { older: [], newerLeftOut: [] }
      : await backlogApart(work, today, choice.kind === 'due-after' ? choice.day : null);

  const leftOut = await leaveOutInvoices(work, apart.older, 'backlog', null);
  const takenIn = await takeInvoicesIn(work, apart.newerLeftOut, 'backlog');

  await changeSetting(work, 'backlog', { choice: choice.kind, day: choice.kind === 'due-after' ? choice.day : null });
  return { leftOut, takenIn };
}
