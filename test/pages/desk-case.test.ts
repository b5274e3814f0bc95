import { randomUUID } from 'node:crypto';
import t from 'tap';
import { askQuestion } from '../../src/conversations/ask-question.ts';
import { insertMessage, setMessageState } from '../../src/sending/store.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import type { SeedRoom } from '../seed.ts';

const { world, visitor } = await deskDoor(t);

async function proposed() {
  const room = await world.room('Nordvind <Kaffe> ApS');
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  const admin = await visitor(room, 'admin');
  const at = async (name: string) => `/desk/cases/${await room.caseId(name)}`;
  return { room, admin, at };
}

const holdOf = async (room: SeedRoom, name: string) => {
  const [row] = await world.behind`
    select h.id, h.ended_why, h.ended_at from holds h join debtors d on d.creditor_id = h.creditor_id and d.id = h.debtor_id
    where h.creditor_id = ${room.creditorId} and d.name = ${name} order by h.since desc limit 1`;
  return row!;
};

/** A letter of this debtor's that the provider knows nothing of. */
async function unknownLetter(room: SeedRoom, name: string): Promise<string> {
  const id = randomUUID();
  const letter = await room.letter(name);
  const caseId = await room.caseId(name);
  const debtorId = await room.debtorId(name);
  await room.work(async (work) => {
    await insertMessage(
      work,
      id,
      {
        kind: 'letter',
        caseId,
        debtorId,
        courtesy: false,
        to: 'post@102.example',
        subject: 'Rykker <1>',
        html: '<p>Kære <b>Ida</b>: {{portal-link}}</p>',
        text: 'Kære Ida {{portal-link}}',
        fromName: 'Nordvind',
        replyTo: null,
        link: null,
        letter: { proposalId: letter.id, feeMinor: 10000n, factsAsOf: work.now },
      },
      null,
    );
    await setMessageState(work, id, 'needs-human', 'provider-knows-nothing');
  });
  return id;
}

t.test('the list tells of each case what is owed, how late, what comes next and what stops it', async (t) => {
  const { admin } = await proposed();
  const page = unescaped((await admin.get('/desk/cases')).body);
  t.match(page, '6 open.');
  t.match(page, '12,000.00');
  t.match(page, 'first reminder, due now');
  t.match(page, 'Held: a part payment came 12 Mar');
  t.match(page, 'Held: no address');
  t.match(page, 'A letter waits for a yes');
  t.ok(page.indexOf('60 days late') < page.indexOf('34 days late'), 'the longest late stands on top');
  const found = unescaped((await admin.get('/desk/cases?q=20440')).body);
  t.match(found, 'Café Nord ApS');
  t.notMatch(found, 'Havnecaféen');
  t.match((await admin.get('/desk/cases?q=nobody')).body, 'Nothing fits');
});

t.test('a case shows its statement, its next rung, what stops it and why nothing has left', async (t) => {
  const { admin, at } = await proposed();
  const page = unescaped((await admin.get(await at('Halvt Betalt ApS'))).body);
  t.match(page, 'DKK 3,000.00');
  t.match(page, 'Part of it was paid');
  t.match(page, 'It went from DKK 8,000.00 to DKK 3,000.00.');
  t.match(page, 'Why it has not left');
  t.match(page, 'A part payment came on 12 March 2040.');
  t.match(page, 'The case was opened: a first rung fell due.');
  t.match(page, 'A first reminder of DKK 3,116.39 was proposed; it is held: part payment or credit.');
  const escaped = (await admin.get(await at('Kaffe <b>& Kage</b>'))).body;
  t.match(escaped, '<h1>Kaffe &lt;b&gt;&amp; Kage&lt;/b&gt;</h1>');
});

t.test('a person ends what stops a case, and the case goes on', async (t) => {
  const { room, admin, at } = await proposed();
  const hold = await holdOf(room, 'Halvt Betalt ApS');
  const done = await admin.post(`${await at('Halvt Betalt ApS')}/holds/${hold['id']}/end`);
  t.equal(done.sentence, 'Noted that the rest is owed. The case is looked at again now.');
  t.equal((await holdOf(room, 'Halvt Betalt ApS'))['ended_why'], 'rest-is-owed');
  await room.propose();
  t.equal((await room.letter('Halvt Betalt ApS')).status, 'waiting');
  const again = await admin.post(`${await at('Halvt Betalt ApS')}/holds/${hold['id']}/end`);
  t.match(again.sentence, 'It is not open any more');
  const elsewhere = await admin.post(`${await at('Café Nord ApS')}/holds/${hold['id']}/end`);
  t.equal(elsewhere.status, 404, 'a hold of another debtor is not on this case');
});

