/** One invoice climbs the whole ladder, and every sum on the way is worked out here by hand. */
import t from 'tap';
import { decideDebtor } from '../../src/cases/decide-debtor.ts';
import { house } from './house.ts';

/** Monday 6 August 2040. The next closed day is in December, weekends aside. */
const home = await house(t, '2040-08-06 09:00');
const nordvind = await home.installs('Nordvind Kaffe ApS');
await nordvind.confirmsDenmark();
await nordvind.waitsHours(0);
await nordvind.switchesOn();

/**
 * The reference rate of the second half of 2040 is the sandbox's 1,75 %; 8 points on top are 9,75 % a year, and 2040 has
 * 366 days. 5.000,00 kr. for d days: 5000 × 0,0975 × d / 366.
 */
t.test('an invoice nobody pays climbs to the notice, and nothing leaves after it', async (t) => {
  const debtor = nordvind.hasDebtor('Bageriet Kornblomst ApS');
  await debtor.owes('5000.00', '2040-08-09'); // a Thursday
  await home.booksAreRead();

  t.match(
    await debtor.openLetter(),
    { rung: 'nudge', status: 'waiting', feeMinor: '0' },
    'three days before it is due',
  );
  t.same(debtor.letters(), [], 'nothing leaves without a yes');
  await nordvind.approves(debtor);
  await home.minutesPass(5);
  t.match(debtor.letters(), [{ rung: 'nudge', left: /^2040-08-06 09:/, to: [debtor.email] }]);
  t.match(debtor.letters()[0]?.text, /I alt +5\.000,00\n/);
  t.notMatch(debtor.letters()[0]?.text, /gebyr|rente/i, 'a nudge bears nothing');

  await home.turnsTo('2040-08-13 15:00');
  t.equal(await debtor.openLetter(), null, 'not on the fourth day after it was due');
  await home.turnsTo('2040-08-14 09:00');
  await nordvind.approves(debtor);
  await home.minutesPass(5);
  const first = debtor.letters()[1];
  t.match(first, { rung: 'first-reminder', left: /^2040-08-14 09:/ }, 'on the fifth');
  // 10 August to 14 August are five days: 5000 × 0,0975 × 5 / 366 = 6,6598.
  t.match(first?.text, /Rykkergebyr, dette brev +100,00\n/);
  t.match(first?.text, /Morarente til og med i dag +6,66\n/);
  t.match(first?.text, /I alt +5\.106,66\n/);

  await home.turnsTo('2040-08-24 15:00');
  t.equal(await debtor.openLetter(), null, 'not on the tenth day after the letter left');
  await home.turnsTo('2040-08-27 09:00');
  await nordvind.approves(debtor);
  await home.minutesPass(5);
  const second = debtor.letters()[2];
  t.match(second, { rung: 'second-reminder', left: /^2040-08-27 09:/ }, 'the eleventh day is a Saturday: on Monday');
  // 18 days: 23,9754. One earlier fee.
  t.match(second?.text, /Rykkergebyr, brevet af 14\. august 2040 +100,00\n/);
  t.match(second?.text, /Morarente til og med i dag +23,98\n/);
  t.match(second?.text, /I alt +5\.223,98\n/);

  await home.turnsTo('2040-09-06 15:00');
  t.equal(await debtor.openLetter(), null, 'not on the tenth day');
  await home.turnsTo('2040-09-07 09:00');
  t.match(await debtor.openLetter(), {
    rung: 'notice',
    status: 'held',
    guard: 'debtor-is-solvent',
    code: 'not-checked',
  });
  await nordvind.work(async (work) => decideDebtor(work, await debtor.id(), { kind: 'solvency' }));
  await home.minutesPass(5);
  t.match(await debtor.openLetter(), { rung: 'notice', status: 'waiting' }, 'somebody has looked');
  await nordvind.approves(debtor);
  await home.minutesPass(5);
  const notice = debtor.letters()[3];
  t.match(notice, { rung: 'notice', left: /^2040-09-07 09:/ }, 'on the eleventh day');
  // 29 days: 38,6270. Two earlier fees.
  t.match(notice?.text, /Rykkergebyr, brevet af 14\. august 2040 +100,00\n/);
  t.match(notice?.text, /Rykkergebyr, brevet af 27\. august 2040 +100,00\n/);
  t.match(notice?.text, /Rykkergebyr, dette brev +100,00\n/);
  t.match(notice?.text, /Morarente til og med i dag +38,63\n/);
  t.match(notice?.text, /I alt +5\.338,63\n/);
  t.match(notice?.text, /senest mandag den 17\. september 2040/, 'ten days to pay');

  await home.turnsTo('2040-10-19 09:00');
  t.equal(debtor.letters().length, 4, 'after the last rung nothing more leaves');
  t.equal(await debtor.openLetter(), null);
  t.same(await debtor.entries(), [
    'principal 5000.00 2040-07-26',
    'books -5000.00 2040-07-26',
    'fee 100.00 2040-08-14',
    'claimed -100.00 2040-08-14',
    'fee 100.00 2040-08-27',
    'claimed -100.00 2040-08-27',
    'fee 100.00 2040-09-07',
    'claimed -100.00 2040-09-07',
  ]);
  // 10 August to 19 October are 71 days: 94,5697.
  t.match((await debtor.statement()).statement, {
    principalMinor: 500_000n,
    feeMinor: 30_000n,
    interestMinor: 9_457n,
    totalMinor: 539_457n,
  });
  t.equal((await debtor.caseOf())?.open, true);
});

t.test('nothing threw on the way', async (t) => t.same(home.complaints, []));
