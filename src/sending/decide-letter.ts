import { draftLetter } from '../cases/draft-letter.ts';
import { lookAgainAt, statusOf } from '../cases/judge-letter.ts';
import { ladderOf } from '../cases/ladder-of.ts';
import { leavesAt } from '../cases/leaves-at.ts';
import type { LetterContent } from '../cases/letter-content.ts';
import { letterFacts } from '../cases/letter-facts.ts';
import { feeLettersOf } from '../cases/ours-on-letter.ts';
import { setLeavesAt } from '../cases/store-acts.ts';
import { lockCase, lockFees } from '../cases/store-cases.ts';
import { readStandings } from '../cases/store-facts.ts';
import { makePortalLink } from '../cases/store-links.ts';
import { lookAgain } from '../cases/store-positions.ts';
import {
  endApprovals,
  endProposals,
  lockProposal,
  type ProposalRow,
  proposalLines,
  updateContent,
} from '../cases/store-proposals.ts';
import { sentLetters } from '../cases/store-statement.ts';
import { insertVerdicts, updateJudged } from '../cases/store-verdicts.ts';
import { creditorToday, readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { type Decision, decide } from '../ladder/decide.ts';
import { kindOf } from '../ladder/rungs.ts';
import { readRates, readTransactions } from '../ledger/store.ts';
import { mirrorState } from '../mirror/store-state.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { dayIn, instantPlus } from '../values/day.ts';
import { intendMail } from './intend-mail.ts';
import type { Composition } from './letter.ts';
import { portalLinkLife } from './link-place.ts';
import type { SendTools } from './tools.ts';

export type DecideTools = Pick<SendTools, 'press' | 'wording' | 'sealKeys' | 'wallNow'>;

/**
 * An approved letter whose hour has come, judged on the books as they were read a moment ago. Go: the letter as it reads
 * today, the intent to send it and the job that hands it over, in this one transaction. Any other answer is recorded with
 * its reason. `factsAsOf` is null where the books did not answer for one of its invoices. Answers the message's id.
 */
export async function decideLetter(
  work: Work,
  tools: DecideTools,
  proposalId: string,
  factsAsOf: Date | null,
): Promise<string | null> {
  const seen = await lockProposal(work, proposalId);
  if (seen?.status !== 'approved') return null;
  const { draft, decision, settings, creditor, standing } = await judge(work, tools, seen, factsAsOf);
  await insertVerdicts(work, 'live', [{ proposalId, decision }]);
  if (decision.verdict.kind !== 'go' || draft === null) {
    const { homeCountry, country } = standing.debtor;
    const leaves = (until: Date) => leavesAt(until, seen, creditor, settings, [homeCountry, country]);
    return refuse(work, seen, decision, leaves);
  }

  const { token } = await makePortalLink(work, seen.debtorId, instantPlus(work.now, portalLinkLife));
  const courtesy = kindOf(seen.rung) === 'nudge';
  const interestStated = draft.plan.statesInterest && draft.interestKnownTo === null;
  await updateContent(work, proposalId, draft.content, interestStated, ladderOf(settings, standing.debtor).version);
  await updateJudged(work, [{ proposalId, decision, status: 'sending', lookAgainAt: null }]);
  const messageId = await intendMail(work, tools.sealKeys, {
    kind: seen.rung,
    to: draft.recipient!,
    channel: draft.content.channel,
    ...wordsOf(tools, draft.content),
    fromName: draft.content.channel === 'sms' ? (settings.smsName ?? '') : settings.sender.name,
    replyTo: settings.sender.replyTo,
    courtesy,
    link: { kind: 'portal', token },
    caseId: seen.caseId,
    debtorId: seen.debtorId,
    letter: { proposalId, feeMinor: draft.plan.feeMinor, factsAsOf: factsAsOf! },
  });

  await recordTrail(work, {
    what: 'letter-intended',
    caseId: seen.caseId,
    debtorId: seen.debtorId,
    subjectId: messageId,
    details: { rung: seen.rung, nth: seen.nth, proposalId },
  });
  return messageId;
}

/** What is sent: the letter, or a text message with the whole letter kept beside it. */
function wordsOf({ press }: DecideTools, content: LetterContent): Composition {
  const letter = press.letter(content);
  return content.channel === 'sms' ? { ...letter, text: press.sms(content) } : letter;
}

/** The letter as it would read now, and every guard's answer to it. */
async function judge(work: Work, tools: DecideTools, seen: ProposalRow, factsAsOf: Date | null) {
  if (seen.feeMinor > 0n) await lockFees(work, seen.debtorId);
  const aCase = await lockCase(work, seen.caseId);
  const creditor = await readCreditor(work);
  const settings = await readSettings(work);
  const [standing] = await readStandings(work, [seen.debtorId]);
  const lines = await proposalLines(work, seen.id);
  const transactions = (await readTransactions(work, [seen.caseId])).get(seen.caseId) ?? [];
  const feeLetters = feeLettersOf(await sentLetters(work, [seen.caseId]));
  const draft = draftLetter({
    today: dayIn(work.now, creditor.timeZone),
    creditor,
    settings,
    standing: standing!,
    currency: seen.currency,
    rates: await readRates(work),
    ledger: { transactions, feeLetters },
    textVersion: tools.wording.textVersion,
    channels: tools.wording.channels,
  });

  // What is owed now stands for what was owed then: what changed is held for a person, not stopped; paid is stopped.
  const owedNow = (line: { readonly invoiceId: string; readonly principalMinor: bigint }): bigint => {
    const position = standing!.positions.find((each) => each.invoiceId === line.invoiceId);
    const owed = position ? position.remainderMinor - position.clearingMinor : 0n;
    return owed > 0n ? owed : line.principalMinor;
  };

  const decision = decide(
    letterFacts(
      {
        now: work.now,
        wallNow: tools.wallNow(),
        timeZone: creditor.timeZone,
        settings,
        // Before the books were ever read whole, a debtor's credit notes and payments may be among what is not known yet.
        booksReadAt: (await mirrorState(work))?.booksReadAt ? factsAsOf : null,
        factsMaxAgeSeconds: settings.factsMaxAgeSeconds,
      },
      standing!,
      aCase !== null && aCase.closedAt === null,
      {
        rung: seen.rung,
        currency: seen.currency,
        lines: lines.map((line) => ({ ...line, principalMinor: owedNow(line), alreadySent: false })),
        feeMinor: seen.feeMinor,
        channels: draft?.channels ?? [seen.content.channel],
        compensation: draft?.content.compensation ?? seen.content.compensation,
        statesInterest: draft?.plan.statesInterest ?? seen.content.interest !== null,
        interestKnownTo: draft?.interestKnownTo ?? null,
        notice: draft ? tools.wording.noticeFacts(draft.content) : null,
        hash: draft?.hash ?? 'nothing-is-due',
        headsUpAt: seen.headsUpAt,
        approvedHash: seen.approvedHash,
      },
    ),
  );
  return { draft, decision, settings, creditor, standing: standing! };
}

/** The expected no, kept with its reason: it waits until its own minute after `verdict.until`, asks for a person, or ends. */
async function refuse(work: Work, seen: ProposalRow, decision: Decision, leaves: (until: Date) => Date): Promise<null> {
  const { verdict } = decision;
  if (verdict.kind === 'stop') {
    await endProposals(work, [seen.id], 'void', decision.guard ?? 'stopped');
  } else {
    const status = verdict.kind === 'ask' ? 'held' : statusOf(decision, seen.hash, seen.approvedHash);
    await updateJudged(work, [{ proposalId: seen.id, decision, status, lookAgainAt: lookAgainAt(decision) }]);
    if (status === 'held' && verdict.kind === 'ask') await endApprovals(work, [seen.id], decision.guard ?? 'held');
    if (verdict.kind === 'wait') await setLeavesAt(work, seen.id, leaves(verdict.until));
  }
  await lookAgain(work, [seen.debtorId], await creditorToday(work));
  await putOnTimetable(work, 'propose', '', work.now);
  await recordTrail(work, {
    what: 'letter-not-sent',
    caseId: seen.caseId,
    debtorId: seen.debtorId,
    subjectId: seen.id,
    details: { verdict: verdict.kind, guard: decision.guard, ...(verdict.kind === 'go' ? {} : verdict.detail) },
  });
  return null;
}
