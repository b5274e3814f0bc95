/** The words of the guards that ask whether it is time: days between letters, and the creditor's days and hours. */
import { countryName } from '../values/country-name.ts';
import { countOfDays, dayText, weekdayText } from '../values/day-text.ts';
import type { GuardWords } from './guard-words.ts';

type TimeGuard = 'spacing-kept' | 'quiet-days-kept' | 'hour-is-decent';

export const timeGuardWords: { readonly [guard in TimeGuard]: GuardWords } = {
  'spacing-kept': {
    name: 'Spacing',
    go: 'The last letter with a fee lies far enough back, or this one bears none.',
    no: {
      'fee-spacing': ({ detail, until }) =>
        `Waits until ${until}: the last letter with a fee left on ${day(detail['last'])}, and ${detail['days'] ?? 'ten'} full days must lie between.`,
    },
  },
  'quiet-days-kept': {
    name: 'Quiet days',
    go: 'The last letter in this currency lies far enough back.',
    no: {
      'quiet-days': ({ detail, until }) =>
        `Waits until ${until}: the last letter to this debtor left on ${day(detail['last'])}, and you want ${countOfDays(Number(detail['days']), 'en')} of quiet between. What falls due meanwhile goes on one letter.`,
    },
  },
  'hour-is-decent': {
    name: 'Hour',
    go: 'It is one of your sending days, within your hours.',
    no: {
      'closed-hours': ({ until, on }) =>
        `Waits until ${until}: letters leave between ${on.hours.from} and ${on.hours.to} o’clock.`,
      'not-a-sending-day': ({ detail, until, on }) =>
        `Waits until ${until}: ${weekdayText(String(detail['day']), 'en')} is none of your sending days (${weekdaysText(on.weekdays)}).`,
      holiday: ({ detail, until }) =>
        `Waits until ${until}: ${day(detail['day'])} is a bank holiday in ${countryName(String(detail['country']))}.`,
      eve: ({ detail, until }) => `Waits until ${until}: nobody is written to on ${day(detail['day'])}.`,
    },
  },
};

/** "Monday to Friday", or the days one by one where they do not follow each other. */
export function weekdaysText(weekdays: readonly number[]): string {
  // 1 January 2001 was a Monday.
  const names = weekdays.map((weekday) => weekdayText(`2001-01-0${weekday}`, 'en'));
  const follow = weekdays.every((weekday, place) => place === 0 || weekday === weekdays[place - 1]! + 1);
  if (names.length > 2 && follow) return `${names[0]} to ${names.at(-1)}`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function day(text: string | number | undefined): string {
  return dayText(String(text), 'en');
}
