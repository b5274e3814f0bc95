import t from 'tap';
import { twilioTexts } from '../../src/adapters/twilio.ts';
import { provesTwilio, twilioSignature } from '../../src/hooks/twilio-proof.ts';
import { breakVendor } from '../../src/sandbox/world.ts';
import type { TextMessage } from '../../src/sending/port.ts';
import { startRig, until } from './sandbox-rig.ts';
import { cutOff, deadAddress, json, type Reply, reset, silence, smallServer, text } from './small-server.ts';

const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'a token of sixteen', from: '+46701740699' };
function textsAt(apiUrl: string, callbackUrl = 'https://rykker.example/hooks/twilio', timeoutMs = 2000) {
  return twilioTexts({ apiUrl, ...account, callbackUrl, timeoutMs });
}

const link = 'https://rykker.example/portal/l/abc_-123';
const message: TextMessage = {
  messageId: '7d0a3a52-0000-4000-8000-000000000002',
  attempt: 1,
  from: 'Nordvind',
  to: '+46701740605',
  body: `Nordvind: Läs hela brevet: ${link}`,
  mark: link,
};
const at = new Date('2026-11-24T09:14:22Z');
const madeAt = 'Tue, 24 Nov 2026 09:14:22 +0000';
const refusal = (status: number, code: number): Reply => json({ code, message: '+46701740605 is not allowed' }, status);

t.test('a text goes out once, with our id in the address that is called back, and not at night', async (t) => {
  const server = await smallServer(t);
  server.answer = json({ sid: 'SM1', status: 'queued', date_created: madeAt }, 201);
  const answer = await textsAt(server.origin).send(message);
  t.strictSame(answer, { kind: 'done', value: { providerId: 'SM1', at } });
  t.equal(server.asked.length, 1);
  const [asked] = server.asked;
  t.equal(`${asked?.method} ${asked?.url.pathname}`, `POST /2010-04-01/Accounts/${account.accountSid}/Messages.json`);
  const key = Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64');
  t.equal(asked?.headers.authorization, `Basic ${key}`);
  t.strictSame(Object.fromEntries(new URLSearchParams(asked?.body)), {
    To: '+46701740605',
    From: 'Nordvind',
    Body: message.body,
    StatusCallback: `https://rykker.example/hooks/twilio/${message.messageId}`,
    ValidityPeriod: '7200',
  });
  await textsAt(server.origin).send({ ...message, from: null });
  t.equal(new URLSearchParams(server.asked[1]?.body).get('From'), account.from, 'without a name: the house’s number');
});

t.test('every refusal has its own word, and none repeats what Twilio said', async (t) => {
  const what = (status: number, code: number) => `Twilio answered ${status} with code ${code}`;
  const cases: Array<[Reply, unknown]> = [
    ...[21211, 21614, 21635, 21408, 21612].map((code): [Reply, unknown] => [
      refusal(400, code),
      { code: 'bad-address', what: what(400, code) },
    ]),
    [refusal(400, 21610), { code: 'inactive-recipient' }],
    ...[20003, 21606, 21212, 30002].map((code): [Reply, unknown] => [
      refusal(400, code),
      { code: 'account', what: what(400, code) },
    ]),
    [text('', 401), { code: 'account', what: 'Twilio answered 401 with code none' }],
    [refusal(400, 21617), { code: 'rejected', what: what(400, 21617) }],
    [refusal(429, 20429), { code: 'slow-down', retryAfterMs: 60000 }],
    [json({}, 429, { 'retry-after': '5' }), { code: 'slow-down', retryAfterMs: 5000 }],
  ];
  const server = await smallServer(t);
  for (const [reply, expected] of cases) {
    server.answer = reply;
    t.strictSame(await textsAt(server.origin).send(message), { kind: 'refused', refusal: expected });
  }
  t.equal(server.asked.length, cases.length, 'nothing was asked twice');
  t.match(await textsAt(await deadAddress()).send(message), { kind: 'refused', refusal: { code: 'unreachable' } });
});

t.test(
  'where the text may or may not have been taken, the outcome is unknown and nothing is asked twice',
  async (t) => {
    const cases: Array<[string, Reply]> = [
      ['500', refusal(500, 20500)],
      ['500 with a code that would be a refusal', refusal(500, 21211)],
      ['a page where Twilio’s number belongs', text('<html>', 400)],
      ['a redirect', text('', 302, { location: '/elsewhere' })],
      ['silence', silence],
      ['a reset', reset],
      ['a body cut off', cutOff],
      ['a web page', text('<html>')],
      ['nothing', text('', 201)],
      ['no moment', json({ sid: 'SM1' }, 201)],
    ];
    const server = await smallServer(t);
    for (const [name, reply] of cases) {
      server.answer = reply;
      t.equal((await textsAt(server.origin, undefined, 300).send(message)).kind, 'unknown', name);
    }
    t.equal(server.asked.length, cases.length);
  },
);

