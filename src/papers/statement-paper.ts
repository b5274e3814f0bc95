/** The statement in a reader's language: the sheet's lines as the blocks that page and PDF print. */

import { rulesOf } from '../law/rules.ts';
import type { DebtorAccount } from '../ledger/accounts.ts';
import { paragraphText } from '../sending/law-words.ts';
import { percentText, rungText } from '../sending/letter-page.ts';
import { currencyText, numberText } from '../values/amount-text.ts';
import { dayText } from '../values/day-text.ts';
import type { Language } from '../values/language.ts';
import type { Paper, PaperNote, PaperTable } from './paper.ts';
import { ratesTable, spanText } from './rates-table.ts';
import type {
  ClaimRow,
  InterestPart,
  SettledReason,
  SettledRow,
  SheetShare,
  StatementSheet,
} from './statement-sheet.ts';
import type { PaperSay, PaperWordName } from './words.ts';

/** Whose statement it is. */
export type Parties = {
  readonly creditor: { readonly name: string; readonly companyNumber: string | null; readonly address: string | null };
  readonly debtor: { readonly name: string; readonly customerNumber: string | null };
};

/** `booksRead`: as of when the books were read, as its reader writes it; null before the first time. */
export function statementPaper(
  sheet: StatementSheet,
  parties: Parties,
  say: PaperSay,
  language: Language,
  booksRead: string | null = null,
): Paper {
  const day = dayText(sheet.asOfDay, language);
  const { creditor, debtor } = parties;
  const note = (text: string, strong = false): PaperNote => ({ kind: 'note', text, strong });
  const today = dayText(sheet.today, language);
  const empty = sheet.claims.length === 0 && sheet.settled.length === 0;
  return {
    language,
    title: say('title'),
    lead: say('asOf', { day }),
    facts: [
      { name: say('debtor'), value: debtor.name },
      { name: say('customerNumber'), value: debtor.customerNumber ?? '' },
      { name: say('creditor'), value: [creditor.name, creditor.address ?? ''].filter(Boolean).join(', ') },
      { name: say('companyNumber'), value: creditor.companyNumber ?? '' },
      { name: say('booksRead'), value: booksRead ?? '' },
    ].filter(({ value }) => value !== ''),
    blocks: [
      ...(sheet.asOfDay > sheet.today ? [note(say('forecast', { day, today }), true)] : []),
      ...(sheet.asOfDay < sheet.today ? [note(say('past', { today }))] : []),
      ...(sheet.knownTo === null ? [] : [note(say('knownTo', { day: dayText(sheet.knownTo, language) }), true)]),
      ...(empty ? [note(say('nothingClaimed'))] : owedBlocks(sheet, say, language)),
      ...interestBlocks(sheet, say, language),
      ...(sheet.feeParagraph === null
        ? []
        : [note(say('feesWhy', { paragraph: paragraphText(sheet.feeParagraph, language) }))]),
    ],
    foot: say('foot', { creditor: creditor.name, day, page: '{page}', pages: '{pages}' }),
  };
}

function owedBlocks(sheet: StatementSheet, say: PaperSay, language: Language): PaperTable[] {
  const number = (minor: bigint) => numberText(minor, sheet.currency, language);
  const columns = [
    { name: say('day'), figure: false, width: 21 },
    { name: say('what'), figure: false, width: 59 },
    { name: currencyText(sheet.currency, language), figure: true, width: 20 },
  ];
  const claims: PaperTable = {
    kind: 'table',
    title: say('claimed'),
    columns,
    rows: sheet.claims.map((row) => [
      { text: dayText(row.day, language) },
      { text: claimText(row, say, language) },
      { text: number(row.amountMinor) },
    ]),
    sums: [{ name: say('claimedTotal'), figure: number(sheet.claimedMinor) }],
  };
  const settled: PaperTable = {
    kind: 'table',
    title: say('settled'),
    columns,
    rows: sheet.settled.map((row) => [
      { text: dayText(row.day, language) },
      { text: settledText(row, say), small: sharesText(row.shares, sheet, say, language) },
      { text: number(row.amountMinor) },
    ]),
    sums: [{ name: say('settledTotal'), figure: number(sheet.settledMinor) }],
  };
  return [claims, ...(sheet.settled.length > 0 ? [settled] : []), leftTable(sheet, say, language)];
}

