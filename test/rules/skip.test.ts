/** Which rung of an invoice may be left out, and that leaving one out brings no letter nearer than the law and the ladder let it. */
import fc from 'fast-check';
import t from 'tap';
import type { InvoiceFacts } from '../../src/ladder/facts.ts';
import { nextRung } from '../../src/ladder/next-rung.ts';
import { type Ladder, rungOf } from '../../src/ladder/rungs.ts';
import { skipOf } from '../../src/ladder/skip.ts';
import { dayPlus } from '../../src/values/day.ts';
import { invoice, ladder, ladderWith } from './world.ts';

const free = { feeMinor: 0n };
const freeFirst = ladderWith({ 'first-reminder': free });
const allFree = ladderWith({ 'first-reminder': free, 'second-reminder': free });
const noSecond = ladderWith({ 'first-reminder': free, 'second-reminder': { on: false } });

type Row = readonly [what: string, today: string, on: Ladder, change: Partial<InvoiceFacts>, outcome: string];

const rows: readonly Row[] = [
  ['a note before the due day', '2026-03-04', ladder, {}, 'nudge, then first-reminder 2026-03-11'],
  ['a first reminder with a fee', '2026-03-11', ladder, {}, 'rung-bears-fee'],
  [
    'a first reminder with a fee of one øre',
    '2026-03-11',
    ladderWith({ 'first-reminder': { feeMinor: 1n } }),
    {},
    'rung-bears-fee',
  ],
  [
    'the last rung there is',
    '2026-03-11',
    { version: 'x', rungs: freeFirst.rungs.filter(({ key }) => key === 'first-reminder') },
    {},
    'first-reminder, then undefined undefined',
  ],
  ['a first reminder without one', '2026-03-11', freeFirst, {}, 'first-reminder, then second-reminder 2026-03-16'],
  [
    'the second of two free ones, after the first was sent',
    '2026-03-24',
    allFree,
    { climbed: ['first-reminder'], lastLetterDay: '2026-03-11', lastDeadline: '2026-03-21' },
    'second-reminder, then notice 2026-03-22',
  ],
  ['the only reminder before a notice', '2026-03-11', noSecond, {}, 'notice-would-come-first'],
  [
    'the second of two free ones, when the first was left out too',
    '2026-03-24',
    allFree,
    { skipped: ['first-reminder'] },
    'notice-would-come-first',
  ],
  [
    'a notice',
    '2026-05-01',
    ladder,
    { climbed: ['first-reminder', 'second-reminder'], lastLetterDay: '2026-04-01', lastDeadline: '2026-04-11' },
    'not-a-courtesy',
  ],
  [
    'the end of the ladder',
    '2026-06-01',
    ladder,
    { climbed: ['first-reminder', 'second-reminder', 'notice'], lastLetterDay: '2026-05-01' },
    'ladder-ended',
  ],
];

t.test('only a courtesy is left out, and never what makes a notice the first demand', async (t) => {
  for (const [what, today, on, change, outcome] of rows) {
    const skip = skipOf(today, on, { ...invoice, ...change });
    const said = skip.ok ? `${skip.rung}, then ${skip.after?.rung} ${skip.after?.day}` : skip.refusal;
    t.equal(said, outcome, what);
  }
});

t.test(
  'days count from the letter that really left: the rung after keeps its own distance and the deadline given',
  async () => {
    const days = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(days, days, days, fc.boolean(), (first, second, late, hasLetter) => {
        const on = ladderWith({
          'first-reminder': { days: first, feeMinor: 0n },
          'second-reminder': { days: second, feeMinor: 0n },
          notice: { days: 10 },
        });
        const sent = { climbed: ['first-reminder'] as const, lastLetterDay: '2026-03-20', lastDeadline: '2026-03-30' };
        const before: InvoiceFacts = hasLetter ? { ...invoice, ...sent } : invoice;
        const today = dayPlus(invoice.dueDay, late);
        const skip = skipOf(today, on, before);
        if (!skip.ok || skip.after === null) return true;
        const after = nextRung(today, on, { ...before, skipped: [skip.rung] })!;
        const own = rungOf(on, after.rung)!.days;
        return hasLetter
          ? after.day > dayPlus('2026-03-20', own) && after.day > '2026-03-30'
          : after.day >= dayPlus(invoice.dueDay, Math.max(own, 1));
      }),
    );
  },
);
