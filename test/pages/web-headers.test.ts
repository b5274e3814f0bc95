import type { InjectOptions } from 'fastify';
import t from 'tap';
import { sampleServer } from './sample-server.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

const everyStatus: [number, InjectOptions][] = [
  [200, { url: '/desk/queue' }],
  [200, { url: '/portal' }],
  [200, { url: '/assets/rykker.css' }],
  [200, { method: 'HEAD', url: '/desk/queue' }],
  [303, { method: 'POST', url: '/desk/queue', headers: form, payload: 'act=approve&proposal=1' }],
  [400, { method: 'POST', url: '/desk/queue', headers: form, payload: 'act=approve' }],
  [400, { method: 'POST', url: '/hooks/postmark', headers: { 'content-type': 'application/json' }, payload: '{' }],
  [403, { method: 'POST', url: '/desk/queue', headers: { ...form, 'sec-fetch-site': 'cross-site' }, payload: '' }],
  [404, { url: '/nothing' }],
  [404, { url: '/assets/../layouts/desk.eta' }],
  [404, { url: '/%zz' }],
  [404, { url: `/person/${'x'.repeat(501)}` }],
  [404, { method: 'DELETE', url: '/desk/queue' }],
  [413, { method: 'POST', url: '/desk/queue', headers: form, payload: `act=${'x'.repeat(300_000)}` }],
  [500, { url: '/fault' }],
];

t.test('every answer, whatever its status, carries the headers that keep a page private and unframed', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  for (const [status, options] of everyStatus) {
    const { statusCode, headers } = await app.inject(options);
    const what = `${status} ${options.url?.toString().slice(0, 40)}`;
    t.equal(statusCode, status, what);
    t.match(headers['content-security-policy'], /^default-src 'none';.*frame-ancestors 'none';base-uri 'none'$/, what);
    t.notMatch(headers['content-security-policy'], /unsafe|https?:|\*/, what);
    t.equal(headers['referrer-policy'], 'no-referrer', what);
    t.equal(headers['x-content-type-options'], 'nosniff', what);
    t.equal(headers['x-frame-options'], 'DENY', what);
    t.equal(headers['x-robots-tag'], 'noindex, noarchive', what);
    t.match(headers['cache-control'], options.url === '/assets/rykker.css' ? /immutable/ : /^no-store$/, what);
    t.equal(headers['x-powered-by'], undefined, what);
  }
});

t.test('plain http on loopback asks for no upgrade to https, and https asks for it for a year', async (t) => {
  const loopback = await sampleServer(t.testdir());
  t.teardown(() => loopback.close());
  const plain = await loopback.inject('/desk/queue');
  t.equal(plain.headers['strict-transport-security'], undefined);
  t.notMatch(plain.headers['content-security-policy'], /upgrade/);

  const live = await sampleServer(t.testdir(), { publicUrl: 'https://rykker.example.test/' });
  t.teardown(() => live.close());
  const secure = await live.inject('/desk/queue');
  t.match(secure.headers['strict-transport-security'], /max-age=31536000/);
  t.match(secure.headers['content-security-policy'], /upgrade-insecure-requests/);
});

t.test('a form may end at the origins that are listed and at no other', async (t) => {
  const app = await sampleServer(t.testdir(), { formTargets: ['https://checkout.stripe.com'] });
  t.teardown(() => app.close());
  const { headers } = await app.inject('/portal');
  t.match(headers['content-security-policy'], /form-action 'self' https:\/\/checkout\.stripe\.com;/);
});

t.test('a letter in its frame may style itself inline, be framed by us alone, and do nothing', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  const { headers } = await app.inject('/letter');
  const policy = String(headers['content-security-policy']);
  t.match(policy, /style-src 'unsafe-inline'/);
  t.match(policy, /frame-ancestors 'self'/);
  t.match(policy, /sandbox$/);
  t.notMatch(policy, /script-src|form-action/);
  t.equal(headers['x-frame-options'], 'SAMEORIGIN');
});

t.test('only the two cuts of Inter that pages use are served', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  const latin = await app.inject('/assets/fonts/inter-latin-wght-normal.woff2');
  t.equal(latin.statusCode, 200);
  t.equal(latin.headers['content-type'], 'font/woff2');
  t.match(latin.headers['cache-control'], /max-age=31536000, immutable/);
  t.equal((await app.inject('/assets/fonts/inter-greek-wght-normal.woff2')).statusCode, 404);
});

t.test('a browser that asks too often is told to wait, and what its proxy claims changes nothing', async (t) => {
  const app = await sampleServer(t.testdir(), { requestsPerMinute: 5 });
  t.teardown(() => app.close());
  for (let count = 0; count < 20; count++) {
    const hook = await app.inject({ method: 'POST', url: '/hooks/postmark' });
    t.equal(hook.statusCode, 200, 'a burst of hooks is let in, and not counted against the pages');
  }
  const statuses: number[] = [];
  for (let count = 0; count < 7; count++) {
    const headers = { 'x-forwarded-for': `10.0.0.${count}`, 'fly-client-ip': `10.0.1.${count}` };
    statuses.push((await app.inject({ url: '/desk/queue', headers })).statusCode);
  }
  t.same(statuses, [200, 200, 200, 200, 200, 429, 429]);
  const late = await app.inject('/portal');
  t.equal(late.statusCode, 429);
  t.match(late.headers['content-security-policy'], "default-src 'none'");
  t.match(late.body, 'Wait a minute and try again.');
  t.match(late.headers['retry-after'], /^\d+$/);
  t.equal((await app.inject('/assets/rykker.css')).statusCode, 200, 'a stylesheet is free');
  t.equal((await app.inject('/nothing')).statusCode, 429, 'guessing addresses is counted too');
});

t.test('behind our own proxy each visitor is counted alone, and a route may be stricter than the rest', async (t) => {
  const app = await sampleServer(t.testdir(), { clientAddressHeader: 'Fly-Client-IP' });
  t.teardown(() => app.close());
  const ask = async (address: string) =>
    (await app.inject({ url: '/strict', headers: { 'fly-client-ip': address } })).statusCode;
  t.same([await ask('192.0.2.1'), await ask('192.0.2.1'), await ask('192.0.2.1')], [200, 200, 429]);
  t.equal(await ask('192.0.2.2'), 200);
});
