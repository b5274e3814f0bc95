/** A debtor in a story: what is booked on its card, what it does on its page, and what stands about it in the house. */
import { type CaseStatement, readStatement } from '../../src/cases/read-statement.ts';
import { casesOfDebtor } from '../../src/cases/store-cases.ts';
import { isRungKey } from '../../src/ladder/rungs.ts';
import type { Customer } from '../../src/sandbox/agreement.ts';
import { bookCreditNote, bookInvoice, registerPayment } from '../../src/sandbox/books.ts';
import type { Currency } from '../../src/values/money.ts';
import { decimalFromMinor, minorFromDecimal } from '../../src/values/money.ts';
import type { Creditor } from './creditor.ts';
import { formOf, linkOf, type Page, type Person } from './person.ts';

/** A letter of the ladder as it lies in the inbox; `total` as it is printed, "5.346,75". */
export type Letter = {
  readonly rung: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Day and hour in Copenhagen at which the provider took it, "2040-08-08 09:00". */
  readonly left: string;
};

export type OpenLetter = {
  readonly id: string;
  readonly hash: string;
  readonly rung: string;
  readonly status: string;
  readonly verdict: string;
  readonly guard: string | null;
  readonly code: string | null;
  readonly feeMinor: string;
  readonly total: string;
};

export type Booked = { readonly invoice: number; readonly currency: Currency };

export type Debtor = {
  readonly name: string;
  readonly number: number;
  readonly email: string;
  readonly card: Customer;
  id(): Promise<string>;
  /** An invoice is booked, a fortnight before it falls due. Sums are written "5000.00". */
  owes(sum: string, dueDay: string, currency?: Currency): Promise<Booked>;
  /** Money is registered in the books today, matched with the invoice unless told otherwise. */
  pays(booked: Booked, sum: string, how?: { matched: boolean }): Promise<void>;
  isCredited(booked: Booked, sum: string, how?: { matched: boolean }): Promise<void>;
  openLetter(currency?: string): Promise<OpenLetter | null>;
  letters(): Letter[];
  /** Whatever was mailed to it, by kind: letters, receipts, answers. */
  mails(): string[];
  holds(): Promise<{ id: string; kind: string }[]>;
  /** Its newest case; null when it never had one. */
  caseOf(currency?: string): Promise<{ id: string; closedWhy: string | null; open: boolean } | null>;
  statement(currency?: string): Promise<CaseStatement>;
  /** The ledger of its newest case, "account sum valueDay", in the order it was posted. */
  entries(currency?: string): Promise<string[]>;
  /** What the guards answered each time a letter to it was judged, oldest first: "live stop debt-remains settled". */
  verdicts(): Promise<string[]>;
  trail(): Promise<{ what: string; details: Record<string, string> }[]>;
  /** Opens the private link of its newest letter. */
  visits(): Promise<Visit>;
};

export type Visit = {
  readonly page: Page;
  asks(question: string): Promise<Page>;
  /** Through the till and back to the page that says what came of it. */
  paysAll(): Promise<Page>;
  opens(address: string): Promise<Page>;
};

