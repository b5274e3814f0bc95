import t from 'tap';
import { sampleServer } from './sample-server.ts';

const own = 'http://127.0.0.1:3000';

t.test('only our own pages can act here', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  const rows: [Record<string, string>, number][] = [
    [{ 'sec-fetch-site': 'same-origin' }, 303],
    [{ 'sec-fetch-site': 'none' }, 303],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'cross-site', origin: own }, 403],
    [{ 'sec-fetch-site': '' }, 403],
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 303],
    [{ origin: own }, 303],
    [{ origin: 'http://127.0.0.1:3001' }, 403],
    [{ origin: 'https://evil.example.test' }, 403],
    [{ origin: 'null' }, 403],
    [{}, 303],
  ];
  for (const [sender, status] of rows) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...sender };
    const answer = await app.inject({ method: 'POST', url: '/desk/queue', headers, payload: 'act=hold&proposal=1' });
    t.equal(answer.statusCode, status, JSON.stringify(sender));
    if (status === 403) t.match(answer.body, 'Open the page again and press the button there.');
  }
});

t.test('every method but the reading ones is refused to a stranger', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  const headers = { 'sec-fetch-site': 'cross-site' };
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    t.equal((await app.inject({ method, url: '/desk/queue', headers })).statusCode, 403, method);
  }
  t.equal(
    (await app.inject({ method: 'GET', url: '/desk/queue', headers })).statusCode,
    200,
    'a link from a mail opens',
  );
});

t.test(
  'hooks come from elsewhere by nature, and no other spelling of an address borrows their exemption',
  async (t) => {
    const app = await sampleServer(t.testdir());
    t.teardown(() => app.close());
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example.test' };
    const post = async (url: string) => (await app.inject({ method: 'POST', url, headers })).statusCode;
    t.equal(await post('/hooks/postmark'), 200);
    t.equal(await post('/desk/queue?/hooks/'), 403);
    t.not(await post('/hooks/../desk/queue'), 303);
    t.not(await post('/hooks/%2e%2e/desk/queue'), 303);
  },
);
