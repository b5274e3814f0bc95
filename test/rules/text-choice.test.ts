/** Who gets which words: each condition at its border, all of them together, and the order. */
import t from 'tap';
import { sortOf, type TextConditions, type TextFacts, type TextRule, textFor } from '../../src/ladder/text-choice.ts';

const facts: TextFacts = {
  rung: 'first-reminder',
  nth: 1,
  currency: 'DKK',
  principalMinor: 500_000n,
  relation: 'usual',
  segment: 'normal',
  habit: null,
  group: 3,
};
const nothing: TextConditions = { relation: null, segment: null, habit: null, group: null, amount: null };
const rule = (when: Partial<TextConditions>, da = 'Kære ven'): TextRule => ({
  letter: 'first-reminder',
  when: { ...nothing, ...when },
  texts: { da },
});
const amount = (atLeast: bigint | null, under: bigint | null, currency: 'DKK' | 'SEK' = 'DKK') => ({
  amount: { currency, atLeast, under },
});

t.test('each condition is met at its border and by nobody beyond it', async (t) => {
  for (const [what, when, of, fits] of [
    ['relation', { relation: 'close' }, { relation: 'close' }, true],
    ['another relation', { relation: 'close' }, {}, false],
    ['segment', { segment: 'vip' }, { segment: 'vip' }, true],
    ['another segment', { segment: 'vip' }, { segment: 'risk' }, false],
    ['habit', { habit: 'late' }, { habit: 'late' }, true],
    ['another habit', { habit: 'late' }, { habit: 'mixed' }, false],
    ['no habit known', { habit: 'unknown' }, {}, true],
    ['a habit known', { habit: 'unknown' }, { habit: 'in-time' }, false],
    ['group', { group: 3 }, {}, true],
    ['another group', { group: 4 }, {}, false],
    ['no group', { group: 3 }, { group: null }, false],
    ['at least that sum', amount(500_000n, null), {}, true],
    ['one øre less', amount(500_001n, null), {}, false],
    ['under that sum', amount(null, 500_000n), {}, false],
    ['one øre under', amount(null, 500_001n), {}, true],
    ['another currency', amount(1n, null, 'SEK'), {}, false],
    ['all of them', { relation: 'close', group: 3, ...amount(1n, 600_000n) }, { relation: 'close' }, true],
    ['all but one', { relation: 'close', group: 4, ...amount(1n, 600_000n) }, { relation: 'close' }, false],
  ] as const)
    t.equal(textFor([rule(when)], { ...facts, ...of }, 'da') !== null, fits, what);
});

t.test('the first that fits and speaks the language is taken', async (t) => {
  const rules = [
    rule({ group: 9 }, 'ni'),
    { ...rule({ group: 3 }), texts: { en: 'three' } },
    rule({ group: 3 }, 'tre'),
  ];
  t.equal(textFor(rules, facts, 'da'), 'tre');
  t.equal(textFor(rules, facts, 'en'), 'three');
  t.equal(textFor(rules, facts, 'sv'), null);
});

t.test('words are for one sort of letter, whatever the ladder calls its rungs', async (t) => {
  for (const [rung, nth, sort] of [
    ['nudge-4', 1, 'nudge'],
    ['reminder-7', 1, 'first-reminder'],
    ['first-reminder', 2, 'later-reminder'],
    ['reminder-9', 3, 'later-reminder'],
    ['notice', 1, 'notice'],
    ['human', 1, null],
  ] as const)
    t.equal(sortOf({ rung, nth }), sort, rung);
  t.equal(textFor([rule({})], { ...facts, nth: 2 }, 'da'), null);
});
