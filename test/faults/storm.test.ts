/**
 * A hundred proposers and twenty senders at once against one database, works cut off before they commit, a clock that jumps
 * over the nights of summer time: each rung leaves once, none is passed over, and the days between are kept.
 */
import t from 'tap';
import { propose } from '../../src/cases/propose.ts';
import { turnBusinessClock } from '../../src/clock/store.ts';
import type { OpenWork } from '../../src/db/work.ts';
import { rehearseTonight } from '../../src/desk/rehearse-tonight.ts';
import { bookInvoice } from '../../src/sandbox/books.ts';
import { addCustomer } from '../../src/sandbox/people.ts';
import { handOver } from '../../src/sending/hand-over.ts';
import { sendLetters } from '../../src/sending/send-letters.ts';
import { dayIn, dayPlus, daysBetween, instantAt } from '../../src/values/day.ts';
import { dice } from '../worlds/dice.ts';
import { type Due, type SendingHouse, sendingHouse } from './house.ts';

const zone = 'Europe/Copenhagen';
const proposers = 100;
const senders = 20;
const debtors: readonly Due[] = Array.from({ length: 6 }, () => 'first-reminder');

const house = await sendingHouse(t, debtors);
const { behind, creditorId, workTools } = house;
const die = dice(20_400_325);

class Cut extends Error {}

/** One work in eight is cut off when all in it is done: nothing of it stays, as when its process is killed. */
const cutting: OpenWork = (who, deed) =>
  workTools.clock.openWork(who, async (work) => {
    const value = await deed(work);
    if (die.happens(12)) throw new Cut();
    return value;
  });

/** Everybody at once, each with works that may be cut. Answers what was thrown beside the cuts. */
async function storm(): Promise<string[]> {
  const tools = { ...workTools.clock, openWork: cutting };
  const who = { creditorId, actor: { kind: 'machine', id: 'storm' } } as const;
  const intended = async () =>
    behind<{ id: string }[]>`select id from messages where creditor_id = ${creditorId} and state = 'intended'`;
  const outcomes = await Promise.allSettled([
    ...Array.from({ length: proposers }, () => cutting(who, (work) => propose(work, tools))),
    ...Array.from({ length: senders }, async () => {
      await sendLetters(tools, { creditorId });
      const waiting = await intended();
      await Promise.all(waiting.map(({ id }) => handOver(tools, { creditorId, subjectId: id })));
    }),
  ]);
  return outcomes.flatMap((each) =>
    each.status === 'rejected' && !(each.reason instanceof Cut) ? [String(each.reason)] : [],
  );
}

/** What left, per debtor: rung and day, in the order it left. */
async function leftTo(house: SendingHouse) {
  const rows = await behind<{ debtorId: string; rung: string; at: Date; mails: number }[]>`
    select p.debtor_id as "debtorId", p.rung, m.accepted_at as at, p.id from messages m
      join proposals p on p.creditor_id = m.creditor_id and p.id = m.proposal_id
    where m.creditor_id = ${creditorId} and m.accepted_at is not null order by m.accepted_at`;
  const mails = house.sandbox.world.postmark.mails.filter(({ tag }) => rungs.includes(tag ?? ''));
  return { byDebtor: Map.groupBy(rows, (row) => row.debtorId), letters: rows.length, mails: mails.length };
}

const rungs = ['first-reminder', 'second-reminder', 'notice'];

/** The day comes, whoever is open gets a yes, everybody storms, and the sweepers settle what was cut. */
async function dayOfStorms(day: string): Promise<string[]> {
  await turnBusinessClock(workTools.db, instantAt(day, 9, 30, zone));
  const thrown = await storm();
  await house.quiet();
  const open = await behind<{ place: number }[]>`
    select n.number::int - 20001 as place from proposals p
      join customer_numbers n on n.creditor_id = p.creditor_id and n.debtor_id = p.debtor_id
    where p.creditor_id = ${creditorId} and p.status = 'waiting' order by 1`;
  for (const { place } of open) await house.approve(place);
  await behind`update proposals set heads_up_at = coalesce(heads_up_at, business_now()) - interval '2 days', leaves_at = business_now()
    where creditor_id = ${creditorId} and status = 'approved'`;
  thrown.push(...(await storm()));
  for (let rounds = 0; rounds < 4; rounds += 1) {
    await house.leasesRunOut();
    await house.turn(33);
  }
  return thrown;
}

