/** Finland: korkolaki (633/1982), perintälaki (513/1999), laki velan vanhentumisesta (728/2003). */
import type { MarketRules } from '../rules.ts';

export const finland: MarketRules = {
  market: 'FI',
  version: 'FI-2022-05-01',
  currency: 'EUR',
  chargesByItself: true,
  interest: {
    paragraph: 'korkolaki 4 a § and 5 §',
    margins: [
      { dueFrom: '2002-07-01', percent: '7', paragraph: 'korkolaki 4 § (due before 16 March 2013)' },
      { dueFrom: '2013-03-16', percent: '8', paragraph: 'korkolaki 4 a §' },
    ],
    consumer: {
      kind: 'margins',
      margins: [{ dueFrom: '2002-07-01', percent: '7', paragraph: 'korkolaki 4 §' }],
    },
    reference: { series: 'FI', roundedUpTo: '0.5', paragraph: 'korkolaki 12 §' },
    floats: true,
    compounds: 'never',
    dayCounts: ['actual'],
    leapYearDays: 365,
    dueDayMoves: { toOpenDay: true, paragraph: 'velkakirjalaki 5 §' },
    withoutAgreedDay: { days: 30, lastDayBears: false, paragraph: 'korkolaki 6 §' },
    contractRate: { business: 'as-agreed', consumer: 'not-above-statutory', paragraph: 'korkolaki 2 § and 4 §' },
  },
  reminderFee: {
    capMinor: 1200n,
    // A reminder and a demand for payment of the creditor's own.
    maxPerClaim: 2,
    daysApart: 10,
    firstDay: 0,
    onlyIfAgreed: false,
    paragraph: 'perintälaki 10 d §',
  },
  compensation: {
    amountMinor: (_principalMinor, dueDay) => (dueDay < '2013-03-16' ? null : 4000n),
    againstFees: 'net',
    paragraph: 'perintälaki 10 e §',
  },
  notice: {
    daysFromSending: { business: 14, 'sole-trader': 14, consumer: 14 },
    replyFormFor: [],
    paragraph: 'perintälaki 4 and 5 §§',
  },
  limitation: {
    years: { business: 3, 'sole-trader': 3, consumer: 3 },
    from: 'due-day',
    anew: { reminder: 'same', acknowledgment: 'same', 'signed-plan': 'same' },
    paragraph: 'laki velan vanhentumisesta 4, 5 and 10 §§',
  },
};
