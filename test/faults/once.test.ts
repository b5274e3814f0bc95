/**
 * What users of other reminder programs have complained of (the numbers are those of the project's list of complaints), and
 * what their own tests and issues say should happen instead. Here each is one letter, once, whenever anybody looks.
 */
import t from 'tap';
import { propose } from '../../src/cases/propose.ts';
import { businessNow, turnBusinessClock } from '../../src/clock/store.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { sendLetters } from '../../src/sending/send-letters.ts';
import { dayIn, daysBetween, hour, instantAt, instantPlus } from '../../src/values/day.ts';
import { sendingHouse } from './house.ts';

const zone = 'Europe/Copenhagen';
const house = await sendingHouse(t, ['first-reminder', 'first-reminder']);
const { behind, creditorId, workTools } = house;
const { db, clock } = workTools;
await house.work((work) => changeSetting(work, 'sending-hours', { from: 9, to: 16 }));
await house.work((work) => changeSetting(work, 'hold-window', { hours: 0 }));
await house.quiet();

const look = () => house.work((work) => propose(work, clock));
const send = () => sendLetters(clock, { creditorId });

/** Every hour, or every few, for so many hours: whatever falls due is done, and everybody looks once more, asked or not. */
async function hours(count: number, every = 1): Promise<void> {
  for (let passed = 0; passed < count; passed += every) {
    await turnBusinessClock(db, instantPlus(await businessNow(db), every * hour));
    await house.quiet();
    await look();
    await send();
  }
}

async function left(debtor: number) {
  const { debtorId } = await house.letter(debtor);
  return behind<{ rung: string; at: Date }[]>`
    select p.rung, m.accepted_at as at from messages m join proposals p on p.creditor_id = m.creditor_id and p.id = m.proposal_id
    where p.debtor_id = ${debtorId} and m.accepted_at is not null order by m.accepted_at`;
}

async function fees(debtor: number): Promise<bigint> {
  const letter = await house.letter(debtor);
  return (await house.state(letter)).feeMinor;
}

const mails = () => house.sandbox.world.postmark.mails.filter(({ tag }) => tag?.endsWith('-reminder')).length;
const opened = async () =>
  (await behind`select count(*)::int as n from proposals where creditor_id = ${creditorId}`)[0]?.['n'];

t.test(
  'looked at hour after hour, a letter is proposed once and goes once, at its hour (8 to 11, invoice-ninja-reminders-01)',
  async (t) => {
    t.equal(await opened(), 2);
    await turnBusinessClock(db, instantAt('2040-03-13', 17, 0, zone));
    await house.quiet();
    await house.approve(0);
    await hours(15, 3);
    t.equal(mails(), 0, 'a yes after hours waits for the morning');
    await hours(3);
    const [first] = await left(0);
    t.equal(dayIn(first!.at, zone), '2040-03-14');
    t.ok(first!.at >= instantAt('2040-03-14', 9, 0, zone), 'and not before the hour');
    await hours(12);
    t.equal(mails(), 1, 'one mail');
    t.equal(await opened(), 2, 'and nothing was proposed again');
  },
);

t.test('looking adds no fee: hours pass, and it is still one (12)', async (t) => {
  t.equal(await fees(0), 10_000n);
  await hours(6);
  t.equal(await fees(0), 10_000n);
  t.equal(await fees(1), 0n, 'and none where no letter has left');
});

t.test(
  'the program is down on the very day: the rung is done when it comes back, once (13, 14, invoice-ninja-reminders-09)',
  async (t) => {
    // The eleventh day after 14 March is Sunday the 25th: Monday the 26th. Nobody is awake until the 27th.
    await turnBusinessClock(db, instantAt('2040-03-27', 9, 30, zone));
    await house.quiet();
    await house.approve(0);
    await hours(6);
    const letters = await left(0);
    t.same(
      letters.map(({ rung, at }) => [rung, dayIn(at, zone)]),
      [
        ['first-reminder', '2040-03-14'],
        ['second-reminder', '2040-03-27'],
      ],
    );
    await hours(72, 12);
    t.equal(
      (await left(0)).length,
      2,
      'what was missed is caught up once, and the next counts from the day it really left',
    );
  },
);

t.test(
  'an invoice that nobody has looked at for weeks begins at the first rung (14, metasfresh-dunning-05)',
  async (t) => {
    const { debtorId } = await house.letter(1);
    const [row] = await behind`
    select i.due_day::text as due from invoices i where i.debtor_id = ${debtorId} order by i.due_day limit 1`;
    t.ok(daysBetween(String(row?.['due']), dayIn(await businessNow(db), zone)) > 25, 'long late');
    await house.approve(1);
    await turnBusinessClock(db, instantAt('2040-04-03', 10, 0, zone));
    await house.quiet();
    t.same(
      (await left(1)).map(({ rung }) => rung),
      ['first-reminder'],
    );
  },
);
