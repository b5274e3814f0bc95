import t from 'tap';
import { postmarkMail, sender } from '../../src/adapters/postmark.ts';
import type { Mail } from '../../src/sending/port.ts';
import { cutOff, deadAddress, json, type Reply, reset, silence, smallServer, text, trickle } from './small-server.ts';

function mailAt(origin: string, timeoutMs = 2000) {
  return postmarkMail({ apiUrl: origin, serverToken: 'a-server-token', timeoutMs });
}

const mail: Mail = {
  messageId: '7d0a3a52-0000-4000-8000-000000000001',
  attempt: 2,
  fromName: 'Nordvind Kaffe ApS',
  fromAddress: 'rykker@nordvind.example',
  replyTo: 'post@nordvind.example',
  to: 'ida@havnecafe.example',
  subject: 'Faktura 20417 er ikke betalt',
  html: '<p>Kære Ida</p>',
  text: 'Kære Ida',
  tag: 'first-reminder',
};

const taken = {
  To: mail.to,
  SubmittedAt: '2026-11-23T09:00:00.1234567Z',
  MessageID: 'pm-1',
  ErrorCode: 0,
  Message: 'OK',
};
const refusal = (status: number, code: number): Reply =>
  json({ ErrorCode: code, Message: 'ida@havnecafe.example is not allowed' }, status);

t.test('a mail goes out once, with our id as metadata and nothing tracked', async (t) => {
  const server = await smallServer(t);
  server.answer = json(taken);
  t.strictSame(await mailAt(`${server.origin}/postmark/`).send(mail), {
    kind: 'done',
    value: { providerId: 'pm-1', at: new Date('2026-11-23T09:00:00.123Z') },
  });
  t.equal(server.asked.length, 1);
  const [asked] = server.asked;
  t.equal(`${asked?.method} ${asked?.url.pathname}`, 'POST /postmark/email');
  t.equal(asked?.headers['x-postmark-server-token'], 'a-server-token');
  t.strictSame(JSON.parse(asked?.body ?? ''), {
    From: '"Nordvind Kaffe ApS" <rykker@nordvind.example>',
    To: 'ida@havnecafe.example',
    ReplyTo: 'post@nordvind.example',
    Subject: 'Faktura 20417 er ikke betalt',
    HtmlBody: '<p>Kære Ida</p>',
    TextBody: 'Kære Ida',
    Tag: 'first-reminder',
    Metadata: { message_id: mail.messageId, attempt: '2' },
    TrackOpens: false,
    TrackLinks: 'None',
    MessageStream: 'outbound',
  });
});

t.test('a name or subject cannot write headers of its own', async (t) => {
  t.equal(
    sender('Bager "Bo" Holm\r\nBcc: all@example.com', 'bo@example.com'),
    '"Bager Bo Holm Bcc: all@example.com" <bo@example.com>',
  );
  t.equal(sender('A\\" <evil@example.com>', 'bo@example.com'), '"A evil@example.com" <bo@example.com>');
  t.equal(sender('Ærø & Søn, Kaffe', 'bo@example.com\n'), '"Ærø & Søn, Kaffe" <bo@example.com>');
  t.equal(sender(' "" ', 'bo@example.com'), 'bo@example.com');
  const server = await smallServer(t);
  server.answer = json(taken);
  await mailAt(server.origin).send({ ...mail, subject: 'Faktura\r\nBcc: all@example.com', replyTo: null });
  const body: unknown = JSON.parse(server.asked[0]?.body ?? '');
  t.match(body, { Subject: 'Faktura Bcc: all@example.com' });
  t.notOk(Object.hasOwn(Object(body), 'ReplyTo'));
});

t.test('every refusal of Postmark’s has its own word, and none repeats what Postmark said', async (t) => {
  const what = (status: number, code: number) => `Postmark answered ${status} with code ${code}`;
  const cases: Array<[Reply, unknown]> = [
    [refusal(422, 406), { code: 'inactive-recipient' }],
    [refusal(422, 300), { code: 'bad-address', what: what(422, 300) }],
    [refusal(401, 10), { code: 'account', what: what(401, 10) }],
    [text('', 401), { code: 'account', what: what(401, 0) }],
    ...[10, 400, 401, 405, 412, 413].map((code): [Reply, unknown] => [
      refusal(422, code),
      { code: 'account', what: what(422, code) },
    ]),
    [refusal(422, 1235), { code: 'rejected', what: what(422, 1235) }],
    [refusal(422, 402), { code: 'rejected', what: what(422, 402) }],
    [refusal(413, 0), { code: 'rejected', what: what(413, 0) }],
    [text('<html>', 404), { code: 'rejected', what: what(404, 0) }],
    [refusal(429, 0), { code: 'slow-down', retryAfterMs: 60000 }],
    [json({}, 429, { 'retry-after': '5' }), { code: 'slow-down', retryAfterMs: 5000 }],
  ];
  const server = await smallServer(t);
  for (const [reply, expected] of cases) {
    server.answer = reply;
    t.strictSame(await mailAt(server.origin).send(mail), { kind: 'refused', refusal: expected });
  }
  t.equal(server.asked.length, cases.length, 'nothing was asked twice');
});

