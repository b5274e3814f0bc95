/** A replay as the view prints it: the policy in force, the draft beside it where there is one, and what neither can know. */
import type { Replay } from '../cases/store-replays.ts';
import { type ReplayTally, rungsOfTallies } from '../ladder/replay-tally.ts';
import { isRungKey } from '../ladder/rungs.ts';
import { amountText } from '../values/amount-text.ts';
import { dayText, monthText } from '../values/day-text.ts';
import { isCurrency } from '../values/money.ts';
import { monthsBetween, mostInAMonth, replayChart } from './replay-chart.ts';
import { capital, rungWord } from './rung-words.ts';

/** Said beside every replay. */
export const whatItCannotKnow: readonly string[] = [
  'Questions, objections, promises and rests: nobody had any, so every letter that fell due went.',
  'Your yes, and your look at a part payment, a credit note or an insolvency: given at once.',
  'E-mail addresses of then: each letter arrived.',
  'What a letter would have changed: people paid when they did pay, reminded by whatever reminded them then.',
  'When a payment or a credit note was matched: money counts from its own day in the books.',
  'Debts that fell due before the first day: they are left out, and would be your backlog.',
];

export function replayPage(replay: Replay) {
  const { fromDay, toDay, result, debtorsDone, debtorsInAll } = replay;
  const period = `${dayText(fromDay, 'en')} to ${dayText(toDay, 'en')}`;
  if (replay.state !== 'done' || result === null) {
    const sentence =
      replay.state === 'waiting' ? 'It begins in a moment.' : `${debtorsDone} of ${debtorsInAll} debtors replayed.`;
    return { period, reading: { label: 'Replaying', done: debtorsDone, of: debtorsInAll, sentence }, done: null };
  }
  const tallies = result.draft === null ? [result.current] : [result.current, result.draft];
  const names = result.draft === null ? ['The policy in force'] : ['The policy in force', draftName(replay)];
  const labels = rungsOfTallies(tallies);
  const months = monthsBetween(fromDay, toDay);
  const most = mostInAMonth(tallies);
  return {
    period,
    reading: null,
    done: {
      names,
      sums: sumRows(tallies),
      rungs: labels.map((label) => ({
        name: rungName(label),
        cells: tallies.map(({ rungs }) => {
          const { letters, paidSoon } = rungs[label] ?? { letters: 0, paidSoon: 0 };
          return paidSoon > 0
            ? `${letters}, ${paidSoon} of them to somebody who paid within two days`
            : String(letters);
        }),
      })),
      legend: labels.map((label, shade) => ({ name: rungName(label), shade })),
      charts: tallies.map((tally, place) => ({ name: names[place]!, ...replayChart(tally, months, labels, most) })),
      months: months.map((month) => ({
        name: monthText(`${month}-01`, 'en'),
        cells: tallies.flatMap((tally) => labels.map((label) => String(tally.months[month]?.[label] ?? 0))),
      })),
      columns: tallies.flatMap((_, place) =>
        labels.map((label) =>
          tallies.length === 1 ? rungName(label) : `${rungName(label)}, ${place === 0 ? 'now' : 'draft'}`,
        ),
      ),
      invoices: result.invoices,
      debtors: result.debtors,
      unknown: result.unknown,
    },
  };
}

/** How one is named in a list of them. */
export function replayLine(replay: Replay) {
  return {
    href: `/desk/replay/${replay.id}`,
    name: replay.draft === null ? 'The policy in force' : draftName(replay),
    letters:
      replay.result === null || replay.state !== 'done'
        ? 'under way'
        : lettersText(replay.result.draft ?? replay.result.current),
  };
}

function draftName({ draft }: Replay): string {
  const whose =
    draft === null || draft.name === 'normal'
      ? ''
      : draft.name.startsWith('debtor-')
        ? ' for one debtor'
        : ` for ${draft.name}`;
  return `The draft${whose}`;
}

function lettersText({ letters }: ReplayTally): string {
  return letters === 1 ? '1 letter' : `${letters} letters`;
}

function sumRows(tallies: readonly ReplayTally[]) {
  const row = (name: string, cell: (tally: ReplayTally) => string) => ({ name, cells: tallies.map(cell) });
  return [
    row('Letters', ({ letters }) => String(letters)),
    row('Debtors who got any', ({ debtors }) => String(debtors)),
    row('To somebody who paid within two days', ({ letters, paidSoon }) =>
      letters === 0 ? '0' : `${paidSoon} (${Math.round((paidSoon * 100) / letters)} %)`,
    ),
    row('Reminder fees', ({ fees }) => sumsText(fees)),
    row('Late interest stated', ({ interest }) => sumsText(interest)),
    row('Compensation', ({ compensation }) => sumsText(compensation)),
  ];
}

function sumsText(sums: { readonly [currency: string]: bigint }): string {
  const texts = Object.entries(sums)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([currency, minor]) => (isCurrency(currency) ? [amountText(minor, currency, 'en')] : []));
  return texts.length === 0 ? 'none' : texts.join(', ');
}

/** "reminder 2" as the desk calls it. */
function rungName(label: string): string {
  const [kind = '', nth = '1'] = label.split(' ');
  return capital(isRungKey(kind) ? rungWord(kind, Number(nth)) : label);
}
