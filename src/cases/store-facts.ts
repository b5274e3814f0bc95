import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Reach } from '../ladder/channel-choice.ts';
import type { HoldKind } from '../ladder/facts.ts';
import type { HabitWord } from '../ladder/payment-habit.ts';
import type { RungKey } from '../ladder/rungs.ts';
import type { Interruption } from '../law/limitation.ts';
import { countryFromText, homeCountry } from '../mirror/country.ts';
import { type Day, laterDay } from '../values/day.ts';
import { mobileNumber } from '../values/mobile-number.ts';
import type { Currency } from '../values/money.ts';
import { type DebtorDecisions, debtorDecisions } from './debtor-decisions.ts';
import { type GivenToInvoice, type LettersHad, lettersHad, noLetters, nothingGiven, readGiven } from './store-given.ts';
import { skipsOf } from './store-skips.ts';

export type PositionRow = {
  readonly invoiceId: string;
  readonly debtorId: string;
  readonly caseId: string | null;
  readonly run: number;
  readonly number: string;
  readonly day: Day;
  /** The books', or the later one that was agreed: what the law counts from. */
  readonly dueDay: Day;
  readonly booksDueDay: Day;
  /** More time given out of courtesy: letters wait, interest does not. */
  readonly graceDay: Day | null;
  readonly leftOut: GivenToInvoice['leftOut'];
  readonly currency: Currency;
  readonly grossMinor: bigint;
  readonly remainderMinor: bigint;
  readonly clearingMinor: bigint;
  readonly market: string;
  readonly termsType: string | null;
  readonly termsNumber: number | null;
  readonly lastRung: RungKey | null;
  /** Every rung it has had in this run, in the order the letters left, and the ladder's version by which the last one went. */
  readonly climbed: readonly RungKey[];
  /** Rungs of this run that a person has taken it past without a letter. */
  readonly skipped?: readonly RungKey[];
  readonly ladderVersion: string | null;
  /** Since when a person has it: the human rung had come when it was last looked at. */
  readonly handedOverOn: Day | null;
  readonly lastLetterDay: Day | null;
  readonly lastDeadline: Day | null;
  readonly feesSoFar: number;
  /** Claimed and not taken back again. */
  readonly compensationClaimed: boolean;
  /** What members have told us of and not taken back, oldest first. */
  readonly interruptions: readonly Interruption[];
};

export type OpenCreditNote = {
  readonly invoiceId: string;
  readonly number: string;
  readonly day: Day;
  readonly currency: Currency;
  /** What is left of it, positive. */
  readonly minor: bigint;
  readonly reviewed: boolean;
};

export type DebtorRow = {
  readonly debtorId: string;
  readonly name: string;
  readonly customerNumber: string | null;
  readonly companyNumber: string | null;
  /** ISO 3166 alpha-2; the creditor's own where the card names none, "ZZ" where nobody can tell. */
  readonly country: string;
  /** The creditor's own, as a code. */
  readonly homeCountry: string;
  readonly salesPersonNumber: number | null;
  /** The customer group in the books, and how it has paid when the rule last looked; null where nobody knows. */
  readonly groupNumber: number | null;
  readonly habit: HabitWord | null;
  readonly balanceBaseMinor: bigint;
  readonly openItemsBaseMinor: bigint;
  readonly creditNotes: readonly OpenCreditNote[];
  readonly holds: readonly { readonly kind: HoldKind; readonly since: Date; readonly until: Day | null }[];
  readonly decisions: DebtorDecisions;
  /** Where a reminder goes, and the name of the person there where we know one. */
  readonly email: string | null;
  readonly contactName: string | null;
  readonly emailDead: boolean;
  /** Where letters reach it by each channel: its e-mail address, and its mobile number where one can be read. */
  readonly reach: Reach;
  /** When the last letter with a fee left, over all currencies; one that is on its way counts as leaving now. */
  readonly lastFeeLetterAt: Date | null;
  /** When the last letter of the ladder left, by currency. */
  readonly lastLetterAt: ReadonlyMap<string, Date>;
  readonly paymentUntil: Date | null;
};

export type DebtorStanding = { readonly debtor: DebtorRow; readonly positions: readonly PositionRow[] };

