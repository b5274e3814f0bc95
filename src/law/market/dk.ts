/** Denmark: renteloven (LBK 459/2014), inkassoloven (LBK 1018/2014), forældelsesloven. */
import type { Margin, MarketRules } from '../rules.ts';

const margins: readonly Margin[] = [
  { dueFrom: '2002-08-01', percent: '7', paragraph: 'renteloven § 5 (due before 1 March 2013)' },
  { dueFrom: '2013-03-01', percent: '8', paragraph: 'renteloven § 5' },
];

export const denmark: MarketRules = {
  market: 'DK',
  version: 'DK-2013-03-01',
  currency: 'DKK',
  chargesByItself: true,
  interest: {
    paragraph: 'renteloven §§ 3 and 5',
    margins,
    consumer: { kind: 'margins', margins },
    reference: { series: 'DK', roundedUpTo: null, paragraph: 'renteloven § 5' },
    floats: true,
    compounds: 'never',
    // The statute is silent. Real days are the state's own way (PAV 36.5.5); many lawyers count 30/360.
    dayCounts: ['actual', '30/360'],
    leapYearDays: 366,
    // No paragraph says it for every debt; practice and Danish guides do. The cautious side: a day or three less interest.
    dueDayMoves: { toOpenDay: true, paragraph: 'renteloven § 3; practice: the next banking day' },
    withoutAgreedDay: { days: 30, lastDayBears: true, paragraph: 'renteloven § 3(2)' },
    contractRate: { business: 'as-agreed', consumer: 'not-above-statutory', paragraph: 'renteloven § 7' },
  },
  reminderFee: {
    capMinor: 10000n,
    maxPerClaim: 3,
    daysApart: 10,
    firstDay: 0,
    onlyIfAgreed: false,
    paragraph: 'renteloven § 9 b',
  },
  compensation: {
    amountMinor: (_principalMinor, dueDay) => (dueDay < '2013-03-01' ? null : 31000n),
    againstFees: 'on-top',
    paragraph: 'renteloven § 9 a(3), BEK 601/2002 § 2(2)',
  },
  notice: {
    daysFromSending: { business: 10, 'sole-trader': 10, consumer: 10 },
    replyFormFor: [],
    paragraph: 'inkassoloven § 10',
  },
  limitation: {
    years: { business: 3, 'sole-trader': 3, consumer: 3 },
    from: 'due-day',
    // In writing, of existence and amount (§ 5); a plan that the debtor signed says both. A reminder does nothing.
    anew: { acknowledgment: 10, 'signed-plan': 10 },
    paragraph: 'forældelsesloven §§ 3, 5 and 15',
  },
};
