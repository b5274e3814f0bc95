import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Errors, type Message, ServerClient } from 'postmark';
import t from 'tap';
import { breakVendor } from '../../src/sandbox/world.ts';
import { type Rig, startRig, until } from './sandbox-rig.ts';

function sdk(rig: Rig, token = rig.options.postmarkServerToken, timeout = 5): ServerClient {
  return new ServerClient(token, { useHttps: false, requestHost: new URL(rig.sandbox.postmarkApiUrl).host, timeout });
}

function mail(change: Partial<Message> = {}): Message {
  return {
    From: '"Nordvind Kaffe ApS" <rykker@rykker.example>',
    To: 'bogholderi@havnecafeen.example',
    Subject: 'Faktura 20409',
    HtmlBody: '<p>Hej</p>',
    TextBody: 'Hej',
    Tag: 'first-reminder',
    Metadata: { message_id: 'm-1' },
    MessageStream: 'outbound',
    ...change,
  };
}

async function refusal(act: Promise<unknown>) {
  try {
    await act;
  } catch (error) {
    if (error instanceof Errors.PostmarkError)
      return { name: error.name, code: error.code, statusCode: error.statusCode };
    throw error;
  }
  return null;
}

const hookOf = (rig: Rig, at: number) => JSON.parse(rig.taken[at]?.body ?? '{}') as Record<string, unknown>;

t.test('a mail is taken, stands in the inbox, and its delivery is told with Basic auth', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const answer = await sdk(rig).sendEmail(mail());
  t.match(answer, {
    To: 'bogholderi@havnecafeen.example',
    SubmittedAt: '2026-11-23T08:00:00.000Z',
    MessageID: /^[0-9a-f-]{36}$/,
    ErrorCode: 0,
    Message: 'OK',
  });
  t.match(rig.sandbox.world.postmark.mails, [
    { id: answer.MessageID, subject: 'Faktura 20409', text: 'Hej', metadata: { message_id: 'm-1' } },
  ]);
  await until(() => rig.taken.length === 1);
  t.match(rig.taken[0], {
    path: '/hooks/postmark',
    headers: { authorization: `Basic ${Buffer.from('hook:hook-password').toString('base64')}` },
  });
  t.match(hookOf(rig, 0), {
    RecordType: 'Delivery',
    MessageID: answer.MessageID,
    Recipient: 'bogholderi@havnecafeen.example',
    Metadata: { message_id: 'm-1' },
    MessageStream: 'outbound',
  });
});

t.test('a taken mail is found by its metadata, and another is not', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const client = sdk(rig);
  for (const id of ['m-1', 'm-2', 'm-2']) await client.sendEmail(mail({ Metadata: { message_id: id } }));
  const search = async (query: string) => {
    const answer = await fetch(`${rig.sandbox.postmarkApiUrl}/messages/outbound?${query}`, {
      headers: { 'x-postmark-server-token': 'postmark-token' },
    });
    return { status: answer.status, body: (await answer.json()) as { TotalCount: number; Messages: unknown[] } };
  };
  t.match((await search('count=10&offset=0&metadata_message_id=m-1')).body, {
    TotalCount: 1,
    Messages: [{ Metadata: { message_id: 'm-1' }, To: [{ Email: 'bogholderi@havnecafeen.example' }] }],
  });
  const second = await search('count=1&offset=1&metadata_message_id=m-2');
  t.equal(second.body.TotalCount, 2);
  t.equal(second.body.Messages.length, 1);
  t.same((await search('count=10&offset=0&metadata_message_id=m-3')).body, { TotalCount: 0, Messages: [] });
  t.equal((await search('offset=0')).status, 422, 'count is needed');
  t.match(
    await client.getOutboundMessages({ count: 10, tag: 'first-reminder' }),
    { TotalCount: 3 },
    'the SDK searches, too',
  );
});

