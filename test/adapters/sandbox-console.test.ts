import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import { ServerClient } from 'postmark';
import t from 'tap';
import { sandboxConsole } from '../../src/sandbox/console-routes.ts';
import { debtors, nordvind } from '../../src/sandbox/nordvind-debtors.ts';
import { agreementOf, customerOf, grantAccess } from '../../src/sandbox/people.ts';
import { firstDay, type Rig, startRig } from './sandbox-rig.ts';

async function act(rig: Rig, name: string, body: unknown) {
  const answer = await fetch(`${rig.sandbox.url}/sandbox/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function submit(rig: Rig, name: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(`${rig.sandbox.url}/sandbox/${name}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
}

const send = (rig: Rig, html: string, text = 'Hej') =>
  new ServerClient('postmark-token', {
    useHttps: false,
    requestHost: new URL(rig.sandbox.postmarkApiUrl).host,
  }).sendEmail({
    From: 'rykker@rykker.example',
    To: 'a@kunde.example',
    Subject: 'Hej <b>',
    HtmlBody: html,
    TextBody: text,
  });

t.test('the calendar turns forward, answers with the new now, and refuses to go back', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  t.same((await act(rig, 'calendar', { to: '2026-11-24T08:00:00Z' })).body['now'], '2026-11-24T08:00:00.000Z');
  const back = await act(rig, 'calendar', { to: firstDay });
  t.equal(back.status, 409);
  t.match(back.body['sentence'], /only goes forward/);
  for (const to of ['tomorrow', '2026-13-01T00:00:00Z', 5, undefined])
    t.equal((await act(rig, 'calendar', { to })).status, 400, String(to));
  const form = await submit(rig, 'calendar', { hours: '24' });
  t.equal(form.status, 303);
  t.equal((await rig.options.now()).toISOString(), '2026-11-25T08:00:00.000Z');
  t.match(
    await (await fetch(`${rig.sandbox.url}/sandbox`)).text(),
    /everything that fell due on the way has been done/,
  );
  await submit(rig, 'calendar', { to: '2026-12-01T09:00' });
  t.equal((await rig.options.now()).toISOString(), '2026-12-01T08:00:00.000Z', 'the field means Danish time');
});

t.test('a person books an invoice, a payment and a credit note, and is told what happened', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const booked = await act(rig, 'invoices', {
    agreement: nordvind,
    customer: debtors.paysOnTime,
    amount: '1.234,50',
    dueDay: '2026-12-01',
  });
  t.match(booked, { status: 200, body: { dueDay: '2026-12-01', sentence: /1234\.50 DKK/ } });
  const invoice = booked.body['invoice'];
  t.match(await act(rig, 'payments', { agreement: nordvind, invoice, amount: 234.5, matched: true }), {
    status: 200,
    body: { remainder: '1000.00' },
  });
  t.equal(customerOf(agreementOf(rig.sandbox.world, nordvind), debtors.paysOnTime).balanceMinor, 100_000n);
  t.match(await act(rig, 'credit-notes', { agreement: nordvind, invoice, amount: '100', matched: false }), {
    status: 200,
  });
  t.equal(customerOf(agreementOf(rig.sandbox.world, nordvind), debtors.paysOnTime).balanceMinor, 90_000n);
  const form = await submit(rig, 'payments', {
    agreement: String(nordvind),
    invoice: String(invoice),
    amount: '1000',
    matched: 'no',
  });
  t.equal(form.status, 303);
  t.equal(customerOf(agreementOf(rig.sandbox.world, nordvind), debtors.paysOnTime).balanceMinor, -10_000n);
});

