/** Reference rates on their way in: proposed by the weekly look or by hand, decided once, recorded by an operator's word alone. */
import t, { type Test } from 'tap';
import { lookForRates } from '../../src/clock/look-for-rates.ts';
import { referenceRates } from '../../src/law/reference-rates.ts';
import { type BankName, bankNames, halfYearsUntil } from '../../src/law/reference-sources.ts';
import type { CentralBank } from '../../src/ledger/port.ts';
import { readRates, recordRates } from '../../src/ledger/store.ts';
import {
  decideRate,
  type NewRateProposal,
  proposeRate,
  readRateLooks,
  readRateProposals,
  readRecordedRates,
} from '../../src/ledger/store-rates.ts';
import { done, refused, unknown } from '../../src/values/outcome.ts';
import { hashToken, newToken } from '../../src/values/secrets.ts';
import { keepOperatorLink, keepSandboxOperatorLink, useOperatorLink } from '../../src/watch/store-operators.ts';
import { people } from '../people.ts';

const danish: NewRateProposal = {
  series: 'DK',
  fromDay: '2026-07-01',
  percent: '1.75',
  source: 'https://bank.example/1',
  reasoning: 'it says so',
};

async function house(t: Test) {
  const kit = await people(t);
  const operator = async (name: string): Promise<string> => {
    const [link, session] = [newToken(), newToken()];
    await keepSandboxOperatorLink(kit.db, hashToken(link), name);
    await useOperatorLink(kit.db, hashToken(link), hashToken(session));
    return hashToken(session);
  };
  const propose = (proposal: NewRateProposal, session: string | null = null) => proposeRate(kit.db, proposal, session);
  const proposed = async (proposal: NewRateProposal, session: string | null = null) => {
    const answer = await propose(proposal, session);
    if (!('id' in answer)) throw new Error(`not proposed: ${answer.refusal}`);
    return answer.id;
  };
  const decide = (session: string, id: string, yes: boolean) => decideRate(kit.db, session, id, { yes, why: 'a test' });
  const rates = async (series = 'DK') =>
    (await kit.db.transaction((tx) => readRates({ tx })))
      .filter((row) => row.market === series)
      .map((row) => `${row.fromDay} ${row.percent} ${row.confidence}`);
  return { ...kit, operator, propose, proposed, decide, rates };
}

t.test(
  'a proposal is confirmed once: the rate is recorded with the operator’s word, the second yes comes too late',
  async (t) => {
    const { operator, proposed, decide, rates, db } = await house(t);
    const mette = await operator('Mette');
    const id = await proposed(danish);
    t.same(await rates(), [], 'a proposal is no rate');
    t.equal(await decide(mette, id, true), 'done');
    t.same(await rates(), ['2026-07-01 1.75 high']);
    t.equal(await decide(mette, id, true), 'ended');
    t.equal(await decide(mette, id, false), 'ended');
    t.match(await readRecordedRates(db), [{ origin: 'operator', source: 'https://bank.example/1', corrections: 0 }]);
    t.match(await readRateProposals(db, 5), [{ id, end: { what: 'confirmed', name: 'Mette', kind: 'operator' } }]);
  },
);

t.test('of twenty words on one proposal at the same moment exactly one counts', async (t) => {
  const { operator, proposed, decide, behind } = await house(t);
  const [one, two] = [await operator('Mette'), await operator('Jonas')];
  const id = await proposed(danish);
  const words = Array.from({ length: 20 }, (_, index) => decide(index % 2 ? one : two, id, index % 3 > 0));
  const answers = await Promise.all(words);
  t.equal(answers.filter((answer) => answer === 'done').length, 1);
  t.equal(answers.filter((answer) => answer === 'ended').length, 19);
  const [count] = await behind`
    select (select count(*)::int from rate_proposal_ends) as ends, (select count(*)::int from reference_rates) as rates,
      (select count(*)::int from rate_proposal_ends where what = 'confirmed') as confirmed`;
  t.equal(count!['ends'], 1);
  t.equal(count!['rates'], count!['confirmed']);
});

