import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import t from 'tap';
import { stripePayments } from '../../src/adapters/stripe.ts';
import { economicHookPath, subscribedHook } from '../../src/hooks/economic-path.ts';
import { hookRoutes } from '../../src/hooks/routes.ts';
import { twilioSignature } from '../../src/hooks/twilio-proof.ts';
import { owedWorld } from '../owed.ts';
import { emptyServer } from '../people.ts';

const webhookSecret = 'whsec_test';
const wall = new Date('2026-05-05T10:00:00Z');
const economicKey = 'a key of the house that is long enough';
const mailKeys = { user: 'postmark', password: 'a long: password' };

const world = await owedWorld(t);
const app = await emptyServer(t);
const options = { apiUrl: 'http://127.0.0.1:9', secretKey: 'sk_test', webhookSecret, timeoutMs: 100 };
const payments = stripePayments(options);
const { db, openWork } = world;
const texts = { key: 'a-token-of-twilio', publicUrl: 'https://rykker.example' };
await hookRoutes(app, { db, openWork, payments, wallNow: () => wall, mailKeys, economicKey, texts });

const stripe = new Stripe('sk_test');

function event(account: string, id: string = `evt_${randomUUID()}`): string {
  const object = { id: 'cs_1', object: 'checkout.session' };
  return JSON.stringify({ id, object: 'event', type: 'checkout.session.completed', account, data: { object } });
}

function signature(body: string, secondsAgo = 0, secret = webhookSecret): string {
  const timestamp = Math.floor(wall.getTime() / 1000) - secondsAgo;
  return stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
}

function tell(body: string, signed: string | null = signature(body)) {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return app.inject({
    method: 'POST',
    url: '/hooks/stripe',
    headers: signed === null ? headers : { ...headers, 'stripe-signature': signed },
    body,
  });
}

async function eventsOf(creditorId: string) {
  return world.behind`select provider, event_id, type, subject, body from provider_events where creditor_id = ${creditorId}`;
}

/** What the hooks handed on of this creditor; `facts-changed` comes from connecting the account, when the room was made. */
function jobsOf(creditorId: string): string[] {
  const ours = world.jobs.filter((job) => job.payload['creditorId'] === creditorId).map((job) => job.queue);
  return ours.filter((queue) => queue !== 'facts-changed');
}

t.test('a payment event is stored as it came and handed on', async (t) => {
  const room = await world.room();
  const body = event(room.account);
  const answer = await tell(body);
  t.equal(answer.statusCode, 200);
  t.same(answer.json(), { stored: true });
  t.match(await eventsOf(room.creditorId), [
    { provider: 'stripe', type: 'checkout.session.completed', subject: 'cs_1', body },
  ]);
  t.same(jobsOf(room.creditorId), ['settle-payment']);
});

t.test('the same event ten times, some at once, is stored once and handed on once', async (t) => {
  const room = await world.room();
  const body = event(room.account);
  const answers = await Promise.all(Array.from({ length: 10 }, () => tell(body)));
  t.same(new Set(answers.map(({ statusCode }) => statusCode)), new Set([200]));
  t.equal(answers.filter((each) => each.json().stored).length, 1);
  t.equal((await eventsOf(room.creditorId)).length, 1);
  t.same(jobsOf(room.creditorId), ['settle-payment']);
});

t.test('what is forged, altered, old or unsigned is refused with 400 and leaves nothing', async (t) => {
  const room = await world.room();
  const body = event(room.account);
  const wrong: [string, string, string | null][] = [
    ['no signature', body, null],
    ['another secret', body, signature(body, 0, 'whsec_other')],
    ['a body altered after signing', body.replace('cs_1', 'cs_2'), signature(body)],
    ['one space more', `${body} `, signature(body)],
    ['older than five minutes', body, signature(body, 301)],
    ['dated ahead', body, signature(body, -301)],
    ['no event', '{}', signature('{}')],
    ['not JSON', 'x', signature('x')],
    ['nothing', '', signature('')],
  ];
  for (const [what, sent, signed] of wrong) {
    const answer = await tell(sent, signed);
    t.equal(answer.statusCode, 400, what);
    t.match(answer.headers['content-type'], /json/);
  }
  t.equal((await tell(body, signature(body, 299))).statusCode, 200, 'four minutes and 59 seconds is young enough');
  t.equal((await eventsOf(room.creditorId)).length, 1);
});

