import t from 'tap';
import { propose } from '../../src/cases/propose.ts';
import { restCase } from '../../src/cases/rest-case.ts';
import { markAddressDead } from '../../src/cases/store-acts.ts';
import { askQuestion } from '../../src/conversations/ask-question.ts';
import { upsertRefusedRows } from '../../src/mirror/store-reference.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import { proposeTools } from '../seed.ts';

const { world, visitor } = await deskDoor(t);

async function proposed() {
  const room = await world.room();
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  return { room, admin: await visitor(room, 'admin') };
}

/** The rows of the page: debtor and what asks, in their order. */
const items = (body: string) =>
  [...unescaped(body).matchAll(/<th scope="row"><a href="[^"]*">(.*)<\/a><\/th>\s*<td><b>([^<]*)\.<\/b>/g)].map(
    ([, debtor, what]) => `${debtor}: ${what}`,
  );

t.test('what asks for a person stands there once each, the largest sum first, with its next best act', async (t) => {
  const { room, admin } = await proposed();
  await room.work(async (work) => restCase(work, await room.caseId('Café Nord ApS'), 'complaint', null, null));
  await room.work((work) => markAddressDead(work, 'post@101.example', 'bounced'));
  await room.propose();
  await world.behind`update positions set look_again_on = '2040-03-12' where creditor_id = ${room.creditorId}`;
  await room.propose();
  const { body } = await admin.get('/desk/worklist');
  t.same(items(body), [
    'Kaffe <b>& Kage</b>: Money may be unmatched',
    'Havnecaféen I/S: Address does not work',
    'Café Nord ApS: The debtor objects',
    'Halvt Betalt ApS: Part of it was paid',
    'Uden Adresse ApS: No address',
  ]);
  const text = unescaped(body);
  t.match(text, 'The books’ balance is DKK 21,500.00 while the open items come to DKK 22,000.00');
  t.match(text, 'The rest is owed: go on');
  t.match(text, 'Worklist <span class="count">5</span>', 'the count in the head is the same');
});

t.test('what a person has chosen, and what a yes cures, asks for nothing', async (t) => {
  const { room, admin } = await proposed();
  await room.work(async (work) => restCase(work, await room.caseId('Snart A/S'), 'pause', null, null));
  const listed = items((await admin.get('/desk/worklist')).body);
  t.notOk(
    listed.some((item) => item.startsWith('Snart')),
    'a pause',
  );
  t.notOk(
    listed.some((item) => item.startsWith('Havnecaféen')),
    'a letter that waits for a yes is the queue’s',
  );
});

t.test('what waited longer goes before what is larger but new', async (t) => {
  const { room, admin } = await proposed();
  await world.behind`update holds set since = '2040-02-01' where creditor_id = ${room.creditorId} and kind = 'part-payment'`;
  const { body } = await admin.get('/desk/worklist');
  t.equal(items(body)[0], 'Halvt Betalt ApS: Part of it was paid');
  t.match(body, /for\s40\sdays/);
});

t.test('rows of the books that could not be read are listed for those who see all debtors', async (t) => {
  const { room, admin } = await proposed();
  await room.work((work) => upsertRefusedRows(work, 'invoice', [{ key: '20499', what: 'an unknown <currency>' }]));
  const { body } = await admin.get('/desk/worklist');
  t.match(body, 'Invoice 20499');
  t.match(body, 'an unknown &lt;currency&gt;');
  const rep = await (await visitor(room, 'rep')).get('/desk/worklist');
  t.same(items(rep.body), ['Halvt Betalt ApS: Part of it was paid'], 'a rep sees what asks of own debtors');
  t.notMatch(rep.body, '20499');
  t.match(rep.body, 'See the case</a>', 'and is led to no act of an admin’s');
});

t.test('nothing to do is said kindly, and nobody sees another creditor’s', async (t) => {
  await proposed();
  const stranger = await visitor(await world.room('Fremmed ApS'), 'admin');
  const { body } = await stranger.get('/desk/worklist');
  t.match(body, 'Nothing asks for you');
  t.same(items(body), []);
});

t.test('each says why it stands there and what ends it, and what one press does is done from the list', async (t) => {
  const { room, admin } = await proposed();
  const before = unescaped((await admin.get('/desk/worklist?kind=review')).body);
  t.match(before, 'DKK 3,000.00, 20 days late, part of it paid today.');
  t.match(before, 'Gone when somebody says that the rest is owed, or it is paid.');
  const [, action] = /<form method="post" action="([^"]*holds[^"]*)"/.exec(before) ?? [];
  const after = await admin.post(action!);
  t.equal(after.to, '/desk/worklist?kind=review', 'back where it was pressed');
  t.match(after.sentence, 'Noted that the rest is owed.');
  t.match(after.body, 'Nothing of this kind waits.');
  t.same(items((await admin.get('/desk/worklist')).body).length, 2);
  t.equal((await admin.post(action!.replace('worklist', 'https://evil.example'))).to?.startsWith('/desk/cases/'), true);
  await room.propose();
});

