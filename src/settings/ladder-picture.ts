/**
 * A ladder's days as a picture: read down, the letters come; read across, the days go by. Each row has the time it gives to
 * pay behind its dot. Made here and not by a script, so that it is there at once and can be printed.
 */
import { dayOf } from '../creditors/ladder-check-order.ts';
import { kindOf, type Rung } from '../ladder/rungs.ts';
import { rungLabel } from './rung-label.ts';

const width = 360;
const rowHeight = 42;
const left = 10;
const right = 14;
const head = 24;

type Row = { readonly label: string; readonly day: number; readonly pays: number; readonly rung: Rung };

/** SVG of the rungs that are on, with the whole of it in words for whoever does not see it; empty where none is on. */
export function ladderPicture(rungs: readonly Rung[], title: string): string {
  const on = rungs.filter((rung) => rung.on);
  const rows = on.map((rung, place): Row => {
    const pays = kindOf(rung.key) === 'nudge' || kindOf(rung.key) === 'human' ? 0 : rung.daysToPay;
    return { label: rungLabel(on, rung), day: dayOf(on, place), pays, rung };
  });
  if (rows.length === 0) return '';
  const first = Math.min(0, ...rows.map((row) => row.day));
  const last = Math.max(1, ...rows.map((row) => row.day + row.pays));
  const x = (day: number) => round(left + ((day - first) / (last - first)) * (width - left - right));
  const height = head + rows.length * rowHeight + 4;
  const told = rows.map((row) => `${row.label}: ${dayText(row.day)}`).join('; ');
  return [
    `<svg class="ladder-picture" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(`${title}. ${told}.`)}">`,
    `<line class="due" x1="${x(0)}" y1="${head - 6}" x2="${x(0)}" y2="${height - 4}"/>`,
    dueLabel(x(0)),
    ...rows.map((row, place) => rowPicture(row, x, head + place * rowHeight)),
    '</svg>',
  ].join('');
}

function dueLabel(at: number): string {
  const anchor = at > width / 2 ? 'end' : 'start';
  return `<text class="dim" x="${anchor === 'end' ? at - 4 : at + 4}" y="13" text-anchor="${anchor}">due date</text>`;
}

function rowPicture({ label, day, pays, rung }: Row, x: (day: number) => number, y: number): string {
  const line = y + 30;
  const isPerson = kindOf(rung.key) === 'human';
  const fee = rung.feeMinor > 0n ? ' · fee' : '';
  return [
    `<text x="${left}" y="${y + 15}">${escaped(short(label))}</text>`,
    `<text class="dim" x="${width - right}" y="${y + 15}" text-anchor="end">${dayText(day)}${fee}</text>`,
    `<line class="days" x1="${left}" y1="${line}" x2="${width - right}" y2="${line}"/>`,
    pays > 0
      ? `<rect class="pays" x="${x(day)}" y="${line - 4}" width="${round(x(day + pays) - x(day))}" height="8" rx="4"/>`
      : '',
    isPerson
      ? `<rect class="person" x="${x(day) - 5}" y="${line - 5}" width="10" height="10" rx="2"/>`
      : `<circle class="${rung.feeMinor > 0n ? 'dot fee' : 'dot'}" cx="${x(day)}" cy="${line}" r="6"/>`,
  ].join('');
}

function short(label: string): string {
  return label.replace(/ before debt collection.*$/, ' (inkassovarsel)');
}

/** "3 days before", "day 21". */
function dayText(day: number): string {
  if (day < 0) return `${-day} ${day === -1 ? 'day' : 'days'} before`;
  return `day ${day}`;
}

function round(at: number): number {
  return Math.round(at * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
