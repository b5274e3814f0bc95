/** Turns what a debtor owes into what the portal's views print. */
import type { PaperPress } from '../papers/press.ts';
import { openInvoiceIds } from '../payments/amount-to-pay.ts';
import { amountText, currencyText, numberText } from '../values/amount-text.ts';
import { type Day, dayIn, daysBetween } from '../values/day.ts';
import { clockText, dayText, instantText, lateText, shortDayText } from '../values/day-text.ts';
import type { Language } from '../values/language.ts';
import { historyPage } from './page-history.ts';
import { sheetPage } from './page-sheet.ts';
import type { PortalFacts, StatedCase } from './read-portal.ts';
import type { Say } from './words.ts';

const languageNames: readonly { readonly language: Language; readonly name: string }[] = [
  { language: 'da', name: 'Dansk' },
  { language: 'sv', name: 'Svenska' },
  { language: 'en', name: 'English' },
];

/** Links to the same page in the other languages. `path` may have a query already. */
export function languageLinks(path: string) {
  const joint = path.includes('?') ? '&' : '?';
  return languageNames.map((each) => ({ ...each, href: `${path}${joint}in=${each.language}` }));
}

/** What was typed into the question form, when it is shown again. */
export type AskEntered = { readonly question: string; readonly error: string };

export function portalPage(
  facts: PortalFacts,
  say: Say,
  papers: PaperPress,
  language: Language,
  entered: AskEntered | null = null,
) {
  const owing = facts.cases.filter(({ aCase, statement }) => aCase.closedAt === null && statement.totalMinor > 0n);
  const sections = owing.map((stated) => casePage(facts, stated, say, papers, language));
  const { creditor, settings, debtor } = facts;
  return {
    title: sections.length > 0 ? say('title') : say('doneTitle'),
    owes: say(sections.length === 1 ? 'owes' : 'owesMany', { name: debtor.name }),
    asOf: asOfText(facts, say, language),
    old: oldText(facts, say, language),
    sections,
    resting: facts.questions.some((question) => question.answeredAt === null) ? say('resting') : null,
    done: sections.length > 0 ? null : donePage(facts, say, language),
    paidAlready: sections.length > 0 ? { title: say('paidAlready'), text: say('paidAlreadyText') } : null,
    ask: askPage(facts, say, language, entered),
    history: historyPage(facts, say, language),
    historyTitle: say('history'),
    contact: {
      question: say('contact'),
      name: settings.sender.name,
      phone: creditor.phone,
      email: settings.sender.replyTo,
    },
  };
}

/** When this was reckoned, and as of when the books it rests on were read. */
function asOfText({ now, creditor, books }: PortalFacts, say: Say, language: Language): string {
  const reckoned = say('asOf', { time: clockText(now, creditor.timeZone, language) });
  if (books.readAt === null) return reckoned;
  return `${reckoned}. ${say('booksRead', { when: instantText(books.readAt, creditor.timeZone, language) })}`;
}

/** Where the books were read longer ago than promised, what to do: a payment may not show yet. */
function oldText({ creditor, books }: PortalFacts, say: Say, language: Language): string | null {
  if (books.readAt === null || books.age === 'fresh') return null;
  return say('booksOld', { when: instantText(books.readAt, creditor.timeZone, language) });
}

function donePage({ cases }: PortalFacts, say: Say, language: Language) {
  const credits = cases.filter(({ statement }) => statement.creditMinor < 0n);
  return {
    title: say('doneTitle'),
    lead: say('doneLead'),
    credits: credits.map(({ statement, currency }) =>
      say('doneCredit', { amount: amountText(-statement.creditMinor, currency, language) }),
    ),
  };
}