export const accountWords: { readonly [account in DebtorAccount]: PaperWordName } = {
  principal: 'leftPrincipal',
  fee: 'leftFee',
  interest: 'leftInterest',
  compensation: 'leftCompensation',
  credit: 'leftCredit',
};

function leftTable(sheet: StatementSheet, say: PaperSay, language: Language): PaperTable {
  const number = (minor: bigint) => numberText(minor, sheet.currency, language);
  const accounts = (Object.keys(accountWords) as DebtorAccount[]).filter((account) => sheet.left[account] !== 0n);
  return {
    kind: 'table',
    title: say('left'),
    columns: [
      { name: say('what'), figure: false, width: 80 },
      { name: currencyText(sheet.currency, language), figure: true, width: 20 },
    ],
    rows: accounts.map((account) => [{ text: say(accountWords[account]) }, { text: number(sheet.left[account]) }]),
    sums: [{ name: say('total', { day: dayText(sheet.asOfDay, language) }), figure: number(sheet.totalMinor) }],
  };
}

function claimText({ kind, invoice, letter }: ClaimRow, say: PaperSay, language: Language): string {
  const number = invoice?.number ?? '';
  switch (kind) {
    case 'invoice':
      return say('claimInvoice', { number, due: invoice ? dayText(invoice.dueDay, language) : '' });
    case 'invoice-again':
      return say('claimInvoiceAgain', { number });
    case 'fee':
      return letter ? say('claimFee', { rung: rungText(letter, language) }) : say('claimFeeAlone');
    case 'fee-back':
      return say('claimFeeBack');
    case 'interest':
      return invoice ? say('claimInterest', { number }) : say('claimInterestAlone');
    case 'compensation':
      return invoice ? say('claimCompensationOf', { number }) : say('claimCompensation');
    case 'compensation-back':
      return say('claimCompensationBack');
  }
}

/** What each reason is called where something was taken off, or went back. */
const settledWords: { readonly [reason in SettledReason]: PaperWordName } = {
  'books-observed': 'settledBooks',
  'payment-received': 'settledPortal',
  'claims-waived': 'settledWaived',
  'paid-in-books': 'settledPaidInBooks',
  'credit-used': 'settledCredit',
  'credit-kept': 'settledCredit',
  'credit-paid-back': 'settledCreditPaidBack',
  'payment-refunded': 'settledRefunded',
  'payment-charged-back': 'settledChargedBack',
  'chargeback-won': 'settledChargebackWon',
  moved: 'settledMoved',
};

export function settledText({ reason }: SettledRow, say: PaperSay): string {
  return say(settledWords[reason]);
}

function sharesText(shares: readonly SheetShare[], sheet: StatementSheet, say: PaperSay, language: Language): string {
  return shares.map((share) => shareText(share, sheet, say, language)).join('; ');
}

function shareText(share: SheetShare, sheet: StatementSheet, say: PaperSay, language: Language): string {
  const number = share.invoiceNumber ?? '';
  const amount = numberText(share.amountMinor, sheet.currency, language);
  switch (share.account) {
    case 'principal':
      return say('sharePrincipal', { number, amount });
    case 'fee':
      return say('shareFee', { amount });
    case 'interest':
      return say('shareInterest', { number, amount });
    case 'compensation':
      return say('shareCompensation', { amount });
    case 'credit':
      return say(share.amountMinor < 0n ? 'shareCreditUsed' : 'shareCredit', { amount });
  }
}