t.test('what an operator has rejected is not proposed again by the machine; another figure or source is', async (t) => {
  const { operator, propose, proposed, decide, rates } = await house(t);
  const id = await proposed(danish);
  t.equal(await decide(await operator('Mette'), id, false), 'done');
  t.same(await rates(), []);
  t.same(await propose(danish), { refusal: 'rejected' });
  t.ok(await proposed({ ...danish, source: 'https://bank.example/2' }));
  t.ok(await proposed({ ...danish, percent: '2' }));
});

t.test(
  'the same figure is proposed once, another takes its place, and the first can be confirmed no more',
  async (t) => {
    const { operator, propose, proposed, decide, rates, db } = await house(t);
    const first = await proposed(danish);
    t.same(await propose({ ...danish, percent: '1.750' }), { refusal: 'open' });
    const second = await proposed({ ...danish, percent: '2.00' });
    const mette = await operator('Mette');
    t.equal(await decide(mette, first, true), 'ended');
    t.equal(await decide(mette, second, true), 'done');
    t.same(await rates(), ['2026-07-01 2.00 high']);
    t.match((await readRateProposals(db, 5)).find(({ id }) => id === first)?.end, {
      what: 'superseded',
      kind: 'machine',
    });
    t.same(await propose({ ...danish, percent: '2' }), { refusal: 'recorded' });
  },
);

t.test('what an operator has written is not pushed aside by the machine', async (t) => {
  const { operator, propose, proposed, db } = await house(t);
  const mette = await operator('Mette');
  const id = await proposed({ ...danish, percent: '2.10', source: 'the bank, on the telephone' }, mette);
  t.same(await propose(danish), { refusal: 'rejected' });
  t.match(await readRateProposals(db, 5), [{ id, end: null, by: { kind: 'operator', name: 'Mette' } }]);
});

t.test('a correction is a further row: the newest rules, the one before stays', async (t) => {
  const { operator, proposed, decide, rates, behind, db } = await house(t);
  const mette = await operator('Mette');
  await decide(mette, await proposed(danish), true);
  await decide(mette, await proposed({ ...danish, percent: '1.85' }), true);
  t.same(await rates(), ['2026-07-01 1.85 high']);
  t.match(await readRecordedRates(db), [{ percent: '1.85', corrections: 1 }]);
  const rows = await behind`select percent from reference_rates order by seq`;
  t.same(
    rows.map((row) => row['percent']),
    ['1.75', '1.85'],
  );
});

t.test('without a living session nothing is decided and nothing is entered by hand', async (t) => {
  const { operator, propose, proposed, decide, rates, behind } = await house(t);
  const id = await proposed(danish);
  const mette = await operator('Mette');
  t.equal(await decide(hashToken(newToken()), id, true), 'no-session');
  await behind`update operator_sessions set expires_at = now() - interval '1 second'`;
  t.equal(await decide(mette, id, true), 'no-session', 'it has run out');
  t.same(await propose({ ...danish, percent: '2' }, mette), { refusal: 'no-session' });
  t.equal(await decide(await operator('Jonas'), '00000000-0000-4000-8000-000000000000', true), 'unknown');
  t.same(await rates(), []);
});

t.test('an operator’s link works once, and only while it lives', async (t) => {
  const { db, behind, ownerUrl } = await house(t);
  const [link, late] = [hashToken(newToken()), hashToken(newToken())];
  await keepOperatorLink(ownerUrl, link, 'Mette');
  const tries = Array.from({ length: 8 }, () => useOperatorLink(db, link, hashToken(newToken())));
  t.same(
    (await Promise.all(tries)).filter((name) => name !== null),
    ['Mette'],
  );
  await keepOperatorLink(ownerUrl, late, 'Jonas');
  await behind`update operator_links set expires_at = now() - interval '1 second' where token_hash = ${late}`;
  t.equal(await useOperatorLink(db, late, hashToken(newToken())), null);
});

