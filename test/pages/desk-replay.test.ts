import t from 'tap';
import { runReplay } from '../../src/cases/run-replay.ts';
import { readReplay } from '../../src/cases/store-replays.ts';
import { replayFields } from '../../src/creditors/replay-form.ts';
import { defaultRungs } from '../../src/ladder/rungs.ts';
import { dayPlus } from '../../src/values/day.ts';
import { debtors, deskDoor, unescaped } from '../desk-door.ts';
import type { SeedRoom } from '../seed.ts';

const { world, visitor } = await deskDoor(t);

/** A debt of the past in the books' ledger, and the payments that settle it. */
type Past = {
  readonly number: number;
  readonly customer: string;
  readonly due: string;
  readonly minor: number;
  readonly paid?: string;
  readonly by?: number;
};

async function booked(room: SeedRoom, debts: readonly Past[]) {
  const { creditorId } = room;
  for (const { number, customer, due, minor, paid, by = number + 5_000 } of debts) {
    await world.behind`
      insert into book_entries (creditor_id, number, customer_number, kind, day, due_day, currency, amount_minor, remainder_minor, invoice_number)
      values (${creditorId}, ${number}, ${customer}, 'invoice', ${dayPlus(due, -14)}, ${due}, 'DKK', ${minor}, ${paid ? 0 : minor}, ${String(number)})`;
    if (paid === undefined) continue;
    await world.behind`
      insert into book_entries (creditor_id, number, customer_number, kind, day, currency, amount_minor, remainder_minor)
      values (${creditorId}, ${by}, ${customer}, 'payment', ${paid}, 'DKK', ${-minor}, 0)
      on conflict (creditor_id, number) do update set amount_minor = book_entries.amount_minor + excluded.amount_minor`;
    await world.behind`insert into book_matches (creditor_id, from_entry, to_entry) values (${creditorId}, ${number}, ${by})`;
  }
}

/**
 * All fall due on a Thursday: told on Monday and nudged on Tuesday, reminded the Wednesday after. Havnecaféen paid the day after
 * its first reminder, and two debts with one payment a week after the next. Café Nord paid the day after its nudge. Of one
 * of Snart's nobody knows when it was paid.
 */
const history: readonly Past[] = [
  { number: 1, customer: '101', due: '2039-09-08', minor: 100_000, paid: '2039-09-15' },
  { number: 2, customer: '101', due: '2039-11-10', minor: 200_000, paid: '2039-11-24', by: 9_000 },
  { number: 3, customer: '101', due: '2039-11-10', minor: 50_000, paid: '2039-11-24', by: 9_000 },
  { number: 4, customer: '102', due: '2039-10-06', minor: 70_000, paid: '2039-10-05' },
];

async function withHistory() {
  const room = await world.room();
  await room.books(debtors, []);
  await booked(room, history);
  await world.behind`
    insert into book_entries (creditor_id, number, customer_number, kind, day, due_day, currency, amount_minor, remainder_minor, invoice_number)
    values (${room.creditorId}, 20, '105', 'invoice', '2039-08-01', '2039-08-15', 'DKK', 90000, 0, '20')`;
  return { room, admin: await visitor(room, 'admin') };
}

const finish = async (room: SeedRoom, url: string) => {
  await runReplay(world.openWork, { creditorId: room.creditorId, id: url.split('/').at(-1)! });
  return (await room.work((work) => readReplay(work, url.split('/').at(-1)!)))!;
};

t.test('an admin asks for the last twelve months, and reads what they would have been', async (t) => {
  const { room, admin } = await withHistory();
  t.match((await admin.get('/desk/replay')).body, 'Replay the last twelve months');
  const asked = await admin.post('/desk/replay');
  t.equal(asked.status, 303);
  t.match(asked.body, 'It begins in a moment.');
  t.match(world.jobs.at(-1), {
    queue: 'replay',
    payload: { creditorId: room.creditorId, subjectId: asked.to!.split('/').at(-1)! },
  });
  const replay = await finish(room, asked.to!);
  t.match(replay, { state: 'done', fromDay: '2039-03-13', toDay: '2040-03-11', debtorsDone: 3, debtorsInAll: 3 });
  t.match(replay.result, { invoices: 4, unknown: 1, draft: null, current: { letters: 5, debtors: 2 } });
  t.same(replay.result!.current.rungs, {
    'nudge 1': { letters: 3, paidSoon: 1 },
    'reminder 1': { letters: 2, paidSoon: 1 },
  });
  const page = unescaped((await admin.get(asked.to!)).body);
  t.match(page, '13 March 2039 to 11 March 2040: a reconstruction from the books, not a record.');
  t.match(page, 'What it cannot know');
  t.match(page, '1 more were paid on a day the books have not told us');
  t.match(page, '<svg viewBox="0 0 720 200" role="img"');
  t.match(page, '<th scope="row">November 2039</th>');
  t.notMatch(page, /undefined|NaN|\[object/);
});

t.test('a draft is laid beside the policy in force', async (t) => {
  const { room, admin } = await withHistory();
  const rungs = defaultRungs.map((rung) => (rung.key === 'nudge' ? { ...rung, on: false } : rung));
  const asked = await admin.post(
    '/desk/replay',
    replayFields('normal', rungs).map(({ name, value }) => [name, value] as const),
  );
  const { result } = await finish(room, asked.to!);
  t.equal(result?.draft?.rungs['nudge 1'], undefined);
  t.equal(result?.draft?.letters, result!.current.letters - 3);
  const page = unescaped((await admin.get(asked.to!)).body);
  t.match(page, 'The draft');
  t.match(page, ', draft</th>');
  t.match((await admin.get('/desk/replay')).body, 'The draft</a>');
  const spoilt = await admin.post('/desk/replay', [
    ['name', 'normal'],
    ['ladder', '{"rungs":[]}'],
  ]);
  t.equal(spoilt.sentence, 'That draft could not be read. Open it again and try once more.');
});

t.test('one that was cut off goes on where it was, and done twice it is done once', async (t) => {
  const { room, admin } = await withHistory();
  const asked = await admin.post('/desk/replay');
  const whole = await finish(room, asked.to!);
  const again = await finish(room, asked.to!);
  t.same(again, whole);
});

t.test('admins ask, those who see every debtor read, reps do neither', async (t) => {
  const { room, admin } = await withHistory();
  const { to } = await admin.post('/desk/replay');
  await finish(room, to!);
  const [auditor, rep] = [await visitor(room, 'auditor'), await visitor(room, 'rep')];
  t.equal((await auditor.get(to!)).status, 200);
  t.equal((await auditor.post('/desk/replay')).status, 403);
  for (const url of ['/desk/replay', to!]) t.equal((await rep.get(url)).status, 403);
  t.equal((await (await visitor(await world.room('Fremmed ApS'), 'admin')).get(to!)).status, 404);
  t.equal((await admin.get('/desk/replay/nonsense')).status, 404);
});