t.test('where no connection was made, nothing left', async (t) => {
  t.strictSame(await mailAt(await deadAddress()).send(mail), {
    kind: 'refused',
    refusal: { code: 'unreachable', what: 'the connection broke (ECONNREFUSED)' },
  });
  t.match(await mailAt('http://no-such-host.invalid').send(mail), {
    kind: 'refused',
    refusal: { code: 'unreachable', what: /ENOTFOUND|EAI_AGAIN/ },
  });
  t.match(await mailAt(await deadAddress()).find(mail.messageId), {
    kind: 'refused',
    refusal: { code: 'unreachable' },
  });
});

t.test(
  'where the mail may or may not have been taken, the outcome is unknown and nothing is asked twice',
  async (t) => {
    const cases: Array<[string, Reply, string]> = [
      ['500', refusal(500, 0), 'it answered 500'],
      ['503 with a page', text('<html>', 503), 'it answered 503'],
      ['500 with a code that would be a refusal', refusal(500, 406), 'it answered 500'],
      ['a redirect', text('', 302, { location: '/elsewhere' }), 'it answered 302'],
      ['408', text('', 408), 'it answered 408'],
      ['silence', silence, 'there was no answer in time'],
      ['a body that never ends', trickle, 'there was no answer in time'],
      ['a reset', reset, 'the connection broke (ECONNRESET)'],
      ['a body cut off', cutOff, 'the connection broke'],
      ['a web page', text('<html>'), 'it answered 200 with something that cannot be read'],
      ['half of a JSON', text('{"MessageID":"pm-'), 'it answered 200 with something that cannot be read'],
      ['nothing', text(''), 'it answered 200 with something that cannot be read'],
      ['wrong types', json({ ...taken, MessageID: 7 }), 'it answered 200 with something that cannot be read'],
      ['no moment', json({ ...taken, SubmittedAt: 'soon' }), 'it answered 200 with something that cannot be read'],
      ['a code in a 200', json({ ...taken, ErrorCode: 406 }), 'it answered 200 with something that cannot be read'],
    ];
    const server = await smallServer(t);
    for (const [name, reply, why] of cases) {
      server.answer = reply;
      const answer = await mailAt(server.origin, 300).send(mail);
      if (answer.kind !== 'unknown') return t.fail(`${name}: ${answer.kind}`);
      t.ok(answer.why.startsWith(`Postmark: ${why}`), `${name}: ${answer.why}`);
    }
    t.equal(server.asked.length, cases.length);
  },
);

const found = {
  MessageID: 'pm-1',
  ReceivedAt: '2026-11-23T04:00:00-05:00',
  Metadata: { message_id: mail.messageId, attempt: '2' },
};

t.test('a message is looked up by our id', async (t) => {
  const server = await smallServer(t);
  const provider = mailAt(server.origin);
  server.answer = json({ TotalCount: 1, Messages: [found] });
  t.strictSame(await provider.find(mail.messageId), {
    kind: 'done',
    value: { providerId: 'pm-1', at: new Date('2026-11-23T09:00:00Z') },
  });
  const [asked] = server.asked;
  t.equal(`${asked?.method} ${asked?.url.pathname}`, 'GET /messages/outbound');
  t.equal(asked?.url.searchParams.get('metadata_message_id'), mail.messageId);
  server.answer = json({ TotalCount: 0, Messages: [] });
  t.strictSame(await provider.find(mail.messageId), { kind: 'done', value: null });
});

t.test('a look-up that is not understood never says that there is no message', async (t) => {
  const server = await smallServer(t);
  const provider = mailAt(server.origin, 300);
  const cases: Array<[string, Reply, unknown]> = [
    ['another message', json({ Messages: [{ ...found, Metadata: { message_id: 'another' } }] }), { kind: 'unknown' }],
    ['no metadata', json({ Messages: [{ ...found, Metadata: null }] }), { kind: 'unknown' }],
    ['wrong types', json({ Messages: null }), { kind: 'unknown' }],
    ['a web page', text('<html>'), { kind: 'unknown' }],
    ['nothing', text(''), { kind: 'unknown' }],
    ['500', refusal(500, 0), { kind: 'unknown' }],
    ['silence', silence, { kind: 'unknown' }],
    ['401', refusal(401, 10), { kind: 'refused', refusal: { code: 'account' } }],
    ['429', refusal(429, 0), { kind: 'refused', refusal: { code: 'slow-down', retryAfterMs: 60000 } }],
  ];
  for (const [name, reply, expected] of cases) {
    server.answer = reply;
    t.match(await provider.find(mail.messageId), Object(expected), name);
  }
});