/** Everything a decision about these debtors rests on, from the declared read model and what was decided of single invoices. */
export async function readStandings(work: Work, debtorIds: readonly string[]): Promise<DebtorStanding[]> {
  if (debtorIds.length === 0) return [];
  const ids = sql`${`{${debtorIds.join(',')}}`}::uuid[]`;
  const [positions, debtors, dead, words, skips, given, letters] = await Promise.all([
    // Each invoice by its key: left to choose, the planner reads all that is open to find what these debtors owe.
    work.tx.execute<RawPosition>(sql`
      select f.* from positions p
        cross join lateral (select * from position_facts f where f.creditor_id = ${work.creditorId} and f.invoice_id = p.invoice_id offset 0) f
      where p.creditor_id = ${work.creditorId} and p.debtor_id = any (${ids}) and p.settled_at is null order by f.due_day, f.number
    `),
    work.tx.execute<RawDebtor>(sql`
      select f.*, k.country as home_country, k.base_currency from debtor_facts f join creditors k on k.id = f.creditor_id
      where f.creditor_id = ${work.creditorId} and f.debtor_id = any (${ids})
    `),
    work.tx.execute<{ address: string }>(
      sql`select distinct lower(address) as address from dead_addresses where creditor_id = ${work.creditorId} and ended_at is null`,
    ),
    work.tx.execute<RawWords>(sql`
      select d.id, d.group_number, d.mobile_phone, h.habit
      from debtors d left join debtor_habits h on h.creditor_id = d.creditor_id and h.debtor_id = d.id
      where d.creditor_id = ${work.creditorId} and d.id = any (${ids})
    `),
    skipsOf(work, debtorIds),
    readGiven(work, debtorIds),
    lettersHad(work, debtorIds),
  ]);
  const wordsOf = new Map(words.map((row) => [row.id, row]));
  const deadAddresses = new Set(dead.map((row) => row.address));
  const byDebtor = Map.groupBy(positions, (row) => row.debtor_id);
  return debtors.map((row) => ({
    debtor: {
      ...asDebtor(
        { ...row, ...wordsOf.get(row.debtor_id)! },
        deadAddresses,
        letters.get(row.debtor_id) ?? noLetters,
        work.now,
      ),
    },
    positions: (byDebtor.get(row.debtor_id) ?? []).map((each) => ({
      ...asPosition(each, given.get(each.invoice_id) ?? nothingGiven),
      skipped: skips.get(`${each.invoice_id} ${each.run}`) ?? [],
    })),
  }));
}

/**
 * Debtors with a position that is to be looked at on `today` or before: of those that have waited longest, as many as `most`
 * invoices belong to, so that a look costs what is due in it and nothing else.
 */
export async function debtorsToLookAt(work: Work, today: Day, most: number): Promise<string[]> {
  const rows = await work.tx.execute<{ debtor_id: string }>(sql`
    select distinct debtor_id from (
      select debtor_id from positions
      where creditor_id = ${work.creditorId} and look_again_on <= ${today}::date
      order by look_again_on limit ${most}
    ) first order by debtor_id
  `);
  return rows.map((row) => row.debtor_id);
}

/** All debtors that will be looked at by `day`, those with a snooze or a pause that ends by then among them. */
export async function debtorsLookedAtBy(work: Work, day: Day): Promise<string[]> {
  const rows = await work.tx.execute<{ debtor_id: string }>(sql`
    select debtor_id from positions where creditor_id = ${work.creditorId} and look_again_on <= ${day}::date
    union
    select debtor_id from holds where creditor_id = ${work.creditorId} and until <= ${day}::date and kind in ('snooze', 'pause')
      and ended_at is null
    order by debtor_id
  `);
  return rows.map((row) => row.debtor_id);
}

type RawPosition = {
  invoice_id: string;
  debtor_id: string;
  case_id: string | null;
  run: number;
  number: string;
  day: string;
  due_day: string;
  currency: Currency;
  gross_minor: string;
  remainder_minor: string;
  clearing_minor: string;
  market: string;
  terms_type: string | null;
  terms_number: number | null;
  last_rung: RungKey | null;
  climbed: RungKey[];
  ladder_version: string | null;
  handed_over_on: string | null;
  last_letter_day: string | null;
  last_deadline: string | null;
  fees_so_far: number;
  compensation_claimed: boolean;
  interruptions: Interruption[];
};