t.test('an event goes to the creditor whose account it names and to nobody else', async (t) => {
  const mine = await world.room();
  const theirs = await world.room('Elsewhere ApS');
  const id = `evt_${randomUUID()}`;
  await tell(event(theirs.account, id));
  t.equal((await eventsOf(mine.creditorId)).length, 0);
  t.equal((await eventsOf(theirs.creditorId)).length, 1);
  const unknown = await tell(event('acct_of_nobody'));
  t.equal(unknown.statusCode, 200);
  t.same(unknown.json(), { stored: false });
});

const report = {
  RecordType: 'Delivery',
  MessageID: 'b7bc2f4a-e38e-4336-af7d-e6c392c2f817',
  Recipient: 'post@example.test',
};

function mail(body: string, user = mailKeys.user, password = mailKeys.password) {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return app.inject({
    method: 'POST',
    url: '/hooks/postmark',
    headers: { 'content-type': 'application/json', authorization },
    body,
  });
}

async function message(creditorId: string): Promise<string> {
  const id = randomUUID();
  await world.behind`
    insert into messages (creditor_id, id, kind, courtesy, to_address, subject, html, text, from_name, state, intended_at)
    values (${creditorId}, ${id}, 'letter', false, 'post@example.test', 's', 'h', 't', 'f', 'accepted', now())`;
  return id;
}

t.test('a mail report goes to the creditor of the message, once, by its kind and id', async (t) => {
  const room = await world.room();
  const told = { ...report, Metadata: { message_id: await message(room.creditorId) } };
  for (let time = 0; time < 3; time++) t.equal((await mail(JSON.stringify(told))).statusCode, 200);
  await mail(JSON.stringify({ ...told, RecordType: 'Bounce', ID: 42, Type: 'HardBounce' }));
  await mail(JSON.stringify({ ...told, RecordType: 'Open' }));
  t.same(
    (await eventsOf(room.creditorId)).map((each) => [
      each['provider'],
      each['type'],
      each['subject'],
      each['event_id'],
    ]),
    [
      ['postmark', 'Delivery', told.Metadata.message_id, `Delivery/${report.MessageID}/`],
      ['postmark', 'Bounce', told.Metadata.message_id, `Bounce/${report.MessageID}/42`],
    ],
  );
  t.same(jobsOf(room.creditorId), ['record-delivery', 'record-delivery']);
});

t.test('a mail report without the right password is answered 401, never 403', async (t) => {
  const body = JSON.stringify(report);
  const plain = (authorization?: string) =>
    app.inject({
      method: 'POST',
      url: '/hooks/postmark',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body,
    });
  const answers = [
    await mail(body, 'postmark', 'wrong'),
    await mail(body, 'wrong'),
    await mail(body, '', ''),
    await plain(),
    await plain('Bearer x'),
    await plain('Basic !!'),
    await plain(`Basic ${Buffer.from('no colon').toString('base64')}`),
  ];
  t.same(new Set(answers.map(({ statusCode }) => statusCode)), new Set([401]));
});

t.test('a report of a message that is not ours is answered kindly, and garbage is refused', async (t) => {
  const before = (await world.behind`select count(*)::int as n from provider_events`)[0]!['n'];
  for (const Metadata of [undefined, null, {}, { message_id: 'x' }, { message_id: randomUUID() }, { message_id: 7 }])
    t.equal((await mail(JSON.stringify({ ...report, Metadata }))).statusCode, 200);
  for (const body of [
    '',
    'x',
    '[]',
    '{}',
    'null',
    '{"RecordType":"Delivery"}',
    '{"RecordType":"a\\u0000b","MessageID":"x"}',
  ])
    t.equal((await mail(body)).statusCode, 400, body);
  t.equal((await mail(`"${'x'.repeat(300_000)}"`)).statusCode, 413);
  t.equal((await world.behind`select count(*)::int as n from provider_events`)[0]!['n'], before);
});