t.test('a wrong token, a bad address and an empty mail are refused with their codes', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  t.match(await refusal(sdk(rig, 'wrong').sendEmail(mail())), {
    name: 'InvalidAPIKeyError',
    code: 10,
    statusCode: 401,
  });
  for (const change of [
    { To: 'nobody' },
    { To: 'a@b' },
    { To: '' },
    { To: 'ok@kunde.example, nobody' },
    { HtmlBody: '', TextBody: '' },
    { To: Array.from({ length: 51 }, (_, n) => `a${n}@kunde.example`).join(',') },
  ]) {
    t.match(
      await refusal(sdk(rig).sendEmail(mail(change))),
      { code: 300, statusCode: 422 },
      JSON.stringify(change).slice(0, 60),
    );
  }
  t.same(rig.sandbox.world.postmark.mails, []);
});

t.test('a dead address bounces once and is inactive from then on', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const dead = mail({ To: 'Regnskab@fyrtaarnet.example' });
  const taken = await sdk(rig).sendEmail(dead);
  await until(() => rig.taken.length === 1);
  t.match(hookOf(rig, 0), {
    RecordType: 'Bounce',
    Type: 'HardBounce',
    Inactive: true,
    MessageID: taken.MessageID,
    Email: 'Regnskab@fyrtaarnet.example',
    Metadata: { message_id: 'm-1' },
  });
  t.match(await refusal(sdk(rig).sendEmail(dead)), { name: 'InactiveRecipientsError', code: 406, statusCode: 422 });
  try {
    await sdk(rig).sendEmail(dead);
  } catch (error) {
    t.same(
      (error as Errors.InactiveRecipientsError).recipients,
      ['Regnskab@fyrtaarnet.example'],
      'the SDK reads the address out of the sentence',
    );
  }
  t.equal(rig.sandbox.world.postmark.mails.length, 1);
});

t.test('a batch answers 200 with one result for each mail, in order', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const answers = await sdk(rig).sendEmailBatch([mail(), mail({ To: 'nobody' }), mail({ To: 'b@kunde.example' })]);
  t.same(
    answers.map((each) => each.ErrorCode),
    [0, 300, 0],
  );
});

t.test('the worst window: the mail is taken and goes out, but the answer never comes', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  rig.sandbox.world.postmark.hooksWithheld = true;
  breakVendor(rig.sandbox.world, 'postmark', 'accept-then-silent');
  t.match(await refusal(sdk(rig, undefined, 0.2).sendEmail(mail())), { statusCode: 0 });
  t.equal(rig.sandbox.world.postmark.mails.length, 1);
  t.match(await sdk(rig).getOutboundMessages({ count: 1 }), { TotalCount: 1 }, 'searching works meanwhile');
  await rig.sandbox.quiet();
  t.same(rig.taken, [], 'hooks are withheld');
});

t.test('a silent, failing or limiting Postmark takes nothing', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  breakVendor(rig.sandbox.world, 'postmark', 'silent');
  t.ok(await refusal(sdk(rig, undefined, 0.2).sendEmail(mail())));
  breakVendor(rig.sandbox.world, 'postmark', 'fail');
  t.match(await refusal(sdk(rig).sendEmail(mail())), { statusCode: 500 });
  breakVendor(rig.sandbox.world, 'postmark', 'limited', 1);
  t.match(await refusal(sdk(rig).sendEmail(mail())), { statusCode: 429 });
  t.same(rig.sandbox.world.postmark.mails, []);
  await sdk(rig).sendEmail(mail());
  t.equal(rig.sandbox.world.postmark.mails.length, 1, 'limited only once');
});

t.test('a hook the app could not take comes again, and 403 ends it', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  rig.app.status = 500;
  await sdk(rig).sendEmail(mail());
  await until(() => rig.taken.length === 1);
  rig.app.status = 200;
  await rig.sandbox.quiet();
  t.equal(rig.taken.length, 2);
  t.equal(rig.sandbox.world.postmark.mails[0]?.hookDelivered, true);
  rig.app.status = 403;
  await sdk(rig).sendEmail(mail());
  await rig.sandbox.quiet();
  t.equal(rig.taken.length, 3);
});

t.test('what the app had not taken when the world stopped is told at the next start', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'rykker-sandbox-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const statePath = join(folder, 'world.json');
  const first = await startRig({ statePath });
  first.app.status = 500;
  const { MessageID } = await sdk(first).sendEmail(mail());
  await first.close();
  const second = await startRig({ statePath });
  t.teardown(second.close);
  await until(() => second.taken.length === 1);
  t.match(hookOf(second, 0), { RecordType: 'Delivery', MessageID });
});
