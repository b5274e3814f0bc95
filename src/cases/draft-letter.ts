/**
 * The letter that is due to a debtor in one currency today, worked out whole from what stands: plan, words' content, sums and
 * fingerprint. Nothing is written and nobody is asked whether it may go.
 */
import type { Creditor } from '../creditors/creditor.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import { channelsFor, roadOf } from '../ladder/channel-choice.ts';
import { type LetterPlan, planLetter } from '../ladder/letter-plan.ts';
import { type Channel, kindOf } from '../ladder/rungs.ts';
import { textFor } from '../ladder/text-choice.ts';
import type { RateRow } from '../law/reference-rates.ts';
import { rulesOf } from '../law/rules.ts';
import { balanceOf } from '../ledger/balance.ts';
import type { Transaction } from '../ledger/posting.ts';
import { type Day, dayPlus, daysBetween, earlierDay } from '../values/day.ts';
import { type Currency, sum } from '../values/money.ts';
import { interestOnLetter, type StatedInterest } from './interest-on-letter.ts';
import { invoiceFacts } from './invoice-facts.ts';
import { ladderOf } from './ladder-of.ts';
import type { CreditNoteLine, InvoiceLine, LetterContent } from './letter-content.ts';
import { letterHash } from './letter-hash.ts';
import { letterLaw } from './letter-law.ts';
import { type FeeLetter, type OursOnLetter, oursOnLetter } from './ours-on-letter.ts';
import { positionOf } from './position-of.ts';
import type { DebtorStanding } from './store-facts.ts';

/** The case's ledger, and the letters of it that carried a fee. */
export type CaseLedger = {
  readonly transactions: readonly Transaction[];
  readonly feeLetters: readonly FeeLetter[];
};

export type DraftQuestion = {
  readonly today: Day;
  readonly creditor: Creditor;
  readonly settings: CreditorSettings;
  readonly standing: DebtorStanding;
  readonly currency: Currency;
  readonly rates: readonly RateRow[];
  readonly ledger: CaseLedger;
  readonly textVersion: string;
  /** What this house can write by. */
  readonly channels: readonly Channel[];
};

export type Draft = {
  readonly plan: LetterPlan;
  readonly content: LetterContent;
  /** By which channels it may go, in order; `content.channel` is the one it goes by. */
  readonly channels: readonly Channel[];
  /** Its address or number there. */
  readonly recipient: string | null;
  /** The last day interest is known to; null when it is known to today, or none is stated. */
  readonly interestKnownTo: Day | null;
  readonly hash: string;
};

/** The draft, or null when no letter is due. */
export function draftLetter(question: DraftQuestion): Draft | null {
  const { today, settings, standing, currency } = question;
  const { debtor } = standing;
  const plan = planLetter({
    today,
    ladder: ladderOf(settings, debtor),
    debtorKind: debtor.decisions.kind,
    neverFee: debtor.decisions.neverFee,
    currency,
    invoices: invoiceFacts(standing, settings),
  });
  if (!plan) return null;
  const balance = balanceOf(question.ledger.transactions);
  const demanded = plan.lines
    .filter((line) => line.demanded || kindOf(plan.rung) === 'nudge')
    .map((line) => line.invoiceId);
  const interest = plan.statesInterest
    ? interestOnLetter(question, balance, demanded)
    : { stated: null, knownTo: null, rates: [] };
  const ours = oursOnLetter(today, plan, standing.positions, balance, question.ledger);
  const wish = debtor.decisions.channelWish;
  const channels = channelsFor({ kind: kindOf(plan.rung), channels: plan.channels, wish, offered: question.channels });
  const road = roadOf(channels, debtor.reach);
  const content = { channel: road.channel, ...contentOf(question, plan, ours, interest) };
  return {
    plan,
    content,
    channels,
    recipient: road.to,
    interestKnownTo: interest.knownTo,
    hash: letterHash(content, road.to, question.textVersion),
  };
}

