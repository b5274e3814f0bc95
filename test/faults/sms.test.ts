/**
 * A letter by SMS leaves once, whatever becomes of the answer: the text messages that Twilio took are counted at Twilio. What
 * did not arrive gives its rung and its fee back, and the next letter takes the next road.
 */
import t from 'tap';
import { decideDebtor } from '../../src/cases/decide-debtor.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { insertEvent } from '../../src/payments/store-events.ts';
import { answerUnknown } from '../../src/sending/answer-unknown.ts';
import type { TextProvider } from '../../src/sending/port.ts';
import { recordDelivery } from '../../src/sending/record-delivery.ts';
import type { SendPoint } from '../../src/sending/tools.ts';
import { unknown } from '../../src/values/outcome.ts';
import { type Letter, sendingHouse } from './house.ts';
import { raiseVictim, within } from './raise-victim.ts';

const debtors = 9;
const house = await sendingHouse(t, Array<'first-reminder'>(debtors).fill('first-reminder'));
const { behind, work, workTools, sandbox } = house;
const { twilio, postmark } = sandbox.world;
const real = workTools.clock.texts!;
const numberOf = (debtor: number) => `+4670174060${debtor}`;

await work((each) => changeSetting(each, 'hold-window', { hours: 0 }));
await work((each) => changeSetting(each, 'sms-sender', { name: 'Nordvind' }));
for (let debtor = 0; debtor < debtors; debtor += 1) {
  const { debtorId } = await house.letter(debtor);
  await work((each) => decideDebtor(each, debtorId, { kind: 'mobile', number: numberOf(debtor) }));
  await work((each) => decideDebtor(each, debtorId, { kind: 'channel', channel: 'sms' }));
}
await house.quiet();

const textsTo = (debtor: number) => twilio.texts.filter(({ to }) => to === numberOf(debtor));
const mailsTo = (debtor: number) => postmark.mails.filter(({ to }) => to.includes(emailOf(debtor)));
const emailOf = (debtor: number) => `bogholderi@kunde-${20_001 + debtor}.example`;

async function messageOf(letter: Letter) {
  const [message] = await behind`
    select id, channel, state, to_address, from_name, html, text, sealed_link from messages
    where proposal_id = ${letter.id} order by intended_at desc limit 1`;
  return message!;
}

async function openLetter(debtor: number) {
  const { id } = await house.letter(debtor);
  const [row] = await behind`
    select id, channel, status, recipient, rung, verdict_guard, verdict_detail ->> 'code' as code from proposals where id = ${id}`;
  return row!;
}

/** What Twilio tells of the letter's message, stored and worked off as the door does it. False when it was told before. */
async function told(letter: Letter, status: string, code?: number): Promise<boolean> {
  const { id } = await messageOf(letter);
  const body = new URLSearchParams({ MessageSid: `SM${id}`, MessageStatus: status });
  if (code !== undefined) body.set('ErrorCode', String(code));
  const event = { eventId: `SM${id}/${status}`, type: status, subject: id, body: body.toString() };
  const eventId = await work((each) => insertEvent(each, { provider: 'twilio', ...event }));
  if (eventId !== null) await work((each) => recordDelivery(each, eventId));
  await house.quiet();
  return eventId !== null;
}

/** Twilio takes it, and the answer never comes. */
const answerLost: TextProvider = {
  ...real,
  send: async (text) => {
    await real.send(text);
    return unknown('the connection broke');
  },
};
/** It never reached Twilio, and nobody can tell. */
const neverTaken: TextProvider = { ...real, send: async () => unknown('the connection broke') };

t.test('it goes once, from the creditor’s name, with the whole letter kept behind its link', async (t) => {
  const letter = await house.approve(0);
  await house.quiet();
  t.match(textsTo(0), [
    { from: 'Nordvind', body: /^Nordvind Kaffe: .+ 1\.35\d,\d\d kr\. .+: http:\/\/localhost:3000\/portal\/l\/\S{43}$/ },
  ]);
  t.same(mailsTo(0), [], 'and by no other road');
  const message = await messageOf(letter);
  t.match(message, { channel: 'sms', state: 'accepted', to_address: numberOf(0), sealed_link: null });
  t.match(message['html'], /renteloven/, 'the letter says whole what the text message has no room for');
  t.match(await house.state(letter), { proposal: 'sent', rung: 'first-reminder', fees: 1, feeMinor: 10_000n, told: 1 });
  t.ok(await told(letter, 'sent'));
  t.ok(await told(letter, 'delivered'));
  t.notOk(await told(letter, 'delivered'), 'the same news again is no news');
  t.match(await messageOf(letter), { state: 'delivered' });
  await told(letter, 'undelivered', 30005);
  t.match(await messageOf(letter), { state: 'delivered' }, 'what arrived has arrived');
  t.match(await house.state(letter), { proposal: 'sent', feeMinor: 10_000n });
});

