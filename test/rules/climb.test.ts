/** Any number of rungs, and a ladder that is edited under an invoice that climbs it. */
import t from 'tap';
import { isBehind, nthOf, rungFor, rungsAhead } from '../../src/ladder/climb.ts';
import { dueRung } from '../../src/ladder/due-rung.ts';
import { nextRung } from '../../src/ladder/next-rung.ts';
import {
  defaultRungs,
  isRungKey,
  kindOf,
  type Ladder,
  newKey,
  type RungKey,
  rungWith,
} from '../../src/ladder/rungs.ts';
import { climbedTo, invoice, ladder } from './world.ts';

const rung = (key: RungKey, days: number, feeMinor = 0n) =>
  rungWith({ key, days, feeMinor, interest: false, daysToPay: 10 });
const version = (name: string, ...rungs: (readonly [RungKey, number])[]): Ladder => ({
  version: name,
  rungs: rungs.map(([key, days]) => rung(key, days)),
});
const keysAhead = (inForce: Ladder, climbed: RungKey[], lastLadder: Ladder | null = null) =>
  rungsAhead(inForce, { climbed, lastLadder }).map(({ key }) => key);

t.test('a key says its kind for ever, and a new one is greater than any before', async (t) => {
  for (const [key, kind] of [
    ['nudge', 'nudge'],
    ['nudge-4', 'nudge'],
    ['first-reminder', 'reminder'],
    ['second-reminder', 'reminder'],
    ['reminder-12', 'reminder'],
    ['notice', 'notice'],
    ['human-7', 'human'],
  ] as const)
    t.equal(kindOf(key), kind, key);
  for (const text of [
    '',
    'third-reminder',
    'reminder-0',
    'reminder-',
    'notice-1x',
    'first-notice',
    'call',
    '__proto__',
  ])
    t.notOk(isRungKey(text), text);
  t.equal(newKey('reminder', climbedTo('notice')), 'reminder-3');
  t.equal(newKey('nudge', ['nudge', 'reminder-9']), 'nudge-10');
  t.equal(newKey('nudge', []), 'nudge');
});

t.test('an invoice climbs what lies ahead of it, and nothing twice', async (t) => {
  const long = version(
    'long',
    ['nudge', 10],
    ['nudge-3', 3],
    ['first-reminder', 5],
    ['second-reminder', 10],
    ['reminder-4', 10],
    ['notice', 10],
    ['human', 5],
  );
  t.same(
    keysAhead(long, []),
    long.rungs.map(({ key }) => key),
  );
  t.same(keysAhead(long, ['nudge', 'first-reminder']), ['second-reminder', 'reminder-4', 'notice', 'human']);
  t.same(keysAhead(long, ['first-reminder', 'second-reminder', 'reminder-4']), ['notice', 'human']);
  t.same(keysAhead(long, ['notice']), ['human'], 'after a notice only a person');
  t.ok(
    isBehind(long, { climbed: ['second-reminder'], lastLadder: null }, 'first-reminder'),
    'one stepped over is behind',
  );
  t.notOk(isBehind(long, { climbed: [], lastLadder: null }, 'nudge'));
  const firstOff = { ...long, rungs: long.rungs.map((each) => ({ ...each, on: each.key !== 'first-reminder' })) };
  t.same(keysAhead(firstOff, ['reminder-9']), ['reminder-4', 'notice', 'human'], 'what is off is not counted as had');
  t.same(keysAhead(version('short', ['nudge', 3], ['notice', 10]), ['reminder-9']), ['notice']);
});

