/**
 * The statement of a case as lines that add up: what was claimed, what was taken off, and what is left, with the sheet of
 * interest of each invoice. The page, the PDF and the CSV all print from this, so that they can never differ. Minor units.
 */
import type { CaseStatement } from '../cases/read-statement.ts';
import type { CaseInvoice, SentLetter } from '../cases/store-statement.ts';
import type { InterestSegment, InterestSheet } from '../law/interest.ts';
import { rulesOf } from '../law/rules.ts';
import type { DebtorAccount, Reason } from '../ledger/accounts.ts';
import { isDebtorAccount } from '../ledger/accounts.ts';
import { feeCause, feeReversalCause } from '../ledger/fee.ts';
import type { Transaction } from '../ledger/posting.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { roundedQuotient, sum } from '../values/money.ts';

/** What was claimed. `interest` is worked out to the statement's day, posted or not. */
export type ClaimKind =
  | 'invoice'
  | 'invoice-again'
  | 'fee'
  | 'fee-back'
  | 'interest'
  | 'compensation'
  | 'compensation-back';

/** Reasons whose debtor's side is a claim, told among the claims. Every other is told among what was taken off. */
const claimReasons = [
  'fee-claimed',
  'fee-reversed',
  'interest-claimed',
  'compensation-claimed',
  'compensation-reversed',
] as const satisfies readonly Reason[];
export type SettledReason = Exclude<Reason, (typeof claimReasons)[number]>;

export type ClaimRow = {
  readonly day: Day;
  readonly kind: ClaimKind;
  readonly invoice: CaseInvoice | null;
  /** The letter that carried a fee. */
  /** The letter it came from: its rung, and which of its kind that was. */
  readonly letter: Pick<SentLetter, 'rung' | 'nth'> | null;
  /** Negative where a claim was taken back. */
  readonly amountMinor: bigint;
};

export type SheetShare = {
  readonly account: DebtorAccount;
  readonly invoiceNumber: string | null;
  readonly amountMinor: bigint;
};

/** What was taken off: payments, credit notes, what was given up. Negative where money went back to the debtor. */
export type SettledRow = {
  readonly day: Day;
  readonly reason: SettledReason;
  readonly amountMinor: bigint;
  /** How it was spread. */
  readonly shares: readonly SheetShare[];
};

export type InterestRow = {
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly days: number;
  readonly baseMinor: bigint;
  /** How much of the base is unpaid interest of full years that has joined it (the Netherlands). */
  readonly joinedMinor: bigint;
  /** Only 'reference' has a reference and a margin; an agreed rate stands alone. */
  readonly basis: InterestSegment['basis'];
  readonly referencePercent: string;
  readonly marginPercent: string;
  readonly ratePercent: string;
  readonly paragraph: string;
  readonly source: string;
  /** Rounded so that the rows come to the total, which is rounded once: within one minor unit of the row by itself. */
  readonly amountMinor: bigint;
};

export type InterestPart = {
  readonly invoice: CaseInvoice;
  readonly rows: readonly InterestRow[];
  readonly dayCount: InterestSheet['dayCount'];
  readonly totalMinor: bigint;
  /** The last day that could be worked out, where a rate is missing after it. */
  readonly knownTo: Day | null;
};

export type StatementSheet = {
  readonly asOfDay: Day;
  readonly today: Day;
  readonly currency: Currency;
  readonly claims: readonly ClaimRow[];
  readonly claimedMinor: bigint;
  readonly settled: readonly SettledRow[];
  readonly settledMinor: bigint;
  readonly left: { readonly [account in DebtorAccount]: bigint };
  readonly totalMinor: bigint;
  readonly interest: readonly InterestPart[];
  readonly knownTo: Day | null;
  /** What lets a fee be claimed, where one was. */
  readonly feeParagraph: string | null;
};

/** Throws when the lines do not come to the statement's own total: that is a bug of ours, and no paper may print it. */
export function statementSheet(stated: CaseStatement, today: Day): StatementSheet {
  const { statement, invoices, currency } = stated;
  const { asOfDay } = statement;
  const transactions = stated.transactions.filter((each) => each.postings.every(({ valueDay }) => valueDay <= asOfDay));
  const claims = [...claimRows(stated, transactions), ...interestClaims(stated, transactions)];
  const settled = settledRows(transactions, invoices);
  const claimedMinor = sum(claims.map((row) => row.amountMinor));
  const settledMinor = sum(settled.map((row) => row.amountMinor));
  if (claimedMinor - settledMinor !== statement.totalMinor) throw new Error('the lines of a statement do not add up');
  const { principalMinor, feeMinor, interestMinor, compensationMinor, creditMinor } = statement;
  return {
    asOfDay,
    today,
    currency,
    claims,
    claimedMinor,
    settled,
    settledMinor,
    left: {
      principal: principalMinor,
      fee: feeMinor,
      interest: interestMinor,
      compensation: compensationMinor,
      credit: creditMinor,
    },
    totalMinor: statement.totalMinor,
    interest: statement.lines.flatMap(({ invoiceId, interest }) => {
      const invoice = invoices.find((each) => each.invoiceId === invoiceId);
      return invoice && interest && (interest.segments.length > 0 || interest.knownTo !== null)
        ? [interestPart(invoice, interest)]
        : [];
    }),
    knownTo: statement.interestKnownTo,
    feeParagraph: (statement.fees.length > 0 && rulesOf(invoices[0]?.market ?? '')?.reminderFee?.paragraph) || null,
  };
}

