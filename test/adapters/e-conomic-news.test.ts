/** Web hooks are subscribed through the real adapter, over HTTP, at the sandbox's e-conomic. */
import { randomUUID } from 'node:crypto';
import t, { type Test } from 'tap';
import { connectEconomic } from '../../src/adapters/e-conomic/connect.ts';
import { nothingRemembered } from '../../src/adapters/e-conomic/grants.ts';
import { creditorOfSubscribedHook, subscribedHook } from '../../src/hooks/economic-path.ts';
import type { BooksNews } from '../../src/mirror/port.ts';
import { readSubscriptions } from '../../src/mirror/store-subscriptions.ts';
import { subscribeToNews } from '../../src/mirror/subscribe-to-news.ts';
import { grantAccess, revokeGrant } from '../../src/sandbox/people.ts';
import { breakVendor, callsTo } from '../../src/sandbox/world.ts';
import { refused } from '../../src/values/outcome.ts';
import { openBooks } from '../rooms/mirror-books.ts';
import { mirrorHouse } from '../rooms/mirror-house.ts';
import { startRig } from './sandbox-rig.ts';

const key = 'a key of the house';
const { creditor, openWork } = await mirrorHouse(t.teardown);

async function subscribing(t: Test) {
  const rig = await startRig();
  t.teardown(rig.close);
  const { world, economicRestUrl, economicOpenApiUrl } = rig.sandbox;
  const agreement = world.agreements[0]!;
  const house = await creditor(openBooks());
  const appSecretToken = rig.options.economicAppSecretToken;
  const options = { restUrl: economicRestUrl, openApiUrl: economicOpenApiUrl, appSecretToken, timeoutMs: 500 };
  const { news } = connectEconomic(options, () => {}, nothingRemembered);
  const newsAddress = (creditorId: string) => {
    const { path, secret } = subscribedHook(key, creditorId);
    return { url: `https://rykker.example${path}`, secret };
  };
  house.grant = grantAccess(world, agreement.number);
  const subscribe = (through: Partial<BooksNews> = {}) =>
    subscribeToNews(
      { openWork, news: { ...news, ...through }, readGrant: async () => house.grant, newsAddress },
      { creditorId: house.creditorId },
    );
  const states = async () =>
    Object.fromEntries((await house.inWork(readSubscriptions)).map(({ event, state, why }) => [event, [state, why]]));
  const made = () => callsTo(world, 'e-conomic', 'POST /e-conomic/openapi/webhooksapi/:version/webhooks');
  const due = () => house.inWork((work) => work.tx.execute("select what from timetable where what = 'subscribe'"));
  return { world, agreement, house, subscribe, states, made, due, wanted: newsAddress(house.creditorId) };
}

const told = {
  'invoice-booked': ['subscribed', ''],
  'journal-booked': ['subscribed', ''],
  'customer-updated': ['subscribed', ''],
};

t.test('all three events are subscribed with the secret path and the secret header, once', async (t) => {
  const { agreement, subscribe, states, made, wanted } = await subscribing(t);
  await subscribe();
  await subscribe();
  t.same(await states(), told);
  t.equal(made(), 3);
  t.same(
    agreement.hooks.map(({ eventType, url, customHeaders }) => [eventType, url, customHeaders]).sort(),
    ['CUSTOMER_UPDATED', 'INVOICE_BOOKED', 'JOURNAL_BOOKED'].map((type) => [
      type,
      wanted.url,
      [{ key: 'X-Rykker-Secret', value: wanted.secret }],
    ]),
  );
});

