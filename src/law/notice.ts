/**
 * What a formal notice must say before a collector's costs can be claimed (inkassoloven § 10 and its neighbours): written,
 * everything needed to judge the claim, as many days to pay as the market's law gives, that further costs may follow, and
 * no threat of anything that is not planned.
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
  /** See `threats.ts`. */
  readonly threatensOnlyWhatIsPlanned: boolean;
  /** A form to answer on, where the market wants one enclosed. */
  readonly replyFormEnclosed: boolean;
};

export const noticeItems = [
  'creditor',
  'invoices',
  'sums',
  'how-to-pay',
  'deadline',
  'further-costs',
  'only-planned-steps',
  'reply-form',
] as const;
export type NoticeItem = (typeof noticeItems)[number];

/** The items a notice to such a debtor still lacks under the market's rules; empty when it is complete. */
export function noticeLacks(content: NoticeContent, rules: MarketRules, debtorKind: DebtorKind): NoticeItem[] {
  const present: Record<NoticeItem, boolean> = {
    creditor: content.creditorNamed,
    invoices: content.invoicesNamed,
    sums: content.sumsNamed,
    'how-to-pay': content.howToPayNamed,
    deadline: content.deadlineDays >= noticeDays(rules, debtorKind),
    'further-costs': content.furtherCostsNamed,
    'only-planned-steps': content.threatensOnlyWhatIsPlanned,
    'reply-form': content.replyFormEnclosed || !rules.notice?.replyFormFor.includes(debtorKind),
  };
  return noticeItems.filter((item) => !present[item]);
}

/** The least number of days to pay, counted from sending; the longest we know of where this market names none. */
export function noticeDays(rules: MarketRules, debtorKind: DebtorKind): number {
  return rules.notice?.daysFromSending[debtorKind] ?? 30;
}
