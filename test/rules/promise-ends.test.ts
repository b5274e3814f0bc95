import t from 'tap';
import { promiseEnds } from '../../src/cases/promise-ends.ts';

const rows: readonly (readonly [promised: string, ends: string, why: string])[] = [
  ['2026-03-11', '2026-03-13', 'Wednesday: Friday'],
  ['2026-03-13', '2026-03-17', 'Friday: Tuesday'],
  ['2026-03-14', '2026-03-18', 'Saturday counts as Monday'],
  ['2026-04-01', '2026-04-08', 'the Wednesday before Easter: Maundy Thursday to Easter Monday are closed'],
];

t.test('a promise is broken two bank days after its day', async (t) => {
  for (const [promised, ends, why] of rows) t.equal(promiseEnds(promised, 'DK'), ends, why);
});
