import t from 'tap';
import { dueRung } from '../../src/ladder/due-rung.ts';
import type { InvoiceFacts } from '../../src/ladder/facts.ts';
import { nextRung } from '../../src/ladder/next-rung.ts';
import type { Ladder, RungKey } from '../../src/ladder/rungs.ts';
import { climbedTo, invoice, ladder, ladderWith } from './world.ts';

const after = (last: RungKey, lastLetterDay: string, lastDeadline: string | null = null) => ({
  climbed: climbedTo(last),
  lastLetterDay,
  lastDeadline,
});

function due(
  today: string,
  change: Partial<InvoiceFacts> = {},
  using: Ladder = ladder,
  debtorKind: 'business' | 'consumer' = 'business',
) {
  const { rung, why, lookAgainOn } = dueRung({ today, ladder: using, debtorKind, invoice: { ...invoice, ...change } });
  return [rung, why, lookAgainOn];
}

t.test('the nudge belongs to the three days before the due day', async (t) => {
  t.same(due('2026-03-02'), [null, 'not-yet', '2026-03-03'], 'four days before');
  t.same(due('2026-03-03'), ['nudge', 'rung-due', '2026-03-06'], 'three days before');
  t.same(due('2026-03-05'), ['nudge', 'rung-due', '2026-03-06'], 'missed on the day, it still goes the day before');
  t.same(due('2026-03-06'), [null, 'not-yet', '2026-03-11'], 'on the due day it is over');
  t.same(due('2026-03-07'), [null, 'not-yet', '2026-03-11'], 'and never caught up after it');
  t.same(due('2026-03-04', after('nudge', '2026-03-03')), [null, 'not-yet', '2026-03-11'], 'once is enough');
});

t.test('the first reminder falls due five days after the due day and stays due', async (t) => {
  t.same(due('2026-03-10'), [null, 'not-yet', '2026-03-11']);
  t.same(due('2026-03-11'), ['first-reminder', 'rung-due', null]);
  t.same(due('2026-03-12'), ['first-reminder', 'rung-due', null]);
  t.same(due('2027-03-12'), ['first-reminder', 'rung-due', null], 'first seen a year late, it starts at the first');
  t.same(
    due('2026-03-11', after('nudge', '2026-03-05')),
    ['first-reminder', 'rung-due', null],
    'the nudge does not push it',
  );
});

t.test('later rungs leave ten full days after the letter before really left', async (t) => {
  for (const [last, next] of [
    ['first-reminder', 'second-reminder'],
    ['second-reminder', 'notice'],
  ] as const) {
    t.same(due('2026-03-22', after(last, '2026-03-12')), [null, 'not-yet', '2026-03-23'], `${next}: the tenth day`);
    t.same(due('2026-03-23', after(last, '2026-03-12')), [next, 'rung-due', null], `${next}: the eleventh`);
    t.same(due('2026-03-24', after(last, '2026-03-12')), [next, 'rung-due', null], `${next}: the twelfth`);
  }
});

t.test('no letter goes before the deadline of the one before is over', async (t) => {
  const long = after('first-reminder', '2026-03-12', '2026-04-01');
  t.same(due('2026-04-01', long), [null, 'not-yet', '2026-04-02']);
  t.same(due('2026-04-02', long), ['second-reminder', 'rung-due', null]);
});

t.test('the ladder ends after the notice', async (t) => {
  t.same(due('2026-06-01', after('notice', '2026-04-01')), [null, 'ladder-ended', null]);
});

t.test('a nudge of no days is none', async (t) => {
  t.same(due('2026-03-05', {}, ladderWith({ nudge: { days: 0 } })), [null, 'not-yet', '2026-03-11']);
});

t.test('rungs that are off are stepped over', async (t) => {
  const noNudge = ladderWith({ nudge: { on: false } });
  t.same(due('2026-03-04', {}, noNudge), [null, 'not-yet', '2026-03-11']);
  const noFirst = ladderWith({ 'first-reminder': { on: false } });
  t.same(
    due('2026-03-15', {}, noFirst),
    [null, 'not-yet', '2026-03-16'],
    'the second counts from the due day when it is the first',
  );
  t.same(due('2026-03-16', {}, noFirst), ['second-reminder', 'rung-due', null]);
  const noSecond = ladderWith({ 'second-reminder': { on: false } });
  t.same(due('2026-03-23', after('first-reminder', '2026-03-12'), noSecond), ['notice', 'rung-due', null]);
  const noNotice = ladderWith({ notice: { on: false } });
  t.same(due('2026-06-01', after('second-reminder', '2026-03-12'), noNotice), [null, 'ladder-ended', null]);
});

t.test('a reminder with no days of grace still waits until the due day is over', async (t) => {
  const atOnce = ladderWith({ nudge: { on: false }, 'first-reminder': { days: 0 } });
  t.same(due('2026-03-06', {}, atOnce), [null, 'not-yet', '2026-03-07']);
  t.same(due('2026-03-07', {}, atOnce), ['first-reminder', 'rung-due', null]);
});

t.test('nothing is due on what is not owed, not ours or too old', async (t) => {
  t.same(due('2026-03-11', { owedMinor: 0n }), [null, 'nothing-owed', null]);
  t.same(due('2026-03-11', { owedMinor: -1n }), [null, 'nothing-owed', null]);
  t.same(due('2026-03-11', { owedMinor: 1n }), ['first-reminder', 'rung-due', null], 'one øre is owed');
  t.same(due('2026-03-11', { termsForbid: 'factoring' }), [null, 'terms-forbid', null]);
  t.same(due('2029-03-05'), ['first-reminder', 'rung-due', null], 'the last day');
  t.same(due('2029-03-06'), [null, 'too-old', null], 'the day it is time-barred');
});

t.test('whoever may only get plain reminders gets no notice', async (t) => {
  const ready = after('second-reminder', '2026-03-12');
  for (const [name, change, kind, because] of [
    ['a consumer', {}, 'consumer', 'consumer'],
    ['an unconfirmed market', { marketConfirmed: false }, 'business', 'market-unconfirmed'],
    ['a market without rules', { market: 'US' }, 'business', 'market-not-in-law-room'],
  ] as const) {
    const answer = dueRung({
      today: '2026-03-23',
      ladder,
      debtorKind: kind,
      invoice: { ...invoice, ...ready, ...change },
    });
    t.same([answer.rung, answer.why, answer.because], [null, 'notice-not-allowed', because], name);
    t.equal(due('2026-03-11', change, ladder, kind)[0], 'first-reminder', `${name} does get the first reminder`);
  }
});

t.test('what comes next is told with its day', async (t) => {
  t.same(nextRung('2026-02-10', ladder, invoice), { rung: 'nudge', day: '2026-03-03' });
  t.same(nextRung('2026-03-06', ladder, invoice), { rung: 'first-reminder', day: '2026-03-11' });
  t.same(nextRung('2026-03-12', ladder, { ...invoice, ...after('first-reminder', '2026-03-11', '2026-03-21') }), {
    rung: 'second-reminder',
    day: '2026-03-22',
  });
  t.equal(nextRung('2026-06-01', ladder, { ...invoice, ...after('notice', '2026-04-01') }), null);
});
