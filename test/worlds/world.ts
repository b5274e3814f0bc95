/** One made-up creditor: its debtors in several countries and currencies, its habits, and what befalls it on each day. */
import { randomUUID } from 'node:crypto';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { connectPaymentAccount } from '../../src/creditors/connect-payment-account.ts';
import { keepGrant } from '../../src/creditors/keep-grant.ts';
import { saveLadder } from '../../src/creditors/save-ladder.ts';
import { insertCreditor } from '../../src/creditors/store.ts';
import { insertMember, personOf } from '../../src/creditors/store-members.ts';
import type { Work } from '../../src/db/work.ts';
import { beginMirror } from '../../src/mirror/begin-mirror.ts';
import { bookInvoice } from '../../src/sandbox/books.ts';
import { addAgreement, addCustomer, grantAccess } from '../../src/sandbox/people.ts';
import { type Day, dayPlus } from '../../src/values/day.ts';
import type { Currency } from '../../src/values/money.ts';
import { profileOf } from '../people.ts';
import { type Dice, dice } from './dice.ts';
import type { WorldsHouse } from './house.ts';
import { anyLadder, anySmallestSums, anyWeekdays } from './policies.ts';

export const zone = 'Europe/Copenhagen';

/** How readily this creditor's people decide: percent of the open letters that get a yes on a day. */
type Habit = {
  readonly yes: number;
  readonly answers: number;
  readonly pays: number;
  readonly holdWindowHours: number;
  /** Letters leave from eight until then. */
  readonly until: number;
};

export type OneWorld = {
  readonly seed: number;
  readonly dice: Dice;
  readonly agreement: number;
  readonly creditorId: string;
  readonly memberId: string;
  readonly customers: readonly number[];
  readonly habit: Habit;
  /** The day on which sending is switched on; the books are read from the first day. */
  readonly onFrom: Day;
  isOn: boolean;
  /** By invoice: what a debtor has paid on the portal and the bookkeeper has not booked yet. */
  readonly paidThere: Map<number, bigint>;
  /** What happened, a line each: printed when a law is broken. */
  readonly diary: string[];
  work<Value>(deed: (work: Work) => Promise<Value>): Promise<Value>;
};

const countries: readonly { country: string; market: string; currencies: readonly Currency[] }[] = [
  { country: 'Danmark', market: 'DK', currencies: ['DKK', 'DKK', 'EUR'] },
  { country: 'Danmark', market: 'DK', currencies: ['DKK'] },
  { country: 'Sverige', market: 'SE', currencies: ['SEK', 'EUR'] },
  { country: 'Tyskland', market: 'DE', currencies: ['EUR'] },
  { country: 'Norge', market: 'NO', currencies: ['NOK', 'DKK'] },
  { country: 'Storbritannien', market: 'GB', currencies: ['GBP'] },
];

let nextAgreement = 1_700_000;

export async function moveIn(house: WorldsHouse, seed: number, today: Day): Promise<OneWorld> {
  const die = dice(seed);
  const agreement = nextAgreement++;
  const { world } = house.sandbox;
  addAgreement(world, { number: agreement });
  const customers = Array.from({ length: die.between(4, 7) }, (_, place) => 10_001 + place);
  for (const number of customers) {
    const { country, currencies } = die.oneOf(countries);
    const email = die.happens(8) ? null : `kunde-${number}@${agreement}.example`;
    addCustomer(world, agreement, { number, name: `Kunde ${number} ApS`, country, currency: currencies[0]!, email });
    for (let invoice = die.between(1, 3); invoice > 0; invoice -= 1)
      bookOne({ dice: die, agreement }, house, number, dayPlus(today, die.between(-40, 25)), today);
  }
  const account = `acct_${agreement}`;
  const takesPayments = die.happens(70);
  world.stripe.accounts.push({ id: account, name: `Verden ${seed}`, country: 'DK', currency: 'dkk', connected: true });
  const creditorId = randomUUID();
  const as = (kind: 'machine' | 'member', id: string) => (deed: (work: Work) => Promise<unknown>) =>
    house.tools.clock.openWork({ creditorId, actor: { kind, id } }, deed);
  const habit: Habit = {
    yes: die.oneOf([20, 60, 95]),
    answers: die.oneOf([20, 60, 90]),
    pays: die.oneOf([1, 3, 6]),
    holdWindowHours: die.oneOf([0, 0, 24]),
    until: die.oneOf([12, 16, 20]),
  };
  await as(
    'machine',
    'test',
  )(async (work) => {
    await insertCreditor(work, profileOf(`Verden ${seed}`, String(agreement)), { email: null, name: null });
    await keepGrant(work, house.config.sealKeys, grantAccess(world, agreement));
    await beginMirror(work);
    const email = `anna@${agreement}.example`;
    const personId = await personOf(work, email);
    await insertMember(work, { personId, name: 'Anna Dam', email, role: 'admin', employeeNumber: null });
    const confirmed = [...new Set(['DK', ...countries.map(({ market }) => market).filter(() => die.happens(70))])];
    await changeSetting(work, 'market', Object.fromEntries(confirmed.map((market) => [market, 'confirmed'])));
    await changeSetting(work, 'sending-hours', { from: 8, to: habit.until });
    if (takesPayments) await connectPaymentAccount(work, account);
    if (die.happens(60)) await saveLadder(work, 'normal', anyLadder(die));
    if (die.happens(40)) await changeSetting(work, 'sending-days', { weekdays: anyWeekdays(die) });
    if (die.happens(30)) await changeSetting(work, 'smallest-sum', anySmallestSums(die));
    await changeSetting(work, 'hold-window', { hours: habit.holdWindowHours });
  });
  const [member] = await house.behind`select id from members where creditor_id = ${creditorId}`;
  const memberId = String(member?.['id']);
  const onFrom = dayPlus(today, die.oneOf([0, 0, 0, 7, 30]));
  const work: OneWorld['work'] = (deed) =>
    house.tools.clock.openWork({ creditorId, actor: { kind: 'member', id: memberId } }, deed);
  return {
    seed,
    dice: die,
    agreement,
    creditorId,
    memberId,
    customers,
    habit,
    onFrom,
    isOn: false,
    paidThere: new Map(),
    diary: [],
    work,
  };
}

/** Books an invoice that falls due on `dueDay`, some of them in another of the customer's currencies. */
export function bookOne(
  { dice: die, agreement }: Pick<OneWorld, 'dice' | 'agreement'>,
  { sandbox }: WorldsHouse,
  customer: number,
  dueDay: Day,
  today: Day,
): string {
  const card = sandbox.world.agreements
    .find((each) => each.number === agreement)!
    .customers.find((each) => each.number === customer)!;
  const also = countries.find(({ country }) => country === card.country)!.currencies;
  const currency = die.happens(30) ? die.oneOf(also) : card.currency;
  const before = dayPlus(dueDay, -14);
  const day = before > today ? today : before;
  const amountMinor = BigInt(die.between(50, 9000)) * 100n + BigInt(die.between(0, 99));
  const invoice = bookInvoice(sandbox.world, { agreement, customer, amountMinor, currency, day, dueDay });
  return `booked ${invoice.number} to ${customer}: ${amountMinor} ${currency}, due ${dueDay}`;
}
