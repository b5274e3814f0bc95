/** Every row of a trail and a ledger beside its link: `trail verify` and `ledger verify` over what the sequencers chained. */
import { randomUUID } from 'node:crypto';
import type { Sql } from '../../src/db/connect.ts';
import { readingOpener } from '../../src/db/work.ts';
import { chainLedger } from '../../src/ledger/chain-ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { chainTrail } from '../../src/trail/chain-trail.ts';
import type { Proof } from '../../src/trail/proof.ts';
import { verifyTrail } from '../../src/trail/verify-trail.ts';
import { type Bench, timed } from './bench.ts';
import { type BenchCreditor, type BenchHouse, benchCreditor, inBenchHouse } from './house.ts';

/** Of all rows: half are the trail's, half are entries, two to a transaction. */
const parts = 2;

export const verify: Bench = {
  name: 'verify',
  about: 'one SQL statement that hashes the same rows and links, follows nothing and compares nothing',
  n: 100_000,
  run: (n) =>
    inBenchHouse(async (house) => {
      const creditor = await benchCreditor(house, { invoices: 100, debtors: 40 });
      await sow(house, creditor, n);
      await chainAll(creditor);

      const read = readingOpener(house.db);
      const who = { creditorId: creditor.creditorId, actor: { kind: 'machine', id: 'bench' } } as const;
      const proofs: Proof[] = [];
      const trailMs = await timed(async () => proofs.push(await read(who, verifyTrail)));
      const ledgerMs = await timed(async () => proofs.push(await read(who, verifyLedger)));
      const yardstickMs = await timed(() => hashPlainly(house.app, creditor.creditorId));

      const rows = proofs.reduce((sum, proof) => sum + proof.rows, 0);
      if (rows !== n || proofs.some(({ flaw, waiting }) => flaw !== null || waiting > 0))
        throw new Error(`not all was verified: ${rows} of ${n}, ${proofs.map(({ flaw }) => flaw?.says)}`);
      return { oursMs: trailMs + ledgerMs, yardstickMs, eachMs: [trailMs, ledgerMs] };
    }),
};

/** Rows such as a busy creditor has after some years; nothing is analyzed afterwards, as after a restore. */
async function sow({ behind }: BenchHouse, { creditorId }: BenchCreditor, n: number): Promise<void> {
  const caseId = randomUUID();
  // Connecting the creditor has told the trail of itself already.
  const [told] = await behind`select count(*)::int as rows from trail where creditor_id = ${creditorId}`;
  const [trailRows, transactions] = [n / parts - Number(told!['rows']), n / parts / 2];
  await behind`
    insert into cases (creditor_id, id, debtor_id, currency, opened_at)
    select ${creditorId}, ${caseId}, id, 'DKK', now() from debtors where creditor_id = ${creditorId} limit 1`;
  await behind`
    insert into trail (creditor_id, case_id, what, subject_id, details, at, actor_kind, actor_id)
    select ${creditorId}, ${caseId}, 'letter-proposed', gen_random_uuid()::text,
      jsonb_build_object('rung', 'first-reminder', 'totalMinor', (i * 7919)::text, 'currency', 'DKK', 'guard', null),
      now() + i * interval '1 millisecond', 'machine', 'bench'
    from generate_series(1, ${trailRows}::int) i`;
  await behind.begin(async (tx) => {
    // Each entry would ask whether its transaction balances; these do, and they are not what is measured.
    await tx`set local session_replication_role = replica`;
    await tx`
      with made as (
        insert into transactions (creditor_id, case_id, cause, reason, recorded_at, actor_kind, actor_id)
        select ${creditorId}, ${caseId}, 'fee:' || i, 'fee-claimed', now(), 'machine', 'bench' from generate_series(1, ${transactions}::int) i
        returning id
      ), announced as (
        insert into ledger_unchained (creditor_id, transaction_id) select ${creditorId}, id from made
      )
      insert into entries (creditor_id, transaction_id, case_id, account, amount_minor, currency, value_day, recorded_at)
      select ${creditorId}, id, ${caseId}, side.account, side.minor, 'DKK', '2026-03-02', now()
      from made cross join (values ('fee', 10000), ('claimed', -10000)) side (account, minor)`;
  });
}

async function chainAll({ work }: BenchCreditor): Promise<void> {
  for (const sequencer of [chainTrail, chainLedger]) while ((await work(sequencer)) > 0);
}

async function hashPlainly(app: Sql, creditorId: string): Promise<void> {
  await app.begin(async (tx) => {
    await tx`select set_config('rykker.creditors', ${`{${creditorId}}`}, true)`;
    await tx`
      select (select count(sha256(convert_to(t::text, 'UTF8'))) from trail t where creditor_id = ${creditorId}),
        (select count(sha256(convert_to(c.previous_hash || c.bytes, 'UTF8'))) from trail_chain c where creditor_id = ${creditorId}),
        (select count(sha256(convert_to(e::text, 'UTF8'))) from entries e where creditor_id = ${creditorId}),
        (select count(sha256(convert_to(t::text, 'UTF8'))) from transactions t where creditor_id = ${creditorId}),
        (select count(sha256(convert_to(l.previous_hash || l.bytes, 'UTF8'))) from ledger_chain l where creditor_id = ${creditorId})`;
  });
}