/** A debtor promised to pay on this day, and time went on to that one. */
async function promisedAndPassed(day: string, until: string) {
  const { room, admin } = await proposed();
  const caseId = await room.caseId('Café Nord ApS');
  const noted = await admin.post(`/desk/cases/${caseId}/rest`, [
    ['act', 'promise'],
    ['until', day],
    ['note', 'ringede'],
  ]);
  const at = new Date(`${until}T09:00:00Z`);
  const lookOn = async () => {
    await world.behind`update mirror_state set books_read_at = ${at} where creditor_id = ${room.creditorId}`;
    const tools = { wording: proposeTools.wording, wallNow: () => at };
    await room.work((work) => propose({ ...work, now: at }, tools));
  };
  return { room, admin, caseId, noted, lookOn };
}

t.test('a promise is respected until its day has passed unpaid, and then it is broken and asks', async (t) => {
  const { room, admin, caseId, noted, lookOn } = await promisedAndPassed('2040-03-16', '2040-03-19');
  t.match(noted.sentence, 'Noted: to be paid on 16 March 2040.');
  t.match(unescaped(noted.body), 'Letters rest until 20 March 2040');
  await lookOn();
  t.equal((await room.letter('Café Nord ApS')).status, 'held', 'on the Monday the money may still be on its way');
  const [waits] =
    await world.behind`select verdict, verdict_guard from proposals where case_id = ${caseId} and status = 'held'`;
  t.match(waits, { verdict: 'wait', verdict_guard: 'not-promised' });
  t.notMatch((await admin.get('/desk/worklist')).body, 'A promise was broken');
});

t.test('a broken promise asks until a new day is noted', async (t) => {
  const { room, admin, caseId, lookOn } = await promisedAndPassed('2040-03-12', '2040-03-14');
  await lookOn();
  t.equal((await room.letter('Café Nord ApS')).status, 'waiting');
  const page = unescaped((await admin.get('/desk/worklist?kind=promise')).body);
  t.same(items(page), ['Café Nord ApS: A promise was broken']);
  t.match(page, 'It was to be paid on 12 March 2040.');
  t.match(page, 'DKK 4,120.00, 12 days late, promise broken');
  t.match(
    unescaped((await admin.get(`/desk/cases/${caseId}`)).body),
    'The promise to pay on 12 March 2040 was broken.',
  );
  await admin.post(`/desk/cases/${caseId}/rest`, [
    ['act', 'promise'],
    ['until', '2040-03-20'],
  ]);
  t.notMatch((await admin.get('/desk/worklist')).body, 'A promise was broken');
});

t.test('a kept promise asks for nothing', async (t) => {
  const { room, admin, caseId, lookOn } = await promisedAndPassed('2040-03-12', '2040-03-14');
  await room.books(debtors, [{ number: '20440', debtor: '102', daysLate: 12, minor: 412000n, leftMinor: 0n }]);
  await lookOn();
  t.ok((await room.trail()).some(({ what }) => what === 'promise-kept'));
  t.notMatch((await admin.get('/desk/worklist')).body, 'A promise was broken');
  const refused = await admin.post(`/desk/cases/${caseId}/rest`, [['act', 'promise']]);
  t.equal(refused.sentence, 'Choose the day that was promised.');
});

t.test('a last letter that got no answer, a long rest and a letter without a yes ask', async (t) => {
  const { room, admin } = await proposed();
  const { creditorId } = room;
  await room.work(async (work) => restCase(work, await room.caseId('Snart A/S'), 'pause', null, null));
  await world.behind`update holds set since = '2040-01-05' where creditor_id = ${creditorId} and kind = 'pause'`;
  await world.behind`update proposals set proposed_at = '2040-03-01' where creditor_id = ${creditorId} and status = 'waiting'`;
  await world.behind`
    update positions set look_again_on = null, climbed = '{notice}', last_rung = 'notice', last_letter_day = '2040-02-20',
      last_deadline = '2040-03-05' where creditor_id = ${creditorId} and case_id = ${await room.caseId('Kaffe <b>& Kage</b>')}`;
  const { body } = await admin.get('/desk/worklist');
  const all = items(body);
  t.ok(all.includes('Snart A/S: It has rested for a month'));
  t.ok(all.includes('Havnecaféen I/S: A letter has waited a week for a yes'));
  t.ok(all.includes('Kaffe <b>& Kage</b>: The last letter got no answer'), all.join('; '));
  t.match(unescaped(body), 'DKK 22,000.00, 60 days late, days to pay over on Tuesday.');
  const [, end] =
    /<form method="post" action="([^"]*)"[^>]*><button class="button quiet" aria-label="Snart/.exec(unescaped(body)) ??
    [];
  await admin.post(end!);
  t.notMatch((await admin.get('/desk/worklist')).body, 'rested for a month');
});

