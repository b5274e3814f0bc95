/**
 * Clocks do as they like: nights of an hour less and an hour more, a leap day, months in which the house was down, and a
 * machine whose time is set back. A rung that falls due then leaves once, by day, and nothing that has left leaves again.
 */
import t from 'tap';
import { giveStandingYes } from '../../src/cases/give-standing-yes.ts';
import { propose } from '../../src/cases/propose.ts';
import { turnBusinessClock } from '../../src/clock/store.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { updateTimeZone } from '../../src/creditors/store.ts';
import { bookInvoice } from '../../src/sandbox/books.ts';
import { addCustomer } from '../../src/sandbox/people.ts';
import { sendLetters } from '../../src/sending/send-letters.ts';
import { clockIn, type Day, dayIn, dayPlus, instantAt } from '../../src/values/day.ts';
import { sendingHouse } from './house.ts';

const house = await sendingHouse(t, ['first-reminder']);
const { behind, creditorId, workTools } = house;
const { db, clock } = workTools;

await house.work((work) => changeSetting(work, 'hold-window', { hours: 0 }));
await house.work((work) => changeSetting(work, 'sending-hours', { from: 9, to: 16 }));
await house.work((work) => changeSetting(work, 'sending-days', { weekdays: [1, 2, 3, 4, 5, 6, 7] }));
const [admin] = await behind`select id from members where creditor_id = ${creditorId} and role = 'admin'`;
await clock.openWork({ creditorId, actor: { kind: 'member', id: String(admin!['id']) } }, (work) =>
  giveStandingYes(work, 'normal', 'first-reminder'),
);
await behind`
  insert into reference_rates (market, from_day, percent, source, confidence, origin)
  select 'DK', day::date::text::date, '2', 'a test', 'high', 'sandbox'
  from generate_series('2040-07-01'::date, '2044-07-01'::date, '6 months') day`;

let customers = 30_000;

/** Somebody new whose invoice fell due on this day. */
function owes(dueDay: Day): string {
  const { world } = house.sandbox;
  const agreement = world.agreements[0]!.number;
  const number = customers++;
  addCustomer(world, agreement, { number, name: `Ny ${number} ApS` });
  bookInvoice(world, { agreement, customer: number, amountMinor: 98_000n, day: dayPlus(dueDay, -14), dueDay });
  return String(number);
}

/** When letters left to this customer. */
async function leftTo(customer: string): Promise<readonly { rung: string; at: Date }[]> {
  return behind<{ rung: string; at: Date }[]>`
    select p.rung, m.accepted_at as at from messages m
      join proposals p on p.creditor_id = m.creditor_id and p.id = m.proposal_id
      join customer_numbers n on n.creditor_id = p.creditor_id and n.debtor_id = p.debtor_id
    where n.creditor_id = ${creditorId} and n.number = ${customer} and m.accepted_at is not null order by m.accepted_at`;
}

/** Everybody works, and everybody looks once more, asked or not. */
async function everybodyWorks(): Promise<void> {
  await house.quiet();
  await sendLetters(clock, { creditorId });
  await house.quiet();
}

async function stands(at: Date): Promise<void> {
  await turnBusinessClock(db, at);
  await everybodyWorks();
}

// The first reminder is due on the fifth day after the due day.
const nights: readonly { readonly zone: string; readonly night: Day; readonly what: string }[] = [
  { zone: 'Europe/Copenhagen', night: '2040-03-25', what: 'an hour shorter' },
  { zone: 'Europe/Copenhagen', night: '2040-10-28', what: 'an hour longer' },
  { zone: 'Europe/Stockholm', night: '2041-03-31', what: 'an hour shorter' },
  { zone: 'Europe/Stockholm', night: '2041-10-27', what: 'an hour longer' },
  { zone: 'Europe/London', night: '2042-03-30', what: 'an hour shorter' },
  { zone: 'Europe/London', night: '2042-10-26', what: 'an hour longer' },
  { zone: 'Europe/Copenhagen', night: '2044-02-29', what: 'on the leap day' },
];

for (const { zone, night, what } of nights) {
  t.test(`a rung due on ${night}, ${what} in ${zone}, leaves once, by day`, async (t) => {
    await house.work((work) => updateTimeZone(work, zone));
    // Months have passed since the last stop, and nobody was awake.
    const customer = owes(dayPlus(night, -5));
    await stands(instantAt(dayPlus(night, -1), 20, 0, zone));
    t.same(await leftTo(customer), [], 'not the day before');
    // Every hour that is struck twice or not at all, and the last quarter before the doors open.
    const small = [0, 1, 2, 3, 4].map((hour) => new Date(+instantAt(night, 0, 30, zone) + hour * 3_600_000));
    for (const at of [...small, instantAt(night, 8, 45, zone)]) {
      // Looked at in the night, so that the letter is ready and only the hour keeps it.
      await turnBusinessClock(db, at);
      await house.work((work) => propose(work, clock));
      await house.quiet();
    }
    t.same(await leftTo(customer), [], 'not in the night');
    await stands(instantAt(night, 9, 30, zone));
    const [letter] = await leftTo(customer);
    t.equal(letter?.rung, 'first-reminder');
    t.equal(dayIn(letter!.at, zone), night);
    t.ok(clockIn(letter!.at, zone).hour >= 9, 'in decent hours');
    await stands(instantAt(dayPlus(night, 1), 9, 30, zone));
    t.equal((await leftTo(customer)).length, 1, 'and only once');
  });
}

/** What an operator or a time server does to the machine: every clock of the house goes back with it. */
const wallGoesBack = (by: string) => behind`update business_clock set ahead = ahead - ${by}::interval`;

const letters = () =>
  house.sandbox.world.postmark.mails.filter(({ tag }) => /reminder|nudge|notice/.test(tag ?? '')).length;

for (const by of ['90 seconds', '3 hours', '40 days']) {
  t.test(`a machine whose clock is set back by ${by} sends nothing again`, async (t) => {
    const zone = 'Europe/Copenhagen';
    const [row] = await behind`select business_now() as now`;
    const today = dayIn(row!['now'], zone);
    const customer = owes(dayPlus(today, -4));
    await stands(instantAt(today, 20, 0, zone));
    const noon = instantAt(dayPlus(today, 1), 12, 0, zone);
    // Looked at in the forenoon, told of, and gone by noon.
    await stands(new Date(+noon - 3_600_000));
    await stands(noon);
    t.equal((await leftTo(customer)).length, 1);
    const before = letters();

    await wallGoesBack(by);
    await everybodyWorks();
    await stands(new Date(+noon - 45_000));
    await stands(new Date(+noon + 3_600_000));
    t.equal((await leftTo(customer)).length, 1, 'the letter that left leaves no second time');
    t.equal(letters(), before, 'nor does anybody else’s');

    const later = owes(today);
    await stands(instantAt(dayPlus(today, 1), 20, 0, zone));
    for (const hour of [11, 12]) await stands(instantAt(dayPlus(today, 5), hour, 0, zone));
    t.same(
      (await leftTo(later)).map(({ rung }) => rung),
      ['first-reminder'],
      'and what falls due afterwards leaves as ever',
    );
  });
}

t.test('nothing had to be complained of', async (t) => t.same(house.complaints, []));