t.test(
  'the version by which the last letter went says what comes next and when; the one in force what it carries',
  async (t) => {
    const v1 = version('v1', ['first-reminder', 5], ['second-reminder', 10], ['notice', 10]);
    const last = { climbed: ['first-reminder'] as RungKey[], lastLetterDay: '2026-03-11', lastDeadline: null };
    for (const [promise, v2, next, after] of [
      [
        'other days',
        version('v2', ['first-reminder', 5], ['second-reminder', 20], ['notice', 30]),
        ['second-reminder', '2026-03-22'],
        ['notice', '2026-04-22'],
      ],
      [
        'a rung put in between',
        version('v2', ['first-reminder', 5], ['reminder-4', 3], ['second-reminder', 10], ['notice', 10]),
        ['second-reminder', '2026-03-22'],
        ['notice', '2026-04-02'],
      ],
      [
        'a rung put in later',
        version('v2', ['first-reminder', 5], ['second-reminder', 10], ['reminder-4', 7], ['notice', 10]),
        ['second-reminder', '2026-03-22'],
        ['reminder-4', '2026-03-30'],
      ],
      [
        'the next rung taken out',
        version('v2', ['first-reminder', 5], ['notice', 14]),
        ['second-reminder', '2026-03-22'],
        ['notice', '2026-04-06'],
      ],
      [
        'all rungs of other keys',
        version('v2', ['reminder-7', 2], ['reminder-8', 4], ['reminder-9', 6], ['notice-10', 10]),
        ['second-reminder', '2026-03-22'],
        ['reminder-9', '2026-03-29'],
      ],
      [
        'two rungs changing places',
        version('v2', ['second-reminder', 5], ['first-reminder', 10], ['notice', 12]),
        ['second-reminder', '2026-03-22'],
        ['notice', '2026-04-04'],
      ],
      [
        'the notice taken out',
        version('v2', ['first-reminder', 5], ['second-reminder', 10]),
        ['second-reminder', '2026-03-22'],
        null,
      ],
    ] as const) {
      const first = nextRung('2026-04-01', v2, { ...invoice, ...last, lastLadder: v1 });
      t.same(first, { rung: next[0], day: next[1] }, `${promise}: the next rung is still the first version's`);
      const then = nextRung('2026-05-01', v2, {
        ...invoice,
        climbed: [...last.climbed, next[0]],
        lastLetterDay: next[1],
        lastDeadline: null,
        lastLadder: v2,
      });
      t.same(then, after && { rung: after[0], day: after[1] }, `${promise}: the one after is the second version's`);
    }
    t.same(
      nextRung('2026-03-20', version('v2', ['first-reminder', 9]), { ...invoice, lastLadder: v1 }),
      { rung: 'first-reminder', day: '2026-03-15' },
      'before its first letter an invoice follows the version in force',
    );
  },
);

t.test(
  'a rung carries what the ladder in force gives it, and what the old one gave where it is gone or off',
  async (t) => {
    const v1 = { version: 'v1', rungs: [rung('first-reminder', 5, 100n), rung('second-reminder', 10, 100n)] };
    const v2 = { version: 'v2', rungs: [rung('first-reminder', 5, 50n), rung('second-reminder', 10, 50n)] };
    const off = { ...v2, rungs: v2.rungs.map((each) => ({ ...each, on: false })) };
    const fee = (inForce: Ladder, climbed: RungKey[]) =>
      rungFor(inForce, { climbed, lastLadder: v1 }, 'second-reminder')?.feeMinor;
    t.equal(fee(v2, ['first-reminder']), 50n);
    t.equal(fee({ version: 'v3', rungs: [rung('notice', 10)] }, ['first-reminder']), 100n);
    t.equal(fee(off, ['first-reminder']), 100n);
    t.equal(rungFor(off, { climbed: [], lastLadder: null }, 'second-reminder')?.on, false);
  },
);

t.test('a ladder that knows nothing an invoice has had counts what it has had', async (t) => {
  const other = version(
    'other',
    ['nudge-5', 3],
    ['reminder-6', 5],
    ['reminder-7', 5],
    ['reminder-8', 5],
    ['human-9', 5],
  );
  t.same(keysAhead(other, ['nudge']), ['nudge-5', 'reminder-6', 'reminder-7', 'reminder-8', 'human-9']);
  t.same(keysAhead(other, ['nudge', 'first-reminder']), ['reminder-7', 'reminder-8', 'human-9']);
  t.same(keysAhead(other, climbedTo('second-reminder')), ['reminder-8', 'human-9']);
  t.same(keysAhead(other, climbedTo('notice')), ['human-9']);
  t.same(keysAhead(version('short', ['reminder-6', 5]), climbedTo('second-reminder')), []);
});

