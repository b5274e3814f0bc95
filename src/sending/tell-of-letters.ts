import { leavesAt, sendingTimes } from '../cases/leaves-at.ts';
import { markHeadsUp, nextLeaving, proposalsWithoutHeadsUp } from '../cases/store-acts.ts';
import { readStandings } from '../cases/store-facts.ts';
import { type ProposalRow, readProposal } from '../cases/store-proposals.ts';
import type { MemberRow } from '../creditors/member.ts';
import { readCreditor } from '../creditors/store.ts';
import { readMembers } from '../creditors/store-members.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { nextDecentInstant } from '../ladder/decent-hour.ts';
import { homeCountry } from '../mirror/country.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { dayIn, earlierInstant, hour, instantPlus } from '../values/day.ts';
import { intendMail } from './intend-mail.ts';
import type { SendTools } from './tools.ts';

export type HeadsUpTools = Pick<SendTools, 'press' | 'sealKeys' | 'publicUrl'>;

/**
 * Tells admins and owning reps of the letters they have not been told of: from here the hold window runs. Digests keep to
 * decent hours too, so at night this puts itself off until morning.
 */
export async function tellOfLetters(work: Work, tools: HeadsUpTools): Promise<void> {
  const settings = await readSettings(work);
  const creditor = await readCreditor(work);
  const home = homeCountry(creditor.country, creditor.baseCurrency);
  const decent = nextDecentInstant(work.now, sendingTimes(creditor, settings), [home]);
  if (decent > work.now) {
    await putOnTimetable(work, 'heads-up', '', decent);
    return;
  }
  const proposals = [];
  for (const id of await proposalsWithoutHeadsUp(work)) proposals.push((await readProposal(work, id))!);
  if (proposals.length === 0) return;
  const standings = await readStandings(work, [...new Set(proposals.map((proposal) => proposal.debtorId))]);
  const repOf = new Map(standings.map(({ debtor }) => [debtor.debtorId, debtor.salesPersonNumber]));
  const members = await readMembers(work);

  const windowEnds = instantPlus(work.now, settings.holdWindowHours * hour);
  const countriesOf = new Map(standings.map(({ debtor }) => [debtor.debtorId, [debtor.homeCountry, debtor.country]]));
  const told = proposals.map(({ id, debtorId }) => ({
    id,
    leavesAt: leavesAt(windowEnds, id, creditor, settings, countriesOf.get(debtorId) ?? [home]),
  }));
  const first = told.map((each) => each.leavesAt).reduce(earlierInstant);

  for (const member of members) {
    const theirs = proposals.filter((proposal) => concerns(member, repOf.get(proposal.debtorId) ?? null));
    if (theirs.length === 0) continue;
    const mail = tools.press.headsUp({
      language: 'da',
      memberName: member.name,
      creditorName: creditor.name,
      leavesDay: dayIn(first, creditor.timeZone),
      letters: theirs.map((proposal) => lineOf(proposal, repName(members, repOf.get(proposal.debtorId) ?? null))),
      queueUrl: `${tools.publicUrl}/desk/queue`,
    });
    await intendMail(work, tools.sealKeys, {
      kind: 'heads-up',
      to: member.email,
      ...mail,
      fromName: 'Rykker',
      replyTo: null,
      courtesy: true,
      link: null,
    });
  }
  await markHeadsUp(work, told);
  await putOnTimetable(work, 'send-letters', '', (await nextLeaving(work)) ?? first);

  await recordTrail(work, {
    what: 'heads-up',
    details: { letters: proposals.length, leavesAt: first.toISOString() },
  });
}

function concerns(member: MemberRow, salesPersonNumber: number | null): boolean {
  if (member.role === 'admin') return true;
  return member.role === 'rep' && member.employeeNumber !== null && member.employeeNumber === salesPersonNumber;
}

function repName(members: readonly MemberRow[], salesPersonNumber: number | null): string | null {
  if (salesPersonNumber === null) return null;
  return members.find((member) => member.role === 'rep' && member.employeeNumber === salesPersonNumber)?.name ?? null;
}

function lineOf(proposal: ProposalRow, rep: string | null) {
  return {
    debtorName: proposal.content.debtorName,
    rung: proposal.rung,
    nth: proposal.nth,
    totalMinor: proposal.content.totalMinor,
    currency: proposal.currency,
    repName: rep,
    needsYes: proposal.status !== 'approved',
  };
}
