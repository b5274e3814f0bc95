/**
 * What a formal notice must say before a collector's costs can be claimed (inkassoloven § 10): written, everything needed
 * to judge the claim, at least ten days to pay counted from sending, and that further costs may follow.
 */
import type { DebtorKind, MarketRules } from './rules.ts';

export type NoticeContent = {
  readonly creditorNamed: boolean;
  readonly invoicesNamed: boolean;
  readonly sumsNamed: boolean;
  readonly howToPayNamed: boolean;
  /** Days to pay counted from the day it is sent. */
  readonly deadlineDays: number;
  readonly furtherCostsNamed: boolean;
};

export const noticeItems = ['creditor', 'invoices', 'sums', 'how-to-pay', 'deadline', 'further-costs'] as const;
export type NoticeItem = (typeof noticeItems)[number];

/** The items a notice still lacks under the market's rules; empty when it is complete. */
export function noticeLacks(content: NoticeContent, rules: MarketRules, debtorKind: DebtorKind): NoticeItem[] {
  const present: Record<NoticeItem, boolean> = {
    creditor: content.creditorNamed,
    invoices: content.invoicesNamed,
    sums: content.sumsNamed,
    'how-to-pay': content.howToPayNamed,
    deadline: content.deadlineDays >= noticeDays(rules, debtorKind),
    'further-costs': content.furtherCostsNamed,
  };
  return noticeItems.filter((item) => !present[item]);
}

/** The least number of days to pay, counted from sending; the longest we know of where this market names none. */
export function noticeDays(rules: MarketRules, debtorKind: DebtorKind): number {
  return rules.notice?.daysFromSending[debtorKind] ?? 30;
}
