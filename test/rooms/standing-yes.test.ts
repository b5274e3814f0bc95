/** A yes given once for all letters of a rung: what it covers, what it never does, and how it ends. */
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { giveStandingYes } from '../../src/cases/give-standing-yes.ts';
import { refreshCases } from '../../src/cases/refresh-cases.ts';
import { takeBackStandingYes } from '../../src/cases/take-back-standing-yes.ts';
import { withdrawProposal } from '../../src/cases/withdraw-proposal.ts';
import { changeRole } from '../../src/creditors/change-role.ts';
import { removeMember } from '../../src/creditors/remove-member.ts';
import { saveLadder } from '../../src/creditors/save-ladder.ts';
import { defaultRungs, type RungKey } from '../../src/ladder/rungs.ts';
import { type SeedRoom, seedWorld } from '../seed.ts';

const world = await seedWorld(t);

/** Havnen waits at its first reminder, Kroen falls due tomorrow, Linden was paid in part and is held. */
async function room() {
  const seeded = await world.room();
  await seeded.books(
    [
      { number: '1', name: 'Havnen' },
      { number: '2', name: 'Kroen' },
      { number: '3', name: 'Linden' },
    ],
    [
      { number: '100', debtor: '1', daysLate: 6, minor: 100_000n },
      { number: '200', debtor: '2', daysLate: -2, minor: 50_000n },
      { number: '300', debtor: '3', daysLate: 6, minor: 90_000n, leftMinor: 10_000n },
    ],
  );
  await seeded.sendingOn();
  await seeded.propose();
  const { memberId } = await seeded.member('admin');
  const admin = { kind: 'member', id: memberId } as const;
  const gives = (key: RungKey = 'first-reminder') => seeded.work((work) => giveStandingYes(work, 'normal', key), admin);
  return { ...seeded, admin, gives, looks: () => looksAgain(seeded) };
}

async function looksAgain(seeded: SeedRoom) {
  await seeded.work(refreshCases);
  await seeded.propose();
}

const approvals = (creditorId: string) =>
  world.behind`select member_id, standing_id is not null as standing, ended_why from approvals where creditor_id = ${creditorId} order by at, ended_at`;

t.test('a standing yes approves what waits and what comes, as the letter reads, and stands on the trail', async (t) => {
  const { letter, looks, gives, creditorId, admin, trail } = await room();
  t.equal((await letter('Havnen')).status, 'waiting');
  t.equal(await gives(), 'given');
  t.equal((await letter('Havnen')).status, 'waiting', 'by itself it changes nothing');
  await looks();
  t.equal((await letter('Havnen')).status, 'approved');
  t.equal((await letter('Kroen')).status, 'waiting', 'a rung nobody said it of waits');
  t.same([...(await approvals(creditorId))], [{ member_id: admin.id, standing: true, ended_why: null }]);
  const told = await trail();
  t.match(
    told.find(({ what }) => what === 'standing-yes-given'),
    {
      actor: `member:${admin.id}`,
      details: { ladder: 'normal', rung: 'first-reminder' },
    },
  );
  t.match(
    told.find(({ what }) => what === 'letter-approved'),
    {
      actor: 'machine:test',
      details: { rung: 'first-reminder', standingYesOf: admin.id },
    },
  );
  t.equal(await gives(), 'given-already');
});

t.test('it bypasses no guard, no heads-up and no hold window', async (t) => {
  const { letter, looks, gives, creditorId } = await room();
  await gives();
  await looks();
  t.equal((await letter('Linden')).status, 'held', 'part of it was paid: a person looks first');
  const [row] = await world.behind`
    select heads_up_at, leaves_at from proposals where creditor_id = ${creditorId} and status = 'approved'`;
  t.same({ ...row }, { heads_up_at: null, leaves_at: null }, 'nobody has been told, so it leaves at no time yet');
});

t.test('a letter that was withdrawn asks for a yes of its own', async (t) => {
  const { letter, looks, gives, work, admin } = await room();
  await gives();
  await looks();
  const { id } = await letter('Havnen');
  await work((each) => withdrawProposal(each, id, 'They call tomorrow'), admin);
  await looks();
  t.equal((await letter('Havnen')).status, 'withdrawn', 'not on the same day');
  await world.turnTo(new Date('2040-03-13T09:00:00Z'));
  await looks();
  const again = await letter('Havnen');
  t.not(again.id, id);
  t.equal(again.status, 'waiting');
});

