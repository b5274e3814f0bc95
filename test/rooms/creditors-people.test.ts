import { randomBytes } from 'node:crypto';
import t from 'tap';
import { claimCreditor } from '../../src/creditors/claim-creditor.ts';
import { inviteMember } from '../../src/creditors/invite-member.ts';
import { keepGrant } from '../../src/creditors/keep-grant.ts';
import { readGrant } from '../../src/creditors/read-grant.ts';
import { removeMember } from '../../src/creditors/remove-member.ts';
import { revokeGrant } from '../../src/creditors/revoke-grant.ts';
import { readCreditor, updateCreditor } from '../../src/creditors/store.ts';
import {
  creditorsOfSession,
  memberOfSession,
  signInChoices,
  switchSession,
} from '../../src/creditors/store-doorways.ts';
import { keepSignInLink, personOf, readAdmins, readMembers, readReps } from '../../src/creditors/store-members.ts';
import { hashToken, newToken } from '../../src/values/secrets.ts';
import { people, profileOf, sealKeys } from '../people.ts';

const house = await people(t);
const invitation = { name: 'Rasmus', email: 'rasmus@nordvind.example', role: 'rep' as const, employeeNumber: 7 };

t.test('a creditor is read as its books describe it', async (t) => {
  const room = await house.creditor('Nordvind');
  const creditor = await room.work(readCreditor);
  t.match(creditor, { id: room.creditorId, name: 'Nordvind', baseCurrency: 'DKK', timeZone: 'Europe/Copenhagen' });
  t.same(creditor.bank, { name: 'Banken', sortCode: '1234', account: '0001234567' });
});

t.test('a grant token is stored sealed and opens for its own creditor with our key only', async (t) => {
  const [here, there] = [await house.creditor('Here'), await house.creditor('There')];
  await here.work((work) => keepGrant(work, sealKeys, 'the-grant-token'));
  await there.work((work) => keepGrant(work, sealKeys, 'another'));
  const [row] = await house.behind`select sealed_token from grants where creditor_id = ${here.creditorId}`;
  t.notMatch(String(row?.['sealed_token']), /the-grant-token/);
  t.equal(await here.work((work) => readGrant(work, sealKeys)), 'the-grant-token');
  await t.rejects(
    here.work((work) => readGrant(work, [{ id: 'k1', key: randomBytes(32) }])),
    /none of SEAL_KEYS/,
  );
  await house.behind`update grants set sealed_token = ${String(row?.['sealed_token'])} where creditor_id = ${there.creditorId}`;
  await t.rejects(
    there.work((work) => readGrant(work, sealKeys)),
    /none of SEAL_KEYS/,
  );
});

t.test('a renewed grant dates the old one, and only the new one opens the books', async (t) => {
  const room = await house.creditor('Nordvind');
  t.equal(await room.work((work) => keepGrant(work, sealKeys, 'old')), 'first');
  t.equal(await room.work((work) => keepGrant(work, sealKeys, 'new')), 'renewed');
  t.equal(await room.work((work) => readGrant(work, sealKeys)), 'new');
  const rows =
    await house.behind`select ended_why from grants where creditor_id = ${room.creditorId} order by granted_at`;
  t.same(
    rows.map((row) => row['ended_why']),
    ['renewed', null],
  );
  t.same(
    (await room.trail()).map((entry) => entry.what),
    ['grant-given', 'grant-renewed'],
  );
});

t.test('a revoked grant is dated once, told once, and opens nothing', async (t) => {
  const room = await house.creditor('Nordvind');
  await room.work((work) => keepGrant(work, sealKeys, 'token'));
  const before = house.jobs.length;
  t.equal(await room.work(revokeGrant), true);
  t.equal(await room.work(revokeGrant), false);
  t.equal(await room.work((work) => readGrant(work, sealKeys)), null);
  t.same(house.jobs.slice(before), [{ queue: 'creditor-paused', payload: { creditorId: room.creditorId } }]);
  t.same(
    (await room.trail()).map((entry) => entry.what),
    ['grant-given', 'grant-revoked'],
  );
});

