import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { type Day, dayPlus, daysBetween } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { limitationOf } from './limitation-of.ts';
import type { SalesPerson } from './queue-filter.ts';
import { oldInvoices } from './store-ageing.ts';
import { readStandings } from './store-facts.ts';

/** How many days ahead a warning comes, the nearest last. */
export const warnedAhead = [90, 30] as const;

export type AgeingInvoice = {
  readonly invoiceId: string;
  readonly number: string;
  readonly caseId: string;
  readonly debtorName: string;
  /** Employee number of whose customer it is, or null. */
  readonly rep: number | null;
  readonly market: string;
  readonly currency: Currency;
  readonly minor: bigint;
  /** In the creditor's base currency, for ranking. */
  readonly baseMinor: bigint;
  /** The first day it is time-barred, and how many days are left until then. */
  readonly day: Day;
  readonly daysLeft: number;
  /** The day the warning that stands began: 90 days ahead, then 30. */
  readonly warnedSince: Day;
};

/**
 * Open invoices that will be too old within ninety days unless something starts their time anew. One that is barred already
 * is past warning: its letters stop under `not-too-old`.
 */
export async function readAgeing(work: Work, salesPerson: SalesPerson): Promise<AgeingInvoice[]> {
  const today = await creditorToday(work);
  const old = new Map(
    (await oldInvoices(work, salesPerson, dayPlus(today, warnedAhead[0]))).map((each) => [each.invoiceId, each]),
  );
  const standings = await readStandings(work, [...new Set([...old.values()].map((each) => each.debtorId))]);

  return standings.flatMap(({ debtor, positions }) =>
    positions.flatMap((position): AgeingInvoice[] => {
      const listed = old.get(position.invoiceId);
      if (!listed) return [];
      const { day } = limitationOf(position, debtor.decisions.kind);
      const daysLeft = daysBetween(today, day);
      const warning = warnedAhead.findLast((ahead) => daysLeft <= ahead);
      if (warning === undefined || daysLeft <= 0) return [];
      return [
        {
          invoiceId: position.invoiceId,
          number: position.number,
          caseId: listed.caseId,
          debtorName: debtor.name,
          rep: debtor.salesPersonNumber,
          market: position.market,
          currency: position.currency,
          minor: position.remainderMinor - position.clearingMinor,
          baseMinor: listed.baseMinor,
          day,
          daysLeft,
          warnedSince: dayPlus(day, -warning),
        },
      ];
    }),
  );
}