t.test(
  'e-conomic’s own address puts one reading on the timetable however often it is called, and a guessed one none',
  async (t) => {
    const room = await world.room();
    const other = await world.room('Elsewhere ApS');
    const path = economicHookPath(economicKey, room.creditorId);
    const post = (url: string) =>
      app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body: '{"number":1}' });
    const appointment = () =>
      world.behind`select what, xmin::text, extract(epoch from due_at - business_now()) as seconds from timetable where creditor_id = ${room.creditorId}`;
    t.equal((await post(path)).statusCode, 200);
    const [first, ...more] = await appointment();
    t.same([first!['what'], more.length], ['poll', 0]);
    t.ok(Number(first!['seconds']) > 20 && Number(first!['seconds']) <= 30, 'in half a minute, for more will come');

    for (let burst = 0; burst < 300; burst++) t.equal((await post(path)).statusCode, 200);

    const [still, ...others] = await appointment();
    t.same([still!['xmin'], others.length], [first!['xmin'], 0], 'a burst writes nothing and puts nothing off');

    await world.behind`update timetable set due_at = business_now() + interval '1 hour', taken_at = now() where creditor_id = ${room.creditorId}`;
    t.equal((await post(path)).statusCode, 200);
    const [again] =
      await world.behind`select taken_at, extract(epoch from due_at - business_now()) as seconds from timetable where creditor_id = ${room.creditorId}`;
    t.equal(again!['taken_at'], null, 'what comes while the books are read asks for another reading');
    t.ok(Number(again!['seconds']) <= 30);
    const guesses = [
      path.replace(room.creditorId, other.creditorId),
      path.slice(0, -1),
      economicHookPath('another key of another house, long too', other.creditorId),
      `/hooks/e-conomic/${other.creditorId}`,
      '/hooks/e-conomic/x.y.z',
    ];
    for (const guess of guesses) t.equal((await post(guess)).statusCode, 404);
    t.equal((await world.behind`select 1 from timetable where creditor_id = ${other.creditorId}`).length, 0);
  },
);

t.test(
  'a subscribed hook needs its header too, and a burst of calls at once is a handful of deeds and one appointment',
  async (t) => {
    const room = await world.room();
    const { path, secret } = subscribedHook(economicKey, room.creditorId);
    const post = (headers: Record<string, string>, url = path) =>
      app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json', ...headers }, body: '{}' });
    const rows = () => world.behind`select what, due_at from timetable where creditor_id = ${room.creditorId}`;
    const wrongs: Record<string, string>[] = [{}, { 'x-rykker-secret': '' }, { 'x-rykker-secret': `${secret}0` }];
    for (const wrong of wrongs) t.equal((await post(wrong)).statusCode, 404);
    t.equal((await post({ 'x-rykker-secret': secret }, path.replace('/subscribed', ''))).statusCode, 404);
    t.equal((await rows()).length, 0);

    const [before] =
      await world.behind`select xact_commit as n from pg_stat_database where datname = current_database()`;
    const answers = await Promise.all(Array.from({ length: 2000 }, () => post({ 'x-rykker-secret': secret })));

    t.same(new Set(answers.map((answer) => answer.statusCode)), new Set([200]));
    t.match(await rows(), [{ what: 'poll' }]);
    t.equal(jobsOf(room.creditorId).length, 0);
    await world.behind`select pg_stat_force_next_flush()`;
    const [after] =
      await world.behind`select xact_commit as n from pg_stat_database where datname = current_database()`;
    t.ok(Number(after!['n']) - Number(before!['n']) < 200, 'they did not each open a transaction');
  },
);

function text(messageId: string, status: string, signedWith: string | null = texts.key) {
  const url = `/hooks/twilio/${messageId}`;
  const form = new URLSearchParams({ MessageSid: 'SM1', MessageStatus: status, To: '+46701740605' });
  const signature =
    signedWith === null ? {} : { 'x-twilio-signature': twilioSignature(signedWith, texts.publicUrl + url, form) };
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...signature };
  return app.inject({ method: 'POST', url, headers, body: form.toString() });
}

t.test('a report on a text goes to the creditor of the message in its address, once for each status', async (t) => {
  const room = await world.room();
  const id = await message(room.creditorId);
  for (const status of ['queued', 'sent', 'delivered', 'sent', 'delivered'])
    t.equal((await text(id, status)).statusCode, 200);
  t.same(
    (await eventsOf(room.creditorId)).map((each) => [each['provider'], each['subject'], each['event_id']]),
    [
      ['twilio', id, 'SM1/sent'],
      ['twilio', id, 'SM1/delivered'],
    ],
  );
  t.same(jobsOf(room.creditorId), ['record-delivery', 'record-delivery']);
  t.same((await text(randomUUID(), 'sent')).json(), { stored: false }, 'no message of ours');
  t.same((await text('x', 'sent')).json(), { stored: false });
  for (const forged of [await text(id, 'failed', 'another-token'), await text(id, 'failed', null)])
    t.equal(forged.statusCode, 401);
  t.equal((await eventsOf(room.creditorId)).length, 2, 'what is not proved leaves nothing');
});

t.test('hooks have no page to get', async (t) => {
  for (const url of ['/hooks/stripe', '/hooks/postmark', '/hooks/e-conomic/x'])
    t.equal((await app.inject({ method: 'GET', url })).statusCode, 404);
});
