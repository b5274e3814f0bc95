/**
 * A central bank's rate table in the form of Danmarks Nationalbank's StatBank. The rates are the sandbox's own:
 * they look like the ones of the day, and they are not law.
 */
import type { FastifyInstance } from 'fastify';
import { type Day, dayIn, dayPlus, isDay, weekdayOf } from '../values/day.ts';
import { rateOn, stepsOf } from './bank-rates.ts';
import { type Answer, answerWith, strikeWithFaults } from './faults.ts';
import { html, showPage } from './html.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import type { World } from './world.ts';

const mostDays = 400;

export function statbank(world: World, options: SandboxOptions) {
  return async (scope: FastifyInstance): Promise<void> => {
    strikeWithFaults(scope, world, 'statbank', {
      failed: () => ({ status: 500, body: { message: 'The server failed.' } }),
      limited: () => ({ status: 429, body: { message: 'Too many requests.' } }),
    });
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('x-sandbox', 'not law');
    });
    scope.get('/', async (_request, reply) =>
      showPage(
        reply,
        200,
        'Rates',
        html`<h1>The sandbox's central bank</h1><p><strong>Sandbox, not law.</strong> These rates are made for trying things out. Never use them for a real claim.</p>
<table><thead><tr><th>From</th><th>Lending rate, per cent a year</th></tr></thead>
<tbody>${stepsOf(world, 'statbank').map(([day, rate]) => html`<tr><td>${day}</td><td class="sum">${rate}</td></tr>`)}</tbody></table>`,
      ),
    );
    scope.get('/v1/data/DNRENTD/CSV', async (request, reply) => {
      const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
      return answerWith(reply, rateTable(world, query, dayIn(await options.now(), 'Europe/Copenhagen')));
    });
    scope.get('/*', async (_request, reply) => answerWith(reply, notExtracted('The table does not exist.')));
  };
}

/** Semicolon CSV with a header row; a day that has not come yet is not in the bank's list of values. */
function rateTable(world: World, query: URLSearchParams, today: Day): Answer {
  const danish = (query.get('lang') ?? 'da') === 'da';
  const asked = (name: string) => [...query].find(([key]) => key.toUpperCase() === name)?.[1] ?? null;
  for (const [name, only] of [
    ['INSTRUMENT', 'OIRNAA'],
    ['LAND', 'DK'],
    ['OPGOER', 'E'],
  ] as const) {
    if (asked(name) !== only) return notExtracted(`The value of ${name} must be ${only} here.`);
  }
  const days = (asked('TID') ?? '').split(',').flatMap((code) => daysOf(code.trim(), today));
  if (days.length === 0) return notExtracted('None of the values of Tid exist.');
  const rows = days.map((day) => {
    const rate = isBankingDay(day) ? (rateOn(world, 'statbank', day) ?? '..') : '..';
    const code = `${day.slice(0, 4)}M${day.slice(5, 7)}D${day.slice(8)}`;
    return `OIRNAA;DK;E;${code};${danish ? rate.replace('.', ',') : rate}`;
  });
  const body = `INSTRUMENT;LAND;OPGOER;TID;INDHOLD\r\n${rows.join('\r\n')}\r\n`;
  return { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' }, body };
}

/** `2026M06D30`, or with a star at its end for all that begin so: `2026M06*`. */
function daysOf(code: string, today: Day): Day[] {
  const starred = /^(\d{4})M(\d{2})(?:D(\d?))?\*$/.exec(code);
  if (!starred) {
    const day = code.replace(/^(\d{4})M(\d{2})D(\d{2})$/, '$1-$2-$3');
    return isDay(day) && day <= today ? [day] : [];
  }
  const start = `${starred[1]}-${starred[2]}-${starred[3] ?? ''}`;
  const days: Day[] = [];
  const first = `${starred[1]}-${starred[2]}-01`;
  if (!isDay(first)) return [];
  for (
    let day = first;
    day <= today && days.length < mostDays && day.slice(0, 7) === first.slice(0, 7);
    day = dayPlus(day, 1)
  ) {
    if (day.startsWith(start)) days.push(day);
  }
  return days;
}

/** Not on weekends, nor on the days Danish banks are closed. */
function isBankingDay(day: Day): boolean {
  if (weekdayOf(day) > 5) return false;
  const year = Number(day.slice(0, 4));
  const easter = easterSunday(year);
  // Maundy Thursday, Good Friday, Easter Monday, Ascension and the day after, Whit Monday.
  const moving = [-3, -2, 1, 39, 40, 50].map((days) => dayPlus(easter, days));
  return !['01-01', '06-05', '12-24', '12-25', '12-26', '12-31'].includes(day.slice(5)) && !moving.includes(day);
}

/** Gauss's reckoning in the form of Meeus, Jones and Butcher. */
function easterSunday(year: number): Day {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const rest = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return `${year}-${String(Math.floor(rest / 31)).padStart(2, '0')}-${String((rest % 31) + 1).padStart(2, '0')}`;
}

function notExtracted(message: string): Answer {
  return { status: 400, body: { errorTypeCode: 'EXTRACT-NOTFOUND', message } };
}
