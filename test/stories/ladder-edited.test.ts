/** A longer ladder that ends with a person, a yes given once for a rung, and an edit on the way. */
import t from 'tap';
import { saveLadder } from '../../src/creditors/save-ladder.ts';
import { type Rung, type RungKey, rungWith } from '../../src/ladder/rungs.ts';
import { house } from './house.ts';

/** Monday 6 August 2040. */
const home = await house(t, '2040-08-06 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
await nordvind.confirmsDenmark();
await nordvind.waitsHours(0);
await nordvind.decides('quiet-days', { days: 0 });

const rung = (key: RungKey, days: number): Rung =>
  rungWith({ key, days, feeMinor: 0n, interest: false, daysToPay: key === 'human' ? 0 : 2 });
const saves = (...rungs: Rung[]) => nordvind.work((work) => saveLadder(work, 'normal', rungs));

await saves(rung('first-reminder', 1), rung('second-reminder', 2), rung('reminder-3', 2), rung('human', 3));
await nordvind.switchesOn();

t.test(
  'three reminders and a person: the third says so, an edit holds after the next letter, a standing yes needs nobody',
  async (t) => {
    const debtor = nordvind.hasDebtor('Bageriet Kornblomst ApS');
    await debtor.owes('500.00', '2040-08-06');
    const yes = await nordvind.admin.sends('/settings/ladder/standing-yes', {
      ladder: 'normal',
      rung: 'first-reminder',
    });
    t.equal(yes.status, 200);
    await home.turnsTo('2040-08-07 12:00');
    t.match(debtor.letters(), [{ rung: 'first-reminder', left: /^2040-08-07/ }], 'nobody had to say yes again');
    t.match(await debtor.verdicts(), [/^mirror /, /live go/], 'and every guard was asked before it left');

    await home.turnsTo('2040-08-10 09:00');
    t.match(await debtor.openLetter(), { rung: 'second-reminder', status: 'waiting' }, 'the yes was for another rung');
    await nordvind.approves(debtor);
    await home.minutesPass(5);
    t.match(debtor.letters()[1], { rung: 'second-reminder', left: /^2040-08-10/ });

    await saves(rung('first-reminder', 1), rung('second-reminder', 2), rung('reminder-3', 10), rung('human', 4));
    await home.turnsTo('2040-08-13 09:00');
    t.match(
      await debtor.openLetter(),
      { rung: 'reminder-3', status: 'waiting' },
      'two days as when the letter before left',
    );
    await nordvind.approves(debtor);
    await home.minutesPass(5);
    t.match(debtor.letters()[2], { rung: 'reminder-3', left: /^2040-08-13/, subject: /^3\. rykker: / });

    await home.turnsTo('2040-08-17 12:00');
    const worklist = async () => (await nordvind.admin.opens('/desk/worklist')).text;
    t.notMatch(await worklist(), 'The ladder has ended: it is yours', 'the fourth day is not over');
    await home.turnsTo('2040-08-18 12:00');
    t.match(await worklist(), /The ladder has ended: it is yours/, 'four full days, as the new ladder says');
    t.match(await worklist(), 'Bageriet Kornblomst ApS');
    await home.turnsTo('2040-08-21 12:00');
    t.equal(debtor.letters().length, 3, 'no more leaves');
    const told = (await debtor.trail()).filter(({ what }) => what === 'handed-over');
    t.equal(told.length, 1, 'it is told once');
  },
);

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
