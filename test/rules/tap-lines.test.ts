import t from 'tap';
import { readTapLine } from '../tap-lines.ts';
import { longestFirst } from '../test-order.ts';

t.test('the last line of the test command counts what tap counted', async (t) => {
  const rows: Array<[string, ReturnType<typeof readTapLine>]> = [
    ['# { total: 7, pass: 7 }', { kind: 'totals', totals: { passed: 7, failed: 0, skipped: 0 } }],
    ['# { total: 6, pass: 2, fail: 2, skip: 2 }', { kind: 'totals', totals: { passed: 2, failed: 2, skipped: 2 } }],
    ['# { total: 2, pass: 1, todo: 1 }', { kind: 'totals', totals: { passed: 1, failed: 1, skipped: 0 } }],
    ['ok 2 - walks # SKIP no Chromium', { kind: 'skip', what: 'walks: no Chromium' }],
    ['ok 2 - walks # time=26.7ms', { kind: 'other' }],
    ['    ok 2 - walks # SKIP no Chromium', { kind: 'skip', what: 'walks: no Chromium' }],
    ['    ok 2 - walks', { kind: 'other' }],
    ['    # { total: 7, pass: 7 }', { kind: 'other' }],
  ];
  for (const [line, expected] of rows) t.same(readTapLine(line), expected, line);
});

t.test('the files that take longest begin first, and a folder nobody has named before them all', async (t) => {
  const files = ['test/rules/a.test.ts', 'test/pages/a.test.ts', 'test/pages/z-look.test.ts', 'test/worlds/a.test.ts'];
  t.same(longestFirst([...files, 'test/new/a.test.ts']), [
    'test/new/a.test.ts',
    'test/worlds/a.test.ts',
    'test/pages/z-look.test.ts',
    'test/pages/a.test.ts',
    'test/rules/a.test.ts',
  ]);
});
