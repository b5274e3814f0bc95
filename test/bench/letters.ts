/**
 * Approved letters leave: the books are read live, each letter is decided, composed and intended (`sending/send-letters`), and
 * handed to a provider (`sending/hand-over`), a dozen at once as the clock does it. Books and provider answer at once, in-process.
 */
import { randomUUID } from 'node:crypto';
import type { MirroredDebtor, MirroredInvoice } from '../../src/mirror/mirrored.ts';
import type { Bookkeeping, CustomerRow, InvoiceRow } from '../../src/mirror/port.ts';
import { customerNumbers, debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { openInvoices } from '../../src/mirror/store-invoices.ts';
import { handOver } from '../../src/sending/hand-over.ts';
import type { MailProvider } from '../../src/sending/port.ts';
import { sendLetters } from '../../src/sending/send-letters.ts';
import type { SendTools } from '../../src/sending/tools.ts';
import { done } from '../../src/values/outcome.ts';
import { type Bench, timed } from './bench.ts';
import { type BenchCreditor, type BenchHouse, benchCreditor, inBenchHouse } from './house.ts';
import { proposeAll } from './propose.ts';

const atOnce = 12;

export const letters: Bench = {
  name: 'letters',
  about:
    'the same rows (message, letter, position, fee, trail) written by plain SQL, two transactions a letter, and a bare call',
  n: 500,
  run: (n) =>
    inBenchHouse(async (house) => {
      const sown = { invoices: Math.ceil(n * 2.5), debtors: n };
      const [first, second] = [await benchCreditor(house, sown), await benchCreditor(house, sown)];
      for (const creditor of [first, second]) {
        await proposeAll(house, creditor);
        await approveAll(house, creditor);
      }
      await house.behind`vacuum analyze`;

      const eachMs: number[] = [];
      const oursMs = await timed(async () => eachMs.push(...(await sendAll(house, first))));
      const yardstickMs = await timed(() => sendPlainly(house, second));

      await assertSame(house, first, second, n);
      return { oursMs, yardstickMs, eachMs };
    }),
};

/** Everybody was told a day ago, and an admin has said yes to every letter. */
async function approveAll({ behind }: BenchHouse, { creditorId }: BenchCreditor): Promise<void> {
  await behind`
    insert into approvals (creditor_id, proposal_id, hash, member_id, at)
    select creditor_id, id, hash, ${randomUUID()}, business_now() from proposals where creditor_id = ${creditorId}`;
  await behind`
    update proposals set status = 'approved', heads_up_at = business_now() - interval '25 hours', leaves_at = business_now()
    where creditor_id = ${creditorId}`;
}

/** How long each letter took, from its turn to be decided to its intent, and from its claim to its record. */
async function sendAll(house: BenchHouse, { creditorId }: BenchCreditor): Promise<number[]> {
  const decidedMs: number[] = [];
  let turn = 0;
  const tools: SendTools = {
    ...house,
    bookkeeping: await booksOf(house, creditorId),
    mail: provider(),
    wallNow: () => new Date(),
    publicUrl: 'http://localhost:3000',
    fromAddress: 'reminders@rykker.example',
    reached: (point) => {
      if (point === 'after-intent') decidedMs.push(performance.now() - turn);
      if (point === 'books-observed' || point === 'after-intent') turn = performance.now();
    },
  };
  const handedMs: number[] = [];
  for (;;) {
    await sendLetters(tools, { creditorId });
    const intended = await house.behind<{ id: string }[]>`
      select id from messages where creditor_id = ${creditorId} and state = 'intended' order by intended_at`;
    if (intended.length === 0) break;
    const hand = async (id: string) => {
      handedMs.push(await timed(() => handOver(tools, { creditorId, subjectId: id })));
    };
    await inDozens(
      intended.map(({ id }) => id),
      hand,
    );
  }
  return decidedMs.map((ms, letter) => ms + (handedMs[letter] ?? 0));
}

async function inDozens<Each>(all: readonly Each[], deed: (each: Each) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += atOnce) await Promise.all(all.slice(at, at + atOnce).map(deed));
}