t.test('the program itself may write no rate, no decision and no operator', async (t) => {
  const { db } = await house(t);
  const deeds = [
    "insert into reference_rates (market, from_day, percent, source, confidence, origin) values ('DK', '2026-07-01', '2', 'x', 'high', 'operator')",
    "insert into rate_proposals (market, from_day, percent, source, reasoning, by_kind, by_name) values ('DK', '2026-07-01', '2', 'x', 'x', 'operator', 'x')",
    "insert into rate_proposal_ends (proposal_id, what, by_kind, by_name, why) values (gen_random_uuid(), 'confirmed', 'operator', 'x', 'x')",
    "insert into operator_sessions (token_hash, name, expires_at) values ('x', 'x', now())",
    'select * from operator_links',
    "select record_rate('DK', '2026-07-01', '2', 'x', 'high', 'operator')",
  ];
  for (const deed of deeds) {
    const refusal = await db.execute(deed).then(
      () => 'nothing',
      (error: { cause?: { code?: string } }) => error.cause?.code,
    );
    t.equal(refusal, '42501', deed);
  }
});

t.test('a live house takes no bank at its word and makes no link from the console', async (t) => {
  const { db, behind, rates } = await house(t);
  await behind`update house set kind = 'live'`;
  const row = { market: 'DK', fromDay: '2026-07-01', percent: '1.75', source: 'x', confidence: 'low' } as const;
  await t.rejects(db.transaction((tx) => recordRates({ tx }, 'sandbox', [row])));
  await t.rejects(keepSandboxOperatorLink(db, hashToken(newToken()), 'x'));
  t.same(await rates(), []);
});

t.test(
  'the project’s file fills what is missing and corrects itself, and leaves an operator’s word in force',
  async (t) => {
    const { operator, proposed, decide, rates, db, behind } = await house(t);
    const fill = (rows: typeof referenceRates) => db.transaction((tx) => recordRates({ tx }, 'law', rows));
    await Promise.all([fill(referenceRates), fill(referenceRates), fill(referenceRates)]);
    const [count] = await behind`select count(*)::int as rows from reference_rates`;
    t.equal(count!['rows'], referenceRates.length, 'once, whoever starts at the same moment');
    await decide(await operator('Mette'), await proposed(danish), true);
    const edited = [
      { market: 'DK', fromDay: '2026-07-01', percent: '2', source: 'a release', confidence: 'high' },
      { market: 'DK', fromDay: '2026-01-01', percent: '1.80', source: 'a release', confidence: 'high' },
    ] as const;
    await fill(edited);
    const known = await rates();
    t.ok(known.includes('2026-07-01 1.75 high'), 'confirmed by a person');
    t.ok(known.includes('2026-01-01 1.80 high'), 'its own row, corrected');
  },
);

const silent: CentralBank = { ratesOn: async () => unknown('it said nothing') };

function banks(given: Partial<Record<BankName, CentralBank>>): Record<BankName, CentralBank> {
  return Object.fromEntries(bankNames.map((bank) => [bank, given[bank] ?? silent])) as Record<BankName, CentralBank>;
}

function steady(percent: string, asked: (readonly string[])[] = []): CentralBank {
  return {
    ratesOn: async (days) => {
      asked.push(days);
      return done(days.map((day) => ({ day, percent, source: `https://bank.example/${day}` })));
    },
  };
}

t.test('a live house’s look proposes what is missing and what differs, and records nothing', async (t) => {
  const { db, rates, behind } = await house(t);
  await behind`select turn_business_clock('2041-03-01T08:00:00Z')`;
  await db.transaction((tx) => recordRates({ tx }, 'law', referenceRates));
  await behind`
    insert into reference_rates (market, from_day, percent, source, confidence, origin)
    values ('DK', '2040-07-01', '3.50', 'a test', 'high', 'law'), ('DK', '2041-01-01', '1.750', 'a test', 'high', 'law')`;
  const before = await behind`select count(*)::int as rows from reference_rates`;
  const tools = { db, banks: banks({ statbank: steady('1.75'), riksbank: steady('2.0') }), atTheirWord: false };
  t.ok((await lookForRates(tools)) > 0);
  const open = (await readRateProposals(db, 0)).filter((proposal) => proposal.end === null);
  t.ok(
    open.some(({ series, fromDay, percent }) => `${series} ${fromDay} ${percent}` === 'DK 2026-07-01 1.75'),
    'missing',
  );
  t.ok(
    open.some(({ series, fromDay }) => series === 'DK' && fromDay === '2040-07-01'),
    'differs: 3.50 is recorded',
  );
  t.notOk(
    open.some(({ series, fromDay }) => series === 'DK' && fromDay === '2041-01-01'),
    'the same is not proposed',
  );
  t.same(await behind`select count(*)::int as rows from reference_rates`, before);
  t.notOk((await rates()).some((rate) => rate.startsWith('2026-07-01')));
});

