/** How long each claim lasts and what would start its time anew, as the view prints it. */
import { limitationOf } from '../cases/limitation-of.ts';
import { type InterruptionKind, interruptionKinds, rulesOf } from '../law/rules.ts';
import { countryName } from '../values/country-name.ts';
import { daysBetween } from '../values/day.ts';
import { countOfDays, dayText } from '../values/day-text.ts';
import { interruptionText } from './debtor-words.ts';
import type { CaseRead } from './read-case-page.ts';
import type { Place } from './when-words.ts';

/** What a member can tell of; whether it counts is the law's. */
export const interruptionChoices: { readonly [kind in InterruptionKind]: string } = {
  reminder: 'A reminder in writing reached the debtor',
  acknowledgment: 'The debtor acknowledged in writing that the debt exists, and its amount',
  'signed-plan': 'The debtor signed a plan to pay',
  'part-payment': 'The debtor paid a part of it',
};

export function agesPage({ positions, interruptions, debtor }: CaseRead, place: Place) {
  const numberOf = new Map(positions.map((position) => [position.invoiceId, position.number]));
  return {
    invoices: positions.map((position) => {
      const { day, anewBy } = limitationOf(position, debtor.decisions.kind);
      const left = daysBetween(place.today, day);
      return {
        id: position.invoiceId,
        number: position.number,
        day: dayText(day, 'en'),
        left: left <= 0 ? 'time-barred' : left <= 90 ? `in ${countOfDays(left, 'en')}` : '',
        urgent: left <= 30,
        law: countryName(position.market),
        paragraph: rulesOf(position.market)?.limitation.paragraph ?? '',
        since: anewBy === null ? null : `${interruptionText(anewBy.kind)} on ${dayText(anewBy.day, 'en')}`,
      };
    }),
    would: [...new Set(positions.map((position) => position.market))].map((market) => ({
      law: countryName(market),
      sentence: whatWould(market),
    })),
    told: interruptions.map((each) => ({
      id: each.id,
      sentence: `Invoice ${numberOf.get(each.invoiceId) ?? ''}: ${interruptionText(each.kind)} on ${dayText(each.day, 'en')}.`,
      note: each.note,
      takenBack: each.takenBack,
    })),
    choices: interruptionKinds.map((value) => ({ value, name: interruptionChoices[value] })),
    today: place.today,
  };
}

/** "An acknowledgment in writing starts it anew for 10 years. A reminder does not." */
export function whatWould(market: string): string {
  const rule = rulesOf(market)?.limitation;
  if (!rule) return 'We do not know what would start it anew, so nothing does.';
  const anew = interruptionKinds.filter((kind) => rule.anew[kind] !== undefined);
  const years = (kind: InterruptionKind) => {
    const told = rule.anew[kind];
    return told === 'same' || told === undefined ? '' : ` for ${told} years`;
  };
  const does = anew.map((kind) => `${nouns[kind]}${years(kind)}`);
  const not = interruptionKinds.filter((kind) => rule.anew[kind] === undefined);
  const said = does.length === 0 ? 'Only a court can start it anew.' : `It starts anew with ${listed(does)}.`;
  return not.includes('reminder') ? `${said} A reminder does not start it anew.` : said;
}

const nouns: { readonly [kind in InterruptionKind]: string } = {
  reminder: 'a reminder in writing that reaches the debtor',
  acknowledgment: 'a signed acknowledgment that the debt exists and of its amount',
  'signed-plan': 'a signed plan to pay',
  'part-payment': 'a part payment',
};

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
}