t.test('of several nudges only the latest whose day has come is left, and none after the due day', async (t) => {
  const nudges = version('nudges', ['nudge', 10], ['nudge-3', 5], ['nudge-4', 1], ['first-reminder', 5]);
  const next = (today: string, climbed: RungKey[] = [], lastLetterDay: string | null = null) => {
    const found = nextRung(today, nudges, { ...invoice, climbed, lastLetterDay });
    return found && [found.rung, found.day];
  };
  t.same(next('2026-02-20'), ['nudge', '2026-02-24']);
  t.same(next('2026-02-28'), ['nudge', '2026-02-24'], 'missed by four days, and it is still the one');
  t.same(next('2026-03-01'), ['nudge-3', '2026-03-01'], 'then the next one takes its place');
  t.same(next('2026-03-01', ['nudge'], '2026-03-01'), ['nudge-3', '2026-03-02'], 'never two on a day');
  t.same(
    next('2026-03-02', ['nudge-3'], '2026-03-01'),
    ['nudge-4', '2026-03-05'],
    'one that was stepped over stays behind',
  );
  t.same(next('2026-03-05', ['nudge', 'nudge-3'], '2026-03-05'), ['first-reminder', '2026-03-11']);
  t.same(next('2026-03-06'), ['first-reminder', '2026-03-11']);
});

t.test(
  'at the human rung no letter is due: a person takes over, in the place of a notice that may not be',
  async (t) => {
    const withPerson = { version: 'p', rungs: [...defaultRungs, rung('human', 7)] };
    const due = (
      today: string,
      climbed: RungKey[],
      debtorKind: 'business' | 'consumer' = 'business',
      using: Ladder = withPerson,
    ) => {
      const facts = { ...invoice, climbed, lastLetterDay: '2026-03-12', lastDeadline: '2026-03-22' };
      const { rung, why, lookAgainOn } = dueRung({ today, ladder: using, debtorKind, invoice: facts });
      return [rung, why, lookAgainOn];
    };
    t.same(due('2026-03-22', climbedTo('notice')), [null, 'not-yet', '2026-03-23'], 'its deadline first');
    t.same(due('2026-03-23', climbedTo('notice')), [null, 'handed-over', null]);
    t.same(due('2026-03-22', climbedTo('second-reminder'), 'consumer'), [null, 'not-yet', '2026-03-23']);
    t.same(due('2026-03-23', climbedTo('second-reminder'), 'consumer'), [null, 'handed-over', null]);
    t.same(due('2026-03-23', climbedTo('second-reminder')), ['notice', 'rung-due', null]);
    t.same(due('2026-03-23', climbedTo('second-reminder'), 'consumer', ladder), [null, 'notice-not-allowed', null]);
  },
);

t.test('a reminder is numbered by what the debtor has had, whatever its key', async (t) => {
  t.equal(nthOf('second-reminder', []), 1);
  t.equal(nthOf('first-reminder', ['nudge', 'nudge-3']), 1);
  t.equal(nthOf('reminder-9', climbedTo('second-reminder')), 3);
  t.equal(nthOf('first-reminder', climbedTo('notice')), 1, 'one it has had keeps its number');
  t.equal(nthOf('second-reminder', climbedTo('notice')), 2);
  t.equal(nthOf('first-reminder', ['first-reminder', 'second-reminder']), 1, 'the first letter it ever had');
  t.equal(nthOf('second-reminder', ['first-reminder', 'second-reminder']), 2);
  t.equal(nthOf('notice', climbedTo('second-reminder')), 1);
});