t.test('it is found again by its link alone, on whatever page it stands', async (t) => {
  const server = await smallServer(t);
  const other = { sid: 'SM0', body: 'Another letter to the same number', date_created: madeAt };
  const ours = { sid: 'SM1', body: `Sent from a trial account - ${message.body}`, date_created: madeAt };
  const early = { sid: 'SM9', body: 'long ago', date_created: 'Fri, 20 Nov 2026 09:00:00 +0000' };
  const next = '/2010-04-01/Accounts/AC/Messages.json?Page=1';
  const pages = (first: unknown[], second: unknown[]): Reply => {
    return (asked, response) => {
      const isFirst = !asked.url.searchParams.has('Page');
      const messages = isFirst ? first : second;
      json({ messages, next_page_uri: isFirst ? next : null })(asked, response);
    };
  };
  const found = (first: unknown[], second: unknown[] = []) => {
    server.answer = pages(first, second);
    return textsAt(server.origin).find(message, at);
  };
  const it = { kind: 'done', value: { providerId: 'SM1', at } };
  t.strictSame(await found([other, ours]), it);
  t.equal(server.asked[0]?.url.searchParams.get('To'), '+46701740605');
  t.strictSame(await found([other], [ours]), it, 'on the second page');
  t.strictSame(await found([other], [other]), { kind: 'done', value: null });
  const asked = server.asked.length;
  t.strictSame(await found([early], [ours]), { kind: 'done', value: null });
  t.equal(server.asked.length, asked + 1, 'what is older than the message is not paged through');
  t.match(await found([{ ...other, body: '' }]), { kind: 'unknown' }, 'words that were struck out may be ours');
  server.answer = json({ messages: [other], next_page_uri: next });
  t.match(await textsAt(server.origin).find(message, at), { kind: 'unknown' }, 'a list without an end');
  server.answer = text('<html>');
  t.match(await textsAt(server.origin).find(message, at), { kind: 'unknown' });
});

t.test('the signature is the one Twilio’s own documents work out', async (t) => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const form = (number: string) =>
    new URLSearchParams({
      To: '+18005551212',
      From: number,
      Digits: '1234',
      Caller: number,
      CallSid: 'CA1234567890ABCDE',
    });
  t.equal(twilioSignature('12345', url, form('+14158675310')), 'GvWf1cFY/Q7PnoempGyD5oXAezc=');
  t.equal(twilioSignature('12345', url, form('+14158675309')), 'RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  const signed = 'GvWf1cFY/Q7PnoempGyD5oXAezc=';
  t.ok(provesTwilio(signed, '12345', url, form('+14158675310')));
  t.notOk(provesTwilio(signed, '12346', url, form('+14158675310')), 'another token');
  t.notOk(provesTwilio(signed, '12345', `${url}3`, form('+14158675310')), 'another address');
  t.notOk(provesTwilio(signed, '12345', url, form('+14158675311')), 'another number');
  t.notOk(provesTwilio(undefined, '12345', url, form('+14158675310')));
  t.notOk(provesTwilio([signed, signed], '12345', url, form('+14158675310')));
});

t.test('the sandbox’s Twilio takes, tells and lists through the real adapter, and signs what it tells', async (t) => {
  const rig = await startRig({ twilio: account });
  t.teardown(rig.close);
  const { world } = rig.sandbox;
  const texts = textsAt(rig.sandbox.twilioApiUrl, `${rig.options.appUrl}/hooks/twilio`, 500);
  const told = (from: number) =>
    rig.taken.slice(from).map(({ body }) => new URLSearchParams(body).get('MessageStatus'));
  const taken = await texts.send(message);
  await until(() => rig.taken.length === 2);
  t.same(told(0), ['sent', 'delivered']);
  for (const { path, headers, body } of rig.taken) {
    t.equal(path, `/hooks/twilio/${message.messageId}`);
    const url = rig.options.appUrl + path;
    t.ok(provesTwilio(headers['x-twilio-signature'], account.authToken, url, new URLSearchParams(body)));
  }
  t.strictSame(await texts.find(message, at), taken);

  world.twilio.unreachable.push({ number: '+46701740606', code: 30005 });
  await texts.send({ ...message, to: '+46701740606' });
  await until(() => rig.taken.length === 4);
  t.same(told(2), ['sent', 'undelivered']);
  t.match(rig.taken[3]?.body, /ErrorCode=30005/);

  world.twilio.refused.push({ number: '+46701740607', code: 21610 });
  t.match(await texts.send({ ...message, to: '+46701740607' }), { refusal: { code: 'inactive-recipient' } });
  t.match(await texts.send({ ...message, to: '20304050' }), { refusal: { code: 'bad-address' } });
  t.match(await texts.send({ ...message, from: 'Nordvind Kaffe' }), { refusal: { code: 'account' } });

  breakVendor(world, 'twilio', 'accept-then-silent', 1);
  const lost = { ...message, body: `again ${link}x`, mark: `${link}x` };
  t.match(await texts.send(lost), { kind: 'unknown' });
  t.match(await texts.find(lost, at), { kind: 'done', value: { providerId: /^SM/ } }, 'it had been taken');
  t.equal(world.twilio.texts.length, 3);
});