t.test('a person books a claim without an invoice, has it paid, and undoes the match', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const on = { agreement: nordvind, customer: debtors.paysOnTime };
  const booked = await act(rig, 'claims', { ...on, amount: '1.000,00', dueDay: '2026-10-01' });
  t.match(booked, { status: 200, body: { dueDay: '2026-10-01', sentence: /without an invoice/ } });
  const claim = booked.body['entry'];
  const paid = { agreement: nordvind, claim, amount: '1000', matched: true };
  t.match(await act(rig, 'payments', paid), { status: 200, body: { remainder: '0.00' } });
  t.match(await act(rig, 'unmatch', { agreement: nordvind, entry: claim }), { status: 200, body: { undone: 1 } });
  t.match(await act(rig, 'unmatch', { agreement: nordvind, entry: claim }), { status: 409 });
  const html = await (await fetch(`${rig.sandbox.url}/sandbox`)).text();
  t.match(html, new RegExp(`entry ${claim}</td>`), 'it stands among what is open');
  t.match(html, /Book without an invoice/);
});

t.test('nonsense is answered with a sentence, never with a crash', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const cases: Array<[string, unknown]> = [
    ['invoices', { agreement: nordvind, customer: 1, amount: '5' }],
    ['invoices', { agreement: nordvind, customer: debtors.vip, amount: '1.234' }],
    ['invoices', { agreement: nordvind, customer: debtors.vip, amount: '-5' }],
    ['invoices', { agreement: 5, customer: 1, amount: '5' }],
    ['invoices', { agreement: nordvind, customer: debtors.vip, amount: '5', currency: 'XXX' }],
    ['payments', { agreement: nordvind, invoice: 1, amount: '5' }],
    ['payments', { agreement: nordvind, amount: '5' }],
    ['payments', { agreement: nordvind, claim: 1, amount: '5' }],
    ['claims', { agreement: nordvind, customer: debtors.vip, amount: '0' }],
    ['unmatch', { agreement: nordvind }],
    ['payments', { agreement: nordvind, invoice: 20401, amount: '5', matched: 'yes' }],
    ['credit-notes', {}],
    ['break', { vendor: 'nobody', how: 'fail' }],
    ['break', { vendor: 'stripe', how: 'accept-then-silent' }],
    ['revoke', { agreement: 'x' }],
    ['bounce', {}],
    ['invoices', []],
  ];
  for (const [name, body] of cases) {
    const answer = await act(rig, name, body);
    t.equal(answer.status, 400, `${name} ${JSON.stringify(body)}`);
    t.ok(String(answer.body['sentence']).length > 10);
  }
  t.equal(
    (await submit(rig, 'payments', { agreement: 'x' })).status,
    400,
    'and a form gets the page with the sentence',
  );
});

t.test('a vendor is broken and mended, a grant taken back, an address marked', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const { world } = rig.sandbox;
  t.equal((await act(rig, 'break', { vendor: 'e-conomic', how: 'fail', times: 2 })).status, 200);
  t.same(world.faults['e-conomic'], { how: 'fail', left: 2 });
  t.equal((await submit(rig, 'break', { vendor: 'e-conomic', how: '', times: '' })).status, 303);
  t.equal(world.faults['e-conomic'], null);
  grantAccess(world, nordvind);
  await act(rig, 'revoke', { agreement: nordvind });
  t.same(
    agreementOf(world, nordvind).grants.map((each) => each.revoked),
    [true],
  );
  await act(rig, 'bounce', { address: 'A@kunde.example' });
  const sent = await send(rig, '<p>Hej</p>');
  await rig.sandbox.quiet();
  t.equal(world.postmark.mails[0]?.status, 'Bounced');
  t.equal((await act(rig, 'bounce', { mail: sent.MessageID })).status, 200);
});

t.test('the inbox shows a mail without letting it act: sandboxed frame, escaped words, links beside', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const { MessageID: id } = await send(
    rig,
    '<style>p{color:red}</style><p>Hej</p><script>alert(1)</script>',
    'Se http://localhost:1/p/abc <b>',
  );
  t.match(await (await fetch(`${rig.sandbox.url}/sandbox/inbox`)).text(), /Hej &lt;b&gt;/);
  const page = await fetch(`${rig.sandbox.url}/sandbox/inbox/${id}`);
  const text = await page.text();
  t.match(
    text,
    `<iframe title="The mail as it looks" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/sandbox/inbox/${id}/html">`,
  );
  t.match(text, '<a href="http://localhost:1/p/abc" rel="noreferrer">http://localhost:1/p/abc</a> &lt;b&gt;');
  t.match(page.headers.get('content-security-policy'), /default-src 'none'/);
  const framed = await fetch(`${rig.sandbox.url}/sandbox/inbox/${id}/html`);
  t.match(framed.headers.get('content-security-policy'), /sandbox allow-popups/);
  t.notMatch(framed.headers.get('content-security-policy'), /allow-scripts|script-src/);
  t.match(await framed.text(), /^<base target="_blank"><style>/);
  const listed = await fetch(`${rig.sandbox.url}/sandbox/inbox`, { headers: { accept: 'application/json' } });
  t.match(await listed.json(), { mails: [{ id }] });
  t.equal((await fetch(`${rig.sandbox.url}/sandbox/inbox/nothing`)).status, 404);
});

