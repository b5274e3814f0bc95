/** What somebody looks at in the worklist, as its address says it: kind, whose, currency and page. */
import { z } from 'zod';
import { type QuietKind, quietKinds } from '../cases/worklist.ts';
import { type Currency, isCurrency } from '../values/money.ts';

export type WorklistLook = {
  readonly kind: QuietKind | '';
  /** Employee number; 'none': nobody's customers. */
  readonly rep: number | 'none' | '';
  readonly currency: Currency | '';
  readonly page: number;
};

const shape = z.object({
  kind: z.enum(quietKinds).or(z.literal('')).catch(''),
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
  currency: z.string().catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export function readWorklistLook(query: unknown): WorklistLook {
  const look = shape.parse(typeof query === 'object' && query !== null ? query : {});
  return { ...look, currency: isCurrency(look.currency) ? look.currency : '' };
}

/** The address of a look; what changes without naming a page begins at the first. */
export function worklistHref(look: WorklistLook, change: Partial<WorklistLook> = {}): string {
  const query = worklistQuery({ ...look, page: 1, ...change });
  return query === '' ? '/desk/worklist' : `/desk/worklist?${query}`;
}

export function worklistQuery({ kind, rep, currency, page }: WorklistLook): string {
  const query = new URLSearchParams();
  if (kind !== '') query.set('kind', kind);
  if (rep !== '') query.set('rep', String(rep));
  if (currency !== '') query.set('currency', currency);
  if (page > 1) query.set('page', String(page));
  return query.toString();
}
