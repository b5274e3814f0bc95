import { headsUpAt, leavesAt } from '../cases/leaves-at.ts';
import { lastHeadsUp, markHeadsUp, nextLeaving, untoldLetters } from '../cases/store-acts.ts';
import { countriesOfDebtors } from '../cases/store-given.ts';
import type { MemberRow } from '../creditors/member.ts';
import { readCreditor } from '../creditors/store.ts';
import { readMembers } from '../creditors/store-members.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { homeCountry } from '../mirror/country.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { dayIn, earlierInstant, hour, instantPlus } from '../values/day.ts';
import { intendMail } from './intend-mail.ts';
import type { SendTools } from './tools.ts';

export type HeadsUpTools = Pick<SendTools, 'press' | 'sealKeys' | 'publicUrl'>;

/**
 * Tells admins and owning reps of the letters they have not been told of, in one mail each: from here those letters' hold
 * window runs. Digests keep to decent hours too, so at night this puts itself off until morning, and they keep a distance
 * from the one before. Where nothing waits, nobody is written to.
 */
export async function tellOfLetters(work: Work, tools: HeadsUpTools): Promise<void> {
  const settings = await readSettings(work);
  const creditor = await readCreditor(work);
  const home = homeCountry(creditor.country, creditor.baseCurrency);
  const letters = await untoldLetters(work);
  if (letters.length === 0) return;
  const before = await lastHeadsUp(work);
  const decent = headsUpAt(work.now, before, creditor, settings, home);
  if (decent > work.now) {
    await putOnTimetable(work, 'heads-up', '', decent);
    return;
  }
  const members = await readMembers(work);
  const countries = await countriesOfDebtors(
    work,
    letters.map((letter) => letter.debtorId),
  );

  const windowEnds = instantPlus(work.now, settings.holdWindowHours * hour);
  const told = letters.map(({ id, hash, debtorId }) => ({
    id,
    leavesAt: leavesAt(windowEnds, { hash }, creditor, settings, countries.get(debtorId) ?? [home]),
  }));
  const first = told.map((each) => each.leavesAt).reduce(earlierInstant);

  for (const member of members) {
    const theirs = letters.filter((letter) => concerns(member, letter.salesPersonNumber));
    if (theirs.length === 0) continue;
    const mail = tools.press.headsUp({
      language: 'da',
      memberName: member.name,
      creditorName: creditor.name,
      leavesDay: dayIn(first, creditor.timeZone),
      letters: theirs.map((letter) => ({ ...letter, repName: repName(members, letter.salesPersonNumber) })),
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
    details: { letters: letters.length, leavesAt: first.toISOString() },
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
