/** Ladders of any length: what cannot be saved, what is only warned of, and that every sentence says what to do. */
import t from 'tap';
import { ladderFaults } from '../../src/creditors/ladder-check.ts';
import { errorsIn } from '../../src/creditors/ladder-fault.ts';
import { nothingChosen } from '../../src/creditors/law-choices.ts';
import { offeredRisk, offeredVip } from '../../src/ladder/offered-ladders.ts';
import { defaultRungs, isRungKey, type Rung, type RungKey, rungWith } from '../../src/ladder/rungs.ts';

const rung = (key: RungKey, days: number, more: Partial<Rung> = {}): Rung => ({
  ...rungWith({ key, days, feeMinor: 0n, interest: false, daysToPay: 10 }),
  ...more,
});
const fee = { feeMinor: 10000n };
const by = (...confirmedMarkets: string[]) => ({ confirmedMarkets, law: {} });
const told = (rungs: readonly Rung[], markets: readonly string[]) =>
  ladderFaults(rungs, by(...markets)).map((each) => `${each.weight} ${each.rung} ${each.field}: ${each.sentence}`);

const first = rung('first-reminder', 5);
const second = rung('second-reminder', 10);
const notice = rung('notice', 10);
const person = rung('human', 10);
const nudge = rung('nudge', 3, { daysToPay: 0 });
const dk = ['DK'];

const table: readonly (readonly [promise: string, rungs: Rung[], markets: string[], told: RegExp[]])[] = [
  [
    'three nudges, four reminders, a notice and a person may be saved',
    [
      rung('nudge-3', 14),
      rung('nudge-4', 7),
      nudge,
      first,
      second,
      rung('reminder-5', 10),
      rung('reminder-6', 10),
      notice,
      person,
    ],
    dk,
    [],
  ],
  ['a notice before a reminder', [first, notice, second], dk, [/^error notice place: .*move it below/]],
  ['a nudge after a reminder', [first, nudge, second], dk, [/^error nudge place: .*move it above/]],
  ['a reminder after a person', [first, person, second], dk, [/^error human place: .*move this below every letter/]],
  ['a notice after a person', [first, person, notice], dk, [/^error human place: .*move this below every letter/]],
  ['two notices', [first, notice, rung('notice-4', 10)], dk, [/^error notice-4 place: .*take this one out/]],
  ['two persons', [first, person, rung('human-4', 10)], dk, [/^error human-4 place: .*take this one out/]],
  ['a second notice that is off', [first, notice, rung('notice-4', 10, { on: false })], dk, []],
  ['a person before any letter', [nudge, person], dk, [/^error human place: .*Add one above/]],
  ['two nudges on one day', [nudge, rung('nudge-4', 3), first], dk, [/^error nudge-4 days: .*never go.*fewer days/]],
  ['a nudge before the one above it', [nudge, rung('nudge-4', 5), first], dk, [/^error nudge-4 days: .*fewer than 3/]],
  ['a nudge of no days', [rung('nudge', 0), first], dk, [/^error nudge days: .*from 1 to 30/]],
  ['no letter at all', [{ ...first, on: false }, person], dk, [/^error null place: .*nobody would ever hear/]],
  ['a person who bears a fee', [first, { ...person, ...fee }], dk, [/^error human fee: .*Write 0/]],
  [
    'four letters with a fee, where the law allows three',
    [{ ...first, ...fee }, { ...second, ...fee }, rung('reminder-4', 10, fee), { ...notice, ...fee }],
    dk,
    [/^error notice fee: 4 letters bear a fee, and the law allows 3 .*renteloven § 9 b.*Write 0/],
  ],
  [
    'sooner than the letter before gave',
    [first, rung('second-reminder', 7)],
    dk,
    [/^warning second-reminder days: .*gives 10 days.*Write 10/],
  ],
  ['as soon as the letter before gave', [first, second], dk, []],
  [
    'a fee that one of two countries does not know',
    [{ ...first, ...fee }],
    ['DK', 'GB'],
    [/^warning first-reminder fee: .*United Kingdom leave the fee out/],
  ],
  [
    'a notice that gives enough in Denmark and not in Norway',
    [first, notice],
    ['DK', 'NO'],
    [/^warning notice daysToPay: .*Norway.*at least 14 days/],
  ],
  [
    'a rung a consumer’s debt does not live to see',
    [first, ...Array.from({ length: 9 }, (_, at) => rung(`reminder-${at + 3}`, 90))],
    ['NL'],
    [/^warning reminder-\d+ days: .*the Netherlands a consumer’s debt is too old after \d+ days/],
  ],
  [
    'words with a value that is none',
    [{ ...first, texts: { da: 'Kære {navn}, betal {total}.' } }],
    dk,
    [/^error first-reminder text: Danish: \{navn\} is no value.*\{name\}/],
  ],
  [
    'words that threaten',
    [{ ...first, texts: { en: 'Pay, or see you in court.' } }],
    dk,
    [/^error first-reminder text: English: “court”.*Take it out/],
  ],
  [
    'a note before the due date that says how late it is',
    [{ ...nudge, texts: { en: '{late} late' } }, first],
    dk,
    [/^error nudge text: English: .*Take \{late\} out/],
  ],
  [
    'words that do neither',
    [{ ...first, texts: { da: 'Kære {name}\n\nVær venlig at betale {total} senest {deadline}.' } }],
    dk,
    [],
  ],
];

