import t from 'tap';
import { chainTrail } from '../../src/trail/chain-trail.ts';
import { insertTrailOfMany } from '../../src/trail/store.ts';
import { trailCheck } from '../../src/trail/trail-lines.ts';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import type { SeedRoom } from '../seed.ts';

const { world, visitor } = await deskDoor(t);

async function proposed(name = 'Nordvind Kaffe ApS') {
  const room = await world.room(name);
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  while ((await room.work(chainTrail)) > 0);
  const admin = await visitor(room, 'admin');
  return { room, admin, here: `/desk/cases/${await room.caseId('Havnecaféen I/S')}` };
}

function checked(body: string) {
  const check = trailCheck();
  for (const line of body.split('\n')) if (line !== '') check.see(line);
  return check.end();
}

const today = 'from=2040-03-12&to=2040-03-12';
const rowsOf = async ({ creditorId }: SeedRoom) =>
  Number((await world.behind`select count(*) as rows from trail where creditor_id = ${creditorId}`)[0]!['rows']);

t.test('everything between two days is taken away whole, and holds in the hands of somebody else', async (t) => {
  const { room, admin } = await proposed();
  const rows = Array.from({ length: 2_300 }, (_, place) => ({ what: 'signed-in', subjectId: String(place) }));
  await room.work((work) => insertTrailOfMany(work, 'signed-in', rows));
  while ((await room.work(chainTrail)) > 0);
  await room.work((work) => insertTrailOfMany(work, 'signed-in', [{ what: 'signed-in' }]));
  const file = await admin.get(`/desk/trail/file?${today}&as=jsonl`);
  t.equal(file.status, 200);
  const count = await rowsOf(room);
  t.match(checked(file.body), { flaw: null, creditorId: room.creditorId, rows: count - 1, waiting: 1 });
  const [first, second] = file.body.split('\n');
  t.match(JSON.parse(first!), { creditor: 'Nordvind Kaffe ApS', whole: true });
  t.match(JSON.parse(second!), { who: /^Rykker \(/, says: /\.$/ });
  const day = await admin.get('/desk/trail/file?from=2040-03-11&to=2040-03-11&as=jsonl');
  t.match(checked(day.body), { flaw: null, rows: 0, waiting: 0 }, 'a day on which nothing happened');
});

t.test('a case and a debtor are taken away without anybody else’s rows', async (t) => {
  const { room, admin, here } = await proposed();
  await room.propose();
  const [own] = await world.behind`
    select count(*)::int as rows from trail t join cases c on c.creditor_id = t.creditor_id and c.id = t.case_id
      join debtors d on d.creditor_id = c.creditor_id and d.id = c.debtor_id
    where t.creditor_id = ${room.creditorId} and d.name = 'Havnecaféen I/S'`;
  for (const whose of ['case', 'debtor']) {
    const file = await admin.get(`${here}/trail?of=${whose}&as=jsonl`);
    const found = checked(file.body);
    t.match(found, { flaw: null, rows: own!['rows'] }, whose);
    t.match(file.body, 'A first reminder of DKK');
    t.notMatch(file.body, 'Café Nord');
  }
  const csv = await admin.get(`${here}/trail?as=csv`);
  t.match(csv.body, /^\uFEFFLink;When;Who;"?What happened/);
  t.match(csv.body, 'trail check FILE');
});

t.test('admins take the trail away, auditors read it, and nobody else sees the whole of it', async (t) => {
  const { room, admin, here } = await proposed();
  const auditor = await visitor(room, 'auditor');
  t.match(unescaped((await auditor.get('/desk/trail')).body), 'A first reminder of DKK');
  t.notMatch((await auditor.get('/desk/trail')).body, 'Take it away');
  t.match((await admin.get('/desk/trail')).body, 'Take it away');
  t.match((await auditor.get('/desk/cases')).body, 'href="/desk/trail"');
  for (const url of [`/desk/trail/file?${today}&as=csv`, `${here}/trail?as=jsonl`])
    for (const role of ['auditor', 'rep', 'bookkeeper'] as const)
      t.equal((await (await visitor(room, role)).get(url)).status, 403, `${role} ${url}`);
  for (const role of ['rep', 'bookkeeper'] as const)
    t.equal((await (await visitor(room, role)).get('/desk/trail')).status, 403, role);
  const stranger = (await proposed('Fremmed ApS')).admin;
  t.equal((await stranger.get(`${here}/trail?as=jsonl`)).status, 404);
  t.notMatch((await stranger.get(`/desk/trail/file?${today}&as=jsonl`)).body, room.creditorId);
});

t.test('days that cannot be are told of', async (t) => {
  const { admin } = await proposed();
  const turned = await admin.get('/desk/trail/file?from=2040-03-12&to=2040-03-01&as=csv');
  t.match(turned.body, 'The last day must not come before the first.');
  t.match(
    (await admin.get('/desk/trail/file?from=soon&to=2040-03-01&as=csv')).body,
    'Write both days as in 2026-03-31.',
  );
  t.match((await admin.get('/desk/trail/file?as=csv')).body, 'Write both days as in 2026-03-31.');
  t.notMatch((await admin.get('/desk/trail/file?from=2040-03-01&to=2040-03-12')).body, 'Invalid');
  t.equal((await admin.get('/desk/cases/not-a-case/trail?as=csv')).status, 404);
});

t.test('the trail and a case’s timeline are read page by page, in the look that is asked for', async (t) => {
  const { room, admin, here } = await proposed();
  const caseId = here.split('/').at(-1)!;
  const rows = Array.from({ length: 130 }, (_, place) => ({
    what: 'books-changed',
    caseId,
    details: { change: 'part-paid', beforeMinor: String(50_000 + place), afterMinor: '20000', currency: 'DKK' },
  }));
  await room.work((work) => insertTrailOfMany(work, 'books-changed', rows));
  const first = unescaped((await admin.get(here)).body);
  t.match(first, 'from DKK 501.29 to DKK 200.00 open');
  t.notMatch(first, 'The case was opened', 'it stands two pages back');
  const next = /href="([^"]*)">What was before/.exec(first)?.[1] ?? '';
  const second = unescaped((await admin.get(next.split('#')[0]!)).body);
  t.match(second, 'The newest');
  t.match(second, 'from DKK 500.69 to');
  const letters = unescaped((await admin.get(`${here}?look=letters`)).body);
  t.match(letters, 'was proposed');
  t.notMatch(letters, 'to DKK 200.00 open');
  t.match(unescaped((await admin.get(`${here}?look=talk`)).body), 'Nothing of this kind has happened.');
  t.match(unescaped((await admin.get(`${here}?look=nonsense`)).body), 'to DKK 200.00 open', 'everything');
  const whole = unescaped((await admin.get('/desk/trail')).body);
  const older = /href="(\/desk\/trail\?before=\d+)"/.exec(whole)?.[1] ?? '';
  t.match(unescaped((await admin.get(older)).body), 'The case was opened: a first rung fell due.');
});