function askPage(facts: PortalFacts, say: Say, language: Language, entered: AskEntered | null) {
  if (facts.cases.length === 0) return null;
  const open = facts.cases.filter(({ aCase }) => aCase.closedAt === null);
  const about = open.length > 0 ? open : facts.cases.slice(0, 1);
  return {
    title: say('ask'),
    label: say('askLabel'),
    hint: say('askHint'),
    aboutLabel: say('askAbout'),
    about: about.map(({ aCase, invoices, currency }) => ({
      id: aCase.id,
      name: `${say('lineInvoices')} ${invoices.map((invoice) => invoice.number).join(', ')} (${currencyText(currency, language)})`,
    })),
    button: say('askButton'),
    entered,
  };
}

function casePage(facts: PortalFacts, stated: StatedCase, say: Say, papers: PaperPress, language: Language) {
  const { statement, currency, aCase } = stated;
  const today = dayIn(facts.now, facts.creditor.timeZone);
  const amount = (minor: bigint) => amountText(minor, currency, language);
  const number = (minor: bigint) => numberText(minor, currency, language);
  const open = openInvoiceIds(statement);
  const oursMinor = statement.interestMinor + statement.feeMinor + statement.compensationMinor;
  const onItsWay = facts.payments.find((each) => each.caseId === aCase.id && each.state === 'processing');
  return {
    id: aCase.id,
    owed: amount(statement.totalMinor),
    total: number(statement.totalMinor),
    heads: {
      invoice: say('invoice'),
      due: say('due'),
      currency: currencyText(currency, language),
      total: say('total'),
    },
    choose: open.length > 1,
    invoices: stated.invoices
      .filter((invoice) => open.includes(invoice.invoiceId))
      .map((invoice) => ({
        id: invoice.invoiceId,
        number: invoice.number,
        copy: invoice.byHand
          ? null
          : { href: `/portal/invoices/${invoice.invoiceId}/pdf`, name: say('copy', { number: invoice.number }) },
        noCopy: say('noCopy'),
        dueDay: invoice.dueDay,
        due: dueText(invoice.dueDay, today, language),
        late: lateText(daysBetween(invoice.dueDay, today), language),
        amount: number(principalOf(stated, invoice.invoiceId)),
      })),
    ours: oursMinor === 0n ? null : { name: say('ours'), amount: number(oursMinor) },
    credit: statement.creditMinor < 0n ? { name: say('credit'), amount: `−${number(-statement.creditMinor)}` } : null,
    sheet: sheetPage(facts, stated, today, say, papers, language),
    inFlight: onItsWay ? say('inFlight', { amount: amount(onItsWay.amountMinor) }) : null,
    pay:
      facts.settings.paymentAccount !== null && !onItsWay
        ? { all: say('pay', { amount: amount(statement.totalMinor) }), some: say('paySome') }
        : null,
    transfer: transferPage(facts, stated, open, say),
  };
}

function principalOf({ statement }: StatedCase, invoiceId: string): bigint {
  return statement.lines.find((line) => line.invoiceId === invoiceId)?.principalMinor ?? 0n;
}

/** The year is said where it is not this one. */
function dueText(day: Day, today: Day, language: Language): string {
  return day.slice(0, 4) === today.slice(0, 4) ? shortDayText(day, language) : dayText(day, language);
}

/** Bank details with the reference to write: the only way to pay where no account is connected. */
function transferPage(facts: PortalFacts, { invoices }: StatedCase, open: readonly string[], say: Say) {
  const { bank } = facts.creditor;
  const numbers = invoices.filter((each) => open.includes(each.invoiceId)).map((each) => each.number);
  const reference = [facts.debtor.customerNumber, numbers.join(', ')].filter(Boolean).join(' / ');
  const only = facts.settings.paymentAccount === null;
  return {
    only,
    title: say(only ? 'howToPay' : 'transfer'),
    facts:
      bank.account === null
        ? null
        : [
            { name: say('bank'), value: bank.name },
            { name: say('sortCode'), value: bank.sortCode },
            { name: say('account'), value: bank.account },
            { name: say('reference'), value: reference },
          ].filter((fact) => fact.value),
    otherwise: say('asOnInvoice', { reference }),
  };
}
