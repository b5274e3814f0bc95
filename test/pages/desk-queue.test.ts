import { randomUUID } from 'node:crypto';
import t from 'tap';
import { endProposals } from '../../src/cases/store-proposals.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';

const { world, app, visitor } = await deskDoor(t);

async function proposed() {
  const room = await world.room('Nordvind <Kaffe> ApS');
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  return { room, admin: await visitor(room, 'admin') };
}

t.test('whoever has not signed in is asked to, and the short addresses lead to the queue', async (t) => {
  for (const url of ['/desk/queue', '/desk/cases', '/desk/worklist', '/desk/tonight']) {
    t.equal((await app.inject({ url })).headers.location, '/sign-in', url);
  }
  for (const url of ['/', '/desk']) t.equal((await app.inject({ url })).headers.location, '/desk/queue', url);
});

t.test('the queue tells what waits, what is held and why, and prints no name as markup', async (t) => {
  const { admin } = await proposed();
  const waiting = await admin.get('/desk/queue');
  t.equal(waiting.status, 200);
  t.match(waiting.body, 'Havnecaféen I/S');
  t.match(waiting.body, '12,194.26', '12.000 of invoices, a fee of 100 and 94,26 of interest');
  t.match(waiting.body, '34 days late');
  t.match(waiting.body, 'Books read at 10:00.');
  const held = await admin.get('/desk/queue?show=held');
  const text = unescaped(held.body);
  t.match(text, 'Held: money may be unmatched');
  t.match(text, 'Held: a part payment came 12 Mar');
  t.match(text, 'Held: no address');
  t.match(held.body, 'Kaffe &lt;b&gt;&amp; Kage&lt;/b&gt;');
  t.notMatch(held.body, 'Kaffe <b>');
});

t.test('beside a letter stand its words, why it is due now, and every guard’s answer', async (t) => {
  const { room, admin } = await proposed();
  const { id } = await room.letter('Havnecaféen I/S');
  const page = unescaped((await admin.get(`/desk/queue?open=${id}`)).body);
  t.match(page, 'Invoice 20417 fell due on 7 February 2040. Your ladder sends the first reminder 5 days after that.');
  t.match(page, '12,000.00 of invoices, 100.00 fee and 94.26 interest');
  t.match(page, 'It waits for an admin’s yes.');
  t.match(page, 'The books show everything in this letter as unpaid.');
  const letter = await admin.get(`/desk/queue/${id}/letter`);
  t.match(letter.body, '12.194,26', 'the letter is in the debtor’s language');
  t.notMatch(letter.body, '{{', 'no placeholder is left in it');
});

t.test('an admin approves a letter and is told when it leaves', async (t) => {
  const { room, admin } = await proposed();
  const { key } = await room.letter('Café Nord ApS');
  const done = await admin.post('/desk/queue', [
    ['act', 'approve'],
    ['proposal', key],
  ]);
  t.equal(done.status, 303);
  t.equal(done.sentence, 'Approved. It leaves tomorrow at 10:00, unless money comes first.');
  t.equal((await room.letter('Café Nord ApS')).status, 'approved');
  t.match((await admin.get('/desk/queue?show=leaving')).body, 'Café Nord ApS');
  const trail = (await room.trail()).find(({ what }) => what === 'letter-approved');
  t.equal(trail?.actor, `member:${admin.memberId}`);
});

t.test('many letters are approved at once, each by its own fingerprint', async (t) => {
  const { room, admin } = await proposed();
  const first = await room.letter('Havnecaféen I/S');
  const second = await room.letter('Café Nord ApS');
  const changed = await room.letter('Snart A/S');
  const done = await admin.post('/desk/queue', [
    ['act', 'approve'],
    ['proposal', first.key],
    ['proposal', second.key],
    ['proposal', `${changed.id}:${'0'.repeat(64)}`],
  ]);
  t.match(
    done.sentence,
    '2 letters approved. The first leaves tomorrow at 10:00, unless money comes first. 1 of 3 was left as it was.',
  );
  t.match(done.sentence, 'The letter reads differently now than when you looked.');
  t.equal((await room.letter('Havnecaféen I/S')).status, 'approved');
  t.equal((await room.letter('Snart A/S')).status, 'waiting');
});

