/**
 * A night: of `n` open invoices one in fifty waits for its first reminder. What is due becomes proposals, and nothing else
 * is touched; then every letter is decided and composed once more, in memory. A row is an open invoice. A house with two such
 * creditors is filled once a size, and every run begins with a copy of it.
 */
import { draftLetter } from '../../src/cases/draft-letter.ts';
import { judgeLetter } from '../../src/cases/judge-letter.ts';
import type { Circumstances } from '../../src/cases/letter-facts.ts';
import { type DebtorStanding, readStandings } from '../../src/cases/store-facts.ts';
import { readCreditor } from '../../src/creditors/store.ts';
import { readSettings } from '../../src/creditors/store-settings.ts';
import { readRates } from '../../src/ledger/store.ts';
import { mirrorState } from '../../src/mirror/store-state.ts';
import { type Bench, type Run, timed } from './bench.ts';
import { type BenchCreditor, type BenchHouse, benchCreditors, creditorIn, filledHouse } from './house.ts';
import { assertSame, proposeAll, proposePlainly, sizeOfLetters } from './propose.ts';

const dueEvery = 50;
const mostComposed = 2_000;
const composedAtOnce = 200;

export const ladder: Bench = {
  name: 'ladder',
  about: 'one SQL statement that finds the due fiftieth and writes the same rows of the same size',
  n: 100_000,
  sizes: [10_000, 100_000, 1_000_000],
  fill: async (n) => {
    const sown = { invoices: n, debtors: Math.max(1, Math.floor(n * 0.4)), dueEvery };
    const filled = await filledHouse(async (house) =>
      (await benchCreditors(house, 2, sown)).map((each) => each.creditorId),
    );
    return { run: () => filled.inCopy(night), drop: filled.drop };
  },
};

async function night(house: BenchHouse, creditorIds: readonly string[]): Promise<Run> {
  const [first, second] = [creditorIn(house, creditorIds[0]!), creditorIn(house, creditorIds[1]!)];
  const due = await dueOf(house, first);

  const before = process.memoryUsage.rss();
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const eachMs = await proposeAll(house, first);
  clearInterval(watching);
  const size = await sizeOfLetters(house, first);
  const yardstickMs = await timed(() => proposePlainly(house, second, size));

  await assertSame(house, first, second, due);
  const oursMs = eachMs.reduce((sum, each) => sum + each, 0);
  return {
    oursMs,
    yardstickMs,
    eachMs,
    more: {
      due,
      due_per_s: (due * 1000) / oursMs,
      memory_added_mb: (most - before) / 2 ** 20,
      ...(await decideAndCompose(house, first)),
    },
  };
}

async function dueOf({ behind, today }: BenchHouse, { creditorId }: BenchCreditor): Promise<number> {
  const [row] = await behind`
    select count(*)::int as due from positions where creditor_id = ${creditorId} and look_again_on <= ${today}::date`;
  return Number(row?.['due']);
}

/** What a letter costs without a database: planned, priced, put before every guard, and written out. So many at once. */
async function decideAndCompose(house: BenchHouse, { creditorId, work }: BenchCreditor) {
  const ids = (
    await house.behind`select debtor_id from proposals where creditor_id = ${creditorId} order by 1 limit ${mostComposed}`
  ).map((row) => String(row['debtor_id']));
  const took = { decidingMs: 0, composingMs: 0 };
  for (let from = 0; from < ids.length; from += composedAtOnce) {
    const decide = await deciderOf(house, { creditorId, work }, ids.slice(from, from + composedAtOnce));
    const start = performance.now();
    const decided = decide();
    const between = performance.now();
    for (const { content } of decided) house.press.letter(content);
    took.decidingMs += between - start;
    took.composingMs += performance.now() - between;
  }
  const perSecond = (ms: number) => (ids.length * 1000) / ms;
  return {
    decide_per_s: perSecond(took.decidingMs),
    decide_and_compose_per_s: perSecond(took.decidingMs + took.composingMs),
    plain_compose_per_s: perSecond(await composePlainly(house, creditorId)),
  };
}

/** With all that the letters to these debtors rest on in hand. */
async function deciderOf(house: BenchHouse, { work }: BenchCreditor, debtorIds: readonly string[]) {
  const base = await work(async (each) => ({
    creditor: await readCreditor(each),
    settings: await readSettings(each),
    rates: await readRates(each),
    booksReadAt: (await mirrorState(each))?.booksReadAt ?? null,
    standings: await readStandings(each, debtorIds),
    now: each.now,
  }));
  const { creditor, settings, now, booksReadAt } = base;
  const on: Circumstances = {
    now,
    wallNow: now,
    timeZone: creditor.timeZone,
    settings,
    booksReadAt,
    factsMaxAgeSeconds: 86_400,
  };
  const decide = (standing: DebtorStanding) => {
    const letter = draftLetter({
      ...base,
      today: house.today,
      standing,
      currency: 'DKK',
      ledger: { transactions: [], feeLetters: [] },
      textVersion: house.wording.textVersion,
      channels: house.wording.channels,
    });
    if (!letter) throw new Error('a letter is due to everybody here');
    judgeLetter(on, standing, letter, house.wording, { headsUpAt: null, approvedHash: null });
    return letter;
  };
  return () => base.standings.map(decide);
}

/** The yardstick of composing: one SQL statement that fills the same letters' numbers into a text of their length. */
function composePlainly({ behind }: BenchHouse, creditorId: string): Promise<number> {
  return timed(
    () => behind`
      select length(string_agg(letter, '')) from (
        select format('%s %s %s', content->>'debtorName', repeat('x', 6000),
          (select string_agg(format('<tr><td>%s</td><td>%s</td><td>%s</td></tr>', line->>'invoiceNumber', line->>'dueDay', line->>'principalMinor'), '')
            from jsonb_array_elements(content->'lines') line)) as letter
        from proposals where creditor_id = ${creditorId} order by debtor_id limit ${mostComposed}
      ) each`,
  );
}