function provider(): MailProvider {
  return {
    send: async (mail) => done({ providerId: mail.messageId, at: new Date() }),
    find: async () => done(null),
  };
}

/** The books say what the mirror says. Only what sending asks of them is here; anything else throws. */
async function booksOf({ behind, openWork }: BenchHouse, creditorId: string): Promise<Bookkeeping> {
  const { customers, invoices } = await openWork(
    { creditorId, actor: { kind: 'machine', id: 'bench' } },
    async (work) => {
      const numbers = await customerNumbers(work, await debtorIds(behind, creditorId));
      const debtors = [...(await debtorsByNumber(work, [...numbers.values()])).entries()];
      const open = await openInvoices(work, [...numbers.keys()]);
      return {
        customers: new Map(debtors.map(([number, debtor]) => [number, customerOf(number, debtor)])),
        invoices: new Map(open.map((invoice) => [invoice.number, invoiceOf(numbers.get(invoice.debtorId)!, invoice)])),
      };
    },
  );
  const page = <Row>(of: ReadonlyMap<string, Row>, keys: readonly string[]) =>
    done({ rows: keys.flatMap((key) => of.get(key) ?? []), refusedRows: [], total: null, next: null });
  const notAsked = () => Promise.reject(new Error('sending does not ask this of the books'));
  return {
    self: notAsked,
    rowsToRead: notAsked,
    customers: notAsked,
    contacts: notAsked,
    paymentTerms: notAsked,
    employees: notAsked,
    unpaidInvoices: notAsked,
    openClaims: notAsked,
    claimsByEntry: notAsked,
    bookEntries: notAsked,
    matches: notAsked,
    invoicePdf: notAsked,
    customersByNumber: async (_grant, numbers) => page(customers, numbers),
    invoicesByNumber: async (_grant, numbers) => page(invoices, numbers),
  };
}

async function debtorIds(behind: BenchHouse['behind'], creditorId: string): Promise<string[]> {
  const rows = await behind<{ id: string }[]>`select id from debtors where creditor_id = ${creditorId}`;
  return rows.map((row) => row.id);
}

function customerOf(number: string, debtor: MirroredDebtor): CustomerRow {
  return {
    ...debtor,
    number,
    emails: [...debtor.emails],
    balanceMinor: debtor.balanceBaseMinor,
    paymentTermsNumber: debtor.termsNumber,
    lastUpdated: null,
  };
}

function invoiceOf(customerNumber: string, invoice: MirroredInvoice): InvoiceRow {
  return { ...invoice, customerNumber, paymentTermsNumber: invoice.termsNumber, recipientName: null };
}

/** The rows of each letter in the two transactions they take, a dozen letters at once. */
async function sendPlainly(house: BenchHouse, { creditorId }: BenchCreditor): Promise<void> {
  const mail = provider();
  const due = await house.behind<{ id: string }[]>`select id from proposals where creditor_id = ${creditorId}`;
  const words = 'x'.repeat(4000);
  await inDozens(
    due.map(({ id }) => id),
    async (proposalId) => {
      const messageId = randomUUID();
      await intendPlainly(house, creditorId, { proposalId, messageId, words });
      const sent = await mail.send({ ...emptyMail, messageId, html: words, text: words });
      if (sent.kind !== 'done') throw new Error('the provider of a bench takes everything');
      await acceptPlainly(house, creditorId, { proposalId, messageId });
    },
  );
}

const emptyMail = {
  attempt: 1,
  fromName: '',
  fromAddress: '',
  replyTo: null,
  to: '',
  subject: '',
  tag: 'first-reminder',
};