t.test(
  'what is missing, switched off, of an old address or of an old secret is made again; the rest is left alone',
  async (t) => {
    const { agreement, subscribe, states, made } = await subscribing(t);
    await subscribe();
    const as = (type: string) => agreement.hooks.findIndex((each) => each.eventType === type);
    agreement.hooks.splice(as('INVOICE_BOOKED'), 1);
    await subscribe();
    t.equal(made(), 4, 'missing');
    agreement.hooks[as('JOURNAL_BOOKED')] = {
      ...agreement.hooks[as('JOURNAL_BOOKED')]!,
      url: 'https://old.example/hooks',
    };
    await subscribe();
    t.equal(made(), 5, 'an old address');
    const customHeaders = [{ key: 'X-Rykker-Secret', value: 'old' }];
    agreement.hooks[as('CUSTOMER_UPDATED')] = { ...agreement.hooks[as('CUSTOMER_UPDATED')]!, customHeaders };
    await subscribe();
    t.equal(made(), 6, 'an old secret');
    agreement.hooks[as('CUSTOMER_UPDATED')] = { ...agreement.hooks[as('CUSTOMER_UPDATED')]!, isDisabled: true };
    await subscribe();
    t.equal(made(), 7, 'switched off');
    t.equal(agreement.hooks.length, 3);
    t.same(await states(), told);
  },
);

t.test('a web hook that is not ours is left, and a person is told to look', async (t) => {
  const { agreement, subscribe, states } = await subscribing(t);
  const stranger = {
    eventType: 'INVOICE_BOOKED',
    name: 'Warehouse',
    url: 'https://other.example/x',
    contentType: 'a/b',
  };
  agreement.hooks.push({ ...stranger, postData: null, customHeaders: [], objectVersion: randomUUID() });
  await subscribe();
  const taken = ['by-hand', 'Another web hook stands for this event, and there can be only one.'];
  t.same(await states(), { ...told, 'invoice-booked': taken });
  t.match(agreement.hooks, [stranger, {}, {}]);
  await subscribe({ subscriptions: async () => ({ kind: 'done', value: [] }) });
  t.match(await states(), { 'invoice-booked': taken }, 'one that the list does not show');
});

t.test('where the grant does not cover web hooks, each event waits for a person, with the reason', async (t) => {
  const { house, subscribe, states, made } = await subscribing(t);
  for (const [refusal, words] of [
    [{ code: 'not-permitted', what: 'webhooks' }, /^The grant does not cover this: webhooks\.$/],
    [{ code: 'not-found' }, /does not know what it was asked for/],
  ] as const) {
    await subscribe({ subscriptions: async () => refused(refusal) });
    t.match(await states(), { 'invoice-booked': ['by-hand', words], 'customer-updated': ['by-hand', words] });
  }
  t.equal(made(), 0);
  house.grant = null;
  t.equal(await subscribe(), null, 'without a grant nothing is asked');
});

t.test('while e-conomic does not answer nothing is decided, and it is asked again in an hour', async (t) => {
  const { world, subscribe, states, due, agreement, house } = await subscribing(t);
  breakVendor(world, 'e-conomic', 'fail');
  t.equal(await subscribe(), null);
  t.same([await states(), (await due()).length], [{}, 1]);
  breakVendor(world, 'e-conomic', null);
  await subscribe();
  t.same(await states(), told);
  revokeGrant(world, agreement.number);
  t.equal(await subscribe(), null, 'a grant that is gone is the next reading’s to find');
  t.ok(house.grant);
});

t.test('a subscribed hook proves itself by its path and by its header, each in full', async (t) => {
  const creditorId = randomUUID();
  const { path, secret } = subscribedHook(key, creditorId);
  const last = path.split('/').at(-1)!;
  const other = subscribedHook(key, randomUUID());
  t.equal(creditorOfSubscribedHook(key, last, secret), creditorId);
  for (const [part, sent] of [
    [last, ''],
    [last, other.secret],
    [last, secret.slice(0, -1)],
    [other.path.split('/').at(-1)!, secret],
    [`${last.slice(0, -1)}0${last.at(-1)}`, secret],
    [creditorId, secret],
  ] as const) {
    t.equal(creditorOfSubscribedHook(key, part, sent), null);
  }
});
