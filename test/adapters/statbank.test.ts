import t from 'tap';
import { statbankRates } from '../../src/adapters/statbank.ts';
import { cutOff, deadAddress, json, type Reply, reset, silence, smallServer, text, trickle } from './small-server.ts';

function bankAt(origin: string, timeoutMs = 2000) {
  return statbankRates({ url: origin, timeoutMs });
}

/** The table's answer: these rates on the days that were asked for, `..` on all the others up to `until`. */
function table(rates: Record<string, string>, until = '9999M12D31'): Reply {
  return (asked, response) => {
    const times = (asked.url.searchParams.get('Tid') ?? '').split(',').filter((time) => time <= until);
    const lines = times.map((time) => `OIRNAA;DK;E;${time};${rates[time] ?? '..'}`);
    text(['\uFEFFINSTRUMENT;LAND;OPGOER;TID;INDHOLD', ...lines, ''].join('\r\n'))(asked, response);
  };
}

const rate = (day: string, percent: string) => ({ day, percent });

/** The rates without their sources. */
async function ratesOf(origin: string, fromDays: string[]): Promise<unknown> {
  const answer = await bankAt(origin).ratesOn(fromDays);
  return answer.kind === 'done' ? answer.value.map(({ source: _, ...rest }) => rest) : answer;
}

t.test('the rate of a half-year is the one of its first day, or of the last banking day before it', async (t) => {
  const server = await smallServer(t);
  server.answer = table({
    '2025M12D29': '1.75',
    '2025M12D30': '1.80',
    '2026M06D29': '1.85',
    '2026M06D30': '1.90',
    '2026M07D01': '2.00',
  });
  t.strictSame(await ratesOf(server.origin, ['2026-01-01', '2026-07-01']), [
    rate('2026-01-01', '1.80'),
    rate('2026-07-01', '2.00'),
  ]);
  const [asked] = server.asked;
  t.equal(`${asked?.method} ${asked?.url.pathname}`, 'GET /v1/data/DNRENTD/CSV');
  t.match(Object.fromEntries(asked?.url.searchParams ?? []), {
    lang: 'en',
    INSTRUMENT: 'OIRNAA',
    LAND: 'DK',
    OPGOER: 'E',
    Tid: /^2025M12D22,.*,2025M12D31,2026M01D01$/,
  });
});

t.test('a negative rate, a decimal comma and a weekend are read', async (t) => {
  const server = await smallServer(t);
  server.answer = table({ '2023M06D30': '-0,35' });
  t.strictSame(await ratesOf(server.origin, ['2023-07-01']), [rate('2023-07-01', '-0.35')], 'Saturday 1 July');
});

t.test('a half-year that the table has not reached is not in the answer, and never guessed', async (t) => {
  const server = await smallServer(t);
  server.answer = table({ '2026M06D30': '1.90' }, '2026M06D30');
  t.strictSame(
    await bankAt(server.origin).ratesOn(['2026-07-01']),
    { kind: 'done', value: [] },
    'the day is not there',
  );
  server.answer = table({ '2026M06D30': '1.90' });
  t.strictSame(
    await bankAt(server.origin).ratesOn(['2026-07-01']),
    { kind: 'done', value: [] },
    'a Wednesday without a rate is not published yet',
  );
  server.answer = json({ errorTypeCode: 'EXTRACT-NOTFOUND', message: 'the value 2027M01D01 of Tid is not there' }, 400);
  t.strictSame(
    await bankAt(server.origin).ratesOn(['2027-01-01']),
    { kind: 'done', value: [] },
    'the table refuses days to come',
  );
  server.answer = table({});
  t.strictSame(
    await bankAt(server.origin).ratesOn(['2026-01-01']),
    { kind: 'done', value: [] },
    'no banking day at all',
  );
});

t.test('each rate carries the address at which a person can check it', async (t) => {
  const server = await smallServer(t);
  server.answer = table({ '2025M12D29': '1.75', '2025M12D30': '1.80' });
  const answer = await bankAt(server.origin).ratesOn(['2026-01-01']);
  if (answer.kind !== 'done') return t.fail(answer.kind);
  const checked = await (await fetch(answer.value[0]?.source ?? '')).text();
  t.match(checked, /^.*\r\nOIRNAA;DK;E;2025M12D30;1\.80\r\n$/, 'that day and no other');
});

t.test('an answer that is not the table is malformed', async (t) => {
  const head = 'INSTRUMENT;LAND;OPGOER;TID;INDHOLD';
  const cases: Array<[string, Reply, string]> = [
    ['a web page', text('<html>'), 'the answer is not the table that was asked for'],
    ['nothing', text(''), 'the answer is not the table that was asked for'],
    ['JSON', json({ INSTRUMENT: 'OIRNAA' }), 'the answer is not the table that was asked for'],
    ['another instrument', text(`${head}\nOIBNAA;DK;E;2026M01D01;1.60`), 'a line answers another question'],
    ['another day', text(`${head}\nOIRNAA;DK;E;2024M01D01;1.60`), 'a line answers another question'],
    ['a blank label', text(`${head}\n;DK;E;2026M01D01;1.60`), 'a line answers another question'],
    ['no number', text(`${head}\nOIRNAA;DK;E;2026M01D01;n/a`), 'a rate is not a number'],
    ['a cut line', text(`${head}\nOIRNAA;DK;E;2026M01`), 'a line is not whole'],
    ['twice', text(`${head}\nOIRNAA;DK;E;2026M01D01;1.60\nOIRNAA;DK;E;2026M01D01;1.75`), 'a day stands there twice'],
    ['404', text('', 404), 'the question was refused with 404'],
    ['another 400', json({ errorTypeCode: 'REQUEST-MISSING' }, 400), 'the question was refused with 400'],
  ];
  const server = await smallServer(t);
  for (const [name, reply, what] of cases) {
    server.answer = reply;
    t.strictSame(
      await bankAt(server.origin).ratesOn(['2026-01-01']),
      { kind: 'refused', refusal: { code: 'malformed', what: `Statbank: ${what}` } },
      name,
    );
  }
});

t.test('where the bank does not answer, the outcome is unknown', async (t) => {
  const server = await smallServer(t);
  const cases: Array<[string, Reply, string]> = [
    ['503', text('', 503), 'it answered 503'],
    ['429', text('', 429), 'it answered 429'],
    ['a redirect', text('', 301, { location: '/' }), 'it answered 301'],
    ['silence', silence, 'there was no answer in time'],
    ['a body that never ends', trickle, 'there was no answer in time'],
    ['a reset', reset, 'the connection broke (ECONNRESET)'],
    ['a body cut off', cutOff, 'the connection broke'],
  ];
  for (const [name, reply, why] of cases) {
    server.answer = reply;
    const answer = await bankAt(server.origin, 300).ratesOn(['2026-01-01']);
    if (answer.kind !== 'unknown') return t.fail(`${name}: ${answer.kind}`);
    t.ok(answer.why.startsWith(`Statbank: ${why}`), `${name}: ${answer.why}`);
  }
  t.match(await bankAt(await deadAddress()).ratesOn(['2026-01-01']), { kind: 'unknown' });
});
