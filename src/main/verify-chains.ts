/** Verification of a creditor's trail or ledger, in one moment of the database, told in a sentence. */
import { verifyCases } from '../cases/verify-cases.ts';
import { readCreditor } from '../creditors/store.ts';
import type { Database } from '../db/work.ts';
import { type OpenWork, readingOpener } from '../db/work.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';
import type { ChainName } from '../trail/chain.ts';
import { chainKey } from '../trail/heads.ts';
import type { KeptHead, Proof } from '../trail/proof.ts';
import { everyCreditor } from '../trail/store-heads.ts';
import { verifyTrail } from '../trail/verify-trail.ts';

export type Verified = { readonly holds: boolean; readonly says: string };

/** One creditor's chain beside the heads that were kept of it. `who` is how the creditor is called in the sentence. */
export async function verifyChain(
  db: Database,
  chain: ChainName,
  creditorId: string,
  kept: ReadonlyMap<string, readonly KeptHead[]>,
): Promise<Verified> {
  const heads = kept.get(chainKey({ creditorId, chain })) ?? [];
  const from = performance.now();
  const { who, proof } = await readingOpener(db)(
    { creditorId, actor: { kind: 'machine', id: `${chain}-verify` } },
    async (work) => {
      const { name, agreementNumber } = await readCreditor(work);
      return { who: `${name} (agreement ${agreementNumber})`, proof: await proofOf(chain, work, heads) };
    },
  );
  const seconds = (performance.now() - from) / 1000;
  if (proof.flaw !== null) return { holds: false, says: `${who}: the ${chain} does not hold. ${proof.flaw.says}` };
  return {
    holds: true,
    says: `${who}: the ${chain} holds. ${counted(proof)} ${beside(heads)} ${paced(proof, seconds)}`,
  };
}

async function proofOf(chain: ChainName, work: Parameters<Parameters<OpenWork>[1]>[0], heads: readonly KeptHead[]) {
  if (chain === 'trail') return verifyTrail(work, heads);
  const proof = await verifyLedger(work, heads);
  return proof.flaw === null ? { ...proof, flaw: await verifyCases(work) } : proof;
}

/** Chains that were kept on a day and whose creditor is not in the database any more. */
export async function missingCreditors(
  db: Database,
  chain: ChainName,
  kept: ReadonlyMap<string, readonly KeptHead[]>,
): Promise<Verified[]> {
  const here = new Set((await everyCreditor(db)).map((creditorId) => chainKey({ creditorId, chain })));
  return [...kept]
    .filter(([key]) => key.startsWith(`${chain} `) && !here.has(key))
    .map(([key, heads]) => ({
      holds: false,
      says: `Creditor ${key.split(' ')[1]}: the ${chain} does not hold. It had ${heads.at(-1)?.seq} links on ${heads.at(-1)?.day}, and the creditor is not in this database.`,
    }));
}

function counted({ chain, rows, waiting, head }: Proof): string {
  const what = chain === 'trail' ? 'rows' : `entries in ${number(head.seq)} transactions`;
  const wait = waiting === 0 ? 'none waits' : `${number(waiting)} more wait for the sequencer`;
  return `${number(rows)} ${what} read as they were chained, ${wait}; the head is ${head.seq} ${head.hash}.`;
}

function beside(heads: readonly KeptHead[]): string {
  const days = heads.map(({ day }) => day).sort();
  if (days.length === 0) return 'No head of it was kept elsewhere, so a chain written anew as a whole would not show.';
  return days.length === 1
    ? `It has the head kept on ${days[0]}.`
    : `It has the heads kept on ${days.length} days, ${days[0]} to ${days.at(-1)}.`;
}

function paced({ rows }: Proof, seconds: number): string {
  return `(${seconds.toFixed(2)} s, ${number(Math.round(rows / seconds))} a second)`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
