/** The operators' page: who comes in and how, what stands there, and that nobody acts in an operator's place. */
import t, { type Test } from 'tap';
import { referenceRates } from '../../src/law/reference-rates.ts';
import { recordRates } from '../../src/ledger/store.ts';
import { proposeRate } from '../../src/ledger/store-rates.ts';
import { hashToken, newToken } from '../../src/values/secrets.ts';
import { watchRoutes } from '../../src/watch/routes.ts';
import { keepSandboxOperatorLink } from '../../src/watch/store-operators.ts';
import { unescaped } from '../desk-door.ts';
import { emptyServer, people, signedIn } from '../people.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function door(t: Test) {
  const kit = await people(t);
  const app = await emptyServer(t);
  await watchRoutes(app, { db: kit.db, sandbox: true });
  await kit.db.transaction((tx) => recordRates({ tx }, 'law', referenceRates));
  const link = async (name = 'Mette') => {
    const token = newToken();
    await keepSandboxOperatorLink(kit.db, hashToken(token), name);
    return `/operator/in/${token}`;
  };
  const comesIn = async (name = 'Mette') => {
    const answer = await app.inject({ method: 'POST', url: await link(name) });
    const cookie = answer.cookies.find(({ name: each }) => each === 'rykker-operator')!;
    return { answer, cookie, headers: { cookie: `${cookie.name}=${cookie.value}` } };
  };
  const post = (url: string, headers: Record<string, string>, fields: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url,
      headers: { ...form, ...headers },
      payload: new URLSearchParams(fields).toString(),
    });
  const propose = async (percent = '1.75', source = 'https://bank.example/1') => {
    const proposal = { series: 'DK', fromDay: '2026-07-01', percent, source, reasoning: 'It says <b>so</b>.' } as const;
    const answer = await proposeRate(kit.db, proposal, null);
    if (!('id' in answer)) throw new Error(answer.refusal);
    return answer.id;
  };
  const rate = async () =>
    (
      await kit.behind`select percent from reference_rates where market = 'DK' and from_day = '2026-07-01' order by seq desc`
    )[0]?.['percent'] ?? null;
  return { ...kit, app, link, comesIn, post, propose, rate };
}

t.test('nobody sees or changes anything without an operator’s session, and is told how to get one', async (t) => {
  const { app, post, propose, rate, creditor } = await door(t);
  const id = await propose();
  const { session } = await (await creditor('Nordvind Kaffe ApS')).member('admin');
  const strangers: Record<string, string>[] = [
    {},
    { cookie: 'rykker-operator=made-up' },
    signedIn(session),
    { cookie: `rykker-operator=${session}` },
  ];
  for (const headers of strangers) {
    const answers = [
      await app.inject({ url: '/operator/rates', headers }),
      await app.inject({ url: '/operator', headers }),
      await post(`/operator/rates/${id}/confirm`, headers),
      await post(`/operator/rates/${id}/reject`, headers, { why: 'because' }),
      await post('/operator/rates', headers, {
        series: 'DK',
        fromDay: '2026-07-01',
        percent: '9',
        source: 'somewhere or other',
      }),
    ];
    for (const answer of answers) {
      t.equal(answer.statusCode, 401);
      t.match(answer.body, /npm run rykker -- operator-link/);
      t.notMatch(answer.body, /Denmark/);
    }
  }
  t.equal(await rate(), null);
});

