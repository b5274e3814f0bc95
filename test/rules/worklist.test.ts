import fc from 'fast-check';
import t from 'tap';
import { byWeight, type Weighed, weightOf } from '../../src/cases/worklist.ts';
import { quietWords } from '../../src/desk/quiet-words.ts';
import { pastDayText } from '../../src/desk/when-words.ts';
import { guardNames } from '../../src/ladder/guards.ts';

t.test('money times days waited, and what came today counts too', async (t) => {
  const rows: readonly (readonly [baseMinor: bigint | null, days: number, weight: bigint])[] = [
    [100_00n, 0, 100_00n],
    [100_00n, 1, 200_00n],
    [40_00n, 94, 3800_00n],
    [null, 94, 0n],
    [0n, 3, 0n],
    [100_00n, -1, 100_00n],
  ];
  for (const [baseMinor, days, weight] of rows) t.equal(weightOf(baseMinor, days), weight, `${baseMinor} ${days}`);
});

t.test('the order is one order: total, and the same however they came', async () => {
  const weighed = fc.record({
    weight: fc.bigInt({ min: 0n, max: 5n }),
    days: fc.integer({ min: 0, max: 3 }),
    key: fc.uuid(),
  });
  fc.assert(
    fc.property(fc.array(weighed, { maxLength: 12 }), (items) => {
      const one = [...items].sort(byWeight);
      const other = [...items].reverse().sort(byWeight);
      const heavier = (a: Weighed, b: Weighed) => a.weight > b.weight || (a.weight === b.weight && a.days >= b.days);
      return (
        JSON.stringify(one.map(({ key }) => key)) === JSON.stringify(other.map(({ key }) => key)) &&
        one.every((item, place) => place === 0 || heavier(one[place - 1]!, item))
      );
    }),
  );
});

t.test('whatever asks has a title, an act and what ends it, in words', async (t) => {
  for (const what of [...guardNames, 'question', 'ours-left', 'handed-over', 'promise-broken', 'a-guard-of-tomorrow']) {
    const { title, happened, closes, act } = quietWords({ kind: 'letter', what });
    for (const text of [title, happened, closes, act]) t.match(text, /^[A-Za-z]/, what);
  }
});

t.test('days behind are called by their name', async (t) => {
  const said = (day: string) => pastDayText(day, '2040-03-12');
  t.equal(said('2040-03-12'), 'today');
  t.equal(said('2040-03-11'), 'yesterday');
  t.equal(said('2040-03-06'), 'on Tuesday');
  t.equal(said('2040-03-05'), 'on 5 March');
  t.equal(said('2039-12-31'), 'on 31 December 2039');
});
