/** Overdue invoices that nobody has looked at yet become proposals: `cases/propose`, batch by batch as the clock does it. */
import { propose as proposeBatch } from '../../src/cases/propose.ts';
import { type Bench, timed } from './bench.ts';
import { type BenchCreditor, type BenchHouse, benchCreditor, inBenchHouse } from './house.ts';

export const propose: Bench = {
  name: 'propose',
  about:
    'one SQL statement that chooses what is due and writes the same rows of the same size: cases, entries, letters, answers, lines and trail',
  n: 10_000,
  run: (n) =>
    inBenchHouse(async (house) => {
      const sown = { invoices: n, debtors: Math.max(1, Math.floor(n * 0.4)) };
      const first = await benchCreditor(house, sown);
      const second = await benchCreditor(house, sown);

      const eachMs = await proposeAll(house, first);
      const size = await sizeOfLetters(house, first);
      const yardstickMs = await timed(() => proposePlainly(house, second, size));

      await assertSame(house, first, second, n);
      return { oursMs: eachMs.reduce((sum, each) => sum + each, 0), yardstickMs, eachMs };
    }),
};

/** How long each batch took; the last one finds that nothing is left. */
export async function proposeAll(house: BenchHouse, creditor: BenchCreditor): Promise<number[]> {
  const eachMs: number[] = [];
  for (let looked = 1; looked > 0; ) {
    const ms = await timed(async () => {
      const tools = { wording: house.wording, wallNow: () => new Date() };
      ({ looked } = await creditor.work((work) => proposeBatch(work, tools)));
    });
    eachMs.push(ms);
  }
  return eachMs;
}

/** What a letter and the guards' answers to it hold beside its lines: the yardstick stores as much. */
export type LetterSize = { readonly content: string; readonly answers: string };

export async function sizeOfLetters({ behind }: BenchHouse, { creditorId }: BenchCreditor): Promise<LetterSize> {
  const [row] = await behind`
    select (p.content - 'lines')::text as content, v.answers::text as answers from proposals p
      join verdicts v on v.creditor_id = p.creditor_id and v.proposal_id = p.id where p.creditor_id = ${creditorId} limit 1`;
  return { content: String(row?.['content']), answers: String(row?.['answers']) };
}

export async function proposePlainly(
  { app, today }: BenchHouse,
  { creditorId }: BenchCreditor,
  { content, answers }: LetterSize,
): Promise<void> {
  await app.begin(async (tx) => {
    await tx`select set_config('rykker.creditors', ${`{${creditorId}}`}, true)`;
    await tx`
      with due as (
        select p.debtor_id, p.invoice_id, p.run, i.currency, i.number, i.day, i.due_day, i.remainder_minor, gen_random_uuid() as transaction_id,
          i.remainder_minor * (${today}::date - i.due_day) * 0.0975 / 365 as interest
        from positions p join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
        where p.creditor_id = ${creditorId} and p.look_again_on <= ${today}::date and p.settled_at is null and p.last_rung is null
          and i.remainder_minor > 0 and i.due_day + 5 <= ${today}::date
      ), letter as (
        select gen_random_uuid() as id, gen_random_uuid() as case_id, debtor_id, currency, 10000 as fee, sum(remainder_minor) as principal,
          min(due_day) as oldest,
          round(sum(interest)) as interest,
          jsonb_agg(jsonb_build_object('number', number, 'day', day, 'dueDay', due_day, 'minor', remainder_minor::text)) as lines
        from due group by debtor_id, currency
      ), opened as (
        insert into cases (creditor_id, id, debtor_id, currency, opened_at)
        select ${creditorId}, case_id, debtor_id, currency, business_now() from letter
      ), posted as (
        insert into transactions (creditor_id, id, case_id, cause, reason, recorded_at, actor_kind, actor_id)
        select ${creditorId}, transaction_id, case_id, 'opened:' || invoice_id, 'books-observed', business_now(), 'machine', 'yardstick'
        from due join letter using (debtor_id, currency)
      ), entered as (
        insert into entries (creditor_id, transaction_id, case_id, invoice_id, account, amount_minor, currency, value_day, recorded_at)
        select ${creditorId}, transaction_id, case_id, invoice_id, side.account, side.sign * remainder_minor, currency, day, business_now()
        from due join letter using (debtor_id, currency) cross join (values ('principal', 1), ('books', -1)) side (account, sign)
      ), proposed as (
        insert into proposals (creditor_id, id, case_id, debtor_id, currency, rung, status, content, principal_minor, fee_minor, interest_minor,
          total_minor, oldest_due_day, recipient, text_version, ladder_version, hash, proposed_at, verdict, verdict_guard)
        select ${creditorId}, l.id, case_id, debtor_id, l.currency, 'first-reminder', 'waiting',
          ${content}::text::jsonb || jsonb_build_object('lines', lines, 'principalMinor', principal::text), principal, fee, interest,
          principal + fee + interest, oldest, d.emails[1], '1', '1', encode(sha256(lines::text::bytea), 'hex'), business_now(), 'wait', 'hold-window-over'
        from letter l join debtors d on d.creditor_id = ${creditorId} and d.id = l.debtor_id
      ), lined as (
        insert into proposal_lines (creditor_id, proposal_id, invoice_id, run, rung, principal_minor)
        select ${creditorId}, letter.id, invoice_id, run, 'first-reminder', remainder_minor from due join letter using (debtor_id, currency)
      ), judged as (
        insert into verdicts (creditor_id, proposal_id, at, stage, verdict, guard, answers)
        select ${creditorId}, id, business_now(), 'mirror', 'wait', 'hold-window-over', ${answers}::text::jsonb from letter
      ), told as (
        insert into trail (creditor_id, case_id, debtor_id, what, subject_id, details, at, actor_kind, actor_id)
        select ${creditorId}, case_id, debtor_id, what, id::text, '{}', business_now(), 'machine', 'yardstick'
        from letter cross join (values ('case-opened'), ('letter-proposed')) happening (what)
      )
      update positions p set case_id = letter.case_id, look_again_on = ${today}::date + 1
      from due join letter using (debtor_id, currency)
      where p.creditor_id = ${creditorId} and p.invoice_id = due.invoice_id`;
  });
}

/** Both wrote the same number of the same rows over the same money, or the comparison is worth nothing. */
export async function assertSame({ behind }: BenchHouse, first: BenchCreditor, second: BenchCreditor, n: number) {
  const [ours, theirs] = await Promise.all([first, second].map((each) => written(behind, each.creditorId)));
  if (ours !== theirs) throw new Error(`the two did not do the same: ${ours} beside ${theirs}`);
  if (!ours?.startsWith(`${n} lines`)) throw new Error(`not all was proposed: ${ours}`);
}

async function written(behind: BenchHouse['behind'], creditorId: string): Promise<string> {
  const [row] = await behind`
    select (select count(*) from proposal_lines where creditor_id = ${creditorId}) || ' lines, '
      || (select count(*) || ' proposals over ' || sum(principal_minor) || ', fees ' || sum(fee_minor) from proposals where creditor_id = ${creditorId})
      || ', ' || (select count(*) from entries where creditor_id = ${creditorId}) || ' entries, '
      || (select count(*) from trail where creditor_id = ${creditorId} and what in ('case-opened', 'letter-proposed')) || ' told' as what`;
  return String(row?.['what']);
}
