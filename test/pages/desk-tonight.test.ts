import t from 'tap';
import { giveStandingYes } from '../../src/cases/give-standing-yes.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { shortWhenText } from '../../src/desk/when-words.ts';
import { tellOfLetters } from '../../src/sending/tell-of-letters.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import { sealKeys } from '../people.ts';
import { press, seedDay, seedNow } from '../seed.ts';

const { world, visitor } = await deskDoor(t);

async function seeded() {
  const room = await world.room();
  await room.books(debtors, invoices);
  return { room, admin: await visitor(room, 'admin') };
}

/** How many rows each table holds, and the timetable as it stands. */
async function everythingStored() {
  const tables = await world.behind`
    select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;
  const counts: Record<string, number> = {};
  for (const { table_name: name } of tables) {
    const [row] = await world.behind`select count(*)::int as count from ${world.behind(name)}`;
    counts[name] = row!['count'];
  }
  return {
    counts,
    timetable: await world.behind`select what, subject_id, due_at from timetable order by 1, 2, 3`.values(),
  };
}

t.test('before sending is switched on, the page shows every letter that would come, and stores nothing', async (t) => {
  const { admin } = await seeded();
  const before = await everythingStored();
  const handedOn = world.jobs.length;
  const looked = await world.behind`select invoice_id, look_again_on from positions order by 1`.values();
  const page = unescaped((await admin.get('/desk/tonight')).body);
  t.match(page, 'What would come to the queue if sending were switched on now.');
  t.match(page, 'Nothing is stored or sent from this page.');
  t.match(page, 'href="/settings/sending"');
  t.match(page, '3 would wait for an admin’s yes: DKK 19,427.77', '12.194,26 and 4.233,51 and 3.000,00');
  t.match(page, /3 would be held: DKK [\d,.]+</);
  t.match(page, 'Held: a part payment came 12 Mar');
  t.match(page, 'Havnecaféen I/S');
  t.same(await everythingStored(), before);
  t.same(await world.behind`select invoice_id, look_again_on from positions order by 1`.values(), looked);
  t.equal(world.jobs.length, handedOn, 'and hands on nothing');
});

t.test('each of them can be read whole, guards and all, and cannot be acted on', async (t) => {
  const { room, admin } = await seeded();
  const letter = `${await room.debtorId('Havnecaféen I/S')}-DKK`;
  const before = await everythingStored();
  const page = unescaped((await admin.get(`/desk/tonight?letter=${letter}`)).body);
  t.match(page, 'Havnecaféen I/S, first reminder');
  t.match(page, 'It waits for an admin’s yes.');
  t.notMatch(page, 'name="act"');
  const frame = await admin.get(`/desk/tonight/${letter.replace(/-DKK$/, '/DKK')}/letter`);
  t.match(frame.body, '12.194,26');
  t.same(await everythingStored(), before);
  t.equal((await admin.get(`/desk/tonight/${letter.replace(/-DKK$/, '/EUR')}/letter`)).status, 404);
  t.equal((await admin.get('/desk/tonight/x/DKK/letter')).status, 404);
});

t.test('once sending is on, it is the queue as it will be after tomorrow morning’s look', async (t) => {
  const { room, admin } = await seeded();
  await room.books(
    [{ number: '201', name: 'Morgen ApS' }],
    [{ number: '30001', debtor: '201', daysLate: 4, minor: 100000n }],
  );
  await room.sendingOn();
  await room.propose();
  t.notMatch((await admin.get('/desk/queue')).body, 'Morgen ApS');
  const page = unescaped((await admin.get('/desk/tonight')).body);
  t.match(page, 'What the queue will hold after the look tomorrow at 06:30');
  t.match(page, 'Morgen ApS');
  t.match(page, 'Café Nord ApS', 'and what is there already');
  t.notMatch((await admin.get('/desk/queue')).body, 'Morgen ApS');
});

t.test(
  'under a standing yes a letter is told apart, with its sum and the minute at which it then really leaves',
  async (t) => {
    const room = await world.room();
    const admin = await visitor(room, 'admin');
    await room.books(debtors, invoices);
    await room.work((work) => changeSetting(work, 'sending-spread', { minutes: 60 }));
    await room.work((work) => giveStandingYes(work, 'normal', 'first-reminder'), {
      kind: 'member',
      id: admin.memberId,
    });
    const row = (body: string) =>
      /<tr>(?:(?!<tr>)[\s\S])*?<a [^>]*>Café Nord ApS<[\s\S]*?<\/tr>/.exec(unescaped(body))?.[0] ?? '';
    const off = await admin.get('/desk/tonight');
    t.match(unescaped(off.body), '2 would leave by a standing yes: DKK 16,427.77', '12.194,26 and 4.233,51');
    t.match(unescaped(off.body), '1 would wait for an admin’s yes: DKK 3,000.00');
    t.match(row(off.body), 'Ready by standing yes');
    const opened = await admin.get(`/desk/tonight?letter=${await room.debtorId('Café Nord ApS')}-DKK`);
    t.match(unescaped(opened.body), 'the standing yes to every first reminder covers it');
    t.notMatch(unescaped(opened.body), 'It waits for an admin’s yes.');

    await room.sendingOn();
    const soon = await admin.get('/desk/tonight');
    await world.turnTo(new Date('2040-03-13T05:30:00Z'));
    await room.propose();
    const untold = await admin.get('/desk/queue?show=leaving');
    await world.turnTo(new Date('2040-03-13T07:00:00Z'));
    await room.work((work) => tellOfLetters(work, { press, sealKeys, publicUrl: 'http://localhost:3000' }));
    const [letter] = await world.behind`
    select p.leaves_at from proposals p join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
    where p.creditor_id = ${room.creditorId} and d.name = 'Café Nord ApS' and p.status = 'approved'`;
    const there = { timeZone: 'Europe/Copenhagen', now: seedNow, today: seedDay };
    const minute = shortWhenText(letter!['leaves_at'], there);
    t.match(row(soon.body), `>leaves ${minute}<`);
    t.match(row(untold.body), `${minute.slice(-5)}<`, 'the queue says so too, before anybody has been told of it');

    await admin.post('/desk/queue', [
      ['act', 'withdraw'],
      ['proposal', (await room.letter('Café Nord ApS')).key],
      ['note', 'de ringer'],
    ]);
    await world.turnTo(new Date('2040-03-14T09:00:00Z'));
    const after = unescaped((await admin.get('/desk/tonight')).body);
    t.match(
      after,
      '1 would leave by a standing yes: DKK 12,',
      'what somebody has withdrawn waits for a yes of its own',
    );
    t.match(row(after), 'Waits for a yes');
  },
);

t.test('a rep sees own debtors’ letters, and another creditor none', async (t) => {
  const { room } = await seeded();
  const rep = await visitor(room, 'rep');
  const { body } = await rep.get('/desk/tonight');
  t.match(body, 'Havnecaféen I/S');
  t.notMatch(body, 'Café Nord');
  t.notMatch(body, 'switch sending on', 'which is an admin’s');
  const others = await room.debtorId('Café Nord ApS');
  t.equal((await rep.get(`/desk/tonight/${others}/DKK/letter`)).status, 404);
  const stranger = await visitor(await world.room('Fremmed ApS'), 'admin');
  t.match((await stranger.get('/desk/tonight')).body, 'No letter is due');
  t.equal((await stranger.get(`/desk/tonight/${others}/DKK/letter`)).status, 404);
});