t.test('the sandbox’s banks are taken at their word where nothing is known, under their own label', async (t) => {
  const { db, rates, behind } = await house(t);
  await behind`select turn_business_clock('2041-08-01T08:00:00Z')`;
  await db.transaction((tx) => recordRates({ tx }, 'law', referenceRates));
  const every = Object.fromEntries(bankNames.map((bank) => [bank, steady('2.40')]));
  await lookForRates({ db, banks: banks(every), atTheirWord: true });
  for (const series of ['DK', 'SE', 'NO', 'FI', 'DE', 'NL', 'GB', 'EU'])
    t.equal((await rates(series)).length, halfYearsUntil('2041-08-01').length, `${series}: every half-year`);
  const made = (await readRecordedRates(db)).filter((row) => row.origin === 'sandbox');
  for (const row of made) t.match(row, { source: /\(sandbox, not law\)$/, confidence: 'low' });
  t.ok((await rates('DE')).includes('2041-07-01 1.52 low'), 'the base rate stands still with the ECB');
});

t.test(
  'a bank that fails or talks nonsense leaves nothing half-written; the others are heard, and it is asked again next day',
  async (t) => {
    const { db, behind } = await house(t);
    await behind`select turn_business_clock('2040-10-01T08:00:00Z')`;
    const asked: (readonly string[])[] = [];
    const nonsense: CentralBank = { ratesOn: async () => refused({ code: 'malformed', what: 'Riksbank: a web page' }) };
    const tools = { db, banks: banks({ riksbank: nonsense, ecb: steady('2.40', asked) }), atTheirWord: false };
    await lookForRates(tools);
    const looks = new Map((await readRateLooks(db)).map((look) => [look.bank, look]));
    t.match(looks.get('riksbank'), { outcome: 'refused', what: 'Riksbank: a web page' });
    t.match(looks.get('statbank'), { outcome: 'unknown', what: 'it said nothing' });
    t.match(looks.get('ecb'), { outcome: 'done', what: '' });
    t.same(
      new Set((await readRateProposals(db, 50)).map(({ series }) => series)),
      new Set(['FI', 'NL', 'EU']),
      'the ECB’s markets; the German rate has nothing to move from',
    );
    await Promise.all([lookForRates(tools), lookForRates(tools)]);
    t.equal(asked.length, 1, 'the ECB not again the same day');
    await behind`select turn_business_clock('2040-10-02T08:00:00Z')`;
    await Promise.all([lookForRates(tools), lookForRates(tools), lookForRates(tools)]);
    t.equal(asked.length, 1, 'nor the next: it has answered');
    await behind`select turn_business_clock('2040-10-09T08:00:00Z')`;
    await Promise.all([lookForRates(tools), lookForRates(tools), lookForRates(tools)]);
    t.equal(asked.length, 2, 'a week later, by one of three processes');
  },
);

t.test('a rate that comes is put on every creditor’s timetable, and on nobody’s before', async (t) => {
  const { operator, proposed, decide, creditor, behind } = await house(t);
  const rooms = [await creditor('Nordvind Kaffe ApS'), await creditor('Sydvind Te ApS')];
  const due = () => behind`select creditor_id, subject_id from timetable where what = 'rate-recorded'`;
  const id = await proposed(danish);
  t.same(await due(), []);
  await decide(await operator('Mette'), id, true);
  const rows = await due();
  t.same(new Set(rows.map((row) => row['creditor_id'])), new Set(rooms.map((room) => room.creditorId)));
  t.same(new Set(rows.map((row) => row['subject_id'])), new Set(['DK']));
});
