/** A handful of worlds under one calendar, day by day, and what of the laws is broken on the way. */
import { chainLedger } from '../../src/ledger/chain-ledger.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { breakVendor } from '../../src/sandbox/world.ts';
import { worksOf } from '../../src/sending/tools.ts';
import { chainTrail } from '../../src/trail/chain-trail.ts';
import { verifyTrail } from '../../src/trail/verify-trail.ts';
import { type Day, dayPlus, instantAt } from '../../src/values/day.ts';
import { whoMayBeAsked } from './at-the-call.ts';
import { booksOf, decides, deskOf } from './days.ts';
import { desksOf, openLetters } from './desks.ts';
import { dice } from './dice.ts';
import type { WorldsHouse } from './house.ts';
import { brokenLaws } from './laws.ts';
import { moveIn, type OneWorld, zone } from './world.ts';

export type Lived = { readonly seed: number; readonly broken: readonly string[]; readonly diary: readonly string[] };

/** A day on which the sandbox's calendar begins: any of two years, so that every night of summer time is lived through. */
const firstOfAll: Day = '2040-01-09';

/**
 * `count` worlds from `seed` on, for `days` days. They share the calendar, the days on which the whole program is down, and
 * the vendors' bad days; everything else is each world's own. The same seed and count live the same life.
 */
export async function live(house: WorldsHouse, seed: number, count: number, days: number): Promise<Lived[]> {
  const shared = dice(seed);
  const firstDay = dayPlus(firstOfAll, shared.between(0, 700));
  await house.beginAt(instantAt(firstDay, 7, 0, zone));
  const worlds: OneWorld[] = [];
  for (let place = 0; place < count; place += 1) worlds.push(await moveIn(house, seed + place, firstDay));
  const broken = new Map<OneWorld, string[]>(worlds.map((one) => [one, []]));
  house.beforeMail = (mail) => whoMayBeAsked(house, worlds, broken, mail);

  let lastDay = firstDay;
  for (let day = 0; day < days; day += 1) {
    const today = dayPlus(firstDay, day);
    if (shared.happens(6)) {
      for (const one of worlds) one.diary.push(`${today} the program is down`);
      day += shared.between(0, 3);
      continue;
    }
    if (shared.happens(4)) {
      const vendor = shared.oneOf(['postmark', 'e-conomic'] as const);
      breakVendor(house.sandbox.world, vendor, 'fail', shared.between(1, 5));
      for (const one of worlds) one.diary.push(`${today} ${vendor} answers with an error`);
    }
    // A world that broke a law has ended; the others live on.
    const sound = worlds.filter((one) => broken.get(one)!.length === 0);
    if (sound.length === 0) break;
    await dayOf(house, sound, today);
    lastDay = today;
    for (const [one, laws] of await brokenLaws(house, sound))
      broken.get(one)!.push(...laws.map((law) => `${today}: ${law}`));
  }
  breakVendor(house.sandbox.world, 'postmark', null);
  breakVendor(house.sandbox.world, 'e-conomic', null);
  await letMessagesEnd(house, worlds);
  await Promise.all(worlds.map(async (one) => broken.get(one)!.push(...(await atTheEnd(house, one)))));
  // A world in which nothing can leave keeps every law: the first letters of many were never tried for want of this line.
  const off = worlds.filter((one) => !one.isOn && one.onFrom < lastDay);
  for (const one of off) broken.get(one)!.push('sending was never switched on');
  return worlds.map((one) => ({ seed: one.seed, broken: broken.get(one)!, diary: one.diary }));
}

/**
 * What is booked and asked in the night, the morning's look at it, the decisions, and what may leave after them. Books in
 * which nothing was booked are seldom read; the full comparison comes in some nights, and reads for the poll too.
 */
async function dayOf(house: WorldsHouse, worlds: readonly OneWorld[], today: Day): Promise<void> {
  const unread: string[] = [];
  const uncompared: string[] = [];
  const deskIn = await desksOf(house, worlds);
  for (const one of worlds) {
    const wrote = booksOf(house, one, today);
    const compares = one.dice.happens(30);
    if (!compares) uncompared.push(one.creditorId);
    if (compares || (!wrote && one.dice.happens(85))) unread.push(one.creditorId);
  }
  await Promise.all(worlds.map((one) => deskOf(house, one, deskIn(one), today)));
  await house.turnTo(instantAt(today, 9, 40, zone), { unread, uncompared });
  const lettersOf = await openLetters(house, worlds);
  const said = await Promise.all(worlds.map((one) => decides(house, one, lettersOf(one), today)));
  const everybody = worlds.map((one) => one.creditorId);
  if (said.includes(true))
    await house.turnTo(instantAt(today, 11, 30, zone), { unread: everybody, uncompared: everybody });
}

/** Leases run out, and whoever has to look for a message does, until each has come to an end. */
async function letMessagesEnd(house: WorldsHouse, worlds: readonly OneWorld[]): Promise<void> {
  const ids = worlds.map((one) => one.creditorId);
  for (let rounds = 0; rounds < 8; rounds += 1) {
    await house.behind`
      update messages set lease_until = lease_until - interval '61 seconds'
      where state = 'sending' and creditor_id = any (${ids}::uuid[])`;
    const [open] = await house.behind`
      select count(*)::int as n from messages
      where creditor_id = any (${ids}::uuid[]) and state in ('intended', 'sending', 'unknown')`;
    if (open?.['n'] === 0) return;
    await house.turnTo(new Date((await house.now()).getTime() + 70 * 60_000), { unread: ids, uncompared: ids });
  }
}

/** Every message has come to an end that is known, and the chains hold. */
async function atTheEnd(house: WorldsHouse, one: OneWorld): Promise<string[]> {
  const { behind, tools, openReading } = house;
  const left = await behind`
    select kind, state from messages where creditor_id = ${one.creditorId} and state in ('intended', 'sending', 'unknown')`;
  const inWork = worksOf(tools.clock, one.creditorId, 'chain');
  while ((await inWork(chainTrail)) > 0);
  while ((await inWork(chainLedger)) > 0);
  const proofs = await openReading(
    { creditorId: one.creditorId, actor: { kind: 'machine', id: 'law' } },
    async (work) => [await verifyTrail(work), await verifyLedger(work)],
  );
  return [
    ...left.map(({ kind, state }) => `a message (${kind}) is still ${state}`),
    ...proofs.flatMap(({ chain, flaw }) => (flaw === null ? [] : [`${chain}: ${flaw.says}`])),
  ];
}
