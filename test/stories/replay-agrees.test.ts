/**
 * A month (with REPLAY_QUARTER=1 a whole quarter) lived through by the whole program, its sandbox and its people; and the same days replayed afterwards from the
 * books. Where the assumptions of the replay hold (every yes at once, every review at once) the letters are the same ones.
 */
import t from 'tap';
import { decideDebtor } from '../../src/cases/decide-debtor.ts';
import { pastInvoices } from '../../src/cases/past-invoices.ts';
import { readStandings } from '../../src/cases/store-facts.ts';
import { readCreditor } from '../../src/creditors/store.ts';
import { readSettings } from '../../src/creditors/store-settings.ts';
import { replayDebtor } from '../../src/ladder/replay.ts';
import { settledDays } from '../../src/mirror/settled-days.ts';
import { debtorsWithPast, pastDebtsOf } from '../../src/mirror/store-replay.ts';
import { dayIn, dayPlus, earlierDay } from '../../src/values/day.ts';
import { approveProposal } from '../approve-proposal.ts';
import type { Booked, Debtor } from './debtor.ts';
import { house, zone } from './house.ts';

/** From Monday 6 August 2040. */
const first = '2040-08-06';
const last = process.env['REPLAY_QUARTER'] ? '2040-11-02' : '2040-09-07';
const home = await house(t, `${first} 08:30`);
const nordvind = await home.installs('Nordvind Kaffe ApS');
await nordvind.confirmsDenmark();
await nordvind.waitsHours(0);
await nordvind.switchesOn();

type Plan = { readonly debtor: Debtor; readonly booked: Booked; readonly sum: string; readonly day: string };
const payments: Plan[] = [];

/** Due so many days after the first, and paid so many after that; null: never. `part` is paid first, a week before the rest. */
const debts: readonly (readonly (readonly [due: number, paid: number | null, part?: string])[])[] = [
  [[3, null]],
  [[3, 3]],
  [
    [8, 22],
    [15, 9],
  ],
  [[11, 24, '400.00']],
];
for (const [place, owed] of debts.entries()) {
  const debtor = nordvind.hasDebtor(`Kunde ${place + 1} ApS`);
  for (const [due, paid, part] of owed) {
    const dueDay = dayPlus(first, due);
    const booked = await debtor.owes('1000.00', dueDay);
    if (part !== undefined && paid !== null)
      payments.push({ debtor, booked, sum: part, day: dayPlus(dueDay, paid - 7) });
    if (paid !== null)
      payments.push({ debtor, booked, sum: part === undefined ? '1000.00' : '600.00', day: dayPlus(dueDay, paid) });
  }
}
await home.booksAreRead();
await home.minutesPass(5);

/** Whatever waits is said yes to, as the replay takes for granted. */
async function approvesAll(): Promise<void> {
  const asking = await home.behind`
    select debtor_id from proposals where creditor_id = ${nordvind.creditorId} and status = 'held' and verdict_guard = 'debtor-is-solvent'`;
  for (const row of asking) await nordvind.work((work) => decideDebtor(work, row['debtor_id'], { kind: 'solvency' }));
  if (asking.length > 0) await home.minutesPass(3);
  const waiting =
    await home.behind`select id, hash from proposals where creditor_id = ${nordvind.creditorId} and status = 'waiting'`;
  for (const row of waiting) await nordvind.work((work) => approveProposal(work, row['id'], row['hash']));
}

/** Letters that left, "Kunde 1 ApS 2040-08-13 nudge fee 0". */
async function lived(): Promise<string[]> {
  const rows = await home.behind`
    select d.name, p.sent_at, p.rung, p.fee_minor from proposals p join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
    where p.creditor_id = ${nordvind.creditorId} and p.status = 'sent'`;
  return rows
    .map((row) => `${row['name']} ${dayIn(row['sent_at'], zone)} ${row['rung']} fee ${row['fee_minor']}`)
    .sort();
}

async function replayed(): Promise<string[]> {
  return nordvind.work(async (work) => {
    const settings = await readSettings(work);
    const { timeZone } = await readCreditor(work);
    const period = { from: first, to: last };
    const ids = await debtorsWithPast(work, period, null, 100);
    const debts = Map.groupBy(await pastDebtsOf(work, ids, period), (debt) => debt.debtorId);
    return (await readStandings(work, ids))
      .flatMap(({ debtor }) => {
        const settled = settledDays(debts.get(debtor.debtorId) ?? []).filter((each) => each !== null);
        const { debtorId, country, decisions, homeCountry } = debtor;
        const { kind, neverFee } = decisions;
        const invoices = pastInvoices(debtor, settled, settings);
        const policy = {
          ladder: settings.ladder,
          creditor: { ...settings, timeZone, country: homeCountry },
          holdWindowHours: 0,
        };
        return replayDebtor(policy, { debtorId, kind, neverFee, country, invoices }, first, last).map(
          (letter) => `${debtor.name} ${letter.day} ${letter.rung} fee ${letter.feeMinor}`,
        );
      })
      .sort();
  });
}

t.test('the days are lived through, every letter approved on its own', async (t) => {
  let today = first;
  await approvesAll();
  await home.minutesPass(3);
  while (today < last) {
    const [look] = await home.behind`
      select min(look_again_on)::text as day from positions where creditor_id = ${nordvind.creditorId} and settled_at is null and look_again_on > ${today}`;
    const paid = payments.map(({ day }) => day).filter((day) => day > today);
    today = [...paid, look?.['day'] ?? last].reduce(earlierDay, last);
    await home.turnsTo(`${today} 08:30`);
    const now = payments.filter(({ day }) => day === today);
    for (const { debtor, booked, sum } of now) await debtor.pays(booked, sum);
    if (now.length > 0) await home.booksAreRead();
    for (const { debtor } of now)
      if ((await debtor.holds()).some(({ kind }) => kind === 'part-payment'))
        await nordvind.confirms(debtor, 'part-payment');
    await approvesAll();
    await home.minutesPass(3);
  }
  t.ok((await lived()).length > 8);
});

t.test('the replay of it has the same letters, on the same days, with the same fees', async (t) => {
  await home.booksAreRead();
  t.same(await replayed(), await lived());
});

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