t.test('unmatched money is looked at once, and asks again when more of it comes', async (t) => {
  const { room, admin, at } = await proposed();
  const name = 'Kaffe <b>& Kage</b>';
  t.match(unescaped((await admin.get(await at(name))).body), 'DKK 500.00</strong> below the open items');
  const without = await admin.post(`${await at(name)}/money`, [['note', ' ']]);
  t.match(without.sentence, 'Write why it is chased all the same');
  t.match(
    (await admin.post(`${await at(name)}/money`, [['note', 'It is for next year, they say.']])).sentence,
    'Noted',
  );
  t.match(unescaped((await admin.get(await at(name))).body), '“It is for next year, they say.”');
  await room.propose();
  t.equal((await room.letter(name)).status, 'waiting');
  t.notMatch((await admin.get(await at(name))).body, 'below the open items');
  const [more] = debtors.filter((debtor) => debtor.name === name).map((debtor) => ({ ...debtor, balanceOff: -90000n }));
  await room.books(
    [more!],
    invoices.filter((invoice) => invoice.debtor === more!.number),
  );
  await world.behind`update positions set look_again_on = '2040-03-12' where creditor_id = ${room.creditorId}`;
  await room.propose();
  t.equal((await room.letter(name)).status, 'held');
});

t.test('a question is answered on its case and stands there with its answer', async (t) => {
  const { room, admin, at } = await proposed();
  const name = 'Café Nord ApS';
  const debtorId = await room.debtorId(name);
  const asked = await room.work(
    async (work) => askQuestion(work, { caseId: await room.caseId(name), debtorId, text: 'Hvad er <linje 2>?' }),
    { kind: 'debtor', id: debtorId },
  );
  if (!asked.ok) throw new Error(asked.refusal);
  const page = (await admin.get(await at(name))).body;
  t.match(page, 'Hvad er &lt;linje 2&gt;?');
  t.notMatch(page, `/holds/`, 'a question is ended by its answer');
  const url = `${await at(name)}/questions/${asked.questionId}`;
  t.equal((await admin.post(url, [['text', '  ']])).sentence, 'Write an answer of up to 4,000 characters.');
  const done = await admin.post(url, [['text', 'Det er fragten.']]);
  t.equal(done.sentence, 'Answered. The debtor reads it on the private page, and the case goes on.');
  const after = unescaped((await admin.get(await at(name))).body);
  t.match(after, 'The admin, 12 March 2040 at 10:00');
  t.match(after, 'Det er fragten.');
  t.notMatch(after, 'What stops it');
  t.match((await admin.post(url, [['text', 'Igen']])).sentence, 'It is not open any more');
  const elsewhere = `${await at('Havnecaféen I/S')}/questions/${asked.questionId}`;
  t.equal((await admin.post(elsewhere, [['text', 'x']])).status, 404);
});

t.test('what is decided about a debtor holds at once and is told on the timeline', async (t) => {
  const { room, admin, at } = await proposed();
  const name = 'Uden Adresse ApS';
  const decide = async (...form: [string, string][]) => admin.post(`${await at(name)}/decisions`, form);
  t.match((await decide(['decide', 'address'], ['email', 'ida']))?.sentence, 'Write a whole e-mail address');
  t.match((await decide(['decide', 'address'], ['email', 'ida@uden.example'])).sentence, 'Letters go to this address');
  t.match((await decide(['decide', 'language'], ['language', 'sv'])).sentence, 'Letters are in Swedish from now on.');
  t.match((await decide(['decide', 'kind'], ['is', 'consumer'])).sentence, 'plain reminders only');
  t.match((await decide(['decide', 'solvency'])).sentence, 'It counts for fourteen days.');
  await room.propose();
  t.equal((await room.letter(name)).status, 'waiting');
  t.match((await decide(['decide', 'left-out'], ['out', 'yes'])).sentence, 'Left out.');
  const page = unescaped((await admin.get(await at(name))).body);
  t.match(page, 'Since 12 March 2040 this debtor gets no letters.');
  t.match(page, 'Wrote in an address: “ida@uden.example”');
  t.match(page, 'The debtor is a consumer.');
  t.match(page, 'Looked on 12 March 2040: not insolvent.');
  t.match((await decide(['decide', 'left-out'], ['out', 'no'])).sentence, 'Taken back in.');
  t.equal((await decide(['decide', 'hair'])).status, 303, 'an unknown decision is refused in a sentence');
  const trail = await room.trail();
  t.equal(trail.filter(({ what }) => what === 'debtor-decided').length, 6);
});

