import t from 'tap';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { connectPaymentAccount } from '../../src/creditors/connect-payment-account.ts';
import { disconnectPaymentAccount } from '../../src/creditors/disconnect-payment-account.ts';
import { keepGrant } from '../../src/creditors/keep-grant.ts';
import { saveLadder } from '../../src/creditors/save-ladder.ts';
import { readSettings } from '../../src/creditors/store-settings.ts';
import { releaseSending } from '../../src/db/release-sending.ts';
import { defaultRungs, type Rung, type RungKey } from '../../src/ladder/rungs.ts';
import { people, sealKeys } from '../people.ts';

const house = await people(t);

const rungsWith = (key: RungKey, change: Partial<Rung>) =>
  defaultRungs.map((rung) => (rung.key === key ? { ...rung, ...change } : rung));

t.test('a new creditor sends nothing, has the whole ladder laid out and has confirmed no market', async (t) => {
  const room = await house.creditor('Nordvind');
  t.same(await room.work(readSettings), {
    ladder: { version: 'default', rungs: defaultRungs },
    ladders: new Map([['normal', { version: 'default', rungs: defaultRungs }]]),
    ladderVersions: new Map([['default', { version: 'default', rungs: defaultRungs }]]),
    sendingOn: false,
    sender: {
      name: 'Nordvind',
      replyTo: 'bogholderi@nordvind.example',
      greetings: { da: null, sv: null, en: null },
    },
    smsName: null,
    confirmedMarkets: [],
    hours: { from: 8, to: 16 },
    weekdays: [1, 2, 3, 4, 5],
    spreadMinutes: 60,
    quietDays: 3,
    smallestSums: {},
    holdWindowHours: 24,
    factsMaxAgeSeconds: 60,
    toleranceBaseMinor: 100n,
    law: {},
    allocation: 'by-law',
    oursLeft: {
      choice: 'waive-below',
      below: { DKK: 50_000n, SEK: 75_000n, NOK: 75_000n, EUR: 6_500n, GBP: 5_500n },
    },
    texts: [],
    terms: {},
    paymentAccount: null,
    connected: false,
    halted: null,
  });
});

t.test('the latest of two decisions rules, even within one work', async (t) => {
  const room = await house.creditor('Nordvind');
  await room.work(async (work) => {
    await changeSetting(work, 'hold-window', { hours: 48 });
    await changeSetting(work, 'hold-window', { hours: 12 });
  });
  t.equal((await room.work(readSettings)).holdWindowHours, 12);
});

t.test('a change is on the trail with before and after, by whom, and every case is looked at again', async (t) => {
  const room = await house.creditor('Nordvind');
  const before = house.jobs.length;
  t.same(await room.work((work) => changeSetting(work, 'sending', { on: true }), { kind: 'member', id: 'm1' }), {
    kind: 'changed',
  });
  t.match(await room.trail(), [
    {
      what: 'setting-changed',
      details: { setting: 'sending', before: { on: false }, after: { on: true } },
      actor: 'member:m1',
    },
  ]);
  t.same(house.jobs.slice(before), [{ queue: 'facts-changed', payload: { creditorId: room.creditorId } }]);
  t.equal((await room.work(readSettings)).sendingOn, true);
});

t.test('the same again changes nothing and leaves no trace', async (t) => {
  const room = await house.creditor('Nordvind');
  t.same(await room.work((work) => changeSetting(work, 'sending', { on: false })), { kind: 'unchanged' });
  t.same(await room.trail(), []);
});

t.test('who signs stands beside the trail, not on it', async (t) => {
  const room = await house.creditor('Nordvind');
  const sender = { name: 'Mette', replyTo: 'mette@nordvind.example', greetings: { da: 'Hej', sv: null, en: null } };
  await room.work((work) => changeSetting(work, 'sender', sender));
  const [entry] = await room.trail();
  t.same(entry?.details, { setting: 'sender' });
  t.match(entry?.personal, { after: sender });
  t.same((await room.work(readSettings)).sender, sender);
});

t.test('an edited ladder names the row it came from', async (t) => {
  const room = await house.creditor('Nordvind');
  await room.work((work) => saveLadder(work, 'normal', rungsWith('nudge', { days: 5 })));
  const { ladder } = await room.work(readSettings);
  t.match(ladder.version, /^[0-9a-f-]{36}$/);
  t.equal(ladder.rungs[0]?.days, 5);
  t.equal(ladder.rungs[1]?.feeMinor, 10000n);
});

t.test('a ladder the law does not allow is refused in a sentence and nothing is kept', async (t) => {
  const room = await house.creditor('Nordvind');
  const answer = await room.work((work) => saveLadder(work, 'normal', rungsWith('notice', { daysToPay: 9 })));
  t.match(answer, { kind: 'refused', faults: [{ rung: 'notice', field: 'daysToPay', sentence: /at least 10 days/ }] });
  t.equal((await room.work(readSettings)).ladder.version, 'default');
  t.same(await room.trail(), []);
});

t.test("one creditor's decisions are not another's", async (t) => {
  const [here, there] = [await house.creditor('Here'), await house.creditor('There')];
  await here.work((work) => changeSetting(work, 'market', { DK: 'confirmed' }));
  t.same((await here.work(readSettings)).confirmedMarkets, ['DK']);
  t.same((await there.work(readSettings)).confirmedMarkets, []);
});

t.test('a decision cannot be rewritten, by the owner neither', async (t) => {
  const room = await house.creditor('Nordvind');
  await room.work((work) => changeSetting(work, 'sending', { on: true }));
  await t.rejects(house.behind`update settings set value = '{"on": false}'`, /append-only/);
});

t.test('a grant and a payment account show for as long as they are in force', async (t) => {
  const room = await house.creditor('Nordvind');
  await room.work((work) => keepGrant(work, sealKeys, 'token-1'));
  t.equal(await room.work((work) => connectPaymentAccount(work, 'acct_1')), 'connected');
  t.equal(await room.work((work) => connectPaymentAccount(work, 'acct_1')), 'unchanged');
  t.match(await room.work(readSettings), { connected: true, paymentAccount: 'acct_1' });
  t.equal(await room.work((work) => connectPaymentAccount(work, 'acct_2')), 'connected');
  t.match(await room.work(readSettings), { paymentAccount: 'acct_2' });
  t.equal(await room.work(disconnectPaymentAccount), true);
  t.equal(await room.work(disconnectPaymentAccount), false);
  t.match(await room.work(readSettings), { paymentAccount: null });
});

t.test('a copied database is halted until a person releases it, and the program cannot release itself', async (t) => {
  const room = await house.creditor('Nordvind');
  const [{ sending_epoch: before } = { sending_epoch: 0 }] = await house.behind`select sending_epoch from house`;
  await house.behind`update house set identity = 'another cluster'`;
  t.equal((await room.work(readSettings)).halted, 'restored');
  await t.rejects(house.db.execute('select release_sending()'));
  t.equal(await releaseSending(house.ownerUrl), before + 1);
  t.equal((await room.work(readSettings)).halted, null);
});