function claimRows({ invoices, letters }: CaseStatement, transactions: readonly Transaction[]): ClaimRow[] {
  const letterOf = new Map(
    letters.flatMap((letter) => [
      [feeCause(letter.proposalId), letter] as const,
      [feeReversalCause(letter.proposalId), letter] as const,
    ]),
  );
  const seen = new Set<string>();
  const rows = transactions.flatMap(({ cause, reason, postings }): ClaimRow[] => {
    const owed = postings.filter(({ account }) => isDebtorAccount(account));
    const amountMinor = sum(owed.map((posting) => posting.amountMinor));
    const day = postings[0]?.valueDay;
    if (day === undefined || amountMinor === 0n) return [];
    const invoice = invoices.find((each) => each.invoiceId === owed[0]?.invoiceId) ?? null;
    const row = { day, invoice, letter: letterOf.get(cause) ?? null, amountMinor };
    switch (reason) {
      case 'fee-claimed':
        return [{ ...row, kind: 'fee' }];
      case 'fee-reversed':
        return [{ ...row, kind: 'fee-back' }];
      case 'compensation-claimed':
        return [{ ...row, kind: 'compensation' }];
      case 'compensation-reversed':
        return [{ ...row, kind: 'compensation-back' }];
      case 'books-observed': {
        if (amountMinor < 0n) return [];
        const invoiceId = owed[0]?.invoiceId ?? '';
        const kind = seen.has(invoiceId) ? 'invoice-again' : 'invoice';
        seen.add(invoiceId);
        return [{ ...row, kind }];
      }
      default:
        return [];
    }
  });
  return rows.sort(byDay);
}

/** Interest per invoice to the day: what its sheet comes to; where it bears none any more, what was claimed. */
function interestClaims({ statement, invoices }: CaseStatement, transactions: readonly Transaction[]): ClaimRow[] {
  const claimed = new Map<string | null, bigint>();
  for (const { reason, postings } of transactions) {
    if (reason !== 'interest-claimed') continue;
    for (const { account, invoiceId, amountMinor } of postings)
      if (account === 'interest') claimed.set(invoiceId, (claimed.get(invoiceId) ?? 0n) + amountMinor);
  }
  for (const { invoiceId, interest } of statement.lines) if (interest) claimed.set(invoiceId, interest.totalMinor);
  const lineOf = new Map(statement.lines.map((line) => [line.invoiceId, line]));
  return [...claimed].flatMap(([invoiceId, amountMinor]): ClaimRow[] => {
    if (amountMinor === 0n) return [];
    const day = (invoiceId && lineOf.get(invoiceId)?.interest?.knownTo) || statement.asOfDay;
    const invoice = invoices.find((each) => each.invoiceId === invoiceId) ?? null;
    return [{ day, kind: 'interest', invoice, letter: null, amountMinor }];
  });
}

function isSettled(reason: Reason): reason is SettledReason {
  return !(claimReasons as readonly Reason[]).includes(reason);
}

function settledRows(transactions: readonly Transaction[], invoices: readonly CaseInvoice[]): SettledRow[] {
  const numberOf = new Map(invoices.map((invoice) => [invoice.invoiceId, invoice.number]));
  const rows = transactions.flatMap(({ reason, postings }): SettledRow[] => {
    if (!isSettled(reason)) return [];
    const shares = postings.flatMap(({ account, invoiceId, amountMinor }): SheetShare[] =>
      isDebtorAccount(account)
        ? [{ account, invoiceNumber: invoiceId && (numberOf.get(invoiceId) ?? null), amountMinor: -amountMinor }]
        : [],
    );
    const amountMinor = sum(shares.map((share) => share.amountMinor));
    const day = postings[0]?.valueDay;
    if (day === undefined || shares.length === 0) return [];
    if (reason === 'books-observed' && amountMinor < 0n) return [];
    return [{ day, reason, amountMinor, shares }];
  });
  return rows.sort(byDay);
}

function interestPart(invoice: CaseInvoice, sheet: InterestSheet): InterestPart {
  let exact = { numerator: 0n, denominator: 1n };
  let shown = 0n;
  const rows = sheet.segments.map(({ exact: own, ...segment }): InterestRow => {
    exact = {
      numerator: exact.numerator * own.denominator + own.numerator * exact.denominator,
      denominator: exact.denominator * own.denominator,
    };
    exact = reduced(exact);
    const until = roundedQuotient(exact.numerator, exact.denominator);
    const amountMinor = until - shown;
    shown = until;
    return { ...segment, amountMinor };
  });
  return { invoice, rows, dayCount: sheet.dayCount, totalMinor: sheet.totalMinor, knownTo: sheet.knownTo };
}

function reduced({ numerator, denominator }: { numerator: bigint; denominator: bigint }) {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { numerator: 0n, denominator: 1n } : { numerator: numerator / a, denominator: denominator / a };
}

function byDay(a: { readonly day: Day }, b: { readonly day: Day }): number {
  return a.day < b.day ? -1 : a.day > b.day ? 1 : 0;
}