function interestBlocks(sheet: StatementSheet, say: PaperSay, language: Language): (PaperTable | PaperNote)[] {
  const parts = sheet.interest.filter((part) => part.rows.length > 0);
  if (parts.length === 0) return [];
  const bases = new Set(parts.map(basisWord));
  const notes = [
    ...whyNotes(parts, say, language),
    ...agreedNotes(parts, say, language),
    ...joinedNotes(parts, say),
    ...[...bases].map((basis) => say(basis)),
    say('interestRounding'),
  ];
  return [
    ...parts.map((part) => interestTable(part, sheet, say, language)),
    ...(parts.some(({ rows }) => rows.some(({ basis }) => basis !== 'contract'))
      ? [ratesTable(parts, say, language)]
      : []),
    ...notes.map((text): PaperNote => ({ kind: 'note', text, strong: false })),
  ];
}

/** How days become years here: what a leap year is divided by is each market's own. */
function basisWord({ dayCount, invoice }: InterestPart) {
  if (dayCount === '30/360') return 'interestBasis30';
  return rulesOf(invoice.market)?.interest.leapYearDays === 365 ? 'interestBasis365' : 'interestBasisActual';
}

/** Margin and paragraph; the invoices are named only where they differ. */
function whyNotes(parts: readonly InterestPart[], say: PaperSay, language: Language): string[] {
  const reasons = new Map<string, { margin: string; paragraph: string; numbers: Set<string> }>();
  for (const { invoice, rows } of parts)
    for (const { basis, marginPercent, paragraph } of rows) {
      if (basis !== 'reference') continue;
      const key = `${marginPercent} ${paragraph}`;
      const words = { margin: percentText(marginPercent, language), paragraph: paragraphText(paragraph, language) };
      const reason = reasons.get(key) ?? { ...words, numbers: new Set() };
      reasons.set(key, reason);
      reason.numbers.add(invoice.number);
    }
  return [...reasons.values()].map(({ margin, paragraph, numbers }) =>
    reasons.size === 1
      ? say('interestWhy', { margin, paragraph })
      : say('interestWhyOf', { margin, paragraph, numbers: [...numbers].join(', ') }),
  );
}

/** A rate that was agreed stands alone, with the note of the agreement. */
function agreedNotes(parts: readonly InterestPart[], say: PaperSay, language: Language): string[] {
  const notes = parts.flatMap(({ invoice, rows }) =>
    rows
      .filter(({ basis }) => basis === 'contract')
      .map(({ ratePercent, source, paragraph }) =>
        say('interestAgreed', {
          number: invoice.number,
          rate: percentText(ratePercent, language),
          note: source,
          paragraph: paragraphText(paragraph, language),
        }),
      ),
  );
  return [...new Set(notes)];
}

function joinedNotes(parts: readonly InterestPart[], say: PaperSay): string[] {
  return parts
    .filter(({ rows }) => rows.some(({ joinedMinor }) => joinedMinor > 0n))
    .map(({ invoice }) => say('interestJoined', { number: invoice.number }));
}

function interestTable(part: InterestPart, sheet: StatementSheet, say: PaperSay, language: Language): PaperTable {
  const number = (minor: bigint) => numberText(minor, sheet.currency, language);
  const { number: invoiceNumber, dueDay } = part.invoice;
  const until = dayText(part.knownTo ?? sheet.asOfDay, language);
  return {
    kind: 'table',
    title: say('interestOf', { number: invoiceNumber, due: dayText(dueDay, language) }),
    columns: [
      { name: say('interestDays'), figure: false, width: 34 },
      { name: say('interestCount'), figure: true, width: 9 },
      { name: say('interestBase'), figure: true, width: 17 },
      { name: say('interestReference'), figure: true, width: 13 },
      { name: say('interestMargin'), figure: true, width: 11 },
      { name: say('interestRate'), figure: true, width: 12 },
      { name: say('interestAmount'), figure: true, width: 15 },
    ],
    rows: part.rows.map((row) => [
      { text: spanText(row.fromDay, row.toDay, language) },
      { text: String(row.days) },
      { text: number(row.baseMinor) },
      { text: row.basis === 'reference' ? percentText(row.referencePercent, language) : '–' },
      { text: row.basis === 'reference' ? percentText(row.marginPercent, language) : '–' },
      { text: percentText(row.ratePercent, language) },
      { text: number(row.amountMinor) },
    ]),
    sums: [{ name: say('interestTotal', { day: until }), figure: number(part.totalMinor) }],
  };
}
