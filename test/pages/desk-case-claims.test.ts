/** What is ours on a case, given up with a reason; and what makes a claim last longer, written down and taken back. */
import { randomUUID } from 'node:crypto';
import t from 'tap';
import { debtors, deskDoor, invoices, unescaped } from '../desk-door.ts';
import type { SeedRoom } from '../seed.ts';

const { world, visitor } = await deskDoor(t);
const name = 'Café Nord ApS';

async function withFee() {
  const room = await world.room('Nordvind Kaffe ApS');
  await room.books(debtors, invoices);
  await room.sendingOn();
  await room.propose();
  const caseId = await room.caseId(name);
  await world.behind`
    with posted as (
      insert into transactions (creditor_id, case_id, cause, reason, recorded_at, actor_kind, actor_id)
      values (${room.creditorId}, ${caseId}, ${`fee:${randomUUID()}`}, 'fee-claimed', now(), 'machine', 'test') returning id
    )
    insert into entries (creditor_id, transaction_id, case_id, account, amount_minor, currency, value_day, recorded_at)
    select ${room.creditorId}, posted.id, ${caseId}, account, minor, 'DKK', '2040-03-01', now()
    from posted, (values ('fee', 20000), ('claimed', -20000)) as e(account, minor)`;
  const admin = await visitor(room, 'admin');
  const here = `/desk/cases/${caseId}`;
  const waive = (part: string, amount: string, note: string, key: string = randomUUID()) =>
    admin.post(`${here}/waive`, [
      ['part', part],
      ['amount', amount],
      ['note', note],
      ['key', key],
    ]);
  return { room, caseId, admin, here, waive };
}

async function feeLeft(room: SeedRoom, caseId: string): Promise<string> {
  const [row] = await world.behind`
    select sum(amount_minor)::text as minor from entries
    where creditor_id = ${room.creditorId} and case_id = ${caseId} and account = 'fee'`;
  return row!['minor'];
}

t.test('a member gives up a part of the fees, says why, and the same form twice gives it up once', async (t) => {
  const { room, caseId, admin, here, waive } = await withFee();
  t.match((await waive('fee', '50,00', '')).sentence, 'Write why', 'not without a reason');
  t.match((await waive('fee', 'half', 'Kind')).sentence, 'Write the sum as in 100.00');
  t.match((await waive('fee', '0', 'Kind')).sentence, 'Write the sum as in 100.00');
  t.match((await waive('all', '50,00', 'Kind')).sentence, 'Choose fees, interest or compensation');
  t.equal(await feeLeft(room, caseId), '20000', 'and nothing has moved');
  const key = randomUUID();
  t.match((await waive('fee', '50,00', 'They called: the letter crossed', key)).sentence, 'Gave up DKK 50.00.');
  t.equal(await feeLeft(room, caseId), '15000');
  t.match((await waive('fee', '50,00', 'They called: the letter crossed', key)).sentence, 'It is not open any more');
  t.equal(await feeLeft(room, caseId), '15000', 'once');
  t.match((await waive('fee', '9999', 'The rest too')).sentence, 'Gave up DKK 150.00.', 'never more than is owed');
  t.equal(await feeLeft(room, caseId), '0');
  const page = unescaped((await admin.get(here)).body);
  t.match(page, '“They called: the letter crossed”');
  const [debt] = await world.behind`
    select sum(amount_minor)::text as minor from entries
    where creditor_id = ${room.creditorId} and case_id = ${caseId} and account = 'principal'`;
  t.equal(debt!['minor'], '412000', 'the invoice is not ours to give up');
});

t.test('a rep gives nothing up', async (t) => {
  const { room, caseId, here } = await withFee();
  const rep = await visitor(room, 'rep');
  const answer = await rep.post(`${here}/waive`, [
    ['part', 'fee'],
    ['amount', ''],
    ['note', 'Kind'],
    ['key', randomUUID()],
  ]);
  t.ok([403, 404].includes(answer.status));
  t.equal(await feeLeft(room, caseId), '20000');
});

t.test('a signed acknowledgment moves the day the claim grows too old, and taking it back moves it home', async (t) => {
  const { room, admin, here } = await withFee();
  const [invoice] = await world.behind`
    select id, due_day::text from invoices where creditor_id = ${room.creditorId} and number = '20440'`;
  const tell = (what: string, day: string, note: string) =>
    admin.post(`${here}/interruptions`, [
      ['what', what],
      ['day', day],
      ['note', note],
      ['invoice', invoice!['id']],
    ]);
  // Due 29 February 2040, twelve days before the house's day: three years on (forældelsesloven § 3).
  t.equal(invoice!['due_day'], '2040-02-29');
  t.match(unescaped((await admin.get(here)).body), '28 February 2043');
  t.match((await tell('acknowledgment', '2040-03-10', '')).sentence, 'how it can be shown');
  t.match((await tell('acknowledgment', '2040-03-14', 'Mail')).sentence, 'The day it happened cannot lie ahead.');
  t.match(unescaped((await admin.get(here)).body), '28 February 2043', 'nothing has moved');
  t.match((await tell('reminder', '2040-03-10', 'Our letter')).sentence, 'Where the law lets it count');
  t.match(unescaped((await admin.get(here)).body), '28 February 2043', 'a reminder does nothing in Denmark');
  t.match((await tell('acknowledgment', '2040-03-10', 'Signed mail in the folder')).sentence, 'Noted.');
  const moved = unescaped((await admin.get(here)).body);
  t.match(moved, '10 March 2050', 'ten years (§ 5)');
  t.match(moved, '“Signed mail in the folder”');
  const back = [...moved.matchAll(/interruptions\/([0-9a-f-]{36})\/take-back/g)].map(([, id]) => id);
  for (const id of back) t.match((await admin.post(`${here}/interruptions/${id}/take-back`)).sentence, 'Taken back');
  t.match(unescaped((await admin.get(here)).body), '28 February 2043');
  const words = (await room.trail()).map(({ what }) => what);
  t.ok(words.some((what) => what.includes('interruption')));
});