async function intendPlainly(
  { app }: BenchHouse,
  creditorId: string,
  { proposalId, messageId, words }: { proposalId: string; messageId: string; words: string },
): Promise<void> {
  await app.begin(async (tx) => {
    await tx`select set_config('rykker.creditors', ${`{${creditorId}}`}, true)`;
    await tx`
      with letter as (
        update proposals set status = 'sending' where creditor_id = ${creditorId} and id = ${proposalId} returning *
      ), told as (
        insert into trail (creditor_id, case_id, debtor_id, what, subject_id, at, actor_kind, actor_id)
        select ${creditorId}, case_id, debtor_id, 'letter-intended', id::text, business_now(), 'machine', 'yardstick' from letter
      ), judged as (
        insert into verdicts (creditor_id, proposal_id, at, stage, verdict, answers)
        select ${creditorId}, id, business_now(), 'live', 'go', '[]' from letter
      )
      insert into messages (creditor_id, id, kind, case_id, debtor_id, proposal_id, courtesy, to_address, subject, html, text, from_name,
        fee_minor, state, intended_at)
      select ${creditorId}, ${messageId}::uuid, rung, case_id, debtor_id, id, false, recipient, 'A reminder', ${words}, ${words}, 'Nordvind',
        fee_minor, 'intended', business_now() from letter`;
  });
}

async function acceptPlainly(
  { app, today }: BenchHouse,
  creditorId: string,
  { proposalId, messageId }: { proposalId: string; messageId: string },
): Promise<void> {
  await app.begin(async (tx) => {
    await tx`select set_config('rykker.creditors', ${`{${creditorId}}`}, true)`;
    await tx`
      with message as (
        update messages set state = 'accepted', provider_id = id::text, accepted_at = business_now()
        where creditor_id = ${creditorId} and id = ${messageId}
      ), letter as (
        update proposals set status = 'sent', sent_at = business_now() where creditor_id = ${creditorId} and id = ${proposalId} returning *
      ), climbed as (
        update positions p set last_rung = l.rung, climbed = p.climbed || l.rung, ladder_version = 'default', last_letter_day = ${today}, last_deadline = ${today}::date + 10, fees_so_far = 1
        from proposal_lines l where l.creditor_id = ${creditorId} and l.proposal_id = ${proposalId}
          and p.creditor_id = l.creditor_id and p.invoice_id = l.invoice_id
      ), posted as (
        insert into transactions (creditor_id, case_id, cause, reason, recorded_at, actor_kind, actor_id)
        select ${creditorId}, case_id, 'fee:' || id, 'fee-claimed', business_now(), 'machine', 'yardstick' from letter returning id, case_id
      ), entered as (
        insert into entries (creditor_id, transaction_id, case_id, account, amount_minor, currency, value_day, recorded_at)
        select ${creditorId}, id, case_id, side.account, side.minor, 'DKK', ${today}, business_now()
        from posted cross join (values ('fee', 10000), ('claimed', -10000)) side (account, minor)
      )
      insert into trail (creditor_id, case_id, debtor_id, what, subject_id, at, actor_kind, actor_id)
      select ${creditorId}, case_id, debtor_id, 'letter-sent', id::text, business_now(), 'machine', 'yardstick' from letter`;
  });
}

async function assertSame(
  { behind }: BenchHouse,
  first: BenchCreditor,
  second: BenchCreditor,
  n: number,
): Promise<void> {
  const [ours, theirs] = await Promise.all([first, second].map((each) => written(behind, each.creditorId)));
  if (ours !== theirs) throw new Error(`the two did not do the same: ${ours} beside ${theirs}`);
  if (!ours?.startsWith(`${n} sent`)) throw new Error(`not all letters left: ${ours}`);
}

async function written(behind: BenchHouse['behind'], creditorId: string): Promise<string> {
  const [row] = await behind`
    select (select count(*) || ' sent with fees of ' || sum(fee_minor) from proposals where creditor_id = ${creditorId} and status = 'sent')
      || ', ' || (select count(*) from messages where creditor_id = ${creditorId} and state = 'accepted') || ' accepted, '
      || (select count(*) from positions where creditor_id = ${creditorId} and last_rung is not null) || ' climbed, '
      || (select sum(amount_minor) from entries where creditor_id = ${creditorId} and account = 'fee') || ' posted' as what`;
  return String(row?.['what']);
}
