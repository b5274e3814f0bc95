/** Germany: Bürgerliches Gesetzbuch (BGB). */
import type { MarketRules } from '../rules.ts';

export const germany: MarketRules = {
  market: 'DE',
  version: 'DE-2014-07-29',
  currency: 'EUR',
  chargesByItself: true,
  interest: {
    paragraph: 'BGB §§ 286, 288',
    margins: [
      { dueFrom: '2002-01-01', percent: '8', paragraph: 'BGB § 288(2) (before 29 July 2014)' },
      { dueFrom: '2014-07-29', percent: '9', paragraph: 'BGB § 288(2)' },
    ],
    consumer: {
      kind: 'margins',
      margins: [{ dueFrom: '2002-01-01', percent: '5', paragraph: 'BGB § 288(1)' }],
    },
    // The Basiszinssatz: the Bundesbank's, moved by the change of the ECB's rate and no copy of it.
    reference: { series: 'DE', roundedUpTo: null, paragraph: 'BGB § 247' },
    floats: true,
    compounds: 'never',
    dayCounts: ['actual', '30/360'],
    leapYearDays: 366,
    dueDayMoves: { toOpenDay: true, paragraph: 'BGB § 193' },
    withoutAgreedDay: { days: 30, lastDayBears: false, paragraph: 'BGB § 286(3)' },
    contractRate: { business: 'as-agreed', consumer: 'not-above-statutory', paragraph: 'BGB §§ 288(3), 307' },
  },
  // No statute names one: real cost of paper and postage is owed as damages, and never for the first reminder.
  reminderFee: null,
  compensation: {
    amountMinor: (_principalMinor, dueDay) => (dueDay < '2014-07-29' ? null : 4000n),
    againstFees: 'net',
    paragraph: 'BGB § 288(5)',
  },
  // A reminder has no form and no set time (§ 286(1)); fourteen days are ours.
  notice: {
    daysFromSending: { business: 14, 'sole-trader': 14, consumer: 14 },
    replyFormFor: [],
    paragraph: 'BGB § 286(1)',
  },
  limitation: {
    years: { business: 3, 'sole-trader': 3, consumer: 3 },
    from: 'end-of-due-year',
    anew: { acknowledgment: 'same', 'signed-plan': 'same', 'part-payment': 'same' },
    paragraph: 'BGB §§ 195, 199, 212',
  },
};