t.test('it is narrowed by kind, rep and currency, with counts', async (t) => {
  const { room, admin } = await proposed();
  await room.books(
    [{ number: '107', name: 'Euro Kunde GmbH' }],
    [{ number: '20450', debtor: '107', daysLate: 20, minor: 100000n, leftMinor: 40000n, currency: 'EUR' }],
  );
  await room.propose();
  const page = unescaped((await admin.get('/desk/worklist')).body);
  t.match(page, 'To review <span class="count">2</span>');
  t.match(page, 'Addresses <span class="count">1</span>');
  t.same(items((await admin.get('/desk/worklist?currency=EUR')).body), ['Euro Kunde GmbH: Part of it was paid']);
  t.same(items((await admin.get('/desk/worklist?rep=7')).body), ['Halvt Betalt ApS: Part of it was paid']);
  t.notMatch(items((await admin.get('/desk/worklist?rep=none')).body).join(), 'Halvt Betalt');
  t.same(items((await admin.get('/desk/worklist?kind=address&page=9')).body), ['Uden Adresse ApS: No address']);
});

/** Complaint 43 (invoice ninja 11917): 100 of 1000 bounced and there was no list. */
t.test('whatever came back is in one list, each with where to write another address', async (t) => {
  const { room, admin } = await proposed();
  for (const address of ['post@101.example', 'post@102.example', 'post@105.example'])
    await room.work((work) => markAddressDead(work, address, 'bounced'));
  await world.behind`update positions set look_again_on = '2040-03-12' where creditor_id = ${room.creditorId}`;
  await room.propose();
  const page = unescaped((await admin.get('/desk/worklist?kind=address')).body);
  t.same(items(page), [
    'Havnecaféen I/S: Address does not work',
    'Café Nord ApS: Address does not work',
    'Snart A/S: Address does not work',
    'Uden Adresse ApS: No address',
  ]);
  t.equal([...page.matchAll(/#email">Write in (another|an) address</g)].length, 4);
});

/** Complaint 44: whoever sent the reminder never saw the answer. metasfresh-02: in dispute, nothing is due. */
t.test('what a debtor asked is with whoever may answer it, own reps included, until it is answered', async (t) => {
  const { room, admin } = await proposed();
  const debtorId = await room.debtorId('Havnecaféen I/S');
  const asked = await room.work(
    async (work) =>
      askQuestion(work, {
        caseId: await room.caseId('Havnecaféen I/S'),
        debtorId,
        text: 'Hvad er det for en faktura?',
      }),
    { kind: 'debtor', id: debtorId },
  );
  t.ok(asked.ok);
  const rep = await visitor(room, 'rep');
  for (const person of [admin, rep])
    t.same(items((await person.get('/desk/worklist?kind=question')).body), [
      'Havnecaféen I/S: The debtor asked a question',
    ]);
  t.equal((await room.letter('Havnecaféen I/S')).status, 'held');
});

/** tryton-09: the end of the ladder is a state of its own. lago-dunning-campaigns-06: it is told once, however many invoices reach it. */
t.test('a case whose invoices have all had their last letter stands there once', async (t) => {
  const { room, admin } = await proposed();
  const caseId = await room.caseId('Havnecaféen I/S');
  await world.behind`update proposals set status = 'sent', sent_at = '2040-02-20' where case_id = ${caseId}`;
  await world.behind`
    update positions set look_again_on = null, climbed = '{notice}', last_rung = 'notice', last_letter_day = '2040-02-20',
      last_deadline = '2040-03-05' where case_id = ${caseId}`;
  const ended = async () => items((await admin.get('/desk/worklist?kind=ended')).body);
  t.same(await ended(), ['Havnecaféen I/S: The last letter got no answer']);
  await admin.post(`/desk/cases/${caseId}/rest`, [
    ['act', 'promise'],
    ['until', '2040-03-20'],
    ['note', 'betaler i to rater'],
  ]);
  t.same(await ended(), [], 'what was agreed is noted');
});
