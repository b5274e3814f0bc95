/** What somebody looks at in the queue, as its address says it: tab, filters, order, page and the letter that is open. */
import { z } from 'zod';
import {
  type QueueFilter,
  type QueueSort,
  type QueueTab,
  queueSorts,
  queueTabs,
  type SalesPerson,
} from '../cases/queue-filter.ts';
import { type Segment, segments } from '../ladder/ladder-choice.ts';
import { type Day, dayPlus } from '../values/day.ts';
import { type Currency, isCurrency } from '../values/money.ts';

export type QueueLook = {
  /** Left out: where something waits. */
  readonly show?: QueueTab | undefined;
  readonly q: string;
  readonly rung: string;
  readonly currency: Currency | '';
  /** Whole units of each letter's own currency; 0 for any. */
  readonly over: number;
  /** At least so many days late; 0 for any. */
  readonly late: number;
  readonly rep: number | 'none' | '';
  readonly segment: Segment | '';
  readonly reason: string;
  readonly sort: QueueSort;
  readonly page: number;
  readonly open?: string | undefined;
};

const word = z.string().trim().max(80).catch('');
/** "12.000", "12,000" and "12 000" are twelve thousand: what is asked for has no decimals. */
const wholeNumber = z
  .string()
  .transform((text) => text.replaceAll(/[\s.,]/g, ''))
  .pipe(z.string().regex(/^\d{1,9}$/))
  .transform(Number)
  .catch(0);

const shape = z.object({
  show: z.enum(queueTabs).optional().catch(undefined),
  q: z.string().trim().max(100).catch(''),
  rung: word,
  currency: z.string().refine(isCurrency).or(z.literal('')).catch(''),
  over: wholeNumber,
  late: wholeNumber.transform((days) => Math.min(days, 9999)),
  rep: z
    .literal('none')
    .or(
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    )
    .or(z.literal(''))
    .catch(''),
  segment: z.enum([...segments, '']).catch(''),
  reason: word,
  sort: z.enum(queueSorts).catch('leaves'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  open: z.uuid().optional().catch(undefined),
});

export function readLook(query: unknown): QueueLook {
  const look = shape.parse(typeof query === 'object' && query !== null ? query : {});
  return { ...look, currency: look.currency === '' || isCurrency(look.currency) ? look.currency : '' };
}

/** The same from a form's hidden field, so that an act leads back to where it was done. */
export function lookOf(text: unknown): QueueLook {
  return readLook(Object.fromEntries(new URLSearchParams(typeof text === 'string' ? text.slice(0, 1000) : '')));
}

export function lookText(look: QueueLook): string {
  const query = new URLSearchParams();
  const { show, sort, page, open } = look;
  if (show) query.set('show', show);
  for (const name of ['q', 'rung', 'currency', 'rep', 'segment', 'reason'] as const)
    if (look[name] !== '') query.set(name, String(look[name]));
  for (const name of ['over', 'late'] as const) if (look[name] > 0) query.set(name, String(look[name]));
  if (sort !== 'leaves') query.set('sort', sort);
  if (page > 1) query.set('page', String(page));
  if (open) query.set('open', open);
  return query.toString();
}

/** Where a look is: `changes` on top of it. Another tab, filter or order begins on its first page, without an open letter. */
export function queueHref(look: QueueLook, changes: Partial<QueueLook> = {}): string {
  const text = lookText({ ...look, page: 1, open: undefined, ...changes });
  return text === '' ? '/desk/queue' : `/desk/queue?${text}`;
}

/** The filters and the search taken off, the tab and the order kept. */
export function unfiltered(look: QueueLook): QueueLook {
  return {
    ...look,
    q: '',
    rung: '',
    currency: '',
    over: 0,
    late: 0,
    rep: '',
    segment: '',
    reason: '',
    page: 1,
    open: undefined,
  };
}

export function filterOf(look: QueueLook, salesPerson: SalesPerson, today: Day): QueueFilter {
  return {
    salesPerson,
    search: look.q,
    rung: look.rung === '' ? null : look.rung,
    currency: look.currency === '' ? null : look.currency,
    over: look.over === 0 ? null : look.over,
    dueBy: look.late === 0 ? null : dayPlus(today, -look.late),
    rep: look.rep === '' ? null : look.rep,
    segment: look.segment === '' ? null : look.segment,
    reason: look.reason === '' ? null : look.reason,
  };
}

/** How many filters are set, the search not counted. */
export function filtersSet(look: QueueLook): number {
  const set = [look.rung, look.currency, look.rep, look.segment, look.reason].filter((each) => each !== '').length;
  return set + Number(look.over > 0) + Number(look.late > 0);
}