t.test('a letter that a guard holds is not approved, and neither is one that has ended', async (t) => {
  const { room, admin } = await proposed();
  const held = await room.letter('Halvt Betalt ApS');
  const refused = await admin.post('/desk/queue', [
    ['act', 'approve'],
    ['proposal', held.key],
  ]);
  t.match(refused.sentence, 'Something stands in its way');
  t.equal((await room.letter('Halvt Betalt ApS')).status, 'held');
  const gone = await room.letter('Café Nord ApS');
  await room.work((work) => endProposals(work, [gone.id], 'void', 'not-due'));
  const late = await admin.post('/desk/queue', [
    ['act', 'approve'],
    ['proposal', gone.key],
  ]);
  t.match(late.sentence, 'It is not open any more');
  t.equal((await admin.get(`/desk/queue?open=${gone.id}`)).sentence, 'That letter is not open any more.');
});

t.test('holding takes a yes back; a snooze needs a day to come; withdrawing needs a reason', async (t) => {
  const { room, admin } = await proposed();
  const { key } = await room.letter('Café Nord ApS');
  await admin.post('/desk/queue', [
    ['act', 'approve'],
    ['proposal', key],
  ]);
  const held = await admin.post('/desk/queue', [
    ['act', 'hold'],
    ['proposal', key],
    ['note', 'ring dem <først>'],
  ]);
  t.equal(held.sentence, 'Held until somebody ends it on the case page. A yes given to it is taken back.');
  t.equal((await room.letter('Café Nord ApS')).status, 'held');
  t.match((await admin.get('/desk/queue?show=held')).body, 'Held: paused 12 Mar');
  const other = (await room.letter('Snart A/S')).key;
  const act = (...form: [string, string][]) => admin.post('/desk/queue', [['proposal', other], ...form]);
  t.equal((await act(['act', 'snooze'])).sentence, 'Choose the day until which it shall rest.');
  t.equal((await act(['act', 'snooze'], ['until', '2040-03-12'])).sentence, 'Choose a day after today.');
  t.equal((await act(['act', 'snooze'], ['until', 'soon'])).sentence, 'Write the day as in 2026-03-31.');
  t.match((await act(['act', 'withdraw'])).sentence, 'Write why you withdraw it');
  t.equal((await room.letter('Snart A/S')).status, 'waiting', 'none of these did anything');
  t.equal(
    (await act(['act', 'snooze'], ['until', '2040-03-14'])).sentence,
    'Resting until Wednesday. A yes given to it is taken back.',
  );
  const withdrawn = await act(['act', 'withdraw'], ['note', 'handlet af']);
  t.equal(
    withdrawn.sentence,
    'Withdrawn. The rung stays due: it is looked at again tomorrow, or now if you ask for it.',
  );
  t.equal((await admin.post('/desk/queue', [['act', 'approve']])).sentence, 'Choose a letter first.');
});

t.test('a rep sees and rests own debtors only, and approves nothing', async (t) => {
  const { room } = await proposed();
  const rep = await visitor(room, 'rep');
  const queue = await rep.get('/desk/queue');
  t.match(queue.body, 'Havnecaféen I/S');
  t.notMatch(queue.body, 'Café Nord');
  t.notMatch(queue.body, 'value="approve"');
  const own = await room.letter('Havnecaféen I/S');
  const others = await room.letter('Café Nord ApS');
  t.equal((await rep.get(`/desk/queue?open=${others.id}`)).status, 404);
  t.equal((await rep.get(`/desk/queue/${others.id}/letter`)).status, 404);
  t.equal(
    (
      await rep.post('/desk/queue', [
        ['act', 'hold'],
        ['proposal', others.key],
      ])
    ).status,
    404,
  );
  const approving = await rep.post('/desk/queue', [
    ['act', 'approve'],
    ['proposal', own.key],
  ]);
  t.equal(approving.status, 403);
  t.match(approving.body, 'Only an admin may approve a letter.');
  t.equal(
    (
      await rep.post('/desk/queue', [
        ['act', 'withdraw'],
        ['proposal', own.key],
        ['note', 'x'],
      ])
    ).status,
    403,
  );
  const mixed = await rep.post('/desk/queue', [
    ['act', 'hold'],
    ['proposal', own.key],
    ['proposal', others.key],
  ]);
  t.equal(mixed.status, 404);
  t.equal(
    (await room.letter('Havnecaféen I/S')).status,
    'waiting',
    'one foreign letter among them stops the whole act',
  );
  t.equal(
    (
      await rep.post('/desk/queue', [
        ['act', 'hold'],
        ['proposal', own.key],
      ])
    ).status,
    303,
  );
  t.equal((await room.letter('Havnecaféen I/S')).status, 'held');
});