/** As many debtors again, each with an invoice that falls due on `dueDay`. */
async function newcomers(dueDay: string): Promise<void> {
  await behind`
    insert into reference_rates (market, from_day, percent, source, confidence, origin)
    values ('DK', '2040-07-01', '2', 'a test', 'high', 'sandbox')`;
  const agreement = 1900001;
  const { world } = house.sandbox;
  for (const [place] of debtors.entries()) {
    const number = 20_001 + debtors.length + place;
    addCustomer(world, agreement, { number, name: `Ny ${place} ApS` });
    bookInvoice(world, { agreement, customer: number, amountMinor: 98_000n, day: dayPlus(dueDay, -14), dueDay });
  }
}

t.test('a rehearsal that is open holds nobody up: letters leave and are proposed beside it', async (t) => {
  const { press, wording, wallNow, publicUrl } = workTools.clock;
  const letter = await house.approve(0);
  let went: unknown[] = [];
  let locks: unknown[] = [];
  const lookedAt = async () => {
    locks = [
      ...(await behind`
      select l.locktype, l.mode from pg_locks l join pg_stat_activity a using (pid)
      where a.datname = current_database() and a.state = 'idle in transaction' and l.mode <> 'AccessShareLock' and l.locktype <> 'virtualxid'`),
    ];
    const late = new Promise((resolve) => setTimeout(resolve, 20_000, 'it waits').unref());
    went = [
      await Promise.race([house.work((work) => propose(work, { wording, wallNow })), late]),
      await Promise.race([sendAll(), late]),
    ];
  };
  const sendAll = async () => {
    await sendLetters(workTools.clock, { creditorId });
    for (const { id } of await behind`select id from messages where creditor_id = ${creditorId} and state = 'intended'`)
      await handOver(workTools.clock, { creditorId, subjectId: id });
    return 'sent';
  };
  const tonight = await house.work((work) =>
    rehearseTonight(work, { press, wording, wallNow, publicUrl, lookedAt }, null, null),
  );
  t.ok(tonight.rows.length > 0, 'it shows letters');
  t.same(locks, [], 'it holds no lock but the readers’ own');
  t.match(went, [{ looked: Number }, 'sent']);
  t.match(await house.state(letter), { mails: 1, rung: 'first-reminder', proposal: 'sent' }, 'and the letter has left');
});

t.test('a calendar turned back is refused, and nothing leaves by it', async (t) => {
  const before = await leftTo(house);
  t.equal(await turnBusinessClock(workTools.db, instantAt('2040-03-01', 9, 0, zone)), false);
  await house.quiet();
  t.equal((await leftTo(house)).mails, before.mails);
});

t.test(
  'through storms each rung leaves once, in its order, with the days between, over both nights of summer time',
  async (t) => {
    // 25 March: the night is an hour shorter; 28 October: an hour longer. Days between are skipped, as when all was down.
    const thrown: string[] = [];
    for (const day of ['2040-03-14', '2040-03-23', '2040-03-26', '2040-03-27'])
      thrown.push(...(await dayOfStorms(day)));
    await newcomers('2040-10-11');
    for (const day of ['2040-10-17', '2040-10-27', '2040-10-29']) thrown.push(...(await dayOfStorms(day)));
    t.same(thrown, [], 'nobody was thrown out but those that were cut');

    const { byDebtor, letters, mails } = await leftTo(house);
    t.equal(byDebtor.size, 2 * debtors.length, 'everybody was reminded');
    t.equal(mails, letters, 'each letter left as one mail');
    for (const [, lines] of byDebtor) {
      t.same(
        lines.map((line) => line.rung),
        rungs.slice(0, lines.length),
        'in order',
      );
      for (const [place, line] of lines.entries()) {
        const before = lines[place - 1];
        if (before) t.ok(daysBetween(dayIn(before.at, zone), dayIn(line.at, zone)) > 10, 'ten full days between');
      }
      t.ok(lines.length >= 2, 'and none was passed over');
    }
  },
);
