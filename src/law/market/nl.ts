/** The Netherlands: Burgerlijk Wetboek (BW) books 3, 6 and 7, Besluit vergoeding voor buitengerechtelijke incassokosten (BIK). */
import type { MarketRules } from '../rules.ts';

export const netherlands: MarketRules = {
  market: 'NL',
  version: 'NL-2013-03-16',
  currency: 'EUR',
  chargesByItself: true,
  interest: {
    paragraph: 'BW 6:119 and 6:119a',
    margins: [
      { dueFrom: '2002-12-01', percent: '7', paragraph: 'BW 6:120(2) (due before 16 March 2013)' },
      { dueFrom: '2013-03-16', percent: '8', paragraph: 'BW 6:120(2)' },
    ],
    consumer: { kind: 'own-rate', series: 'NL-consumer', paragraph: 'BW 6:119 and 6:120(1)' },
    reference: { series: 'NL', roundedUpTo: null, paragraph: 'BW 6:120(2)' },
    floats: true,
    compounds: 'yearly',
    dayCounts: ['actual'],
    leapYearDays: 365,
    dueDayMoves: { toOpenDay: false, paragraph: 'BW 6:119a counts from the day after the term' },
    withoutAgreedDay: { days: 30, lastDayBears: false, paragraph: 'BW 6:119a(2)' },
    contractRate: { business: 'as-agreed', consumer: 'not-above-statutory', paragraph: 'BW 6:119(3) and 6:119a(7)' },
  },
  reminderFee: null,
  // The least that the BIK scale gives, owed without a reminder.
  compensation: {
    amountMinor: (_principalMinor, dueDay) => (dueDay < '2013-03-16' ? null : 4000n),
    againstFees: 'replaces',
    paragraph: 'BW 6:96(4), BIK art. 2',
  },
  // Consumers: fourteen days that start the day after receipt (HR 25 November 2016). Sent letters are given three days to arrive.
  notice: {
    daysFromSending: { business: 14, 'sole-trader': 14, consumer: 18 },
    replyFormFor: [],
    paragraph: 'BW 6:96(6)',
  },
  limitation: {
    years: { business: 5, 'sole-trader': 5, consumer: 2 },
    from: 'due-day',
    // A reminder does only when it clearly reserves the right to payment (3:317); ours do not say it.
    anew: { acknowledgment: 'same', 'signed-plan': 'same' },
    paragraph: 'BW 3:307, 3:317, 3:318 and 7:28',
  },
};
