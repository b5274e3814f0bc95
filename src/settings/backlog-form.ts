/** What happens with invoices that were overdue before sending was switched on, as the forms say it. */
import { z } from 'zod';
import type { BacklogChoice } from '../cases/choose-backlog.ts';
import type { LettersTonight } from '../cases/count-tonight.ts';
import type { BacklogLine, BacklogNumbers } from '../cases/store-backlog.ts';
import { amountText } from '../values/amount-text.ts';
import { type Day, daysBetween, isDay } from '../values/day.ts';
import { countOfDays, dayText } from '../values/day-text.ts';
import { severalOf } from '../web/forms.ts';

export const backlogChoiceForm = z.object({
  backlog: z.enum(['', 'all', 'due-after', 'by-hand']).default(''),
  after: z.string().trim().default(''),
});

const chooseOne = 'Choose what happens with the invoices that are overdue already.';
const writeDay = 'Write the day, as in 2026-03-31.';

/** The choice; null where there is nothing to choose about; a sentence where one is missing. */
export function backlogChoiceOf(
  form: z.output<typeof backlogChoiceForm>,
  overdue: number,
): { readonly choice: BacklogChoice | null } | { readonly error: string } {
  switch (form.backlog) {
    case '':
      return overdue === 0 ? { choice: null } : { error: chooseOne };
    case 'due-after':
      return isDay(form.after) ? { choice: { kind: 'due-after', day: form.after } } : { error: writeDay };
    default:
      return { choice: { kind: form.backlog } };
  }
}

export const backlogPageForm = z.object({
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  act: z.enum(['ticked', 'all', 'none']).catch('ticked'),
  listed: severalOf(z.uuid()),
  in: severalOf(z.uuid()),
});

/** Of the invoices on the page, which are left out from now on and which are taken in. */
export function markedOn({ act, listed, in: tickedIds }: z.output<typeof backlogPageForm>) {
  const takenIn = act === 'all' ? listed : act === 'none' ? [] : listed.filter((id) => tickedIds.includes(id));
  return { takenIn, leftOut: listed.filter((id) => !takenIn.includes(id)) };
}

/** "23 invoices of 9 debtors, DKK 123,456.00 and EUR 100.00". */
export function numbersText({ invoices, debtors, sums }: BacklogNumbers): string {
  const counted = `${count(invoices, 'invoice')} of ${count(debtors, 'debtor')}`;
  const amounts = sums.map(({ currency, minor }) => amountText(minor, currency, 'en'));
  const last = amounts.at(-1);
  if (last === undefined) return counted;
  return `${counted}, ${amounts.length === 1 ? last : `${amounts.slice(0, -1).join(', ')} and ${last}`}`;
}

/** "9 letters come to the queue tonight, 2 more are held"; `null` where they were too many to work out. */
export function tonightText(letters: LettersTonight | null, most: number): string {
  if (letters === null) return `up to ${count(most, 'letter')} tonight`;
  const { wouldWait, wouldBeHeld } = letters;
  const held = wouldBeHeld === 0 ? '' : `, ${wouldBeHeld} more held`;
  return `${count(wouldWait, 'letter')} tonight${held}`;
}

export function oldestText({ oldestDueDay }: BacklogNumbers): string | null {
  return oldestDueDay === null ? null : dayText(oldestDueDay, 'en');
}

export function backlogLinePage(line: BacklogLine, today: Day) {
  return {
    id: line.invoiceId,
    number: line.number,
    debtor: line.debtorName,
    amount: amountText(line.minor, line.currency, 'en'),
    due: dayText(line.dueDay, 'en'),
    late: countOfDays(daysBetween(line.dueDay, today), 'en'),
    takenIn: !line.leftOut,
  };
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
