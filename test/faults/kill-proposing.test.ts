/**
 * Workers are killed with SIGKILL while they look at the debtors whose day has come, thirty others beside them, and letters are
 * approved by a standing yes in the same work: each debtor has one letter, one case and one yes, and is looked at again on
 * the day on which it would have been.
 */
import t from 'tap';
import { giveStandingYes } from '../../src/cases/give-standing-yes.ts';
import { propose } from '../../src/cases/propose.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { bookInvoice } from '../../src/sandbox/books.ts';
import { addCustomer } from '../../src/sandbox/people.ts';
import { sendingHouse } from './house.ts';
import { raiseVictim, within } from './raise-victim.ts';
import { backendOf, stoppingWorks, type WorkPoint } from './stopping-works.ts';

const house = await sendingHouse(t, ['first-reminder']);
const { behind, creditorId, workTools } = house;
const each = 8;
const proposers = 30;

await house.work((work) => changeSetting(work, 'hold-window', { hours: 168 }));
await house.quiet();
const [admin] = await behind`select id from members where creditor_id = ${creditorId} and role = 'admin'`;
await workTools.clock.openWork({ creditorId, actor: { kind: 'member', id: String(admin!['id']) } }, (work) =>
  giveStandingYes(work, 'normal', 'first-reminder'),
);
await house.quiet();

let customers = 30_000;

/** Customers whose first reminder is due today, and some whose nudge is due tomorrow; our side does not know them yet. */
function newcomers(): { readonly due: readonly string[]; readonly notYet: readonly string[] } {
  const { world } = house.sandbox;
  const agreement = world.agreements[0]!.number;
  const named = (dueDay: string) =>
    Array.from({ length: each }, () => {
      const number = customers++;
      addCustomer(world, agreement, { number, name: `Ny ${number} ApS` });
      bookInvoice(world, { agreement, customer: number, amountMinor: 98_000n, day: '2040-02-20', dueDay });
      return String(number);
    });
  return { due: named('2040-03-05'), notYet: named('2040-03-20') };
}

/** The quarter of an hour in which the books are read again. */
const later = () => behind`select turn_business_clock(business_now() + interval '16 minutes')`;

/** What has been made of these customers, in numbers: letters, yeses, cases, and the days they are looked at again. */
async function madeOf(numbers: readonly string[]) {
  const [row] = await behind`
    with theirs as (
      select debtor_id from customer_numbers where creditor_id = ${creditorId} and number = any (${numbers})
    ), letters as (select * from proposals where debtor_id in (select debtor_id from theirs))
    select (select count(*)::int from letters) as letters,
      (select count(*)::int from letters where status = 'approved') as approved,
      (select count(*)::int from approvals where proposal_id in (select id from letters)) as yeses,
      (select count(*)::int from trail where what = 'letter-approved' and subject_id in (select id::text from letters)) as told,
      (select count(*)::int from cases where debtor_id in (select debtor_id from theirs)) as cases,
      (select coalesce(sum(amount_minor), 0)::int from entries e join cases c on c.id = e.case_id
        where c.debtor_id in (select debtor_id from theirs) and account = 'principal') as principal,
      (select array_agg(distinct look_again_on::text) from positions where debtor_id in (select debtor_id from theirs)) as looks`;
  return row;
}

type Made = Awaited<ReturnType<typeof madeOf>>;

async function undisturbed(): Promise<{ due: Made; notYet: Made }> {
  const { due, notYet } = newcomers();
  await later();
  await house.quiet();
  return { due: await madeOf(due), notYet: await madeOf(notYet) };
}

const points: readonly WorkPoint['at'][] = [4, 14, 'uncommitted', 'committed'];

t.test('a proposer that is killed leaves every debtor to the next, and none to two', async (t) => {
  const wanted = await undisturbed();
  t.match(wanted.due, { letters: each, approved: each, yeses: each, told: each, cases: each });
  let next = raiseVictim(house.victimWires);
  t.teardown(async () => (await next).signal('SIGKILL'));
  for (const at of points) {
    const { due, notYet } = newcomers();
    await later();
    const victim = await next;
    next = raiseVictim(house.victimWires);
    const standing = at === 'uncommitted';
    victim.work({ point: { work: 'propose', nth: 1, at }, how: standing ? 'wait' : 'die' });
    if (standing) await within('it stands in its look', victim.reached);
    const others = standing ? storm() : Promise.resolve([]);
    if (standing) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      victim.signal('SIGKILL');
    }
    t.equal(await within(`it dies at ${at}`, victim.ended), 'SIGKILL');
    t.same(await others, [], 'nobody else fell over it');
    if (!standing) t.match(await madeOf(due), at === 'committed' ? wanted.due : { letters: 0, cases: 0, yeses: 0 });
    t.same(await storm(), []);
    await later();
    await house.quiet();
    t.same(await madeOf(due), wanted.due, `killed at ${at}, nothing is missing and nothing is double`);
    t.same(await madeOf(notYet), wanted.notYet, 'who is not due yet waits for the same day');
  }
  t.same(house.complaints, []);
});

/** Thirty proposers at once. Answers what they complained of. */
async function storm(): Promise<string[]> {
  const proposing = await Promise.allSettled(
    Array.from({ length: proposers }, () => house.work((work) => propose(work, workTools.clock))),
  );
  return proposing.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
}

t.test('a proposer whose connection is cut leaves no less, and the next finds all of it', async (t) => {
  const wanted = await undisturbed();
  for (const at of [4, 'uncommitted'] as const) {
    const { due } = newcomers();
    await later();
    const openWork = stoppingWorks(workTools.clock.openWork, { work: 'propose', nth: 1, at }, async (work) => {
      await behind`select pg_terminate_backend(${await backendOf(work!)})`;
    });
    house.complaints.length = 0;
    await house.quiet({ openWork });
    t.match(house.complaints, [/^Trouble in propose /], 'it was told of');
    // Whoever is handed the connection that is going down fails as well: that is no more than one.
    const fell = await storm();
    t.ok(fell.length <= 1 && fell.every((why) => /terminating connection|CONNECTION_CLOSED/.test(why)), fell.join());
    t.same(await madeOf(due), wanted.due);
  }
});
