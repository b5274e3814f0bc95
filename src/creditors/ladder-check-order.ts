/** The order of a ladder, and rungs that could never go. */
import { kindOf, type Rung, type RungKind, rungKinds } from '../ladder/rungs.ts';
import { limitationDay } from '../law/limitation.ts';
import { debtorKinds, type MarketRules } from '../law/rules.ts';
import { countryName } from '../values/country-name.ts';
import { daysBetween } from '../values/day.ts';
import { fault, type LadderFault, warning } from './ladder-fault.ts';

export function orderFaults(rungs: readonly Rung[], markets: readonly MarketRules[]): LadderFault[] {
  const on = rungs.filter((rung) => rung.on);
  const letters = on.filter((rung) => kindOf(rung.key) !== 'human');
  if (letters.length === 0)
    return [fault(null, 'place', 'No letter is switched on, so nobody would ever hear from you.')];
  return [
    ...on.flatMap((rung, place) => [
      ...placeFaults(rung, on.slice(place + 1)),
      ...onceFaults(rung, on.slice(0, place)),
    ]),
    ...personFaults(on),
    ...nudgeFaults(on.filter((rung) => kindOf(rung.key) === 'nudge')),
    ...deadlineFaults(on),
    ...limitationFaults(on, markets),
  ];
}

const why: { readonly [kind in RungKind]: string } = {
  nudge: 'A friendly note goes before the due date: move it above all reminders.',
  reminder: 'After a notice or a person no reminder can go: move it above them.',
  notice: 'A notice comes after the last reminder: move it below them.',
  human: 'When a person has taken over, no letter goes any more: move this below every letter.',
};

/** Told at the rung that stands too high, save a nudge, which is told itself. */
function placeFaults(rung: Rung, above: readonly Rung[]): LadderFault[] {
  const order = (each: Rung) => rungKinds.indexOf(kindOf(each.key));
  const lower = above.find((each) => order(each) < order(rung));
  if (!lower) return [];
  return kindOf(lower.key) === 'nudge'
    ? [fault(lower, 'place', why.nudge)]
    : [fault(rung, 'place', why[kindOf(rung.key)])];
}

function onceFaults(rung: Rung, below: readonly Rung[]): LadderFault[] {
  const kind = kindOf(rung.key);
  if (kind !== 'notice' && kind !== 'human') return [];
  if (!below.some((each) => kindOf(each.key) === kind)) return [];
  const name = kind === 'notice' ? 'There is one notice in a ladder' : 'A person takes over once';
  return [fault(rung, 'place', `${name}: take this one out.`)];
}

function personFaults(on: readonly Rung[]): LadderFault[] {
  const place = on.findIndex((rung) => kindOf(rung.key) === 'human');
  const person = on[place];
  const demands = on.slice(0, Math.max(place, 0)).some((rung) => ['reminder', 'notice'].includes(kindOf(rung.key)));
  if (!person || demands) return [];
  return [fault(person, 'place', 'A person takes a case over after at least one reminder. Add one above.')];
}

/** Each nearer to the due day than the one before: of two on one day only one could go. */
function nudgeFaults(nudges: readonly Rung[]): LadderFault[] {
  return nudges.flatMap((rung, place) => {
    const before = nudges[place - 1];
    if (!before || rung.days < before.days) return [];
    const sentence =
      rung.days === before.days
        ? 'Two friendly notes for the same day: the first would never go. Write fewer days here, or take one out.'
        : `This one would go before the one above it, which then never goes. Write fewer than ${before.days} days, or move it up.`;
    return [fault(rung, 'days', sentence)];
  });
}

/** The deadline of the letter before is never cut short: a rung that is due sooner waits for it. */
function deadlineFaults(on: readonly Rung[]): LadderFault[] {
  return on.flatMap((rung, place) => {
    const before = on[place - 1];
    if (!before || kindOf(before.key) === 'nudge' || kindOf(rung.key) === 'nudge') return [];
    if (rung.days >= before.daysToPay) return [];
    const sentence = `The letter before gives ${before.daysToPay} days to pay, so this one waits that long in any case. Write ${before.daysToPay} or more to say what happens.`;
    return [warning(rung, 'days', sentence)];
  });
}

/** Two letters closer together than the creditor's quiet days: the later one waits for them, whatever the ladder says. */
export function quietFaults(on: readonly Rung[], quietDays: number): LadderFault[] {
  return on.flatMap((rung, place) => {
    const before = on[place - 1];
    if (!before || kindOf(rung.key) === 'human') return [];
    const isNudge = kindOf(rung.key) === 'nudge';
    const afterNudge = kindOf(before.key) === 'nudge';
    const gap = fullDaysBetween(before, rung);
    if (gap >= quietDays || gap < 0) return [];
    const earlier = !afterNudge ? 'the letter before' : isNudge ? 'the friendly note before' : 'the friendly note';
    const least = isNudge ? before.days - quietDays - 1 : rung.days + quietDays - gap;
    const write = isNudge ? (least < 1 ? 'Take it out' : `Write ${least} or fewer`) : `Write ${least} or more`;
    const comes = gap === 0 ? `the day after ${earlier}` : `${gap} full ${gap === 1 ? 'day' : 'days'} after ${earlier}`;
    const sentence = `This comes ${comes}, and you keep ${quietDays} quiet days between two letters to a debtor: it waits for them. ${write}, or keep fewer quiet days under Sending.`;
    return [warning(rung, 'days', sentence)];
  });
}

/** Days that lie between two letters, neither of their own days counted, when each leaves on its first day. */
function fullDaysBetween(before: Rung, rung: Rung): number {
  if (kindOf(rung.key) === 'nudge') return before.days - rung.days - 1;
  if (kindOf(before.key) === 'nudge') return before.days + rung.days - 1;
  return Math.max(rung.days, before.daysToPay);
}

/** Any day will do: the years are what counts. */
const due = '2025-01-01';

/** A rung that comes when some of these claims are too old already: there it could never go. */
function limitationFaults(on: readonly Rung[], markets: readonly MarketRules[]): LadderFault[] {
  const times = markets.flatMap(({ market }) =>
    debtorKinds.map((debtorKind) => {
      const asked = { market, debtorKind, dueDay: due, invoiceDay: due, interruptions: [] };
      return { market, debtorKind, days: daysBetween(due, limitationDay(asked)) };
    }),
  );
  const [first, ...rest] = times;
  if (!first) return [];
  const shortest = rest.reduce((a, b) => (b.days < a.days ? b : a), first);
  const late = on.find((_, place) => dayOf(on, place) >= shortest.days);
  if (!late) return [];
  const whose = shortest.debtorKind === 'consumer' ? 'a consumer’s debt' : 'a debt';
  const sentence = `This comes ${dayOf(on, on.indexOf(late))} days after the due date. Under the law of ${countryName(shortest.market)} ${whose} is too old after ${shortest.days} days: there it never goes. Write fewer days, here or above.`;
  return [warning(late, 'days', sentence)];
}

/** Days after the due day on which a rung comes when every letter leaves on its first day; a nudge's lie before it. */
export function dayOf(on: readonly Rung[], place: number): number {
  const after = on.slice(0, place + 1).filter((rung) => kindOf(rung.key) !== 'nudge');
  const rung = on[place];
  if (rung && kindOf(rung.key) === 'nudge') return -rung.days;
  return after.reduce((day, each, at) => {
    const before = after[at - 1];
    return day + (before ? Math.max(each.days, before.daysToPay) + 1 : Math.max(each.days, 1));
  }, 0);
}
