import t from 'tap';
import { approveInBulk } from '../../src/cases/approve-in-bulk.ts';
import { removeMember } from '../../src/creditors/remove-member.ts';
import { deskDoor, unescaped, type Visitor } from '../desk-door.ts';
import type { SeedRoom } from '../seed.ts';

const { world, visitor } = await deskDoor(t);

const many = 120;

/** As many letters waiting for a yes, each to a debtor of its own; the first ten are the rep's. */
async function waiting(count = many) {
  const room = await world.room();
  const numbers = Array.from({ length: count }, (_, place) => String(1000 + place));
  await room.books(
    numbers.map((number, place) => ({ number, name: `Kunde ${number}`, ...(place < 10 ? { salesPerson: 7 } : {}) })),
    numbers.map((number, place) => ({ number, debtor: number, daysLate: 10 + place, minor: 100000n + BigInt(place) })),
  );
  await room.sendingOn();
  await room.propose();
  return { room, admin: await visitor(room, 'admin') };
}

async function offered(admin: Visitor, look = 'show=waiting'): Promise<string> {
  const { to } = await admin.post('/desk/queue/bulk', [['look', look]]);
  return to!;
}

const idOf = (page: string) => page.split('/').at(-1)!;

/** One job of the worker: the next letters of it. */
const batch = (room: SeedRoom, page: string) => room.work((work) => approveInBulk(work, idOf(page)));

async function counts(room: SeedRoom) {
  const [row] = await world.behind`
    select count(*) filter (where status = 'approved')::int as approved, count(*) filter (where status = 'waiting')::int as waiting,
      (select count(*)::int from approvals where creditor_id = ${room.creditorId}) as yeses
    from proposals where creditor_id = ${room.creditorId}`;
  return { approved: row!['approved'], waiting: row!['waiting'], yeses: row!['yeses'] };
}

const lettersToldOf = async (room: SeedRoom) =>
  (await room.trail()).filter(({ what }) => what === 'letter-approved').length;

t.test('all that fit are offered with their sums, approved in the background, and each is on the trail', async (t) => {
  const { room, admin } = await waiting();
  t.match((await admin.get('/desk/queue?show=waiting')).body, `Approve all ${many}…`);
  const page = await offered(admin);
  const offer = unescaped((await admin.get(page)).body);
  t.match(offer, `Approve these ${many} letters?`);
  t.match(offer, /First reminder[\s\S]*120[\s\S]*DKK/);
  t.same(await counts(room), { approved: 0, waiting: many, yeses: 0 }, 'an offer approves nothing');

  await admin.post(`${page}/begin`);
  t.match((await admin.get('/desk/queue')).body, 'See how far it is', 'the queue leads back to it');
  await batch(room, page);
  t.match(unescaped((await admin.get(page)).body), '50 of 120 approved.');
  t.match((await admin.get(page)).body, 'value="50" max="120"');
  await batch(room, page);
  await batch(room, page);
  const ended = unescaped((await admin.get(page)).body);
  t.match(ended, '120 of 120 approved.');
  t.notMatch(ended, 'data-again');
  t.same(await counts(room), { approved: many, waiting: 0, yeses: many });
  t.equal(await lettersToldOf(room), many);
  const told = (await room.trail()).filter(({ what }) => what === 'letter-approved');
  t.ok(
    told.every(({ actor }) => actor === `member:${admin.memberId}`),
    'by whoever said yes',
  );
  t.match(told[0]!.details, { before: 'waiting', after: 'approved' });
});

t.test('a batch lost with its process is done again whole, and nothing is approved twice', async (t) => {
  const { room, admin } = await waiting();
  const page = await offered(admin);
  await admin.post(`${page}/begin`);
  await batch(room, page);
  const killed = room.work(async (work) => {
    await approveInBulk(work, idOf(page));
    throw new Error('killed');
  });
  await t.rejects(killed, { message: 'killed' });
  t.same(await counts(room), { approved: 50, waiting: 70, yeses: 50 });
  const [due] = await world.behind`
    select count(*)::int as rows from timetable where creditor_id = ${room.creditorId} and what = 'approve-in-bulk'`;
  t.equal(due!['rows'], 1, 'the timetable still knows of it');
  await Promise.all([batch(room, page), batch(room, page), batch(room, page), batch(room, page)]);
  t.same(await counts(room), { approved: many, waiting: 0, yeses: many });
  t.equal(await lettersToldOf(room), many);
  const [after] = await world.behind`
    select count(*)::int as rows from timetable where creditor_id = ${room.creditorId} and what = 'approve-in-bulk'`;
  t.equal(after!['rows'], 0);
});