t.test('reading changes nothing, and another site pulls no lever', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const { world } = rig.sandbox;
  let changes = 0;
  world.bell.on('change', () => changes++);
  for (const path of ['/sandbox', '/sandbox/inbox', '/statbank/', '/sandbox/calendar', '/sandbox/break'])
    await fetch(`${rig.sandbox.url}${path}`);
  t.equal(changes, 0);
  t.equal(
    (await submit(rig, 'break', { vendor: 'stripe', how: 'fail' }, { 'sec-fetch-site': 'cross-site' })).status,
    403,
  );
  t.equal(world.faults.stripe, null);
  const app = Fastify();
  t.teardown(() => app.close());
  await sandboxConsole(app, { world, options: rig.options });
  t.equal(
    (await app.inject({ url: '/sandbox', headers: { host: 'evil.example' } })).statusCode,
    403,
    'on loopback only, even where main mounts it',
  );
  t.equal((await app.inject({ url: '/sandbox', headers: { host: 'localhost:3000' } })).statusCode, 200);
});

t.test('the world is kept between runs, amounts and all, and no half-written file is left', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'rykker-sandbox-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const statePath = join(folder, 'deep', 'world.json');
  const first = await startRig({ statePath });
  const grant = grantAccess(first.sandbox.world, nordvind);
  const { MessageID: id } = await send(first, '<p>Hej</p>');
  t.match(await readFile(statePath, 'utf8'), id, 'a mail is on the disk before Postmark says that it took it');
  const before = structuredClone(first.sandbox.world.agreements);
  await first.close();
  const second = await startRig({ statePath });
  t.teardown(second.close);
  t.same(second.sandbox.world.agreements, before);
  t.equal(typeof second.sandbox.world.agreements[0]?.customers[0]?.balanceMinor, 'bigint');
  t.equal(agreementOf(second.sandbox.world, nordvind).grants[0]?.token, grant);
  t.match(second.sandbox.world.postmark.mails, [{ id }]);
  t.same(await readdir(join(folder, 'deep')), ['world.json']);
});

t.test('a world that cannot be read is named and left alone', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'rykker-sandbox-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const statePath = join(folder, 'world.json');
  await writeFile(statePath, '{"agreements": [');
  await t.rejects(startRig({ statePath }), { message: /world\.json cannot be read/ });
  t.equal(await readFile(statePath, 'utf8'), '{"agreements": [');
});

t.test("main mounts the console on the app's own origin, beside helmet and formbody", async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const { MessageID: id } = await send(rig, '<p>Hej</p>');
  const app = Fastify();
  t.teardown(() => app.close());
  await app.register(helmet);
  await app.register(formbody);
  await sandboxConsole(app, { world: rig.sandbox.world, options: rig.options });
  const framed = await app.inject(`/sandbox/inbox/${id}/html`);
  t.notOk(framed.headers['x-frame-options'], 'or the inbox could not frame it');
  t.match(framed.headers['content-security-policy'], /frame-ancestors 'self'; sandbox/);
  const page = await app.inject('/sandbox');
  t.match(page.headers['content-security-policy'], /frame-ancestors 'none'/);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const done = await app.inject({
    method: 'POST',
    url: '/sandbox/break',
    headers: form,
    payload: 'vendor=stripe&how=fail',
  });
  t.equal(done.statusCode, 303);
  t.match(rig.sandbox.world.faults.stripe, { how: 'fail' });
});
