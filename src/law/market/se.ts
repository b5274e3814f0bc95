/** Sweden: räntelagen (1975:635), lag (1981:739) om ersättning för inkassokostnader, inkassolagen (1974:182). */
import type { Margin, MarketRules } from '../rules.ts';

const margins: readonly Margin[] = [{ dueFrom: '2002-07-01', percent: '8', paragraph: 'räntelagen 6 §' }];

export const sweden: MarketRules = {
  market: 'SE',
  version: 'SE-2013-03-16',
  currency: 'SEK',
  chargesByItself: true,
  interest: {
    paragraph: 'räntelagen 3, 4 and 6 §§',
    margins,
    consumer: { kind: 'margins', margins },
    reference: { series: 'SE', roundedUpTo: '0.5', paragraph: 'räntelagen 9 §' },
    floats: true,
    compounds: 'never',
    dayCounts: ['actual', '30/360'],
    leapYearDays: 365,
    // Räntelagen is silent on closed days; the promissory notes act moves the day, and the cautious side follows it.
    dueDayMoves: { toOpenDay: true, paragraph: 'skuldebrevslagen 5 §, by analogy' },
    withoutAgreedDay: { days: 30, lastDayBears: false, paragraph: 'räntelagen 4 §' },
    contractRate: {
      business: 'as-agreed',
      consumer: 'not-above-statutory',
      paragraph: 'räntelagen 1 §, avtalslagen 36 §',
    },
  },
  reminderFee: {
    capMinor: 6000n,
    // The act names no number. One is what nobody disputes.
    maxPerClaim: 1,
    daysApart: 8,
    firstDay: 0,
    onlyIfAgreed: true,
    paragraph: 'lag (1981:739) 2 §',
  },
  compensation: {
    amountMinor: (_principalMinor, dueDay) => (dueDay < '2013-03-16' ? null : 45000n),
    againstFees: 'replaces',
    paragraph: 'lag (1981:739) 4 a §',
  },
  notice: {
    daysFromSending: { business: 8, 'sole-trader': 8, consumer: 8 },
    replyFormFor: [],
    paragraph: 'inkassolagen 5 §',
  },
  limitation: {
    years: { business: 10, 'sole-trader': 10, consumer: 3 },
    // From the day the claim arose, which is the invoice's at the latest.
    from: 'invoice-day',
    anew: { reminder: 'same', acknowledgment: 'same', 'signed-plan': 'same', 'part-payment': 'same' },
    paragraph: 'preskriptionslagen 2 and 5 §§',
  },
};