t.test('somebody says whether a letter arrived that nobody could tell of', async (t) => {
  const { room, admin, at } = await proposed();
  const messageId = await unknownLetter(room, 'Café Nord ApS');
  const here = await at('Café Nord ApS');
  const page = unescaped((await admin.get(here)).body);
  t.match(page, 'Did it arrive?');
  t.match((await admin.get(here)).body, '“Rykker &lt;1&gt;” to post@102.example');
  const frame = await admin.get(`${here}/messages/${messageId}`);
  t.match(frame.body, 'http://localhost:3000/portal');
  t.notMatch(frame.body, '{{');
  t.equal((await admin.get(`${await at('Havnecaféen I/S')}/messages/${messageId}`)).status, 404);
  t.equal((await admin.post(`${await at('Havnecaféen I/S')}/messages/${messageId}`, [['arrived', 'no']])).status, 404);
  const done = await admin.post(`${here}/messages/${messageId}`, [['arrived', 'no']]);
  t.equal(done.sentence, 'Noted: it did not arrive. A new one is made where one is due.');
  t.match(
    (await admin.post(`${here}/messages/${messageId}`, [['arrived', 'yes']])).sentence,
    'It is not open any more',
  );
});

t.test('when only fees are left they can be given up, and the case ends', async (t) => {
  const { room, admin, at } = await proposed();
  const here = await at('Café Nord ApS');
  const caseId = await room.caseId('Café Nord ApS');
  t.match((await admin.post(`${here}/give-up`)).sentence, 'It is not open any more', 'not while an invoice is owed');
  await world.behind`
    with posted as (
      insert into transactions (creditor_id, case_id, cause, reason, recorded_at, actor_kind, actor_id)
      values (${room.creditorId}, ${caseId}, 'fee:test', 'fee-claimed', now(), 'machine', 'test') returning id
    )
    insert into entries (creditor_id, transaction_id, case_id, account, amount_minor, currency, value_day, recorded_at)
    select ${room.creditorId}, posted.id, ${caseId}, account, minor, 'DKK', '2040-03-01', now()
    from posted, (values ('fee', 60000), ('claimed', -60000)) as e(account, minor)`;
  const paid = invoices.map((invoice) => (invoice.debtor === '102' ? { ...invoice, leftMinor: 0n } : invoice));
  await room.books(debtors, paid);
  const page = unescaped((await admin.get(here)).body);
  t.match(page, 'DKK 600.00</strong> of fees and interest are left');
  t.match(unescaped((await admin.get('/desk/worklist')).body), 'Only fees and interest are left.');
  const done = await admin.post(`${here}/give-up`);
  t.match(done.sentence, 'Given up and closed.');
  const closed = unescaped((await admin.get(here)).body);
  t.match(closed, 'Closed on 12 March 2040: the invoices are paid and the rest was given up.');
  t.match(closed, 'Gave up DKK 600.00 of fees and interest.');
});

