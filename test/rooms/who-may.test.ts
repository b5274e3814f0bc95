/** Who may do what is asked by the verbs themselves: a page that forgets to ask lets nobody through. */
import t from 'tap';
import { decideDebtor } from '../../src/cases/decide-debtor.ts';
import { endRest } from '../../src/cases/end-rest.ts';
import { giveStandingYes } from '../../src/cases/give-standing-yes.ts';
import { restDebtor } from '../../src/cases/rest-debtor.ts';
import { skipRung } from '../../src/cases/skip-rung.ts';
import { withdrawProposal } from '../../src/cases/withdraw-proposal.ts';
import { removeMember } from '../../src/creditors/remove-member.ts';
import type { Work } from '../../src/db/work.ts';
import { approveProposal } from '../approve-proposal.ts';
import { seedWorld } from '../seed.ts';

const world = await seedWorld(t);
const room = await world.room();
await room.books(
  [
    { number: '1', name: 'Theirs', salesPerson: 7 },
    { number: '2', name: 'Another’s', salesPerson: 8 },
    { number: '3', name: 'Nobody’s' },
  ],
  ['1', '2', '3'].map((debtor) => ({ number: `${debtor}00`, debtor, daysLate: 6, minor: 100_000n })),
);
await room.sendingOn();
await room.propose();
const letter = await room.letter('Theirs');
const idOf = {
  theirs: await room.debtorId('Theirs'),
  others: await room.debtorId('Another’s'),
  none: await room.debtorId('Nobody’s'),
};
const as = async (role: 'admin' | 'rep' | 'bookkeeper' | 'auditor', email?: string) => {
  const { memberId: id } = await room.member(role, email);
  return { id, acts: <Value>(deed: (work: Work) => Promise<Value>) => room.work(deed, { kind: 'member', id }) };
};
const rest = (debtorId: string) => (work: Work) =>
  restDebtor(work, { debtorId, caseId: null }, 'snooze', '2040-04-01', null);

t.test('letters leave and debtors are decided about by an admin’s word only', async (t) => {
  const [invoice] = await world.behind`select id from invoices where debtor_id = ${idOf.theirs}`;
  const deeds: readonly ((work: Work) => Promise<unknown>)[] = [
    (work) => approveProposal(work, letter.id, letter.hash),
    (work) => giveStandingYes(work, 'normal', 'first-reminder'),
    (work) => withdrawProposal(work, letter.id, 'x'),
    (work) => skipRung(work, letter.id, invoice!['id'], 'x'),
    (work) => decideDebtor(work, idOf.theirs, { kind: 'never-fee', never: true }),
  ];
  const told = (await room.trail()).length;
  const left = await as('admin', 'gone@admin.example');
  const admin = await as('admin');
  await admin.acts((work) => removeMember(work, left.id));
  const others = [await as('rep'), await as('bookkeeper'), await as('auditor'), left];
  for (const member of others) for (const deed of deeds) await t.rejects(member.acts(deed), /only an admin/);
  t.equal((await room.trail()).length, told + 1, 'nothing was done but one admin leaving');
  t.match(await admin.acts(deeds[0]!), { ok: true });
});

t.test('a rep rests and wakes own debtors; those of no rep are the admins’', async (t) => {
  const admin = await as('admin', 'second@admin.example');
  const rep = await as('rep', 'second@rep.example');
  const mapped = await rep.acts(rest(idOf.theirs));
  t.match(mapped, { ok: true });
  for (const id of [idOf.others, idOf.none]) await t.rejects(rep.acts(rest(id)), /not this member/);
  const hold = await admin.acts(rest(idOf.others));
  if (!hold.ok || !mapped.ok) throw new Error('an admin rests anybody');
  await t.rejects(
    rep.acts((work) => endRest(work, hold.value, 'x')),
    /not this member/,
  );
  t.match(await rep.acts((work) => endRest(work, mapped.value, 'x')), { ok: true });
  for (const role of ['bookkeeper', 'auditor'] as const)
    await t.rejects((await as(role, `third@${role}.example`)).acts(rest(idOf.theirs)), /not this member/);
  await world.behind`update members set employee_number = null where id = ${rep.id}`;
  await t.rejects(rep.acts(rest(idOf.theirs)), /not this member/, 'a rep nobody has mapped owns no debtor');
});