t.test('what changed, was held or has ended since it was offered is told and not approved', async (t) => {
  const { room, admin } = await waiting(30);
  const page = await offered(admin);
  await admin.post('/desk/queue', [
    ['act', 'hold'],
    ['proposal', (await room.letter('Kunde 1001')).key],
  ]);
  await room.books(
    [{ number: '1002', name: 'Kunde 1002' }],
    [{ number: '1002', debtor: '1002', daysLate: 12, minor: 999900n }],
  );
  await room.propose();
  await admin.post(`${page}/begin`);
  await batch(room, page);
  const told = unescaped((await admin.get(page)).body);
  t.match(told, '28 of 30 approved. 2 were left as they were; below stands why.');
  t.match(told, /Kunde 1001[\s\S]*Something stands in its way/);
  t.match(told, /Kunde 1002[\s\S]*It is not open any more/);
  t.equal((await room.letter('Kunde 1002')).status, 'waiting', 'the letter made anew waits for a yes of its own');
  t.equal((await counts(room)).approved, 28);
});

t.test('it is stopped half way, and ends by itself when whoever began it is an admin no more', async (t) => {
  const { room, admin } = await waiting();
  const page = await offered(admin);
  await admin.post(`${page}/begin`);
  await batch(room, page);
  await admin.post(`${page}/cancel`);
  await batch(room, page);
  t.match(
    unescaped((await admin.get(page)).body),
    'Stopped. 50 of 120 approved. 70 were not looked at and still wait.',
  );
  t.same(await counts(room), { approved: 50, waiting: 70, yeses: 50 });
  t.equal((await admin.post(`${page}/cancel`)).sentence, 'It was over already.');

  const other = await visitor(room, 'admin');
  const next = await offered(other);
  t.equal((await admin.post(`${next}/begin`)).status, 404, 'an offer is its member’s own');
  await other.post(`${next}/begin`);
  await room.work((work) => removeMember(work, other.memberId));
  await batch(room, next);
  t.match(unescaped((await admin.get(next)).body), 'whoever began it is not an admin any more. 0 of 70 approved.');
  t.equal((await counts(room)).approved, 50);
});

t.test('more than twenty chosen on the page go the same way, by the fingerprints that were seen', async (t) => {
  const { room, admin } = await waiting(30);
  const rows = await world.behind`select id, hash from proposals where creditor_id = ${room.creditorId} order by id`;
  const keys = rows.map((row, place): [string, string] => [
    'proposal',
    `${row['id']}:${place === 0 ? '0'.repeat(64) : row['hash']}`,
  ]);
  const { to } = await admin.post('/desk/queue', [['act', 'approve'], ...keys]);
  t.match(to, /^\/desk\/queue\/bulk\//);
  await batch(room, to!);
  t.match(unescaped((await admin.get(to!)).body), '29 of 30 approved. 1 was left as it was');
});

t.test('it is approved by the filter, by an admin only, and another creditor knows nothing of it', async (t) => {
  const { room, admin } = await waiting(30);
  const few = await offered(admin, 'show=waiting&rep=7');
  t.match(unescaped((await admin.get(few)).body), 'Approve these 10 letters?');
  t.match(
    (await admin.post('/desk/queue/bulk', [['look', 'show=waiting&q=nobody']])).sentence,
    'No letter that waits fits',
  );
  const page = await offered(admin);
  for (const role of ['rep', 'auditor', 'bookkeeper'] as const) {
    const looking = await visitor(room, role);
    t.equal((await looking.post('/desk/queue/bulk', [['look', '']])).status, 403, role);
    const status = role === 'rep' ? 404 : 403;
    for (const act of ['begin', 'cancel'])
      t.equal((await looking.post(`${page}/${act}`)).status, status, `${role} ${act}`);
    t.equal((await looking.get(page)).status, role === 'rep' ? 404 : 200, role);
  }
  const stranger = await visitor(await world.room('Fremmed ApS'), 'admin');
  for (const act of ['begin', 'cancel']) t.equal((await stranger.post(`${page}/${act}`)).status, 404);
  t.equal((await stranger.get(page)).status, 404);
  t.equal((await counts(room)).approved, 0);
});
