import t from 'tap';
import { hostile, sampleServer } from './sample-server.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const escaped = '&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;';

t.test('what people are called is printed, never run', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  for (const url of ['/desk/queue', '/portal']) {
    const { body } = await app.inject(url);
    t.equal(body.includes(hostile), false, url);
    t.equal(body.includes(escaped), true, url);
    t.notMatch(body, /<script(?! src="\/assets\/)/, url);
    t.notMatch(body, / style=| on[a-z]+=/, url);
  }
});

t.test('a sentence after an act is said once, with its letters whole and its tags dead', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  const acted = await app.inject({ method: 'POST', url: '/desk/queue', headers: form, payload: 'act=held&proposal=7' });
  t.equal(acted.statusCode, 303);
  t.equal(acted.headers.location, '/desk/queue');
  const said = acted.cookies.find((each) => each.name === 'rykker-said');
  t.match(said, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 60 });

  const cookies = { 'rykker-said': said?.value ?? '' };
  const first = await app.inject({ url: '/desk/queue', cookies });
  t.match(first.body, '<p class="notice-bar" data-kind="done" role="status">held 7: &lt;b&gt;Æblegrød&lt;/b&gt;</p>');
  t.match(
    first.cookies.find((each) => each.name === 'rykker-said'),
    { value: '' },
  );

  const second = await app.inject('/desk/queue');
  t.notMatch(second.body, 'notice-bar');
});

t.test('a sentence that we did not sign is not said', async (t) => {
  const app = await sampleServer(t.testdir(), { cookieKey: 'k'.repeat(32) });
  t.teardown(() => app.close());
  const planted = Buffer.from(JSON.stringify(['done', 'Pay to account 1234 instead.'])).toString('base64url');
  for (const value of [planted, `${planted}.forged`, '.', 'x'.repeat(3000)]) {
    const { statusCode, body } = await app.inject({ url: '/desk/queue', cookies: { 'rykker-said': value } });
    t.equal(statusCode, 200);
    t.notMatch(body, /notice-bar|1234/);
  }
});

t.test('processes that share the cookie key read each other’s sentences', async (t) => {
  const cookieKey = 'k'.repeat(32);
  const one = await sampleServer(t.testdir(), { cookieKey });
  const two = await sampleServer(t.testdir(), { cookieKey });
  t.teardown(() => Promise.all([one.close(), two.close()]));
  const acted = await one.inject({ method: 'POST', url: '/desk/queue', headers: form, payload: 'act=held&proposal=7' });
  const cookies = { 'rykker-said': acted.cookies[0]?.value ?? '' };
  t.match((await two.inject({ url: '/desk/queue', cookies })).body, 'held 7');
});

t.test('the desk names its creditor and member, marks the section one is in, and signs out by POST', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  const { body } = await app.inject('/desk/queue');
  t.match(body, '<a class="skip" href="#content">');
  t.match(body, /<a href="\/desk\/queue" aria-current="page">Queue <span class="count">18<\/span><\/a>/);
  t.equal(body.match(/aria-current="page">/g)?.length, 2, 'the section, and the sample’s own tab');
  t.match(body, '<form class="who" method="post" action="/sign-out">');
  t.match(body, 'Sandbox: no mail leaves this machine and no money moves.');
  t.match(body, 'Read from e-conomic at 09:14.');
});

t.test(
  'the portal speaks the debtor’s language, links the others, and wears the creditor’s colour by stylesheet',
  async (t) => {
    const app = await sampleServer(t.testdir());
    t.teardown(() => app.close());
    const { body } = await app.inject('/portal');
    t.match(body, '<html lang="da">');
    t.match(body, '<a href="/portal?in=sv" lang="sv" hreflang="sv">Svenska</a>');
    t.match(body, '<a href="/portal?in=da" lang="da" hreflang="da" aria-current="true">Dansk</a>');
    t.match(body, '<link rel="stylesheet" href="/portal/accent.css">');
    t.notMatch(body, 'Sandkasse');
    const styles = await app.inject('/portal/accent.css');
    t.equal(styles.headers['content-type'], 'text/css; charset=utf-8');
    t.match(styles.body, /^:root\{--accent:#[0-9a-f]{6};--accent-ink:#[0-9a-f]{6}\}@media/);
  },
);

t.test('a session is a cookie no script can read, bound to this host on https', async (t) => {
  const rows = [
    ['http://127.0.0.1:3000', 'rykker-member', undefined],
    ['https://rykker.example.test', '__Host-rykker-member', true],
  ] as const;
  for (const [publicUrl, name, secure] of rows) {
    const app = await sampleServer(t.testdir(), { publicUrl });
    t.teardown(() => app.close());
    const [cookie] = (await app.inject('/sign-in')).cookies;
    t.match(cookie, { name, value: 'opaque', httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 3600 });
    t.equal(cookie?.secure, secure);
    t.equal(cookie?.domain, undefined);
    t.same((await app.inject({ url: '/who', cookies: { [name]: 'opaque' } })).json(), {
      member: 'opaque',
      portal: null,
    });
    const [cleared] = (await app.inject({ url: '/sign-out', cookies: { [name]: 'opaque' } })).cookies;
    t.match(cleared, { name, value: '', path: '/' });
  }
});
