/** The open invoices of a case one by one, as the view prints them: left out or in, and the time each was given. */
import { amountText } from '../values/amount-text.ts';
import { dayPlus } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { leftOutWords } from './invoice-words.ts';
import type { CaseRead } from './read-case-page.ts';
import type { Place } from './when-words.ts';

export function invoicesPage({ openInvoices }: CaseRead, place: Place) {
  const tomorrow = dayPlus(place.today, 1);
  return openInvoices.map((position) => {
    const { leftOut, graceDay, dueDay, booksDueDay } = position;
    const agreed = dueDay > booksDueDay;
    return {
      id: position.invoiceId,
      number: position.number,
      owed: amountText(position.remainderMinor - position.clearingMinor, position.currency, 'en'),
      due: dayText(booksDueDay, 'en'),
      leftOut:
        leftOut === null
          ? null
          : `Left out since ${dayText(leftOut.sinceDay, 'en')}${leftOut.note === null ? `: ${leftOutWords[leftOut.why]}.` : `: “${leftOut.note}”`}`,
      time: timeText(agreed ? dueDay : graceDay, agreed),
      earliest: booksDueDay >= tomorrow ? dayPlus(booksDueDay, 1) : tomorrow,
    };
  });
}

function timeText(day: string | null, agreed: boolean): string | null {
  if (day === null) return null;
  return agreed
    ? `Time until ${dayText(day, 'en')}, agreed with the debtor: letters and interest count from that day.`
    : `Time until ${dayText(day, 'en')} as a courtesy: letters count from that day, interest from the due day.`;
}
