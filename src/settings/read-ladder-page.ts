import { readStandingYeses } from '../cases/store-standing.ts';
import { ladderFaults } from '../creditors/ladder-check.ts';
import type { LadderFault } from '../creditors/ladder-fault.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import { readLadderDraft } from '../creditors/store-ladders.ts';
import { readMembers } from '../creditors/store-members.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { type LadderName, ladderFor, segments } from '../ladder/ladder-choice.ts';
import { offeredRisk, offeredVip } from '../ladder/offered-ladders.ts';
import type { Rung, RungKey } from '../ladder/rungs.ts';
import { readDebtor } from '../mirror/store-debtors.ts';

export type LadderOnPage = {
  readonly name: LadderName;
  /** The debtor whose own it is. */
  readonly debtor: { readonly name: string; readonly salesPersonNumber: number | null } | null;
  readonly debtorName: string | null;
  readonly settings: CreditorSettings;
  /** What rules its climbers now: where it is not in force, the ladder that stands for it. */
  readonly inForce: readonly Rung[];
  readonly exists: boolean;
  readonly draft: readonly Rung[] | null;
  /** What the editor begins with: the draft, else what is in force, else what is offered. */
  readonly rungs: readonly Rung[];
  readonly faults: readonly LadderFault[];
  readonly usedKeys: readonly RungKey[];
  /** Who has said yes to a rung for good, by key. */
  readonly standing: ReadonlyMap<RungKey, { readonly reads: string; readonly by: string; readonly at: Date }>;
};

/** Everything the editor shows of one ladder; null for a debtor nobody knows. */
export async function readLadderPage(work: Work, name: LadderName): Promise<LadderOnPage | null> {
  const debtor = name.startsWith('debtor-') ? await readDebtor(work, name.slice('debtor-'.length)) : null;
  if (name.startsWith('debtor-') && debtor === null) return null;
  const settings = await readSettings(work);
  const draft = await readLadderDraft(work, name);
  const members = await readMembers(work);
  const yeses = (await readStandingYeses(work)).filter((yes) => yes.ladder === name);

  const usedKeys = [...settings.ladderVersions.values(), { rungs: draft ?? [] }].flatMap((each) =>
    each.rungs.map((rung) => rung.key),
  );
  const exists = settings.ladders.has(name);
  const segment = segments.find((each) => each === name) ?? 'normal';
  const inForce = ladderFor({ debtorId: debtor?.id ?? '', segment }, settings.ladders).ladder.rungs;
  const rungs = draft ?? (exists ? inForce : offered(name, usedKeys, inForce));
  const byOf = (memberId: string) => members.find((member) => member.id === memberId)?.name ?? 'somebody who has left';
  return {
    name,
    debtor,
    debtorName: debtor?.name ?? null,
    settings,
    inForce,
    exists,
    draft,
    rungs,
    faults: ladderFaults(rungs, settings),
    usedKeys: [...new Set(usedKeys)],
    standing: new Map(yeses.map((yes) => [yes.rung, { reads: yes.reads, by: byOf(yes.memberId), at: yes.at }])),
  };
}

function offered(name: LadderName, used: readonly RungKey[], inForce: readonly Rung[]): readonly Rung[] {
  if (name === 'vip') return offeredVip(used);
  return name === 'risk' ? offeredRisk(used) : inForce;
}