t.test('a link shows a button, works once, and leaves a session and a clean address', async (t) => {
  const { app, link, behind } = await door(t);
  const url = await link();
  for (let looks = 0; looks < 2; looks += 1) {
    const seen = await app.inject({ url });
    t.equal(seen.statusCode, 200, 'a mail scanner that opens it uses nothing up');
    t.match(seen.body, /<form method="post" action="\/operator\/in\//);
  }
  const answer = await app.inject({ method: 'POST', url });
  t.equal(answer.statusCode, 303);
  t.equal(answer.headers.location, '/operator/rates');
  const [cookie] = answer.cookies.filter(({ name }) => name === 'rykker-operator');
  t.match(cookie, { httpOnly: true, sameSite: 'Lax', maxAge: 8 * 3600, path: '/' });
  for (const method of ['GET', 'POST'] as const) t.equal((await app.inject({ method, url })).statusCode, 410, method);
  t.equal((await app.inject({ url: '/operator/in/short' })).statusCode, 410);
  const kept = await behind`select token_hash from operator_sessions union all select token_hash from operator_links`;
  for (const row of kept) {
    t.match(row['token_hash'], /^[0-9a-f]{64}$/);
    t.notOk(url.includes(row['token_hash']) || cookie!.value === row['token_hash'], 'only hashes are kept');
  }
});

t.test(
  'the page tells known, proposed and missing apart, each with the official page, and escapes what came from outside',
  async (t) => {
    const { app, comesIn, propose } = await door(t);
    const { headers } = await comesIn();
    const before = await app.inject({ url: '/operator/rates', headers });
    t.match(before.body, /<li>Denmark from 1 July 2026 \(<a href="https:\/\/www\.nationalbanken\.dk/, 'missing');
    await propose('1.75', '<script>alert(1)</script>');
    const { body } = await app.inject({ url: '/operator/rates', headers });
    t.notMatch(body, /<script>alert|<b>so<\/b>/);
    t.match(unescaped(body), /Denmark from 1 July 2026: 1\.75 per cent/);
    t.match(body, /data-kind="asks">Proposed: 1\.75</);
    t.match(body, /data-kind="paid">Known</);
    t.notMatch(body, /<li>Denmark from 1 July 2026/, 'no longer only missing');
    t.match(body, /set by regulation for each half-year/, 'Norway’s caution');
    const oldest = '<th scope="row">1 January 2013</th>';
    t.ok((await app.inject({ url: '/operator/rates?show=all', headers })).body.includes(oldest));
    t.notOk(body.includes(oldest));
  },
);

t.test('confirmed once; a second press, and a decision on what is not there, say so', async (t) => {
  const { post, comesIn, propose, rate, app } = await door(t);
  const { headers } = await comesIn();
  const id = await propose();
  t.equal((await post(`/operator/rates/${id}/confirm`, headers)).statusCode, 303);
  t.equal(await rate(), '1.75');
  const again = await post(`/operator/rates/${id}/confirm`, headers);
  const said = again.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  const next = await app.inject({ url: '/operator/rates', headers: { cookie: [headers.cookie, ...said].join('; ') } });
  t.match(next.body, /Somebody decided on this before you/);
  t.match(unescaped(next.body), /1\.75 per cent: confirmed by Mette\./);
  for (const stranger of ['nonsense', '00000000-0000-4000-8000-000000000000'])
    t.equal((await post(`/operator/rates/${stranger}/confirm`, headers)).statusCode, 303, stranger);
});

t.test(
  'a rejection needs a reason; an entry by hand is read before it is proposed, and then confirmed apart',
  async (t) => {
    const { post, comesIn, propose, rate, app, behind } = await door(t);
    const { headers } = await comesIn('Jonas');
    const id = await propose();
    await post(`/operator/rates/${id}/reject`, headers, { why: ' ' });
    t.same(await behind`select what from rate_proposal_ends`, []);
    await post(`/operator/rates/${id}/reject`, headers, { why: 'the table was for another day' });
    t.match(await behind`select what, by_name, why from rate_proposal_ends`, [
      { what: 'rejected', by_name: 'Jonas', why: 'the table was for another day' },
    ]);
    const good = { series: 'DK', fromDay: '2026-07-01', percent: '2,00', source: 'nationalbanken.dk, 1 July 2026' };
    const wrong = [
      { ...good, percent: 'two' },
      { ...good, percent: '1000.5' },
      { ...good, source: 'me' },
      { ...good, fromDay: '2026-03-01' },
      { ...good, fromDay: '2099-01-01' },
      { ...good, series: 'US' },
    ];
    for (const fields of wrong) {
      const answer = await post('/operator/rates', headers, fields);
      t.equal(answer.statusCode, 422, JSON.stringify(fields));
      t.match(answer.body, /class="error"/);
    }
    t.equal((await post('/operator/rates', headers, good)).statusCode, 303);
    t.equal(await rate(), null, 'proposed');
    const { body } = await app.inject({ url: '/operator/rates', headers });
    const [, confirm = ''] = /action="(\/operator\/rates\/[^"]*\/confirm)"/.exec(body) ?? [];
    await post(confirm, headers);
    t.equal(await rate(), '2.00');
  },
);

t.test('another site’s form is refused, and a session that was signed out opens nothing', async (t) => {
  const { post, comesIn, propose, rate, app } = await door(t);
  const { headers } = await comesIn();
  const id = await propose();
  const foreigners: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
  ];
  for (const foreign of foreigners)
    t.equal((await post(`/operator/rates/${id}/confirm`, { ...headers, ...foreign })).statusCode, 403);
  t.equal(await rate(), null);
  t.equal((await post('/operator/sign-out', headers)).statusCode, 303);
  t.equal((await app.inject({ url: '/operator/rates', headers })).statusCode, 401);
  t.equal((await post(`/operator/rates/${id}/confirm`, headers)).statusCode, 401);
});

t.test('signing in anew ends the session before it in the same browser', async (t) => {
  const { app, comesIn, link } = await door(t);
  const first = await comesIn();
  await app.inject({ method: 'POST', url: await link('Jonas'), headers: first.headers });
  t.equal((await app.inject({ url: '/operator/rates', headers: first.headers })).statusCode, 401);
});
