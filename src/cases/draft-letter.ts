/**
 * The letter that is due to a debtor in one currency today, worked out whole from what stands: plan, words' content, sums and
 * fingerprint. Nothing is written and nobody is asked whether it may go.
 */
import type { Creditor } from '../creditors/creditor.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import { type LetterPlan, planLetter } from '../ladder/letter-plan.ts';
import { interestSheet } from '../law/interest.ts';
import type { RateRow } from '../law/reference-rates.ts';
import { rulesOf } from '../law/rules.ts';
import { type Balance, balanceOf } from '../ledger/balance.ts';
import type { Transaction } from '../ledger/posting.ts';
import { principalSteps } from '../ledger/principal-steps.ts';
import { type Day, dayPlus, daysBetween, earlierDay } from '../values/day.ts';
import { type Currency, smallest, sum } from '../values/money.ts';
import { invoiceFacts } from './invoice-facts.ts';
import type { EarlierFee, InterestPeriod, LetterContent, LetterInterest } from './letter-content.ts';
import { letterHash } from './letter-hash.ts';
import type { DebtorStanding, PositionRow } from './store-facts.ts';

/** The case's ledger, and the letters of it that carried a fee. */
export type CaseLedger = {
  readonly transactions: readonly Transaction[];
  readonly feeLetters: readonly { readonly day: Day; readonly minor: bigint }[];
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
};

export type Draft = {
  readonly plan: LetterPlan;
  readonly content: LetterContent;
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
    ladder: settings.ladder,
    debtorKind: debtor.decisions.kind,
    currency,
    invoices: invoiceFacts(standing, settings.confirmedMarkets),
  });
  if (!plan) return null;
  const balance = balanceOf(question.ledger.transactions);
  const demanded = plan.lines.filter((line) => line.demanded || plan.rung === 'nudge').map((line) => line.invoiceId);
  const interest = plan.statesInterest ? interestOn(question, balance, demanded) : { stated: null, knownTo: null };
  const earlierFees = plan.rung === 'nudge' ? [] : feesOwed(balance, question.ledger.feeLetters);
  const content = contentOf(question, plan, interest.stated, earlierFees);
  return {
    plan,
    content,
    recipient: debtor.email,
    interestKnownTo: interest.knownTo,
    hash: letterHash(content, debtor.email, question.textVersion),
  };
}

function contentOf(
  question: DraftQuestion,
  plan: LetterPlan,
  interest: LetterInterest | null,
  earlierFees: readonly EarlierFee[],
): LetterContent {
  const { today, creditor, settings, standing, currency } = question;
  const { debtor, positions } = standing;
  const lines = plan.lines.map((line) => {
    const position = positionOf(positions, line.invoiceId);
    return {
      invoiceNumber: position.number,
      day: position.day,
      dueDay: position.dueDay,
      daysLate: daysBetween(position.dueDay, today),
      rung: line.rung,
      principalMinor: line.principalMinor,
      soonDue: !line.demanded,
    };
  });
  const credits = plan.credits.map((credit) => {
    const note = debtor.creditNotes.find((each) => each.invoiceId === credit.invoiceId)!;
    return { number: note.number, day: note.day, minor: note.minor };
  });
  return {
    language: debtor.decisions.language,
    rung: plan.rung,
    creditor: letterCreditor(creditor),
    senderName: settings.sender.name,
    greeting: settings.sender.greetings[debtor.decisions.language],
    debtorName: debtor.name,
    contactFirstName: debtor.contactName?.split(/\s+/)[0] ?? null,
    day: today,
    currency,
    lines,
    creditNotes: credits,
    principalMinor: plan.principalMinor,
    feeMinor: plan.feeMinor,
    feeParagraph: rulesOf(positionOf(positions, plan.lines[0]!.invoiceId).market)?.reminderFee?.paragraph ?? '',
    earlierFees,
    interest,
    totalMinor:
      plan.principalMinor + plan.feeMinor + sum(earlierFees.map((fee) => fee.minor)) + (interest?.minor ?? 0n),
    payByDay:
      plan.rung === 'nudge' ? lines.map((line) => line.dueDay).reduce(earlierDay) : dayPlus(today, plan.daysToPay),
    paymentReference: `${standing.debtor.customerNumber ?? ''} / ${lines.map((line) => line.invoiceNumber).join(', ')}`,
    paysOnline: settings.paymentAccount !== null,
  };
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

/**
 * Late interest to today on these invoices, one period per rate and principal; what was claimed and paid before is off the
 * sum. Not stated at all when a rate is missing: half a sum would be a wrong one.
 */
function interestOn(
  question: DraftQuestion,
  balance: Balance,
  invoiceIds: readonly string[],
): { stated: LetterInterest | null; knownTo: Day | null } {
  const periods: InterestPeriod[] = [];
  let minor = 0n;
  let paragraph = '';
  for (const invoiceId of invoiceIds) {
    const position = positionOf(question.standing.positions, invoiceId);
    const rules = rulesOf(position.market);
    if (!rules) continue;
    const steps = principalSteps(question.ledger.transactions, invoiceId);
    const principal = steps.length > 0 ? steps : [{ fromDay: position.day, minor: position.remainderMinor }];
    const sheet = interestSheet({
      rules,
      debtorKind: question.standing.debtor.decisions.kind,
      dueDay: position.dueDay,
      principal,
      untilDay: question.today,
      rates: question.rates,
      dayCount: 'actual',
    });
    if (sheet.knownTo !== null) return { stated: null, knownTo: sheet.knownTo };
    paragraph = rules.interest.paragraph;
    minor +=
      sheet.totalMinor -
      (balance.interestClaimedByInvoice.get(invoiceId) ?? 0n) +
      (balance.interestByInvoice.get(invoiceId) ?? 0n);
    for (const segment of sheet.segments) {
      periods.push({
        invoiceNumber: position.number,
        fromDay: segment.fromDay,
        toDay: segment.toDay,
        days: segment.days,
        principalMinor: segment.baseMinor,
        ratePercent: segment.ratePercent,
      });
    }
  }
  return { stated: minor > 0n ? { minor, paragraph, dayCount: 'actual', periods } : null, knownTo: null };
}

/** Which fees of earlier letters are still owed: payments are taken off the oldest first, so the newest remain. */
function feesOwed(balance: Balance, feeLetters: CaseLedger['feeLetters']): EarlierFee[] {
  const owed: EarlierFee[] = [];
  let left = balance.feeMinor;
  for (const letter of [...feeLetters].sort((a, b) => (a.day < b.day ? 1 : -1))) {
    const minor = smallest(left, letter.minor);
    if (minor <= 0n) break;
    owed.unshift({ day: letter.day, minor });
    left -= minor;
  }
  return owed;
}

function positionOf(positions: readonly PositionRow[], invoiceId: string): PositionRow {
  const position = positions.find((each) => each.invoiceId === invoiceId);
  if (!position) throw new Error('a line without a position');
  return position;
}
