/** Whatever ladder, whatever history and whenever it is edited: no rung is skipped, none comes twice, order and spacing are kept. */
import fc from 'fast-check';
import t from 'tap';
import { ladderFaults } from '../../src/creditors/ladder-check.ts';
import { dueRung } from '../../src/ladder/due-rung.ts';
import { kindOf, kindOrder, type Ladder, type Rung, type RungKey, rungWith } from '../../src/ladder/rungs.ts';
import { type Day, dayPlus } from '../../src/values/day.ts';
import { invoice } from './world.ts';

type Letter = {
  readonly key: RungKey;
  readonly day: Day;
  readonly deadline: Day;
  /** The ladder in force when it left, and the one that said it was next. */
  readonly inForce: Ladder;
  readonly ruling: Ladder;
};

/** What a history is made of: looks on these days, each sending what is due or not, and edits of the ladder on theirs. */
type History = {
  readonly looks: readonly { gap: number; sends: boolean }[];
  readonly edits: readonly (readonly [number, Ladder])[];
};

const due = '2026-06-01';
const begins = dayPlus(due, -35);

function climb(first: Ladder, { looks, edits }: History): { letters: Letter[]; handedOver: boolean; last: Ladder } {
  let day = begins;
  let inForce = first;
  const letters: Letter[] = [];
  for (const [turn, { gap, sends }] of looks.entries()) {
    day = dayPlus(day, gap);
    inForce = edits.findLast(([at]) => at <= turn)?.[1] ?? first;
    const last = letters.at(-1);
    const { rung, why } = dueRung({
      today: day,
      ladder: inForce,
      debtorKind: 'business',
      invoice: {
        ...invoice,
        dueDay: due,
        limitationDay: '2099-01-01',
        climbed: letters.map(({ key }) => key),
        lastLadder: last?.inForce ?? null,
        lastLetterDay: last?.day ?? null,
        lastDeadline: last?.deadline ?? null,
      },
    });
    if (why === 'handed-over') return { letters, handedOver: true, last: inForce };
    if (rung === null || !sends) continue;
    const ruling = last?.inForce ?? inForce;
    const carried = [inForce, ruling].flatMap((each) => each.rungs).find((each) => each.key === rung && each.on)!;
    const daysToPay = kindOf(rung) === 'nudge' ? 0 : carried.daysToPay;
    letters.push({ key: rung, day, deadline: dayPlus(day, daysToPay), inForce, ruling });
  }
  return { letters, handedOver: false, last: inForce };
}

/** Asserted of every climb, by other means than the climb's own. */
function keepsItsOrder(letters: readonly Letter[]): void {
  const keys = letters.map(({ key }) => key);
  assert(new Set(keys).size === keys.length, `a rung came twice: ${keys}`);
  assert(keys.filter((key) => kindOf(key) === 'notice').length <= 1, `two notices: ${keys}`);
  for (const [at, letter] of letters.entries()) {
    const before = letters[at - 1];
    const isNudge = kindOf(letter.key) === 'nudge';
    assert(isNudge ? letter.day < due : letter.day > due, `${letter.key} on ${letter.day}`);
    if (before) assert(kindOrder(before.key) <= kindOrder(letter.key), `order: ${keys}`);
    const rung = letter.ruling.rungs.find(({ key }) => key === letter.key);
    assert(rung?.on === true, `${letter.key} is not on in the ladder that rules`);
    if (isNudge) assert(!before || letter.day > before.day, 'two on a day');
    else if (!before || kindOf(before.key) === 'nudge')
      assert(letter.day >= dayPlus(due, rung!.days), 'too soon after the due day');
    else assert(letter.day > dayPlus(before.day, rung!.days) && letter.day > before.deadline, `spacing: ${keys}`);
    assert(nothingLeftOut(letter.ruling, keys.slice(0, at), letter), `skipped before ${letter.key}: ${keys}`);
  }
}

/** Walking down the ladder that rules from this rung, the first that is on and no missed nudge is one it has had. */
function nothingLeftOut({ rungs }: Ladder, had: readonly RungKey[], { key }: Letter): boolean {
  const isNudge = kindOf(key) === 'nudge';
  for (let at = rungs.findIndex((rung) => rung.key === key) - 1; at >= 0; at -= 1) {
    const below = rungs[at]!;
    if (had.includes(below.key)) return true;
    if (!below.on || kindOf(below.key) === 'nudge') continue;
    // A ladder that knows nothing of what was had counts it.
    const known = rungs.some((rung) => had.includes(rung.key));
    const reminders = had.filter((each) => kindOf(each) === 'reminder').length;
    const beneath = rungs.slice(0, at + 1).filter((rung) => rung.on && kindOf(rung.key) === 'reminder').length;
    return !isNudge && !known && beneath <= reminders;
  }
  return true;
}

function assert(holds: boolean, said: string): void {
  if (!holds) throw new Error(said);
}

