/** Great Britain: Late Payment of Commercial Debts (Interest) Act 1998, its rate orders, Limitation Act 1980. */
import type { MarketRules } from '../rules.ts';

const thousand = 100_000n;

export const britain: MarketRules = {
  market: 'GB',
  version: 'GB-2013-03-16',
  currency: 'GBP',
  chargesByItself: true,
  interest: {
    paragraph: 'Late Payment of Commercial Debts (Interest) Act 1998 ss. 1 and 4',
    margins: [{ dueFrom: '2002-08-07', percent: '8', paragraph: 'SI 2002/1675' }],
    consumer: null,
    reference: { series: 'GB', roundedUpTo: null, paragraph: 'SI 2002/1675' },
    floats: false,
    compounds: 'never',
    dayCounts: ['actual'],
    leapYearDays: 365,
    dueDayMoves: { toOpenDay: false, paragraph: '1998 Act s. 4: from the day after the relevant day' },
    withoutAgreedDay: { days: 30, lastDayBears: false, paragraph: '1998 Act s. 4(5)' },
    contractRate: { business: 'as-agreed', consumer: 'none', paragraph: '1998 Act ss. 8 and 9' },
  },
  reminderFee: null,
  compensation: {
    amountMinor: (principalMinor) =>
      principalMinor < thousand ? 4000n : principalMinor < 10n * thousand ? 7000n : 10000n,
    againstFees: 'on-top',
    paragraph: '1998 Act s. 5A',
  },
  // The protocol is for individuals, sole traders among them; companies are under the practice direction.
  notice: {
    daysFromSending: { business: 14, 'sole-trader': 30, consumer: 30 },
    replyFormFor: ['sole-trader', 'consumer'],
    paragraph: 'Pre-Action Protocol for Debt Claims; Practice Direction on pre-action conduct',
  },
  limitation: {
    years: { business: 6, 'sole-trader': 6, consumer: 6 },
    from: 'due-day',
    anew: { acknowledgment: 'same', 'signed-plan': 'same', 'part-payment': 'same' },
    paragraph: 'Limitation Act 1980 ss. 5, 29 and 30',
  },
};
