/** The queue's filters and orders as the view prints them. */
import { type QueueSort, queueSorts } from '../cases/queue-filter.ts';
import type { QueueChoices } from '../cases/store-queue.ts';
import type { HoldKind } from '../ladder/facts.ts';
import { segments } from '../ladder/ladder-choice.ts';
import { holdWords } from './hold-words.ts';
import { filtersSet, type QueueLook, queueHref, unfiltered } from './queue-look.ts';
import { guardBriefly } from './queue-page.ts';
import { capital, rungWord } from './rung-words.ts';
import { segmentNames } from './segment-words.ts';

type Choice = { readonly value: string; readonly name: string };

const sortNames: { readonly [sort in QueueSort]: string } = {
  leaves: 'What leaves first',
  sum: 'Largest sum',
  late: 'Longest late',
  debtor: 'Debtor, A to Z',
};

/** `repNames`: employees of the books by their number. */
export function queueFiltersPage(look: QueueLook, choices: QueueChoices, repNames: ReadonlyMap<number, string>) {
  const set = filtersSet(look);
  return {
    set,
    clearHref: set > 0 || look.q !== '' ? queueHref(unfiltered(look)) : null,
    rungs: withChosen(
      choices.rungs.map((rung) => ({ value: rung, name: capital(rungWord(rung)) })),
      look.rung,
    ),
    currencies: withChosen(
      choices.currencies.map((currency) => ({ value: currency, name: currency })),
      look.currency,
    ),
    reps: withChosen(
      choices.reps.map((rep) =>
        rep === null
          ? { value: 'none', name: 'Nobody’s customers' }
          : { value: String(rep), name: repNames.get(rep) ?? `Employee ${rep}` },
      ),
      String(look.rep),
    ),
    segments: segments.map((value) => ({ value, name: segmentNames[value] })),
    reasons: withChosen(
      choices.reasons.map(({ reason, letters }) => ({
        value: reason,
        name: `${capital(reasonBriefly(reason))} (${letters})`,
      })),
      look.reason,
    ),
    sorts: queueSorts.map((sort) => ({ value: sort, name: sortNames[sort], chosen: sort === look.sort })),
    chosen: {
      rung: look.rung,
      currency: look.currency,
      rep: String(look.rep),
      segment: look.segment,
      reason: look.reason,
    },
    over: look.over === 0 ? '' : String(look.over),
    late: look.late === 0 ? '' : String(look.late),
  };
}

/** The heads of the columns that order the list: where each leads, and which one rules. */
export function sortHeads(look: QueueLook) {
  const head = (sort: QueueSort) => ({
    href: queueHref(look, { sort }),
    here: look.sort === sort ? (sort === 'sum' || sort === 'late' ? 'descending' : 'ascending') : null,
  });
  return { debtor: head('debtor'), sum: head('sum'), late: head('late'), leaves: head('leaves') };
}

function reasonBriefly(reason: string): string {
  return Object.hasOwn(holdWords, reason) ? holdWords[reason as HoldKind].brief : guardBriefly(reason);
}

/** What was chosen stays among the choices when no letter is like it any more. */
function withChosen(choices: readonly Choice[], chosen: string): readonly Choice[] {
  if (chosen === '' || choices.some(({ value }) => value === chosen)) return choices;
  return [...choices, { value: chosen, name: capital(chosen.replaceAll('-', ' ')) }];
}
