/** `rykker interest`: its words, its answer, and the program itself. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';
import { referenceRates } from '../../src/law/reference-rates.ts';
import { interestAnswer } from '../../src/main/interest-answer.ts';
import { readInterestArguments } from '../../src/main/interest-arguments.ts';
import { ourNode, ourNodeEnv } from '../our-node.ts';

const swedish = {
  market: 'SE',
  principal: '650.00',
  currency: 'SEK',
  from: '2013-07-12',
  to: '2016-09-29',
} as const;

type Options = Readonly<Record<string, string | null>>;

function wordsOf(change: Options = {}): string[] {
  return Object.entries({ ...swedish, ...change }).flatMap(([name, value]) =>
    value === null ? [] : [`--${name}`, value],
  );
}

function answerTo(change: Options = {}) {
  const asked = readInterestArguments(wordsOf(change));
  if (!asked.ok) throw new Error(asked.sentence);
  const answer = interestAnswer(asked.value);
  if (!answer.ok) throw new Error(answer.sentence);
  return answer.value;
}

function troubleOf(words: readonly string[]): string {
  const asked = readInterestArguments(words);
  if (!asked.ok) return asked.sentence;
  const answer = interestAnswer(asked.value);
  return answer.ok ? `answered ${answer.value.interest}` : answer.sentence;
}

t.test('seven Swedish half-years come to 176.15 kr, row by row', async (t) => {
  const answer = answerTo();
  t.equal(answer.interest, '176.15');
  t.equal(answer.days, 1175);
  t.same(
    answer.rows.map((row) => [row.from, row.to, row.days, row.base, row.rate, row.interest]),
    [
      ['2013-07-13', '2013-12-31', 172, '650.00', '9', '27.57'],
      ['2014-01-01', '2014-06-30', 181, '650.00', '9', '29.01'],
      ['2014-07-01', '2014-12-31', 184, '650.00', '9', '29.49'],
      ['2015-01-01', '2015-06-30', 181, '650.00', '8', '25.78'],
      ['2015-07-01', '2015-12-31', 184, '650.00', '8', '26.22'],
      ['2016-01-01', '2016-06-30', 182, '650.00', '8', '25.93'],
      ['2016-07-01', '2016-09-29', 91, '650.00', '7.5', '12.15'],
    ],
  );
  t.same(Object.keys(answer), ['interest', 'days', 'rows', 'rules']);
  t.match(answer.rules.join('\n'), /räntelagen 6 §[\s\S]*Riksbank/, 'the rules name paragraph and source');
});

t.test('the rows add up to the total, however they were rounded', async (t) => {
  const changes: readonly Options[] = [
    {},
    { principal: '0.01' },
    { principal: '33.33', market: 'NL', currency: 'EUR' },
    { principal: '1234567.89', market: 'DK', currency: 'DKK', to: '2026-06-30' },
    { 'contract-rate': '12', market: 'NO' },
  ];
  for (const change of changes) {
    const { interest, rows } = answerTo(change);
    const ore = (text: string) => BigInt(text.replace('.', ''));
    t.equal(
      rows.reduce((sum, row) => sum + ore(row.interest), 0n),
      ore(interest),
      JSON.stringify(change),
    );
  }
});

t.test('the due day is taken as given, bears nothing, and the payment day does', async (t) => {
  const danish = { market: 'DK', currency: 'DKK', principal: '10000' } as const;
  const days = (from: string, to: string) => answerTo({ ...danish, from, to }).days;
  t.equal(days('2025-03-08', '2025-03-10'), 2, 'a Saturday does not move');
  t.equal(days('2025-03-08', '2025-03-09'), 1);
  t.same(answerTo({ ...danish, from: '2025-03-08', to: '2025-03-08' }), {
    ...answerTo({ ...danish, from: '2025-03-08', to: '2025-03-08' }),
    interest: '0.00',
    days: 0,
    rows: [],
  });
});

t.test('each choice changes what it should', async (t) => {
  const danish = { market: 'DK', currency: 'DKK', principal: '10000', from: '2025-01-31', to: '2025-02-28' };
  const table: [string, Options, string, number][] = [
    ['days as they are, by default', danish, '82.47', 28],
    ['the same, said', { ...danish, 'day-count': 'actual' }, '82.47', 28],
    ['months of thirty days', { ...danish, 'day-count': '30/360' }, '83.61', 28],
    ['a consumer in Denmark bears the same', { ...danish, kind: 'consumer' }, '82.47', 28],
    ['an agreed rate', { ...danish, 'contract-rate': '12' }, '92.05', 28],
    ['an agreed rate below the law', { ...danish, 'contract-rate': '2.5' }, '19.18', 28],
    ['above the law, against a consumer: the law', { ...danish, kind: 'consumer', 'contract-rate': '12' }, '82.47', 28],
    ['below it, against a consumer: as agreed', { ...danish, kind: 'consumer', 'contract-rate': '2.5' }, '19.18', 28],
    [
      'a consumer in Finland bears a point less',
      { ...danish, market: 'FI', currency: 'EUR', kind: 'consumer' },
      '80.55',
      28,
    ],
    ['a business there', { ...danish, market: 'FI', currency: 'EUR' }, '88.22', 28],
    [
      'a consumer in Germany bears four points less',
      { ...danish, market: 'DE', currency: 'EUR', kind: 'consumer' },
      '55.77',
      28,
    ],
    [
      'a consumer in the Netherlands has a rate of his own',
      { ...danish, market: 'NL', currency: 'EUR', kind: 'consumer' },
      '46.03',
      28,
    ],
    ['a sole trader is a business', { ...danish, market: 'NL', currency: 'EUR', kind: 'sole-trader' }, '85.53', 28],
  ];
  for (const [name, options, interest, days] of table)
    t.same([answerTo(options).interest, answerTo(options).days], [interest, days], name);
});

t.test('what cannot be answered is said in one sentence', async (t) => {
  const table: [string, string[], RegExp][] = [
    ['nothing at all', [], /--market is missing/],
    ...(['market', 'principal', 'currency', 'from', 'to'] as const).map((name): [string, string[], RegExp] => [
      `without --${name}`,
      wordsOf({ [name]: null }),
      new RegExp(`--${name} is missing`),
    ]),
    ['an unknown option', [...wordsOf(), '--speed', '9'], /no option --speed/],
    ['a word alone', [...wordsOf(), 'please'], /"please" is no option/],
    ['an option twice', [...wordsOf(), '--market', 'DK'], /--market is there twice/],
    ['an option without its value', [...wordsOf(), '--kind'], /--kind lacks its value/],
    [
      'an option that swallows the next',
      [...wordsOf({ market: null }), '--market', '--kind', 'business'],
      /--market lacks/,
    ],
    ['an empty value', wordsOf({ principal: '' }), /--principal lacks/],
    ['an unknown market', wordsOf({ market: 'US' }), /do not know the law of "US"/],
    ['a market in small letters', wordsOf({ market: 'se' }), /do not know the law of "se"/],
    ['the floor', wordsOf({ market: 'EU' }), /only the floor of the EU/],
    ['a member state of which only the floor is known', wordsOf({ market: 'FR' }), /law of FR only the floor/],
    ['an unknown currency', wordsOf({ currency: 'XXX' }), /"XXX" is not a currency/],
    ['no such day', wordsOf({ from: '2013-02-29' }), /2013-02-29: there is no such day/],
    ['a day in another order', wordsOf({ to: '29-09-2016' }), /29-09-2016: there is no such day/],
    ['a day with its hour', wordsOf({ to: '2016-09-29T12:00' }), /there is no such day/],
    ['paid before it was due', wordsOf({ to: '2013-07-11' }), /2013-07-11 lies before the due day 2013-07-12/],
    ['a principal below nothing', wordsOf({ principal: '-650.00' }), /-650.00 is below nothing/],
    ['a garbled principal', wordsOf({ principal: '6x0' }), /"6x0" is no amount in SEK/],
    ['a comma', wordsOf({ principal: '650,00' }), /"650,00" is no amount/],
    ['half an öre', wordsOf({ principal: '650.005' }), /no more decimals/],
    ['a power', wordsOf({ principal: '6e2' }), /"6e2" is no amount/],
    ['a kind there is not', wordsOf({ kind: 'robot' }), /--kind is business or sole-trader or consumer/],
    ['a way of counting there is not', wordsOf({ 'day-count': '365' }), /--day-count is actual or 30\/360/],
    [
      'a way this market does not count',
      wordsOf({ market: 'NO', 'day-count': '30/360' }),
      /days are counted as actual/,
    ],
    ['a garbled rate', wordsOf({ 'contract-rate': '12%' }), /"12%" is no rate/],
    ['a rate below nothing', wordsOf({ 'contract-rate': '-1' }), /"-1" is no rate/],
    [
      'a consumer in Great Britain',
      wordsOf({ market: 'GB', kind: 'consumer' }),
      /gives no late interest against consumers/,
    ],
    [
      'a half-year nobody has published',
      wordsOf({ market: 'DK', to: '2026-07-01' }),
      /rate of DK for the half-year from 2026-07-01 is not known/,
    ],
    ['one before the file begins', wordsOf({ from: '2012-12-30' }), /half-year from 2012-07-01 is not known/],
    [
      'one a fixed rate starts in',
      wordsOf({ market: 'GB', from: '2026-12-31', to: '2027-02-01' }),
      /half-year from 2027-01-01/,
    ],
    ['a Dutch consumer before July 2023', wordsOf({ market: 'NL', kind: 'consumer' }), /is not known/],
  ];
  for (const [name, words, sentence] of table) {
    const said = troubleOf(words);
    t.match(said, sentence, name);
    t.notMatch(said, /\n/, `${name}: one line`);
  }
});

t.test('an agreed rate with a business needs no published one', async (t) => {
  const answer = answerTo({ market: 'DK', from: '2026-06-01', to: '2026-09-01', 'contract-rate': '24' });
  t.equal(answer.interest, '39.32');
  t.equal(answer.rows.length, 1);
});

t.test('every option may be written with an equals sign', async (t) => {
  const words = Object.entries(swedish).map(([name, value]) => `--${name}=${value}`);
  t.equal(troubleOf(words), 'answered 176.15');
});

t.test('the program prints JSON, or a sentence on standard error and leaves with 2', async (t) => {
  const run = (words: readonly string[]) =>
    spawnSync(
      process.execPath,
      [...ourNode, join(import.meta.dirname, '..', '..', 'src', 'main', 'rykker.ts'), ...words],
      {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], ...ourNodeEnv },
        cwd: import.meta.dirname,
      },
    );
  const answered = run(['interest', ...wordsOf()]);
  t.same([answered.status, answered.stderr, JSON.parse(answered.stdout).interest], [0, '', '176.15']);
  const refused = run(['interest', ...wordsOf({ principal: '-1' })]);
  t.same([refused.status, refused.stdout], [2, '']);
  t.match(refused.stderr, /^[^\n]+below nothing\.\n$/);
  const unknown = run(['interest', ...wordsOf({ market: 'NO', to: '2026-07-01' })]);
  t.same([unknown.status, unknown.stdout], [2, '']);
  t.match(unknown.stderr, /^The rate of NO[^\n]+\n$/);
});

t.test('what the command knows is what the project ships', async (t) => {
  t.equal(
    referenceRates.some((row) => row.market === 'DK' && row.fromDay >= '2026-07-01'),
    false,
  );
  t.equal(
    referenceRates.some((row) => row.market === 'NO' && row.fromDay >= '2026-07-01'),
    false,
  );
});
