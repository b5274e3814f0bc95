/**
 * Four central banks as their open data speaks: the Riksbank's SWEA (JSON), the ECB's and Norges Bank's SDMX (CSV) and the Bank
 * of England's database (CSV, and a page with 200 where something is wrong). The rates are the sandbox's own, not law.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Day, dayIn, dayPlus, isDay, weekdayOf } from '../values/day.ts';
import { type Bank, rateOn, stepsOf } from './bank-rates.ts';
import { type Answer, answerWith, strikeWithFaults } from './faults.ts';
import { html, showPage } from './html.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import type { World } from './world.ts';

type Asked = { readonly world: World; readonly today: Day; readonly request: FastifyRequest };

/** Hung under the bank's own prefix. */
export function riksbank(world: World, options: SandboxOptions) {
  return bankAt('riksbank', 'Reference rate', '/swea/v1/Observations/SECBREFEFF/:from/:to', world, options, (asked) => {
    const { from = '', to = '' } = asked.request.params as Record<string, string>;
    if (!isDay(from) || !isDay(to)) return { status: 400, body: { message: 'A date is not readable.' } };
    const days = bankingDays(from, to, asked.today);
    if (days.length === 0) return { status: 204, body: null };
    const observations = days.map((date) => `{"date":"${date}","value":${rateOn(world, 'riksbank', date)}}`);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: `[${observations.join(',')}]` };
  });
}

export function ecb(world: World, options: SandboxOptions) {
  const key = 'B.U2.EUR.4F.KR.MRR_FR.LEV';
  return bankAt('ecb', 'Main refinancing rate', `/service/data/FM/${key}`, world, options, ({ today, request }) => {
    const query = queryOf(request);
    if (query.get('format') !== 'csvdata') return { status: 406, body: 'The format is not known.' };
    const since = query.get('startPeriod') ?? '1999-01-01';
    const lines = stepsOf(world, 'ecb')
      .filter(([from]) => from >= since && from <= today)
      .map(([from, percent]) => `FM.${key},B,U2,EUR,4F,KR,MRR_FR,LEV,${from},${percent},A,"Sandbox, not law"`);
    const head =
      'KEY,FREQ,REF_AREA,CURRENCY,PROVIDER_FM,INSTRUMENT_FM,PROVIDER_FM_ID,DATA_TYPE_FM,TIME_PERIOD,OBS_VALUE,OBS_STATUS,TITLE';
    return csv([head, ...lines]);
  });
}

export function norgesBank(world: World, options: SandboxOptions) {
  return bankAt('norges-bank', 'Policy rate', '/api/data/IR/B.KPRA.SD.R', world, options, ({ today, request }) => {
    const query = queryOf(request);
    const [from, to] = [query.get('startPeriod') ?? today, query.get('endPeriod') ?? today];
    if (query.get('format') !== 'csv' || !isDay(from) || !isDay(to)) return { status: 400, body: 'Bad request' };
    const days = bankingDays(from, to, today);
    if (days.length === 0) return { status: 404, body: 'No data' };
    const lines = days.map((day) => {
      const percent = rateOn(world, 'norges-bank', day) ?? '';
      return `B;Business;KPRA;Key policy rate;SD;Policy rate;R;Rate;2;E;End of day;${day};${percent}`;
    });
    const head =
      'FREQ;Frequency;INSTRUMENT_TYPE;Instrument Type;TENOR;Tenor;UNIT_MEASURE;Unit of Measure;DECIMALS;COLLECTION;Collection Indicator;TIME_PERIOD;OBS_VALUE';
    return csv([head, ...lines]);
  });
}

export function bankOfEngland(world: World, options: SandboxOptions) {
  const path = '/boeapps/database/_iadb-fromshowcolumns.asp';
  return bankAt('bank-of-england', 'Bank Rate', path, world, options, ({ today, request }) => {
    if (!/mozilla/i.test(request.headers['user-agent'] ?? '')) return { status: 403, body: 'Forbidden' };
    const query = queryOf(request);
    const [from, to] = [unslashed(query.get('Datefrom')), unslashed(query.get('Dateto'))];
    const days = from && to && query.get('SeriesCodes') === 'IUDBEDR' ? bankingDays(from, to, today) : [];
    if (days.length === 0) {
      const page = '<html><body><p>Sorry, there is no data for these criteria.</p></body></html>';
      return { status: 200, headers: { 'content-type': 'text/html' }, body: page };
    }
    return csv(['DATE,IUDBEDR', ...days.map((day) => `${spelled(day)},${rateOn(world, 'bank-of-england', day)}`)]);
  });
}

function bankAt(
  bank: Bank,
  what: string,
  path: string,
  world: World,
  options: SandboxOptions,
  answer: (asked: Asked) => Answer,
) {
  return async (scope: FastifyInstance): Promise<void> => {
    strikeWithFaults(scope, world, bank, {
      failed: () => ({ status: 500, body: 'The server failed.' }),
      limited: () => ({ status: 429, headers: { 'retry-after': '60' }, body: 'Rate limit is exceeded.' }),
    });
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('x-sandbox', 'not law');
    });
    scope.get('/', async (_request, reply) =>
      showPage(
        reply,
        200,
        'Rates',
        html`<h1>The sandbox's ${bank}</h1><p><strong>Sandbox, not law.</strong> These rates are made for trying things out. Never use them for a real claim.</p>
<table><thead><tr><th>From</th><th>${what}, per cent a year</th></tr></thead>
<tbody>${stepsOf(world, bank).map(([day, rate]) => html`<tr><td>${day}</td><td class="sum">${rate}</td></tr>`)}</tbody></table>`,
      ),
    );
    scope.get(path, async (request, reply) =>
      answerWith(reply, answer({ world, request, today: dayIn(await options.now(), 'Europe/Copenhagen') })),
    );
  };
}

/** Weekdays that have come; New Year's Day and Christmas are closed everywhere. */
function bankingDays(from: Day, to: Day, today: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to && day <= today; day = dayPlus(day, 1)) {
    if (weekdayOf(day) <= 5 && !['01-01', '12-25', '12-26'].includes(day.slice(5))) days.push(day);
  }
  return days;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "30 Jun 2026". */
function spelled(day: Day): string {
  return `${day.slice(8)} ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}

/** "30/Jun/2026" as a day; null when it is none. */
function unslashed(text: string | null): Day | null {
  const [day = '', name = '', year = ''] = (text ?? '').split('/');
  const written = `${year}-${String(months.indexOf(name) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(written) ? written : null;
}

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split('?', 2)[1] ?? '');
}

function csv(lines: readonly string[]): Answer {
  return { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' }, body: `${lines.join('\r\n')}\r\n` };
}