t.test('an auditor and a bookkeeper look and do nothing', async (t) => {
  const { room } = await proposed();
  const { key, id } = await room.letter('Café Nord ApS');
  for (const role of ['auditor', 'bookkeeper'] as const) {
    const looking = await visitor(room, role);
    const page = await looking.get(`/desk/queue?open=${id}`);
    t.equal(page.status, 200);
    t.notMatch(page.body, 'name="act"', role);
    for (const act of ['approve', 'hold', 'withdraw'])
      t.equal(
        (
          await looking.post('/desk/queue', [
            ['act', act],
            ['proposal', key],
            ['note', 'x'],
          ])
        ).status,
        403,
        `${role} ${act}`,
      );
  }
  t.equal((await room.letter('Café Nord ApS')).status, 'waiting');
});

t.test('another creditor’s letter is not there', async (t) => {
  const { room } = await proposed();
  const stranger = await visitor(await world.room('Fremmed ApS'), 'admin');
  const { id, key } = await room.letter('Café Nord ApS');
  t.equal((await stranger.get(`/desk/queue?open=${id}`)).status, 404);
  t.equal((await stranger.get(`/desk/queue/${id}/letter`)).status, 404);
  t.equal(
    (
      await stranger.post('/desk/queue', [
        ['act', 'approve'],
        ['proposal', key],
      ])
    ).status,
    404,
  );
  t.equal((await stranger.get(`/desk/queue/${randomUUID()}/letter`)).status, 404);
  t.equal((await stranger.get('/desk/queue/x/letter')).status, 404);
  t.equal((await room.letter('Café Nord ApS')).status, 'waiting');
});

t.test('a search finds by name, customer number and invoice, and takes no wildcard', async (t) => {
  const { admin } = await proposed();
  const found = async (q: string) => (await admin.get(`/desk/queue?show=waiting&q=${encodeURIComponent(q)}`)).body;
  t.match(await found('nord'), 'Café Nord ApS');
  t.notMatch(await found('nord'), 'Havnecaféen');
  t.match(await found('101'), 'Havnecaféen I/S');
  t.match(await found('20440'), 'Café Nord ApS');
  t.match(await found('%'), 'Nothing fits');
});

t.test(
  'an empty queue says why: sending off, or when the next rung falls due; a first reading shows how far it is',
  async (t) => {
    const room = await world.room();
    const admin = await visitor(room, 'admin');
    const off = unescaped((await admin.get('/desk/queue')).body);
    t.match(off, 'Sending is off');
    t.match(off, 'href="/settings/sending"');
    await room.books(
      [{ number: '1', name: 'Senere ApS' }],
      [{ number: '1', debtor: '1', daysLate: 2, minor: 100000n }],
    );
    await room.sendingOn();
    await room.propose();
    const quiet = unescaped((await admin.get('/desk/queue')).body);
    t.match(quiet, 'All clear');
    t.match(quiet, 'The next rung falls due Thursday: Senere ApS.');
    await world.behind`update mirror_state set phase = 'first', step = 'invoices', rows_read = 312, rows_planned = 800, pages_read = 1, books_read_at = null
    where creditor_id = ${room.creditorId}`;
    t.match((await admin.get('/desk/queue')).body, 'Reading invoices: 312 of 800 rows, 1 page so far.');
    await world.behind`update mirror_state set phase = 'quiet', books_read_at = '2040-03-12T08:00:00Z' where creditor_id = ${room.creditorId}`;
    const stale = await admin.get('/desk/queue');
    t.match(stale.body, 'data-stale');
    t.match(stale.body, 'The books were last read at 09:00.');
  },
);
