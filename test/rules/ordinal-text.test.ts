import t from 'tap';
import { rungText } from '../../src/sending/letter-page.ts';
import { languages } from '../../src/values/language.ts';
import { ordinalText } from '../../src/values/ordinal-text.ts';

t.test('a reminder is numbered as the reader would say it', async (t) => {
  const table = [
    [1, '1. rykker', 'första påminnelsen', 'first reminder'],
    [2, '2. rykker', 'andra påminnelsen', 'second reminder'],
    [3, '3. rykker', 'tredje påminnelsen', 'third reminder'],
    [4, '4. rykker', 'fjärde påminnelsen', 'fourth reminder'],
    [12, '12. rykker', 'tolfte påminnelsen', 'twelfth reminder'],
    [13, '13. rykker', '13:e påminnelsen', '13th reminder'],
  ] as const;
  for (const [nth, da, sv, en] of table)
    t.same(
      languages.map((language) => rungText({ rung: 'reminder-7', nth }, language)),
      [da, sv, en],
      en,
    );
  t.equal(rungText({ rung: 'nudge-4', nth: 2 }, 'en'), 'friendly note');
});

t.test('figures end as they are spoken', async (t) => {
  const table = [
    [21, '21:a', '21st'],
    [22, '22:a', '22nd'],
    [23, '23:e', '23rd'],
    [111, '111:e', '111th'],
    [112, '112:e', '112th'],
    [120, '120:e', '120th'],
  ] as const;
  for (const [nth, sv, en] of table) t.same([ordinalText(nth, 'sv'), ordinalText(nth, 'en')], [sv, en]);
  for (const none of [0, -1, 1.5, Number.NaN]) t.throws(() => ordinalText(none, 'en'));
});
