import t from 'tap';
import { ladderFaults } from '../../src/creditors/ladder-check.ts';
import { errorsIn, type LadderFault } from '../../src/creditors/ladder-fault.ts';
import { nothingChosen } from '../../src/creditors/law-choices.ts';
import { defaultRungs, type Rung, type RungKey } from '../../src/ladder/rungs.ts';

type Change = readonly [RungKey, Partial<Rung>];
const confirmed = (...confirmedMarkets: string[]) => ({ confirmedMarkets, law: {} });
const denmark = confirmed('DK');
const faultsOf = (changes: Change[], by = denmark) =>
  errorsIn(
    ladderFaults(
      defaultRungs.map((rung) =>
        Object.assign({}, rung, ...changes.filter(([key]) => key === rung.key).map(([, change]) => change)),
      ),
      by,
    ),
  ).map((fault: LadderFault) => `${fault.rung} ${fault.field}`);

const table: readonly (readonly [string, Change[], string[]])[] = [
  ['the ladder everybody starts with may be saved', [], []],
  ['a nudge bears no fee', [['nudge', { feeMinor: 1n }]], ['nudge fee']],
  ['a fee of exactly 100 kr. may be asked', [['notice', { feeMinor: 10000n }]], []],
  ['a fee of one øre more may not', [['notice', { feeMinor: 10001n }]], ['notice fee']],
  ['a fee below zero may not', [['notice', { feeMinor: -1n }]], ['notice fee']],
  ['letters with a fee lie ten days apart', [['second-reminder', { days: 9 }]], ['second-reminder days']],
  ['nine days are fine when this letter bears no fee', [['second-reminder', { days: 9, feeMinor: 0n }]], []],
  [
    'nine days are fine after letters without a fee',
    [
      ['first-reminder', { feeMinor: 0n }],
      ['second-reminder', { days: 9 }],
    ],
    [],
  ],
  [
    'nine days are fine after a fee letter that is off',
    [
      ['first-reminder', { on: false }],
      ['second-reminder', { days: 9 }],
    ],
    [],
  ],
  [
    'the days of a letter without a fee count',
    [
      ['second-reminder', { feeMinor: 0n }],
      ['notice', { days: 9 }],
    ],
    [],
  ],
  [
    'a fee two rungs below still counts',
    [
      ['second-reminder', { feeMinor: 0n, days: 4 }],
      ['notice', { days: 4 }],
    ],
    ['notice days'],
  ],
  [
    'the day of a letter between two with a fee lies between them too: four days, that day and five more are ten',
    [
      ['second-reminder', { feeMinor: 0n, days: 4 }],
      ['notice', { days: 5 }],
    ],
    [],
  ],
  ['a notice gives ten days to pay', [['notice', { daysToPay: 9 }]], ['notice daysToPay']],
  ['the first reminder may come a day after the due date', [['first-reminder', { days: 1 }]], []],
  ['but not on it', [['first-reminder', { days: 0 }]], ['first-reminder days']],
  ['a nudge comes at most thirty days before', [['nudge', { days: 31 }]], ['nudge days']],
  ['half a day is no day', [['nudge', { days: 2.5 }]], ['nudge days']],
  ['ninety-one days after are too many', [['notice', { days: 91 }]], ['notice days']],
];

for (const [promise, changes, faults] of table) t.same(faultsOf(changes), faults, promise);

t.match(
  ladderFaults(
    defaultRungs.map((rung) => ({ ...rung, days: 1 })),
    denmark,
  )[0]?.sentence,
  /renteloven § 9 b/,
);

t.test('a ladder is judged by the law of the confirmed countries, and one of them is enough', async (t) => {
  const fee = (feeMinor: bigint): Change[] => defaultRungs.slice(1).map(({ key }) => [key, { feeMinor }]);
  const all = ['first-reminder fee', 'second-reminder fee', 'notice fee'];
  const sentence = (by: Parameters<typeof ladderFaults>[1]) =>
    ladderFaults(defaultRungs, by).find(({ field }) => field === 'fee')?.sentence;
  t.same(faultsOf([], confirmed()), [], 'nothing confirmed: what everybody starts with may stand');
  t.same(faultsOf([], confirmed('GB', 'DK')), [], 'Britain has no fee, Denmark has');
  t.same(faultsOf([['notice', { daysToPay: 14 }]], confirmed('GB')), all);
  t.equal(
    sentence(confirmed('GB', 'NL')),
    'The law of the United Kingdom and the Netherlands knows no reminder fee. Write 0, or confirm another country.',
  );
  t.same(faultsOf([], confirmed('SE')), all, 'Sweden: nobody has said that a fee is agreed');
  t.match(sentence(confirmed('SE')), /law of Sweden .* agreed beforehand \(lag \(1981:739\) 2 §\)/);
  const agreed = { confirmedMarkets: ['SE'], law: { SE: { ...nothingChosen, feeAgreedFrom: '2026-01-01' } } };
  const once = (feeMinor: bigint): Change[] =>
    fee(0n).map(([key], at) => [key, { feeMinor: at === 0 ? feeMinor : 0n }]);
  t.same(faultsOf(once(6000n), agreed), [], 'agreed, 60 kr. on one letter');
  t.same(faultsOf(fee(6000n), agreed), ['second-reminder fee'], 'Swedish law knows one fee a claim');
  t.same(faultsOf(fee(6001n), agreed), all, 'agreed, one öre more');
  t.match(sentence(agreed), /at most 60 kr\./);
  t.same(
    faultsOf(fee(6001n), { ...agreed, confirmedMarkets: ['SE', 'DK'] }),
    [],
    'Denmark allows it, and Sweden lowers it',
  );
  t.same(faultsOf([...fee(0n), ['notice', { daysToPay: 13 }]], confirmed('NO')), ['notice daysToPay']);
  t.same(
    faultsOf([...fee(0n), ['notice', { daysToPay: 13 }]], confirmed('NO', 'DK')),
    [],
    'Norway’s letters give more by themselves',
  );
});
t.end();