t.test('a rep rests and wakes own debtors and decides nothing; others’ cases are not there', async (t) => {
  const { room, at } = await proposed();
  const rep = await visitor(room, 'rep');
  const own = await at('Halvt Betalt ApS');
  const others = await at('Café Nord ApS');
  t.match((await rep.get('/desk/cases')).body, 'Halvt Betalt ApS');
  t.notMatch((await rep.get('/desk/cases')).body, 'Café Nord');
  t.equal((await rep.get(others)).status, 404);
  t.equal((await rep.post(`${others}/rest`, [['act', 'hold']])).status, 404);
  const page = await rep.get(own);
  t.equal(page.status, 200);
  t.notMatch(page.body, '/decisions');
  const partPayment = await holdOf(room, 'Halvt Betalt ApS');
  t.equal(
    (await rep.post(`${own}/holds/${partPayment['id']}/end`)).status,
    403,
    'a part payment is an admin’s to look at',
  );
  t.equal((await rep.post(`${own}/decisions`, [['decide', 'solvency']])).status, 403);
  t.equal((await rep.post(`${own}/give-up`)).status, 403);
  t.equal((await rep.post(`${own}/money`)).status, 403);
  const rested = await rep.post(`${own}/rest`, [
    ['act', 'snooze'],
    ['until', '2040-03-20'],
    ['note', 'ferie'],
  ]);
  t.equal(rested.sentence, 'Resting until 20 March 2040.');
  await world.turnTo(new Date('2040-03-12T09:05:00Z'));
  const woken = await wake(room, own, rep);
  t.equal(woken.sentence, 'Awake again. The case is looked at again now.');
});

async function wake(room: SeedRoom, own: string, rep: Awaited<ReturnType<typeof visitor>>) {
  const [row] = await world.behind`
    select id from holds where creditor_id = ${room.creditorId} and kind = 'snooze' and ended_at is null`;
  return rep.post(`${own}/holds/${row!['id']}/end`);
}

t.test(
  'what holds a letter is said under what stops it, with the act that helps; a rest is a year at most',
  async (t) => {
    const { admin, at } = await proposed();
    const here = await at('Uden Adresse ApS');
    const stops = async (name: string) =>
      /<h2 id="stops">[\s\S]*?<\/section>/.exec(unescaped((await admin.get(await at(name))).body))?.[0] ?? '';
    t.match(await stops('Uden Adresse ApS'), 'No address');
    t.match(await stops('Uden Adresse ApS'), `<a href="${here}#email">Write in an address</a>`);
    t.equal(await stops('Havnecaféen I/S'), '', 'nothing stops what waits for a yes');
    t.match(await stops('Halvt Betalt ApS'), /Part of it was paid/);
    t.equal((await stops('Halvt Betalt ApS')).match(/<article>/g)?.length, 1, 'a hold is said once');
    const rest = (act: string, until: string) =>
      admin.post(`${here}/rest`, [
        ['act', act],
        ['until', until],
      ]);
    t.match((await rest('snooze', '2099-01-01')).sentence, 'Choose a day within a year.');
    t.match((await rest('promise', '2099-01-01')).sentence, 'Choose a day within a year');
    t.equal(
      (await rest('objects', '')).sentence,
      'Noted: the debtor objects. Held until somebody ends it on the case page.',
    );
  },
);

t.test('an auditor looks at everything and changes nothing', async (t) => {
  const { room, at } = await proposed();
  const auditor = await visitor(room, 'auditor');
  const here = await at('Halvt Betalt ApS');
  const page = await auditor.get(here);
  t.equal(page.status, 200);
  t.notMatch(page.body, `action="${here}`);
  const hold = await holdOf(room, 'Halvt Betalt ApS');
  for (const [path, form] of [
    ['rest', [['act', 'hold']]],
    [`holds/${hold['id']}/end`, []],
    ['decisions', [['decide', 'solvency']]],
    ['money', []],
    ['give-up', []],
  ] as const)
    t.equal((await auditor.post(`${here}/${path}`, form)).status, 403, path);
  t.equal((await holdOf(room, 'Halvt Betalt ApS'))['ended_at'], null);
});

t.test('another creditor’s case is not there, whatever is asked of it', async (t) => {
  const { room, at } = await proposed();
  const stranger = await visitor(await world.room('Fremmed ApS'), 'admin');
  const here = await at('Halvt Betalt ApS');
  const hold = await holdOf(room, 'Halvt Betalt ApS');
  t.equal((await stranger.get(here)).status, 404);
  t.equal((await stranger.get('/desk/cases/x')).status, 404);
  for (const [path, form] of [
    ['rest', [['act', 'hold']]],
    [`holds/${hold['id']}/end`, []],
    ['decisions', [['decide', 'solvency']]],
    ['money', []],
    ['give-up', []],
  ] as const)
    t.equal((await stranger.post(`${here}/${path}`, form)).status, 404, path);
  t.equal((await holdOf(room, 'Halvt Betalt ApS'))['ended_at'], null);
});
