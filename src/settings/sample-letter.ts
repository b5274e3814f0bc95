/** A made-up debtor's letter with the creditor's own settings: what a change looks like, before anybody gets it. */

import type { LetterContent, LetterInterest } from '../cases/letter-content.ts';
import type { Creditor } from '../creditors/creditor.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import { nthOf } from '../ladder/climb.ts';
import { kindOf, type Rung, type RungKey, rungOf } from '../ladder/rungs.ts';
import { interestSheet } from '../law/interest.ts';
import { referenceRates } from '../law/reference-rates.ts';
import { type MarketRules, rulesOf } from '../law/rules.ts';
import { type Day, dayPlus } from '../values/day.ts';
import type { Language } from '../values/language.ts';
import { sum } from '../values/money.ts';

const principalMinor = 500_000n;

export type Sample = {
  readonly creditor: Creditor;
  readonly settings: CreditorSettings;
  readonly rung: RungKey;
  readonly language: Language;
  readonly today: Day;
};

/** One Danish invoice over 5,000 kr. that has climbed to this rung today, each letter having left on its first day. */
export function sampleLetter({ creditor, settings, rung: key, language, today }: Sample): LetterContent {
  const rules = rulesOf('DK');
  const rung = rungOf(settings.ladder, key);
  if (!rules || !rung) throw new Error('a sample of a rung or a law that is not there');
  const isNudge = kindOf(key) === 'nudge';
  const climbed = climbedTo(settings.ladder.rungs, rung);
  const nth = nthOf(
    key,
    climbed.map((each) => each.key),
  );
  const dueDay = dayPlus(today, isNudge ? rung.days : -daysAfterDue(climbed));
  const daysLate = isNudge ? 0 : daysAfterDue(climbed);
  const interest = rung.interest && !isNudge ? sampleInterest(rules, dueDay, today) : null;
  const earlierFees = climbed
    .filter((each) => each.key !== key && kindOf(each.key) !== 'nudge' && each.feeMinor > 0n)
    .map((each) => ({ day: dayPlus(dueDay, daysAfterDue(upTo(climbed, each))), minor: each.feeMinor }));
  const ours = isNudge ? 0n : rung.feeMinor + sum(earlierFees.map((fee) => fee.minor)) + (interest?.minor ?? 0n);
  return {
    language,
    channel: 'email',
    rung: key,
    nth,
    creditor: {
      ...creditor,
      bank: creditor.bank.account === null ? null : { ...creditor.bank, account: creditor.bank.account },
    },
    senderName: settings.sender.name,
    greeting: settings.sender.greetings[language],
    ownText: rung.texts[language] ?? null,
    debtorName: 'Havnecaféen I/S',
    contactFirstName: 'Ida',
    day: today,
    currency: 'DKK',
    lines: [
      {
        invoiceNumber: '20417',
        market: 'DK',
        day: dayPlus(dueDay, -14),
        dueDay,
        daysLate,
        rung: key,
        nth,
        principalMinor,
        soonDue: false,
      },
    ],
    creditNotes: [],
    principalMinor,
    feeMinor: isNudge ? 0n : rung.feeMinor,
    feeMarket: 'DK',
    feeParagraph: rules.reminderFee?.paragraph ?? '',
    earlierFees: isNudge ? [] : earlierFees,
    compensation: [],
    earlierCompensationMinor: 0n,
    interest,
    totalMinor: principalMinor + ours,
    payByDay: isNudge ? dueDay : dayPlus(today, rung.daysToPay),
    paymentReference: 'Faktura 20417',
    paysOnline: settings.paymentAccount !== null,
    law: null,
  };
}

/** From the due date to the last of these letters, each sent as soon as it may be: "10 days between" is the eleventh day. */
function daysAfterDue(climbed: readonly Rung[]): number {
  const after = climbed.filter((each) => kindOf(each.key) !== 'nudge');
  return after.reduce((days, each, place) => days + each.days + (place === 0 ? 0 : 1), 0);
}

function upTo(climbed: readonly Rung[], last: Rung): Rung[] {
  return climbed.slice(0, climbed.indexOf(last) + 1);
}

/** This rung and those below it that are on. */
function climbedTo(rungs: readonly Rung[], last: Rung): Rung[] {
  return upTo(rungs, last).filter((each) => each.on || each === last);
}

/** Null where no rate of the day is known: then the letter states none. */
function sampleInterest(rules: MarketRules, dueDay: Day, today: Day): LetterInterest | null {
  const sheet = interestSheet({
    rules,
    debtorKind: 'business',
    dueDay,
    principal: [{ fromDay: dueDay, minor: principalMinor }],
    untilDay: today,
    rates: referenceRates,
    dayCount: 'actual',
  });
  if (sheet.knownTo !== null || sheet.totalMinor === 0n) return null;
  return {
    minor: sheet.totalMinor,
    bases: [
      {
        market: rules.market,
        paragraph: rules.interest.paragraph,
        dayCount: sheet.dayCount,
        leapYearDays: rules.interest.leapYearDays,
        compounds: rules.interest.compounds === 'yearly',
        agreed: false,
      },
    ],
    periods: sheet.segments.map((segment) => ({
      invoiceNumber: '20417',
      fromDay: segment.fromDay,
      toDay: segment.toDay,
      days: segment.days,
      principalMinor: segment.baseMinor,
      ratePercent: segment.ratePercent,
    })),
  };
}