export function debtorOf(creditor: Creditor, card: Customer): Debtor {
  const { house, agreement } = creditor;
  const { world, behind } = house;
  const minor = (sum: string, currency: Currency) => minorFromDecimal(sum, currency)!;
  const mails = () => house.inbox().filter((mail) => mail.to.includes(card.email ?? ''));
  const newestCase = async (currency: string) => {
    const cases = await creditor.work(async (work) => casesOfDebtor(work, await self.id()));
    return cases.find((each) => each.currency === currency) ?? null;
  };
  const self: Debtor = {
    name: card.name,
    number: card.number,
    email: card.email ?? '',
    card,
    id: async () => {
      const [row] = await behind`
        select debtor_id from customer_numbers
        where creditor_id = ${creditor.creditorId} and number = ${String(card.number)}`;
      if (!row) throw new Error(`${card.name} has not been read from the books yet`);
      return row['debtor_id'];
    },
    owes: async (sum, dueDay, currency = card.currency) => {
      const amountMinor = minor(sum, currency);
      const day = Temporal.PlainDate.from(dueDay).subtract({ days: 14 }).toString();
      const booked = bookInvoice(world, { agreement, customer: card.number, amountMinor, day, dueDay, currency });
      return { invoice: booked.number, currency };
    },
    pays: async ({ invoice, currency }, sum, { matched } = { matched: true }) => {
      const day = await house.today();
      registerPayment(world, { agreement, invoice, amountMinor: minor(sum, currency), day, matched });
    },
    isCredited: async ({ invoice, currency }, sum, { matched } = { matched: true }) => {
      const day = await house.today();
      bookCreditNote(world, { agreement, invoice, amountMinor: minor(sum, currency), day, matched });
    },
    openLetter: async (currency = card.currency) => {
      const [row] = await behind`
        select id, hash, rung, status, verdict, verdict_guard, verdict_detail, fee_minor, total_minor from proposals
        where creditor_id = ${creditor.creditorId} and debtor_id = ${await self.id()} and currency = ${currency}
          and status in ('waiting', 'held', 'approved', 'sending')`;
      if (!row) return null;
      return {
        id: row['id'],
        hash: row['hash'],
        rung: row['rung'],
        status: row['status'],
        verdict: row['verdict'],
        guard: row['verdict_guard'],
        code: row['verdict_detail'].code ?? null,
        feeMinor: row['fee_minor'],
        total: decimalFromMinor(BigInt(row['total_minor']), currency as Currency),
      };
    },
    letters: () =>
      mails()
        .filter((mail) => isRungKey(mail.tag ?? ''))
        .map((mail) => ({
          rung: mail.tag ?? '',
          to: mail.to,
          subject: mail.subject,
          text: mail.text ?? '',
          html: mail.html ?? '',
          left: wallText(new Date(mail.receivedAt)),
        })),
    mails: () => mails().map((mail) => mail.tag ?? ''),
    holds: async () =>
      (await behind`select id, kind from holds where debtor_id = ${await self.id()} and ended_at is null`).map(
        (row) => ({ id: row['id'], kind: row['kind'] }),
      ),
    caseOf: async (currency = card.currency) => {
      const found = await newestCase(currency);
      return found && { id: found.id, closedWhy: found.closedWhy, open: found.closedAt === null };
    },
    statement: async (currency = card.currency) => {
      const found = await newestCase(currency);
      return creditor.work((work) => readStatement(work, found!));
    },
    entries: async (currency = card.currency) => {
      const found = await newestCase(currency);
      const rows = await behind`
        select e.account, e.amount_minor, e.value_day::text from entries e
          join transactions t on t.creditor_id = e.creditor_id and t.id = e.transaction_id
        where e.case_id = ${found?.id ?? null} order by t.recorded_at, t.cause, e.amount_minor desc, e.account`;
      return rows.map((row) => {
        const sum = decimalFromMinor(BigInt(row['amount_minor']), currency as Currency);
        return `${row['account']} ${sum} ${row['value_day']}`;
      });
    },
    verdicts: async () => {
      const rows = await behind`
        select v.stage, v.verdict, v.guard, v.answers from verdicts v join proposals p on p.creditor_id = v.creditor_id and p.id = v.proposal_id
        where p.debtor_id = ${await self.id()} order by v.at, v.id`;
      return rows.map((row) => {
        const answers: { guard: string; verdict: { detail?: { code?: string } } }[] = row['answers'];
        const code = answers.find((each) => each.guard === row['guard'])?.verdict.detail?.code;
        return [row['stage'], row['verdict'], row['guard'], code].filter(Boolean).join(' ');
      });
    },
    trail: async () =>
      (await behind`select what, details from trail where debtor_id = ${await self.id()} order by id`).map((row) => ({
        what: row['what'],
        details: row['details'],
      })),
    visits: async () => {
      const visitor = house.person();
      const link = linkOf({ text: self.letters().at(-1)?.html ?? '' }, `${house.url}/portal/l/`);
      return visitOf(visitor, await visitor.opens(link));
    },
  };
  return self;
}

function visitOf(visitor: Person, page: Page): Visit {
  return {
    page,
    asks: (question) => visitor.sends('/portal/ask', { ...formOf(page, '/portal/ask'), question }),
    opens: visitor.opens,
    paysAll: async () => {
      const till = await visitor.sends('/portal/pay', formOf(page, '/portal/pay'));
      return visitor.sends(till.url, { act: 'pay' });
    },
  };
}

function wallText(instant: Date): string {
  return instant.toLocaleString('sv-SE', { timeZone: 'Europe/Copenhagen' }).slice(0, 16);
}