for (const [promise, rungs, markets, expected] of table) {
  const said = told(rungs, markets);
  t.equal(said.length, expected.length, `${promise}: ${said.join(' ')}`);
  for (const [at, each] of expected.entries()) t.match(said[at], each, promise);
}

const afterQuiet: readonly (readonly [promise: string, rungs: Rung[], quietDays: number, told: RegExp[]])[] = [
  [
    'a gap of ten days and twelve days of quiet',
    [first, second],
    12,
    [/^warning second-reminder days: .*10 full days after the letter before.*12 quiet days.*Write 12 or more.*Sending/],
  ],
  ['a gap of just the quiet days', [first, second], 10, []],
  ['no quiet days', [first, rung('second-reminder', 10)], 0, []],
  [
    'days to pay that last longer than the quiet days',
    [
      { ...first, daysToPay: 12 },
      { ...second, days: 12 },
    ],
    12,
    [],
  ],
  [
    'a first reminder close upon the nudge',
    [rung('nudge', 1, { daysToPay: 0 }), rung('first-reminder', 2)],
    3,
    [/^warning first-reminder days: .*2 full days after the friendly note.*3 quiet days.*Write 3 or more/],
  ],
  ['a first reminder a day later', [rung('nudge', 1, { daysToPay: 0 }), rung('first-reminder', 3)], 3, []],
  [
    'two nudges in three days',
    [rung('nudge-4', 6, { daysToPay: 0 }), nudge, first],
    3,
    [/^warning nudge days: .*2 full days after the friendly note before.*3 quiet days.*Write 2 or fewer/],
  ],
  [
    'no days at all, which is told once',
    [nudge, rung('first-reminder', 0)],
    3,
    [/^error first-reminder days: .*1 to 90/],
  ],
  ['a person, who writes no letter', [{ ...first, daysToPay: 0 }, rung('human', 1)], 12, []],
];

for (const [promise, rungs, quietDays, expected] of afterQuiet) {
  const said = ladderFaults(rungs, { ...by('DK'), quietDays }).map(
    (each) => `${each.weight} ${each.rung} ${each.field}: ${each.sentence}`,
  );
  t.equal(said.length, expected.length, `${promise}: ${said.join(' ')}`);
  for (const [at, each] of expected.entries()) t.match(said[at], each, promise);
}

t.test('fewer fees or more days apart in one of two countries are told as a warning', async (t) => {
  const agreed = (market: string) => ({ [market]: { ...nothingChosen, feeAgreedFrom: '2026-01-01' } });
  const rungs = [
    { ...first, feeMinor: 5000n },
    { ...second, feeMinor: 5000n },
  ];
  const weights = (markets: string[], law = {}) =>
    ladderFaults(rungs, { confirmedMarkets: markets, law }).map(({ weight, field }) => `${weight} ${field}`);
  t.same(weights(['DK']), []);
  t.same(weights(['DK', 'SE'], agreed('SE')), ['warning fee'], 'Sweden: one fee a claim');
  t.same(weights(['SE'], agreed('SE')), ['error fee']);
});

t.test('the ladders that are offered may be saved where fees are known, and bring keys of their own', async (t) => {
  const used = defaultRungs.map(({ key }) => key);
  for (const rungs of [offeredVip(used), offeredRisk(used)]) {
    t.same(errorsIn(ladderFaults(rungs, by('DK'))), []);
    t.same(ladderFaults(rungs, by()), [], 'and warn of nothing');
    t.ok(rungs.every(({ key }) => isRungKey(key)));
  }
  const [vip, risk] = [offeredVip(used), offeredRisk(used)];
  t.ok(vip.reduce((days, { days: each }) => days + each, 0) > risk.reduce((days, { days: each }) => days + each, 0));
  t.same(
    vip.map(({ key }) => key).filter((key) => !used.includes(key)),
    ['reminder-3', 'human-4'],
  );
});
