import { sql } from 'drizzle-orm';
import { documents } from '../db/documents.ts';
import type { Work } from '../db/work.ts';
import type { Decision, GuardAnswer } from '../ladder/decide.ts';
import { go } from '../ladder/verdict.ts';
import type { ProposalStatus } from './store-proposals.ts';

export type Judged = { readonly proposalId: string; readonly decision: Decision };

/** A decision taken again about a proposal that stays. */
export type Rejudged = Judged & { readonly status: ProposalStatus; readonly lookAgainAt: Date | null };

/** Every answer of every guard, kept. */
export async function insertVerdicts(
  work: Work,
  stage: 'mirror' | 'live' | 'hand-over',
  judged: readonly Judged[],
): Promise<void> {
  if (judged.length === 0) return;
  const texts = judged.map(({ decision }) => answersText(decision.answers));
  // Of a night's letters most are answered alike: each text goes over once, and is read once.
  const places = new Map([...new Set(texts)].map((text, index) => [text, index + 1]));
  const rows = judged.map(({ proposalId, decision }, index) => ({
    proposal_id: proposalId,
    verdict: decision.verdict.kind,
    guard: decision.guard,
    place: places.get(texts[index]!),
  }));
  await work.tx.execute(sql`
    with answered as materialized (
      select place, text::jsonb as answers from ${documents([...places.keys()])} with ordinality as a(text, place)
    )
    insert into verdicts (creditor_id, proposal_id, at, stage, verdict, guard, answers)
    select ${work.creditorId}::uuid, r.proposal_id, ${work.now.toISOString()}::timestamptz, ${stage}, r.verdict, r.guard, a.answers
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(proposal_id uuid, verdict text, guard text, place bigint)
      join answered a on a.place = r.place
  `);
}

/** What most guards say of most letters is written out once. */
const goTexts = new Map<string, string>();

function answersText(answers: readonly GuardAnswer[]): string {
  const texts = answers.map((answer) => {
    if (answer.verdict !== go) return JSON.stringify(answer);
    const text = goTexts.get(answer.guard) ?? JSON.stringify(answer);
    goTexts.set(answer.guard, text);
    return text;
  });
  return `[${texts.join(',')}]`;
}

/** A decision taken again about a proposal that stays: its new status and who says no now. */
export async function updateJudged(work: Work, rows: readonly Rejudged[]): Promise<void> {
  if (rows.length === 0) return;
  const list = rows.map((row) => ({
    ...decided(row.decision),
    id: row.proposalId,
    status: row.status,
    look_again_at: row.lookAgainAt?.toISOString() ?? null,
  }));
  await work.tx.execute(sql`
    update proposals p set status = r.status, verdict = r.verdict, verdict_guard = r.verdict_guard, verdict_detail = r.verdict_detail,
      look_again_at = r.look_again_at
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb)
      as r(id uuid, status text, verdict text, verdict_guard text, verdict_detail jsonb, look_again_at timestamptz)
    where p.creditor_id = ${work.creditorId} and p.id = r.id
  `);
}

/** The columns of a proposal that tell its latest decision. */
export function decided({ verdict, guard }: Decision) {
  return { verdict: verdict.kind, verdict_guard: guard, verdict_detail: verdict.kind === 'go' ? {} : verdict.detail };
}
