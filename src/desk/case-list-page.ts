/** The list of cases as the view prints it. */
import type { CaseLine } from '../cases/store-case-list.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import { ladderFor } from '../ladder/ladder-choice.ts';
import { amountText, numberText } from '../values/amount-text.ts';
import { dayIn, daysBetween } from '../values/day.ts';
import { lateText, shortDayText } from '../values/day-text.ts';
import type { Currency } from '../values/money.ts';
import { holdBriefly } from './hold-words.ts';
import { nextStep, nextStepText } from './next-step.ts';
import { guardBriefly, type State } from './queue-page.ts';
import { rungWord } from './rung-words.ts';
import { closedWords } from './trail-words.ts';
import type { Place } from './when-words.ts';

export function caseListLine(
  line: CaseLine,
  { ladders, ladderVersions }: Pick<CreditorSettings, 'ladders' | 'ladderVersions'>,
  place: Place,
  currency: Currency | null,
) {
  const { lastLetter } = line;
  const { ladder } = ladderFor(line, ladders);
  return {
    href: `/desk/cases/${line.id}`,
    debtor: line.debtorName,
    amount:
      currency === null ? amountText(line.owedMinor, line.currency, 'en') : numberText(line.owedMinor, currency, 'en'),
    late: line.oldestDueDay === null ? '' : lateText(daysBetween(line.oldestDueDay, place.today), 'en'),
    lastLetter:
      lastLetter === null
        ? 'no letter yet'
        : `${rungWord(lastLetter.rung, lastLetter.nth)} ${shortDayText(dayIn(lastLetter.at, place.timeZone), 'en')}`,
    next: line.closedAt
      ? ''
      : nextStepText(place.today, nextStep(place.today, { ladder, ladderVersions }, line.climbs)),
    state: caseState(line, place),
  };
}

export function caseState(line: Omit<CaseLine, 'climbs' | 'segment'>, place: Pick<Place, 'timeZone'>): State {
  if (line.closedAt !== null)
    return {
      kind: 'paid',
      text: `Closed ${shortDayText(dayIn(line.closedAt, place.timeZone), 'en')}: ${closedWords(line.closedWhy)}`,
    };
  if (line.leftOut) return { kind: 'held', text: 'Left out by hand' };
  const [hold] = line.holds;
  if (hold) return { kind: 'held', text: `Held: ${holdBriefly(hold, place.timeZone)}` };
  if (line.oldestDueDay === null) return { kind: 'asks', text: 'Only fees and interest are left' };
  switch (line.openLetter?.status) {
    case 'waiting':
      return { kind: 'asks', text: 'A letter waits for a yes' };
    case 'approved':
      return { kind: 'ready', text: 'A letter is ready' };
    case 'sending':
      return { kind: 'sent', text: 'A letter is leaving' };
    case 'held':
      return { kind: 'held', text: `Held: ${guardBriefly(line.openLetter.guard)}` };
    default:
      return { kind: 'waits', text: 'Waits for its next rung' };
  }
}
