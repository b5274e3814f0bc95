/** Who is told of letters before their time to object is over: once, in one mail, of what is theirs. */
import t from 'tap';
import { tellOfLetters } from '../../src/sending/tell-of-letters.ts';
import { sealKeys } from '../people.ts';
import { press, type SeedDebtor, type SeedInvoice, type SeedRoom, seedNow, seedWorld } from '../seed.ts';

const world = await seedWorld(t);
const room = await world.room();
const tools = { press, sealKeys, publicUrl: 'https://rykker.example' };
const tell = () => room.work((work) => tellOfLetters(work, tools));

const debtors: readonly SeedDebtor[] = [
  { number: '1', name: 'Lille ApS', salesPerson: 7 },
  { number: '2', name: 'Stor ApS' },
  { number: '3', name: 'Uden Adresse ApS', email: null },
];
const invoices: readonly SeedInvoice[] = [
  { number: '11', debtor: '1', daysLate: 8, minor: 10000n },
  { number: '12', debtor: '2', daysLate: 8, minor: 900000n },
  { number: '13', debtor: '2', daysLate: 8, minor: 5000n, currency: 'EUR' },
  { number: '14', debtor: '3', daysLate: 8, minor: 100000n },
];

async function mails(of: SeedRoom) {
  const rows = await world.behind`
    select to_address as to, subject, text from messages where creditor_id = ${of.creditorId} and kind = 'heads-up' order by intended_at, to_address`;
  return rows.map((row) => ({ to: String(row['to']), subject: String(row['subject']), text: String(row['text']) }));
}

t.test(
  'admins are told of all letters that can go and reps of their own, in one mail each, the most money first',
  async (t) => {
    await room.books(debtors, invoices);
    await room.sendingOn();
    await tell();
    t.same(await mails(room), [], 'where nothing waits, nobody is written to');
    for (const role of ['admin', 'rep', 'auditor', 'bookkeeper'] as const)
      await room.member(role, `${role}@house.example`);
    await room.propose();
    await tell();
    const [admin, rep, ...others] = await mails(room);
    t.same(others, []);
    t.match(admin, { to: 'admin@house.example', subject: /^3 breve kan gå ud på tirsdag/ });
    t.match(admin!.text, /Stor ApS[\s\S]*Lille ApS/, 'the most money first');
    t.match(admin!.text, /I alt 2 breve +9\.3\d\d,\d\d kr\./, 'with the fees');
    t.match(admin!.text, /I alt 1 brev +\d+,\d\d EUR/);
    t.match(admin!.text, 'https://rykker.example/desk/queue');
    t.notMatch(admin!.text, 'Uden Adresse', 'what is held is nobody’s to approve yet');
    t.match(rep, { to: 'rep@house.example', subject: /^1 brev kan gå/ });
    t.match(rep!.text, 'Lille ApS');
    t.notMatch(rep!.text, 'Stor ApS');
  },
);

t.test('nobody is told twice, and what comes up during a morning waits for one mail later', async (t) => {
  await tell();
  t.equal((await mails(room)).length, 2);
  await room.books([{ number: '4', name: 'Ny ApS' }], [{ number: '15', debtor: '4', daysLate: 8, minor: 20000n }]);
  await room.propose();
  await world.turnTo(new Date(seedNow.getTime() + 30 * 60_000));
  await tell();
  t.equal((await mails(room)).length, 2, 'half an hour later is too soon');
  const [due] = await world.behind`
    select due_at from timetable where creditor_id = ${room.creditorId} and what = 'heads-up'`;
  const later = new Date(new Date(due!['due_at']).getTime() + 1000);
  t.ok(later.getTime() - seedNow.getTime() >= 3 * 3_600_000 - 60_000, 'an eighth of the window lies between');
  await world.turnTo(later);
  await tell();
  const third = (await mails(room)).at(-1)!;
  t.match(third, { to: 'admin@house.example', subject: /^1 brev kan gå ud/ });
  t.match(third.text, 'Ny ApS');
  const [told] = await world.behind`
    select count(*)::int as letters from proposals where creditor_id = ${room.creditorId} and heads_up_at is null and status = 'waiting'`;
  t.equal(told!['letters'], 0);
});
