/**
 * The Union's floor, Directive 2011/7/EU: what each member state must grant at least. It is known so that it can be shown;
 * a state whose own law has not been checked gets plain reminders only, so nothing here is ever charged.
 */
import type { MarketRules } from '../rules.ts';

export const europeanFloor: MarketRules = {
  market: 'EU',
  version: 'EU-2013-03-16',
  currency: 'EUR',
  chargesByItself: false,
  interest: {
    paragraph: 'Directive 2011/7/EU arts. 2 and 3',
    margins: [{ dueFrom: '2013-03-16', percent: '8', paragraph: 'Directive 2011/7/EU art. 2(6)' }],
    consumer: null,
    reference: { series: 'EU', roundedUpTo: null, paragraph: 'Directive 2011/7/EU art. 2(7)' },
    floats: true,
    compounds: 'never',
    dayCounts: ['actual'],
    leapYearDays: 366,
    dueDayMoves: { toOpenDay: true, paragraph: 'each state has its own rule' },
    withoutAgreedDay: { days: 30, lastDayBears: false, paragraph: 'Directive 2011/7/EU art. 3(3)' },
    contractRate: { business: 'none', consumer: 'none', paragraph: 'Directive 2011/7/EU art. 7' },
  },
  reminderFee: null,
  compensation: { amountMinor: () => 4000n, againstFees: 'net', paragraph: 'Directive 2011/7/EU art. 6' },
  notice: null,
  limitation: {
    // Each state has its own; three years are the shortest of those we know.
    years: { business: 3, 'sole-trader': 3, consumer: 2 },
    from: 'due-day',
    anew: {},
    paragraph: 'none: each state has its own',
  },
};
