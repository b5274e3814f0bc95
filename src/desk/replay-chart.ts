/** Letters by month and rung as the bars of a chart: boxes and words only, drawn by the view as SVG. The table beside it says the same. */

import type { ReplayTally } from '../ladder/replay-tally.ts';
import { monthText } from '../values/day-text.ts';

export type Bar = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly shade: number;
};

export type ReplayChart = {
  readonly width: number;
  readonly height: number;
  readonly bars: readonly Bar[];
  readonly months: readonly { readonly x: number; readonly text: string }[];
  /** Lines across, with the number of letters each stands for. */
  readonly lines: readonly { readonly y: number; readonly text: string }[];
};

const width = 720;
const height = 200;
const margin = { left: 44, right: 4, top: 10, bottom: 22 };

/** `months` are all that are shown, in their order; `most` is the highest month of all charts that stand beside each other. */
export function replayChart(
  tally: ReplayTally,
  months: readonly string[],
  labels: readonly string[],
  most: number,
): ReplayChart {
  const top = roundedUp(Math.max(1, most));
  const [across, up] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
  const step = across / Math.max(1, months.length);
  const place = (letters: number) => margin.top + up - (letters / top) * up;
  const bars = months.flatMap((month, column) => {
    let stacked = 0;
    return labels.flatMap((label, shade): Bar[] => {
      const letters = tally.months[month]?.[label] ?? 0;
      if (letters === 0) return [];
      stacked += letters;
      const y = place(stacked);
      return [
        {
          x: tidy(margin.left + column * step + step * 0.15),
          y: tidy(y),
          width: tidy(step * 0.7),
          height: tidy((letters / top) * up),
          shade,
        },
      ];
    });
  });
  return {
    width,
    height,
    bars,
    months: months.map((month, column) => ({
      x: tidy(margin.left + (column + 0.5) * step),
      text: monthText(`${month}-01`, 'en').slice(0, 3),
    })),
    lines: [0, top / 2, top].map((letters) => ({ y: tidy(place(letters)), text: String(letters) })),
  };
}

/** The most letters any month of these has. */
export function mostInAMonth(tallies: readonly ReplayTally[]): number {
  const sums = tallies.flatMap(({ months }) =>
    Object.values(months).map((rungs) => Object.values(rungs).reduce((a, b) => a + b, 0)),
  );
  return Math.max(0, ...sums);
}

/** Every month from the first day's to the last day's: "2039-04". */
export function monthsBetween(fromDay: string, toDay: string): string[] {
  const months: string[] = [];
  let [year, month] = fromDay.split('-').map(Number) as [number, number];
  for (;;) {
    const text = `${year}-${String(month).padStart(2, '0')}`;
    if (text > toDay.slice(0, 7)) return months;
    months.push(text);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}

/** The next of 2, 4, 10, 20, 40, 100 …: a scale whose half is a whole number. */
function roundedUp(most: number): number {
  let ten = 1;
  for (;;) {
    for (const each of [2, 4, 10]) if (each * ten >= most) return each * ten;
    ten *= 10;
  }
}

function tidy(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
