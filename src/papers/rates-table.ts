/** Which reference rates a printed statement was worked out with, each half-year's once, and where each can be checked. */
import { sourceText } from '../law/reference-rates.ts';
import { percentText } from '../sending/letter-page.ts';
import type { Day } from '../values/day.ts';
import { shortDayText } from '../values/day-text.ts';
import type { Language } from '../values/language.ts';
import type { PaperTable } from './paper.ts';
import type { InterestPart } from './statement-sheet.ts';
import type { PaperSay } from './words.ts';

/** Each half-year's rate once, with where it can be checked. */
export function ratesTable(parts: readonly InterestPart[], say: PaperSay, language: Language): PaperTable {
  const used = new Map<string, { percent: string; source: string; from: Day; to: Day }>();
  for (const { rows } of parts)
    for (const row of rows) {
      if (row.basis === 'contract') continue;
      const key = `${row.referencePercent} ${row.source} ${row.fromDay.slice(0, 4)} ${row.fromDay.slice(5) < '07-01'}`;
      const before = used.get(key);
      const from = before && before.from < row.fromDay ? before.from : row.fromDay;
      const to = before && before.to > row.toDay ? before.to : row.toDay;
      used.set(key, { percent: row.referencePercent, source: row.source, from, to });
    }
  return {
    kind: 'table',
    title: say('rates'),
    columns: [
      { name: say('ratesDays'), figure: false, width: 34 },
      { name: say('ratesPercent'), figure: true, width: 12 },
      { name: say('ratesSource'), figure: false, width: 54 },
    ],
    rows: [...used.values()]
      .sort((a, b) => (a.from < b.from ? -1 : 1))
      .map(({ percent, source, from, to }) => [
        { text: spanText(from, to, language) },
        { text: percentText(percent, language) },
        { text: sourceText(source) },
      ]),
    sums: [],
  };
}

/** The year once where it is the same: "11. feb. – 12. mar. 2040". */
export function spanText(from: Day, to: Day, language: Language): string {
  const years = [from.slice(0, 4), to.slice(0, 4)];
  const first = shortDayText(from, language) + (years[0] === years[1] ? '' : ` ${years[0]}`);
  return `${first} – ${shortDayText(to, language)} ${years[1]}`;
}