function contentOf(
  question: DraftQuestion,
  plan: LetterPlan,
  ours: OursOnLetter,
  interest: StatedInterest,
): Omit<LetterContent, 'channel'> {
  const { today, creditor, settings, standing, currency } = question;
  const { debtor } = standing;
  const lines = linesOf(question, plan);
  const { earlierFees, compensation, earlierCompensationMinor } = ours;
  return {
    language: debtor.decisions.language,
    rung: plan.rung,
    nth: plan.nth,
    creditor: letterCreditor(creditor),
    senderName: settings.sender.name,
    greeting: settings.sender.greetings[debtor.decisions.language],
    ownText: wordsFor(question, plan),
    debtorName: debtor.name,
    contactFirstName: debtor.contactName?.split(/\s+/)[0] ?? null,
    day: today,
    currency,
    lines,
    creditNotes: creditNotesOf(question, plan),
    principalMinor: plan.principalMinor,
    feeMinor: plan.feeMinor,
    ...feeLawOf(question, plan),
    earlierFees,
    compensation,
    earlierCompensationMinor,
    interest: interest.stated,
    totalMinor:
      plan.principalMinor +
      plan.feeMinor +
      sum(earlierFees.map((fee) => fee.minor)) +
      sum(compensation.map((each) => each.minor)) +
      earlierCompensationMinor +
      (interest.stated?.minor ?? 0n),
    payByDay:
      kindOf(plan.rung) === 'nudge'
        ? lines.map((line) => line.dueDay).reduce(earlierDay)
        : dayPlus(today, plan.daysToPay),
    paymentReference: `${debtor.customerNumber ?? ''} / ${lines.map((line) => line.invoiceNumber).join(', ')}`,
    paysOnline: settings.paymentAccount !== null,
    law: letterLaw(question, plan, interest.rates),
  };
}

/** The creditor's words for this debtor, else for this rung; null where there are none and ours stand. */
function wordsFor({ settings, standing: { debtor }, currency }: DraftQuestion, plan: LetterPlan): string | null {
  const { language, relation, segment } = debtor.decisions;
  const { rung, nth, principalMinor } = plan;
  const facts = {
    rung,
    nth,
    currency,
    principalMinor,
    relation,
    segment,
    habit: debtor.habit,
    group: debtor.groupNumber,
  };
  return textFor(settings.texts, facts, language) ?? plan.texts[language] ?? null;
}

function linesOf({ today, standing }: DraftQuestion, plan: LetterPlan): InvoiceLine[] {
  return plan.lines.map((line) => {
    const position = positionOf(standing.positions, line.invoiceId);
    // What is not demanded yet is told the day it was given until, also where the books' own is over.
    const dueDay = line.demanded ? position.dueDay : (position.graceDay ?? position.dueDay);
    return {
      invoiceNumber: position.number,
      market: position.market,
      day: position.day,
      dueDay,
      daysLate: daysBetween(dueDay, today),
      rung: line.rung,
      nth: line.nth,
      principalMinor: line.principalMinor,
      soonDue: !line.demanded,
    };
  });
}

function creditNotesOf({ standing }: DraftQuestion, plan: LetterPlan): CreditNoteLine[] {
  return plan.credits.map((credit) => {
    const note = standing.debtor.creditNotes.find((each) => each.invoiceId === credit.invoiceId)!;
    return { number: note.number, day: note.day, minor: note.minor };
  });
}

/** The law of this letter's fee; where it bears none, the one earlier fees on its first invoice came from. */
function feeLawOf({ standing }: DraftQuestion, plan: LetterPlan): { feeMarket: string; feeParagraph: string } {
  const { market } = positionOf(standing.positions, plan.lines[0]!.invoiceId);
  if (plan.feeMinor > 0n) return { feeMarket: plan.feeMarket, feeParagraph: plan.feeParagraph };
  return { feeMarket: market, feeParagraph: rulesOf(market)?.reminderFee?.paragraph ?? '' };
}

/** The creditor as its letters name it: what the books do not know is left out. */
export function letterCreditor(creditor: Creditor): LetterContent['creditor'] {
  const { name, companyNumber, address, phone, email, bank } = creditor;
  return {
    name,
    companyNumber,
    address,
    phone,
    email,
    bank: bank.account === null ? null : { ...bank, account: bank.account },
  };
}
