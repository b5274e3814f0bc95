/** Each central bank's adapter: the shapes its open data was seen in, its silence and its nonsense, and the sandbox's own. */
import t, { type Test } from 'tap';
import { bankOfEnglandRates } from '../../src/adapters/bank-of-england.ts';
import { ecbRates } from '../../src/adapters/ecb.ts';
import { norgesBankRates } from '../../src/adapters/norges-bank.ts';
import type { BankOptions } from '../../src/adapters/rate-series.ts';
import { riksbankRates } from '../../src/adapters/riksbank.ts';
import { statbankRates } from '../../src/adapters/statbank.ts';
import type { CentralBank } from '../../src/ledger/port.ts';
import { breakVendor } from '../../src/sandbox/world.ts';
import { startRig } from './sandbox-rig.ts';
import {
  cutOff,
  deadAddress,
  json,
  type Reply,
  reset,
  type SmallServer,
  silence,
  smallServer,
  text,
  trickle,
} from './small-server.ts';

type Open = (options: BankOptions) => CentralBank;

/** The rates without their sources, or what was answered instead. */
async function told(bank: CentralBank, days: readonly string[]): Promise<unknown> {
  const answer = await bank.ratesOn(days);
  return answer.kind === 'done' ? answer.value.map(({ day, percent }) => `${day} ${percent}`) : answer;
}

async function served(t: Test, open: Open, answer: Reply): Promise<{ server: SmallServer; bank: CentralBank }> {
  const server = await smallServer(t);
  server.answer = answer;
  return { server, bank: open({ url: server.origin, timeoutMs: 300 }) };
}

t.test('Riksbank: a half-year’s reference rate is the first of it, as it was written', async (t) => {
  const observations = [
    '{"date":"2025-12-30","value":2.0}',
    '{"date":"2026-01-02","value":1.50}',
    '{"date":"2026-07-01","value":2.0}',
  ];
  const { server, bank } = await served(t, riksbankRates, text(`[${observations.join(',')}]`));
  t.same(
    await told(bank, ['2026-01-01', '2026-07-01']),
    ['2026-01-01 1.50', '2026-07-01 2.0'],
    'not the one before New Year',
  );
  t.equal(server.asked.length, 1, 'one question for all days');
  t.equal(server.asked[0]?.url.pathname, '/swea/v1/Observations/SECBREFEFF/2025-12-22/2026-07-11');
  server.answer = text('[{"date":"2026-06-30","value":2.0}]');
  t.same(await told(bank, ['2026-07-01']), [], 'the half-year before is no answer');
  server.answer = text('', 204);
  t.same(await told(bank, ['2026-07-01']), [], 'nor is nothing');
});

t.test('ECB: the last change on or before the day is in force, however long ago it was', async (t) => {
  const head =
    'KEY,FREQ,REF_AREA,CURRENCY,PROVIDER_FM,INSTRUMENT_FM,PROVIDER_FM_ID,DATA_TYPE_FM,TIME_PERIOD,OBS_VALUE,TITLE';
  const line = (day: string, percent: string) =>
    `FM.B.U2.EUR.4F.KR.MRR_FR.LEV,B,U2,EUR,4F,KR,MRR_FR,LEV,${day},${percent},"Main refinancing, fixed ""rate"""`;
  const lines = [line('2016-03-16', '0.00'), line('2022-07-27', '0.5'), line('2026-06-17', '2.4')];
  const { server, bank } = await served(t, ecbRates, text([head, ...lines, ''].join('\r\n')));
  t.same(await told(bank, ['2022-07-01', '2022-07-27', '2026-06-16', '2026-07-01']), [
    '2022-07-01 0.00',
    '2022-07-27 0.5',
    '2026-06-16 0.5',
    '2026-07-01 2.4',
  ]);
  t.equal(server.asked[0]?.url.pathname, '/service/data/FM/B.U2.EUR.4F.KR.MRR_FR.LEV');
  t.equal(server.asked[0]?.url.searchParams.get('format'), 'csvdata');
  server.answer = text([head, line('2026-06-17', '2.4').replace('MRR_FR.LEV', 'DFR.LEV')].join('\n'));
  t.match(await told(bank, ['2026-07-01']), {
    kind: 'refused',
    refusal: { what: 'ECB: a line answers another question' },
  });
});

t.test('Bank of England: it is asked like a browser, and Bank Rate is that of the day itself', async (t) => {
  const { server, bank } = await served(
    t,
    bankOfEnglandRates,
    text('DATE,IUDBEDR\n29 Jun 2026,3.75\n30 Jun 2026,3.5\n'),
  );
  t.same(await told(bank, ['2026-06-30']), ['2026-06-30 3.5']);
  t.match(server.asked[0]?.headers['user-agent'], /^Mozilla/);
  t.match(Object.fromEntries(server.asked[0]?.url.searchParams ?? []), {
    SeriesCodes: 'IUDBEDR',
    Datefrom: '20/Jun/2026',
    Dateto: '10/Jul/2026',
  });
  server.answer = text('DATE,IUDBEDR\n29 Jun 2026,3.75\n');
  t.same(await told(bank, ['2026-06-30']), [], 'the day has not been told yet, and is not guessed');
  server.answer = text('DATE,IUDBEDR\n30 Dec 2022,3.5\n03 Jan 2023,3.5\n');
  t.same(await told(bank, ['2022-12-31']), ['2022-12-31 3.5'], 'a Saturday has the rate of the Friday');
  server.answer = text('DATE,IUDBEDR\n30 Dec 2022,3.5\n');
  t.same(await told(bank, ['2022-12-31']), [], 'once a later day is there');
  server.answer = text('<html><body>Sorry, there was a problem</body></html>', 200, { 'content-type': 'text/html' });
  t.match(await told(bank, ['2026-06-30']), {
    kind: 'refused',
    refusal: { code: 'malformed', what: 'Bank of England: the answer is a web page, not the table' },
  });
  server.answer = text('DATE,IUDBEDR\n31 Feb 2026,3.5\n');
  t.match(await told(bank, ['2026-06-30']), { kind: 'refused' }, 'there is no such day');
});