t.test('the first to claim is the address the books named; nobody else, and nobody twice', async (t) => {
  const room = await house.creditor('Nordvind');
  const claimant = { email: 'Mette@nordvind.example', name: 'Mette Krogh' };
  await room.work((work) => updateCreditor(work, profileOf('Nordvind', 'claimed-1'), claimant));
  const claim = (email: string) => room.work(async (work) => claimCreditor(work, await personOf(work, email), email));
  t.same(await signInChoices(house.db, 'mette@NORDVIND.example'), [
    { creditorId: room.creditorId, creditorName: 'Nordvind', claims: true },
  ]);
  t.equal(await claim('mallory@nordvind.example'), null);
  t.match(await claim('mette@nordvind.example'), { role: 'admin', name: 'Mette Krogh' });
  t.equal(await claim('mette@nordvind.example'), null);
  t.equal((await room.work(readAdmins)).length, 1);
  t.match(await room.trail(), [{ what: 'member-joined', details: { role: 'admin', first: true } }]);
});

t.test('two claims at the same moment make one admin', async (t) => {
  const room = await house.creditor('Nordvind');
  const email = 'two@nordvind.example';
  await room.work((work) => updateCreditor(work, profileOf('Nordvind', 'claimed-2'), { email, name: null }));
  const claim = () => room.work(async (work) => claimCreditor(work, await personOf(work, email), email));
  const claimed = await Promise.all([claim(), claim()]);
  t.equal(claimed.filter((each) => each !== null).length, 1);
  t.equal((await room.work(readMembers)).length, 1);
});

t.test('a rep is found by the number they have in the books', async (t) => {
  const room = await house.creditor('Nordvind');
  t.match(await room.work((work) => inviteMember(work, invitation)), { kind: 'invited' });
  t.match(await room.work((work) => readReps(work, 7)), [{ name: 'Rasmus' }]);
  t.same(await room.work((work) => readReps(work, 8)), []);
  const again = { ...invitation, email: 'RASMUS@nordvind.example' };
  t.same(await room.work((work) => inviteMember(work, again)), { kind: 'already-a-member' });
});

t.test('the last admin cannot leave; one of two can, and is signed out by it', async (t) => {
  const room = await house.creditor('Nordvind');
  const first = await room.member('admin', 'first@nordvind.example');
  t.equal(await room.work((work) => removeMember(work, first.memberId)), 'last-admin');
  const second = await room.member('admin', 'second@nordvind.example');
  t.match(await memberOfSession(house.db, hashToken(second.session)), { role: 'admin', creditorName: 'Nordvind' });
  t.equal(await room.work((work) => removeMember(work, second.memberId)), 'removed');
  t.equal(await memberOfSession(house.db, hashToken(second.session)), null);
  t.equal(await room.work((work) => removeMember(work, second.memberId)), 'not-a-member');
});

t.test('two admins who remove each other at the same moment leave one behind', async (t) => {
  for (let turn = 0; turn < 5; turn += 1) {
    const room = await house.creditor('Nordvind');
    const first = await room.member('admin', `first${turn}@nordvind.example`);
    const second = await room.member('admin', `second${turn}@nordvind.example`);
    const removals = await Promise.all(
      [first, second].map((each) => room.work((work) => removeMember(work, each.memberId))),
    );
    t.same(removals.sort(), ['last-admin', 'removed']);
  }
});

t.test('one steps over to a creditor one is a member of, and to no other', async (t) => {
  const [here, there, elsewhere] = [
    await house.creditor('A here'),
    await house.creditor('B there'),
    await house.creditor('Elsewhere'),
  ];
  const { session } = await here.member('admin', 'both@nordvind.example');
  await there.member('rep', 'both@nordvind.example');
  const hash = hashToken(session);
  t.same(
    (await creditorsOfSession(house.db, hash)).map((each) => each.name),
    ['A here', 'B there'],
  );
  t.equal(await switchSession(house.db, hash, elsewhere.creditorId), false);
  t.match(await memberOfSession(house.db, hash), { creditorName: 'A here' });
  t.equal(await switchSession(house.db, hash, there.creditorId), true);
  t.match(await memberOfSession(house.db, hash), { creditorName: 'B there', role: 'rep', employeeNumber: 7 });
});

t.test('nobody gets more than five links that still work', async (t) => {
  const room = await house.creditor('Nordvind');
  const { personId } = await room.member('admin', 'many@nordvind.example');
  const keep = () =>
    room.work((work) => keepSignInLink(work, { hash: hashToken(newToken()), personId, claims: false }, 15));
  const kept: boolean[] = [];
  for (let each = 0; each < 6; each += 1) kept.push(await keep());
  t.same(kept, [true, true, true, true, true, false]);
});
