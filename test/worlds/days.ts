/** What may happen to a world on one day: in its books, at its debtors' and at its desk. */

import { decideDebtor } from '../../src/cases/decide-debtor.ts';
import { endRest } from '../../src/cases/end-rest.ts';
import { giveTime } from '../../src/cases/give-time.ts';
import { notePromise } from '../../src/cases/note-promise.ts';
import { restCase } from '../../src/cases/rest-case.ts';
import { skipRung } from '../../src/cases/skip-rung.ts';
import { withdrawProposal } from '../../src/cases/withdraw-proposal.ts';
import { answerQuestion } from '../../src/conversations/answer-question.ts';
import { askQuestion } from '../../src/conversations/ask-question.ts';
import { changeSetting } from '../../src/creditors/change-setting.ts';
import { undoMatches } from '../../src/sandbox/book-lines.ts';
import { bookCreditNote, registerPayment } from '../../src/sandbox/books.ts';
import { changeCustomer } from '../../src/sandbox/people.ts';
import { type Day, dayPlus } from '../../src/values/day.ts';
import { approveProposal } from '../approve-proposal.ts';
import type { Desk, OpenLetter } from './desks.ts';
import type { WorldsHouse } from './house.ts';
import { policyOf } from './policies.ts';
import { bookPaidThere, paysOnPortal } from './portal.ts';
import { bookOne, type OneWorld } from './world.ts';

/** What the bookkeeper books, and which addresses change or die. Answers whether anything was written to the books. */
export function booksOf(house: WorldsHouse, one: OneWorld, today: Day): boolean {
  const { dice, agreement } = one;
  const { world } = house.sandbox;
  const books = world.agreements.find((each) => each.number === agreement)!;
  const before = one.diary.length;
  const say = (what: string) => one.diary.push(`${today} ${what}`);
  for (const what of bookPaidThere(house, one, today)) say(what);
  for (const customer of one.customers)
    if (dice.happens(4)) say(bookOne(one, house, customer, dayPlus(today, dice.between(-2, 20)), today));
  for (const invoice of books.invoices.filter((each) => each.remainderMinor > 0n)) {
    if (one.paidThere.has(invoice.number) || !dice.happens(one.habit.pays)) continue;
    const part = dice.happens(30);
    const amountMinor = part ? (invoice.remainderMinor + 1n) / 2n : invoice.remainderMinor;
    const matched = dice.happens(85);
    if (dice.happens(80))
      registerPayment(world, { agreement, invoice: invoice.number, amountMinor, day: today, matched });
    else bookCreditNote(world, { agreement, invoice: invoice.number, amountMinor, day: today, matched });
    say(`${amountMinor} of ${invoice.remainderMinor} left came for ${invoice.number}, ${matched ? '' : 'not '}matched`);
  }
  const match = books.matches[0];
  if (match && dice.happens(2)) {
    undoMatches(world, agreement, match.to);
    say(`what was matched with line ${match.to} is undone`);
  }
  const customer = dice.oneOf(one.customers);
  const email = books.customers.find((each) => each.number === customer)!.email;
  if (email !== null && dice.happens(2)) {
    world.postmark.bouncing.push(email.toLowerCase());
    say(`the address of ${customer} is dead`);
  }
  if (dice.happens(2)) {
    changeCustomer(
      world,
      agreement,
      customer,
      { email: `ny-${customer}-${dice.between(1, 99)}@${agreement}.example` },
      new Date(),
    );
    say(`${customer} has a new address`);
  }
  return one.diary.length > before;
}

/** What debtors ask and members decide. The order is the customers' numbers', so that the same seed says the same. */
export async function deskOf(house: WorldsHouse, one: OneWorld, { holds, cases }: Desk, today: Day): Promise<void> {
  const { dice, habit } = one;
  const say = (what: string) => one.diary.push(`${today} ${what}`);
  // On the day itself the program may have been down.
  if (today >= one.onFrom && !one.isOn) {
    one.isOn = true;
    await one.work((work) => changeSetting(work, 'sending', { on: true }));
    say('switched on');
  }
  const change = await policyOf(one, cases);
  if (change) say(change);
  for (const hold of holds) {
    if (hold.kind === 'snooze' || hold.kind === 'pause' ? dice.happens(5) : dice.happens(habit.answers)) {
      if (hold.kind === 'question')
        await one.work((work) => answerQuestion(work, hold.questionId!, 'Det er rigtigt som det står.'));
      else await one.work((work) => endRest(work, hold.id, 'confirmed'));
      say(`the ${hold.kind} of ${hold.number} is looked at`);
    }
  }
  for (const each of cases) {
    const { caseId, debtorId, number } = each;
    const thrown = dice.between(1, 100);
    if (thrown <= 2) {
      await one.work((work) => askQuestion(work, { caseId, debtorId, text: 'Hvad er det for en?' }));
      say(`${number} asks`);
    } else if (thrown <= 4) {
      const until = dayPlus(today, dice.between(1, 12));
      await one.work((work) => restCase(work, caseId, thrown === 3 ? 'snooze' : 'pause', until, null));
      say(`${number} rests until ${until}`);
    } else if (thrown <= 6) {
      const out = thrown === 5;
      await one.work((work) => decideDebtor(work, debtorId, { kind: 'left-out', out }));
      say(`${number} is ${out ? 'left out' : 'taken in again'}`);
    } else if (thrown <= 12) {
      await one.work((work) => decideDebtor(work, debtorId, { kind: 'solvency' }));
      say(`${number} is looked up: solvent`);
    } else if (thrown <= 14) {
      say(await paysOnPortal(house, one, each));
    } else if (thrown === 15) {
      const day = dayPlus(today, dice.between(0, 9));
      await one.work((work) => notePromise(work, caseId, day, null));
      say(`${number} promises to pay on ${day}`);
    } else if (thrown === 16 && each.invoiceIds.length > 0) {
      const invoiceId = dice.oneOf(each.invoiceIds);
      const grace = { day: dayPlus(today, dice.between(1, 14)), agreed: dice.happens(50), note: 'Talt med dem' };
      const act = await one.work((work) => giveTime(work, invoiceId, grace));
      say(`time until ${grace.day} for an invoice of ${number}: ${act.ok ? act.invoice.number : act.refusal}`);
    }
  }
}

/** Yes, or back. Answers whether anything was said. */
export async function decides(
  house: WorldsHouse,
  one: OneWorld,
  letters: readonly OpenLetter[],
  today: Day,
): Promise<boolean> {
  const { dice, habit } = one;
  let said = false;
  for (const letter of letters) {
    const { id, hash, number, invoiceId } = letter;
    if (dice.happens(12)) {
      const act = await one.work((work) => skipRung(work, id, invoiceId, 'Vi har talt med dem'));
      one.diary.push(`${today} the rung of the letter to ${number} is skipped: ${act.ok ? 'taken' : act.refusal}`);
      if (act.ok) {
        said = true;
        continue;
      }
    }
    if (dice.happens(habit.yes)) {
      const act = await one.work((work) => approveProposal(work, id, hash));
      one.diary.push(`${today} yes to the letter to ${number}: ${act.ok ? 'taken' : act.refusal}`);
      said ||= act.ok;
      // He was at the till when the yes was said.
      if (act.ok && dice.happens(12)) one.diary.push(`${today} ${await paysOnPortal(house, one, letter)}`);
    } else if (dice.happens(3)) {
      await one.work((work) => withdrawProposal(work, id, 'Vi taler med dem'));
      one.diary.push(`${today} the letter to ${number} is withdrawn`);
    }
  }
  return said;
}