t.test('an answer that is lost is looked for, and nothing is sent twice', async (t) => {
  const letter = await house.approve(1);
  await house.quiet({ texts: answerLost });
  t.match(await messageOf(letter), { state: 'unknown' });
  await house.turn(11, { texts: answerLost });
  t.match(await messageOf(letter), { state: 'accepted', sealed_link: null }, 'found by its own link');
  t.equal(textsTo(1).length, 1);
  t.match(await house.state(letter), { proposal: 'sent', fees: 1, feeMinor: 10_000n, told: 1 });
});

t.test('the first word of Twilio’s settles a lost answer before anybody has looked', async (t) => {
  const letter = await house.approve(2);
  await house.quiet({ texts: answerLost });
  await told(letter, 'sent');
  t.match(await messageOf(letter), { state: 'accepted' });
  await told(letter, 'delivered');
  t.match(await messageOf(letter), { state: 'delivered' });
  await house.turn(33);
  t.equal(textsTo(2).length, 1);
  t.match(await house.state(letter), { fees: 1, told: 1 });
});

t.test('one that Twilio knows nothing of is asked of a person, who may say that it did not arrive', async (t) => {
  const letter = await house.approve(3);
  await house.quiet({ texts: neverTaken });
  t.match(await house.settle(letter), { messages: [{ state: 'needs-human', searches: 2 }], feeMinor: 0n });
  t.equal(textsTo(3).length, 0);
  const { id } = await messageOf(letter);
  await work((each) => answerUnknown(each, String(id), false));
  await house.quiet();
  t.match(
    await openLetter(3),
    { channel: 'sms', status: 'waiting', rung: 'first-reminder' },
    'due again, with a new yes',
  );
  await house.approve(3);
  await house.quiet();
  t.equal(textsTo(3).length, 1);
});

t.test('a dead number gives rung and fee back, and the next letter goes by e-mail, with a new yes', async (t) => {
  const letter = await house.approve(4);
  await house.quiet();
  await told(letter, 'undelivered', 30005);
  t.match(await messageOf(letter), { state: 'bounced' });
  t.match(await house.state(letter), { proposal: 'void', rung: null, fees: 0, feeMinor: 0n });
  t.match(await openLetter(4), { channel: 'email', status: 'waiting', recipient: emailOf(4), rung: 'first-reminder' });
  await house.approve(4);
  await house.quiet();
  t.equal(mailsTo(4).length, 1);
  t.equal(textsTo(4).length, 1);
  t.equal((await house.state(await house.letter(4))).feeMinor, 10_000n, 'one fee stands');
});

t.test('a number that is refused at once is dead as well', async (t) => {
  twilio.refused.push({ number: numberOf(5), code: 21610 });
  const letter = await house.approve(5);
  await house.quiet();
  t.match(await messageOf(letter), { state: 'refused' });
  t.match(await openLetter(5), { channel: 'email', status: 'waiting', rung: 'first-reminder' });
  t.match(await house.state(letter), { feeMinor: 0n, told: 0 });
});

t.test('a telephone that is switched off is tried once more, and then no more', async (t) => {
  for (const then of [{ channel: 'sms' }, { channel: 'email' }]) {
    const letter = await house.approve(6);
    await house.quiet();
    await told(letter, 'undelivered', 30003);
    t.match(await house.state(letter), { proposal: 'void', rung: null, feeMinor: 0n });
    t.match(await openLetter(6), { ...then, status: 'waiting' });
  }
  t.equal(textsTo(6).length, 2);
});

for (const [debtor, point, fate] of [
  [7, 'after-call', 'accepted'],
  [8, 'before-call', 'needs-human'],
] as const satisfies readonly (readonly [number, SendPoint, string])[]) {
  t.test(`a worker killed ${point} leaves one message at most behind`, async (t) => {
    const letter = await house.approve(debtor);
    const victim = await raiseVictim(house.victimWires);
    victim.work({ point, how: 'die' });
    t.equal(await within(`the victim to die ${point}`, victim.ended), 'SIGKILL');
    const { messages } = await house.settle(letter);
    t.match(messages, [{ state: fate, attempt: 1 }]);
    t.equal(textsTo(debtor).length, fate === 'accepted' ? 1 : 0);
  });
}

t.test('nothing threw on the way', async (t) => t.same(house.complaints, []));
