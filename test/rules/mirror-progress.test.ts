import t from 'tap';
import { progressOf } from '../../src/mirror/progress.ts';

t.test('how far the first reading has come, and how long it will last', async (t) => {
  const at = (rowsPlanned: number | null, rowsRead: number, pagesRead: number, readMs: number) =>
    progressOf({ rowsPlanned, rowsRead, pagesRead, readMs });
  const rows: [what: string, ReturnType<typeof at>, ReturnType<typeof at>][] = [
    ['not begun', at(null, 0, 0, 0), { rows: 0, of: 0, pages: 0, leftMs: null }],
    ['the books do not say', at(null, 5000, 5, 9000), { rows: 5000, of: 0, pages: 5, leftMs: null }],
    ['empty books', at(0, 0, 0, 10), { rows: 0, of: 0, pages: 0, leftMs: null }],
    ['too few rows to tell', at(10_000, 999, 1, 9000), { rows: 999, of: 10_000, pages: 1, leftMs: null }],
    ['too short to tell', at(10_000, 1000, 1, 1999), { rows: 1000, of: 10_000, pages: 1, leftMs: null }],
    ['a tenth in two seconds', at(10_000, 1000, 1, 2000), { rows: 1000, of: 10_000, pages: 1, leftMs: 18_000 }],
    ['all of it', at(10_000, 10_000, 10, 20_000), { rows: 10_000, of: 10_000, pages: 10, leftMs: 0 }],
    ['more than was said', at(10_000, 12_000, 12, 20_000), { rows: 12_000, of: 12_000, pages: 12, leftMs: 0 }],
  ];
  for (const [what, found, wanted] of rows) t.strictSame(found, wanted, what);
});