t.test('Norges Bank: the policy rate of the last banking day, once the day is passed', async (t) => {
  const head =
    'FREQ;Frequency;INSTRUMENT_TYPE;Instrument Type;TENOR;Tenor;UNIT_MEASURE;Unit;DECIMALS;COLLECTION;Indicator;TIME_PERIOD;OBS_VALUE';
  const line = (day: string, percent: string, type = 'KPRA') =>
    `B;Business;${type};Key policy rate;SD;Policy rate;R;Rate;2;E;End of day;${day};${percent}`;
  const days = [line('2025-12-31', '4.0'), line('2026-01-02', '4.0'), line('2026-07-01', '4.5')];
  const { server, bank } = await served(t, norgesBankRates, text([head, ...days].join('\n')));
  t.same(await told(bank, ['2026-01-01', '2026-07-01']), ['2026-01-01 4.0', '2026-07-01 4.5']);
  server.answer = text([head, line('2026-07-01', '4.5', 'NOWA')].join('\n'));
  t.match(await told(bank, ['2026-07-01']), { refusal: { what: 'Norges Bank: a line answers another question' } });
});

const banks: ReadonlyArray<readonly [name: string, open: Open, day: string]> = [
  ['Statbank', statbankRates, '2026-07-01'],
  ['Riksbank', riksbankRates, '2026-07-01'],
  ['ECB', ecbRates, '2026-07-01'],
  ['Bank of England', bankOfEnglandRates, '2026-06-30'],
  ['Norges Bank', norgesBankRates, '2026-07-01'],
];

for (const [name, open, day] of banks) {
  t.test(`${name}: what is not its table is refused by name, and nothing of it is taken`, async (t) => {
    const cases: Array<[string, Reply]> = [
      ['a web page', text('<html><h1>Bad gateway</h1></html>')],
      ['other JSON', json({ error: 'no' })],
      ['nothing', text('')],
      ['half a line', text('DATE,IUDBEDR\n30 Jun')],
      ['403', text('Forbidden', 403)],
      ['404', text('', 404)],
    ];
    for (const [what, reply] of cases) {
      const { bank } = await served(t, open, reply);
      const answer = await bank.ratesOn([day]);
      if (answer.kind !== 'refused') t.fail(`${what}: ${answer.kind}`);
      else t.ok(answer.refusal.what.startsWith(`${name}: `), `${what}: ${answer.refusal.what}`);
    }
  });

  t.test(`${name}: where it does not answer the outcome is unknown, with the reason`, async (t) => {
    const cases: Array<[string, Reply]> = [
      ['a limit', text('Rate limit is exceeded. Try again in 12 seconds.', 429)],
      ['a fault', text('', 503)],
      ['a redirect', text('', 302, { location: '/elsewhere' })],
      ['silence', silence],
      ['a body that never ends', trickle],
      ['a reset', reset],
      ['a body cut off', cutOff],
    ];
    for (const [what, reply] of cases) {
      const { bank } = await served(t, open, reply);
      const answer = await bank.ratesOn([day]);
      if (answer.kind !== 'unknown') t.fail(`${what}: ${answer.kind}`);
      else t.ok(answer.why.startsWith(`${name}: `), `${what}: ${answer.why}`);
    }
    t.match(await open({ url: await deadAddress(), timeoutMs: 300 }).ratesOn([day]), { kind: 'unknown' });
  });
}

t.test('the sandbox speaks each bank’s protocol, far in the future too, and can be broken', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  rig.at('2040-03-05T08:00:00Z');
  const sandboxBanks = [
    ['statbank', statbankRates, '2040-01-01', '2040-01-01 1.75'],
    ['riksbank', riksbankRates, '2040-01-01', '2040-01-01 2.0'],
    ['norges-bank', norgesBankRates, '2040-01-01', '2040-01-01 4.0'],
    ['ecb', ecbRates, '2040-01-01', '2040-01-01 2.40'],
    ['bank-of-england', bankOfEnglandRates, '2039-12-31', '2039-12-31 3.75'],
  ] as const;
  for (const [vendor, open, day, rate] of sandboxBanks) {
    const url = `${rig.sandbox.url}/${vendor}`;
    const bank = open({ url, timeoutMs: 1000 });
    t.same(await told(bank, [day]), [rate], vendor);
    t.match(await (await fetch(`${url}/`)).text(), /Sandbox, not law/, `${vendor} says what it is`);
    breakVendor(rig.sandbox.world, vendor, 'garbage', 1);
    t.match(await bank.ratesOn([day]), { kind: 'refused' }, `${vendor}, garbage`);
    breakVendor(rig.sandbox.world, vendor, 'limited', 1);
    t.match(await bank.ratesOn([day]), { kind: 'unknown' }, `${vendor}, limited`);
    breakVendor(rig.sandbox.world, vendor, 'fail', 1);
    t.match(await bank.ratesOn([day]), { kind: 'unknown' }, `${vendor}, failing`);
  }
  const form = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const body = JSON.stringify({ bank: 'ecb', from: '2039-12-01', percent: '3,15' });
  t.equal((await fetch(`${rig.sandbox.url}/sandbox/rates`, { ...form, body })).status, 200);
  t.same(await told(ecbRates({ url: `${rig.sandbox.url}/ecb`, timeoutMs: 1000 }), ['2040-01-01']), ['2040-01-01 3.15']);
});