function asPosition(row: RawPosition, { leftOut, grace }: GivenToInvoice): PositionRow {
  const agreed = grace?.agreed ? laterDay(row.due_day, grace.day) : row.due_day;
  return {
    invoiceId: row.invoice_id,
    debtorId: row.debtor_id,
    caseId: row.case_id,
    run: row.run,
    number: row.number,
    day: row.day,
    dueDay: agreed,
    booksDueDay: row.due_day,
    graceDay: grace && !grace.agreed ? grace.day : null,
    leftOut,
    currency: row.currency,
    grossMinor: BigInt(row.gross_minor),
    remainderMinor: BigInt(row.remainder_minor),
    clearingMinor: BigInt(row.clearing_minor),
    market: row.market,
    termsType: row.terms_type,
    termsNumber: row.terms_number,
    lastRung: row.last_rung,
    climbed: row.climbed,
    ladderVersion: row.ladder_version,
    handedOverOn: row.handed_over_on,
    lastLetterDay: row.last_letter_day,
    lastDeadline: row.last_deadline,
    feesSoFar: row.fees_so_far,
    compensationClaimed: row.compensation_claimed,
    interruptions: row.interruptions,
  };
}

type RawDebtor = {
  debtor_id: string;
  name: string;
  country: string | null;
  home_country: string | null;
  base_currency: Currency;
  company_number: string | null;
  customer_number: string | null;
  sales_person_number: number | null;
  balance_base_minor: string;
  open_items_base_minor: string;
  credit_notes: (Omit<OpenCreditNote, 'minor'> & { minor: string })[];
  holds: { kind: HoldKind; since: string; until: string | null }[];
  decided: Record<string, { value: Record<string, unknown>; from: string }> | null;
  contact_email: string | null;
  contact_name: string | null;
  card_email: string | null;
  last_fee_letter_at: string | null;
  payment_until: string | null;
};

type RawWords = { id: string; group_number: number | null; mobile_phone: string | null; habit: HabitWord | null };

function asDebtor(
  row: RawDebtor & RawWords,
  deadAddresses: ReadonlySet<string>,
  { lastAt, feeLeaving }: LettersHad,
  now: Date,
): DebtorRow {
  const home = homeCountry(row.home_country, row.base_currency);
  const country = countryFromText(row.country, home);
  const decisions = debtorDecisions(row.decided, { name: row.name, companyNumber: row.company_number, country });
  const email = decisions.email ?? row.contact_email ?? row.card_email;
  const mobile = decisions.mobile ?? mobileNumber(row.mobile_phone ?? '', country);
  const isDead = (to: string) => deadAddresses.has(to.toLowerCase());
  const road = (to: string | null) => (to?.trim() ? { to, dead: isDead(to) } : null);
  return {
    debtorId: row.debtor_id,
    name: row.name,
    customerNumber: row.customer_number,
    companyNumber: row.company_number,
    country,
    homeCountry: home,
    salesPersonNumber: row.sales_person_number,
    balanceBaseMinor: BigInt(row.balance_base_minor),
    openItemsBaseMinor: BigInt(row.open_items_base_minor),
    creditNotes: row.credit_notes.map((note) => ({ ...note, minor: BigInt(note.minor) })),
    holds: row.holds.map((hold) => ({ kind: hold.kind, since: new Date(hold.since), until: hold.until })),
    decisions,
    email,
    contactName: email !== null && email === row.contact_email ? row.contact_name : null,
    emailDead: email !== null && isDead(email),
    reach: { email: road(email), sms: road(mobile) },
    groupNumber: row.group_number,
    habit: row.habit,
    lastFeeLetterAt: feeLeaving ? now : row.last_fee_letter_at === null ? null : new Date(row.last_fee_letter_at),
    lastLetterAt: lastAt,
    paymentUntil: row.payment_until === null ? null : new Date(row.payment_until),
  };
}