const days = fc.integer({ min: 1, max: 15 });
const rungOf = (key: RungKey) =>
  fc.record({ days, daysToPay: fc.integer({ min: 0, max: 14 }), on: fc.boolean() }).map(
    ({ days: each, daysToPay, on }): Rung => ({
      ...rungWith({
        key,
        days: each,
        feeMinor: 0n,
        interest: false,
        daysToPay: kindOf(key) === 'notice' ? 10 : daysToPay,
      }),
      on,
    }),
  );
const some = (kind: 'nudge' | 'reminder' | 'notice' | 'human', keys: readonly RungKey[], maxLength: number) =>
  fc
    .shuffledSubarray([...keys], { maxLength })
    .chain((chosen) => fc.tuple(...chosen.map(rungOf)))
    .map((rungs) => (kind === 'nudge' ? rungs.map((rung, at) => ({ ...rung, days: 20 - at * 5 })) : rungs));
const anyLadder = fc
  .tuple(
    some('nudge', ['nudge', 'nudge-3', 'nudge-4'], 3),
    some('reminder', ['first-reminder', 'second-reminder', 'reminder-3', 'reminder-4', 'reminder-5'], 5),
    some('notice', ['notice', 'notice-7'], 1),
    some('human', ['human'], 1),
    fc.uuid(),
  )
  .map(
    ([nudges, reminders, notices, humans, version]): Ladder => ({
      version,
      rungs: [...nudges, ...reminders, ...notices, ...humans],
    }),
  )
  .filter(({ rungs }) =>
    ladderFaults(rungs, { confirmedMarkets: [], law: {} }).every(({ weight }) => weight === 'warning'),
  );
const looks = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 9 }), sends: fc.boolean() }), {
  minLength: 20,
  maxLength: 60,
});
const edits = fc.array(fc.tuple(fc.nat(40), anyLadder), { maxLength: 4 }).map((all) => all.sort((a, b) => a[0] - b[0]));

t.test('any valid ladder, edited at any time, under any history', async () => {
  fc.assert(
    fc.property(anyLadder, looks, edits, (ladder, seen, changed) => {
      keepsItsOrder(climb(ladder, { looks: seen, edits: changed }).letters);
    }),
    { numRuns: 1500 },
  );
});

/** Long enough for everything to leave, looked at every day. */
const everyDay: History['looks'] = Array.from({ length: 330 }, () => ({ gap: 1, sends: true }));

t.test('left alone, every rung that is on goes once, in order, to the end', async () => {
  fc.assert(
    fc.property(anyLadder, (ladder) => {
      const { letters, handedOver } = climb(ladder, { looks: everyDay, edits: [] });
      const on = ladder.rungs.filter((rung) => rung.on);
      const expected = on.filter(({ key }) => kindOf(key) !== 'human').map(({ key }) => key);
      assert(
        letters.map(({ key }) => key).join() === expected.join(),
        `${letters.map(({ key }) => key)} of ${expected}`,
      );
      assert(handedOver === on.some(({ key }) => kindOf(key) === 'human'), 'the person at the end');
    }),
    { numRuns: 300 },
  );
});

t.test('every way to switch five rungs on and off, changed to every other way after every letter', async (t) => {
  const keys = ['nudge', 'first-reminder', 'second-reminder', 'notice', 'human'] as const;
  const withOn = (set: number): Ladder => ({
    version: String(set),
    rungs: keys.map((key, at) => ({
      ...rungWith({ key, days: 10, feeMinor: 0n, interest: false, daysToPay: 10 }),
      on: ((set >> at) & 1) === 1,
    })),
  });
  const sets = Array.from({ length: 32 }, (_, set) => set);
  let histories = 0;
  for (const first of sets)
    for (const second of sets)
      for (const sent of [0, 1, 2, 3]) {
        const before = climb(withOn(first), { looks: everyDay, edits: [] }).letters;
        const letter = before[sent - 1];
        if (sent > 0 && !letter) continue;
        const turn = letter ? everyDay.findIndex((_, at) => dayPlus(begins, at + 1) > letter.day) : 0;
        const { letters } = climb(withOn(first), { looks: everyDay, edits: [[turn, withOn(second)]] });
        keepsItsOrder(letters);
        const on = (set: number, key: RungKey) => ((set >> keys.indexOf(key as (typeof keys)[number])) & 1) === 1;
        const next = letters[sent];
        const had = letters.slice(0, sent).map(({ key }) => key);
        const follows = sent === 0 ? second : first;
        const place = Math.max(-1, ...had.map((key) => keys.indexOf(key as (typeof keys)[number])));
        const expected = keys.find(
          (key, at) => at > place && key !== 'human' && (key !== 'nudge' || sent === 0) && on(follows, key),
        );
        const person = keys.slice(place + 1).find((key) => on(follows, key) && key !== 'nudge');
        if (expected !== undefined && person !== 'human')
          assert(next?.key === expected, `${first} to ${second} after ${had}: ${next?.key}`);
        histories += 1;
      }
  t.ok(histories > 2500, `${histories} histories`);
});
