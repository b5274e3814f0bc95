import { PassThrough } from 'node:stream';
import type { Test } from 'tap';
import t from 'tap';
import { sampleServer } from './sample-server.ts';

async function loggedServer(t: Test) {
  const stream = new PassThrough();
  const lines: string[] = [];
  stream.on('data', (chunk) => lines.push(String(chunk)));
  const app = await sampleServer(t.testdir(), { logger: { stream } });
  t.teardown(() => app.close());
  return { app, log: () => lines.join('') };
}

t.test('a fault of ours shows a reference that is in the log, and nothing of what went wrong', async (t) => {
  const { app, log } = await loggedServer(t);
  const { statusCode, body, headers } = await app.inject('/fault');
  t.equal(statusCode, 500);
  t.equal(headers['content-type'], 'text/html; charset=utf-8');
  const reference = /Reference <strong>([A-Z2-9]{4}-[A-Z2-9]{4})<\/strong>/.exec(body)?.[1] ?? 'none';
  t.not(reference, 'none');
  t.match(body, 'It is our fault, not yours.');
  t.notMatch(body, /12345|ida@|at Object/);
  t.match(log(), `"reference":"${reference}"`);
  t.match(log(), /"route":"\/fault".*"type":"Error".*sample-server\.ts/);
});

t.test('the log carries the route and never the address, query, header, body or what an error quotes', async (t) => {
  const { app, log } = await loggedServer(t);
  const secret = 'canary-7f3a';
  const headers = { cookie: `a=${secret}`, authorization: secret, 'user-agent': secret, 'x-request-id': secret };
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
  await app.inject({ url: `/person/${secret}?token=${secret}`, headers });
  await app.inject({ url: `/nothing/${secret}?token=${secret}`, headers });
  await app.inject({ url: `/%zz${secret}`, headers });
  await app.inject({ url: '/fault', headers });
  await app.inject({ method: 'POST', url: '/desk/queue', headers: form, payload: `act=${secret}&proposal=${secret}` });
  await app.inject({ method: 'POST', url: '/desk/queue', headers: form, payload: `${secret}=1` });
  await app.inject({
    method: 'POST',
    url: '/hooks/postmark',
    headers: { 'content-type': 'application/json' },
    payload: `{${secret}`,
  });
  t.notMatch(log(), secret);
  t.notMatch(log(), 'ida@example.test');
  t.match(log(), '"route":"/person/:token"');
  t.equal(
    log()
      .trim()
      .split('\n')
      .filter((line) => line.includes('"msg":"answered"')).length,
    7,
  );
});

t.test('a slip of our own code says in the log what V8 said of it', async (t) => {
  const { app, log } = await loggedServer(t);
  await app.inject('/slip');
  t.match(log(), 'x is not a function');
});

t.test('an address nobody serves says so kindly, in the debtor’s language on the portal', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  const rows = [
    ['/nothing', 'da', 'en', 'There is nothing here'],
    ['/portal/nothing', 'da-DK,da;q=0.9,en;q=0.8', 'da', 'Her er ingenting'],
    ['/portal/nothing', 'nb-NO,nb;q=0.9', 'da', 'Her er ingenting'],
    ['/portal/nothing', 'sv', 'sv', 'Här finns ingenting'],
    ['/portal/nothing', 'fr-FR,fr', 'en', 'There is nothing here'],
    ['/portal/nothing', '', 'en', 'There is nothing here'],
  ] as const;
  for (const [url, accepts, language, title] of rows) {
    const { statusCode, body } = await app.inject({ url, headers: { 'accept-language': accepts } });
    t.equal(statusCode, 404);
    t.match(body, `<html lang="${language}">`);
    t.match(body, `<h1>${title}</h1>`);
    t.notMatch(body, /class="reference"/);
  }
});

t.test('a form that lacks a field is refused in a sentence, not in the words of a schema', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/desk/queue', headers, payload: 'act=x' });
  t.equal(statusCode, 400);
  t.match(body, 'Nothing was changed.');
  t.notMatch(body, /Invalid input|received|ZodError|proposal/);
});

t.test('a door can refuse with its own sentence', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  const { statusCode, body } = await app.inject('/may-not');
  t.equal(statusCode, 403);
  t.match(body, '<p class="lead">Only an admin may approve.</p>');
});

t.test('machines under /hooks/ get JSON with the reference, and nothing of the fault', async (t) => {
  const app = await sampleServer(t.testdir());
  t.teardown(() => app.close());
  const fault = await app.inject({ method: 'POST', url: '/hooks/fault' });
  t.equal(fault.statusCode, 500);
  t.match(fault.json(), { error: 'fault', reference: /^[A-Z2-9]{4}-[A-Z2-9]{4}$/ });
  t.same(Object.keys(fault.json()).sort(), ['error', 'reference']);
  const unknown = await app.inject({ method: 'POST', url: '/hooks/nobody' });
  t.equal(unknown.statusCode, 404);
  t.equal(unknown.json().error, 'not-found');
});