t.test(
  'a letter to another address than the last one asks for a yes of its own, and the one after it does not',
  async (t) => {
    const { letter, looks, gives } = await room();
    const { id } = await letter('Havnen');
    const wentTo = (recipient: string, day: string) => world.behind`
    insert into proposals select s.* from proposals p, jsonb_populate_record(null::proposals, to_jsonb(p) || ${world.behind.json(
      { id: randomUUID(), status: 'sent', recipient, sent_at: `${day}T10:00:00Z`, ended_at: `${day}T10:00:00Z` },
    )}) s where p.id = ${id}`;
    await wentTo('Gammel@havnen.example', '2040-01-12');
    await gives();
    await looks();
    t.equal((await letter('Havnen')).status, 'waiting');
    await wentTo('POST@1.example', '2040-02-12');
    await looks();
    t.equal((await letter('Havnen')).status, 'approved', 'written to there before');
  },
);

t.test('taken back, its letters wait again; those an admin approved one by one do not', async (t) => {
  const { letter, looks, gives, work, admin, creditorId } = await room();
  await gives();
  await looks();
  t.equal(await work((each) => takeBackStandingYes(each, 'normal', 'first-reminder'), admin), 1);
  t.equal((await letter('Havnen')).status, 'waiting');
  await looks();
  t.equal((await letter('Havnen')).status, 'waiting');
  t.equal(await work((each) => takeBackStandingYes(each, 'normal', 'first-reminder'), admin), null, 'once');
  t.match([...(await approvals(creditorId))], [{ standing: true, ended_why: 'standing-yes-taken-back' }]);
});

t.test('it ends when its giver is no admin any more: a role changed, or gone', async (t) => {
  for (const ends of ['role', 'leaving'] as const) {
    const { letter, looks, gives, work, admin, member, creditorId, trail } = await room();
    const { memberId } = await member('admin', `other-${ends}@admin.example`);
    const other = { kind: 'member', id: memberId } as const;
    await gives();
    await looks();
    t.equal((await letter('Havnen')).status, 'approved');
    const jobs = world.jobs.length;
    if (ends === 'leaving') await work((each) => removeMember(each, admin.id), other);
    else await work((each) => changeRole(each, admin.id, { role: 'auditor', employeeNumber: null }), other);
    t.same(
      world.jobs.slice(jobs).map(({ queue }) => queue),
      ['facts-changed'],
    );
    await looks();
    t.equal((await letter('Havnen')).status, 'waiting', ends);
    t.match([...(await approvals(creditorId))], [{ standing: true, ended_why: 'standing-yes-taken-back' }]);
    t.ok((await trail()).some(({ what }) => what === 'standing-yes-taken-back'));
  }
});

t.test('an edit of what the rung carries asks again; an edit of its days does not', async (t) => {
  const edited = (change: object) =>
    defaultRungs.map((rung) => (rung.key === 'first-reminder' ? { ...rung, ...change } : rung));
  const { letter, looks, gives, work } = await room();
  await gives();
  await looks();
  await work((each) => saveLadder(each, 'normal', edited({ days: 4 })));
  await looks();
  t.equal((await letter('Havnen')).status, 'approved');
  await work((each) => saveLadder(each, 'normal', edited({ daysToPay: 8 })));
  await looks();
  t.equal((await letter('Havnen')).status, 'waiting', 'what it gives is another thing than was agreed to');
  t.equal(await gives(), 'given', 'the yes is given anew');
  await looks();
  t.equal((await letter('Havnen')).status, 'approved');
});

t.test('no yes stands for a rung that is not there, is off, or at which no letter goes', async (t) => {
  const { gives, work } = await room();
  t.equal(await gives('reminder-9'), 'no-such-rung');
  t.equal(await gives('human'), 'no-such-rung');
  await work((each) =>
    saveLadder(
      each,
      'normal',
      defaultRungs.map((rung) => ({ ...rung, on: rung.key !== 'notice' })),
    ),
  );
  t.equal(await gives('notice'), 'no-such-rung');
});
