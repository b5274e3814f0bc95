import t from 'tap';
import { changesOf, changeText } from '../../src/desk/trail-change.ts';
import { trailWriter } from '../../src/desk/trail-file.ts';
import { canonicalBytes, privateHash, type TrailRow } from '../../src/trail/canonical.ts';
import { linksAfter, noHead } from '../../src/trail/chain.ts';
import type { Linked } from '../../src/trail/store-chain.ts';
import { howToCheck, type TrailHead, trailCheck, trailFormat } from '../../src/trail/trail-lines.ts';

const creditorId = '11111111-1111-4111-8111-111111111111';
const head: TrailHead = {
  format: trailFormat,
  creditorId,
  creditor: 'Nordvind',
  of: 'everything',
  whole: true,
  madeAt: '2040-03-12T09:00:00.000Z',
  howToCheck,
};

const personalOf = (place: number) => ({ salt: `salt ${place}`, body: { to: `kunde${place}@example.test`, a: 'æ' } });

function rowAt(place: number): TrailRow {
  const { salt, body } = personalOf(place);
  return {
    id: place,
    caseId: null,
    debtorId: null,
    what: 'hold-opened',
    subjectId: null,
    details: { kind: 'pause', until: '2040-04-01' },
    at: '2040-03-12T09:00:00.000000Z',
    recordedAt: '2040-03-12T09:00:00.000000Z',
    actorKind: 'machine',
    actorId: 'test',
    privateHash: place % 2 === 0 ? privateHash(salt, body) : null,
  };
}

const rows = [1, 2, 3, 4, 5].map(rowAt);
const links = linksAfter(
  creditorId,
  noHead,
  1,
  rows.map((row) => ({ id: row.id, bytes: canonicalBytes(row) })),
);
const linked: Linked[] = links.map((link, place) => ({
  link,
  row: rows[place]!,
  personal: link.rowId % 2 === 0 ? personalOf(link.rowId) : null,
}));

const writer = trailWriter('jsonl', 'Europe/Copenhagen', (kind) => kind);
function lines(of: readonly Linked[] = linked, whole = true): string[] {
  const { seq, hash } = of.at(-1)!.link;
  return [
    writer.head({ ...head, whole }),
    ...of.map(writer.row),
    writer.waiting(rowAt(9)),
    writer.end(of.length, 1, { seq, hash }),
  ];
}

function checked(of: readonly string[]) {
  const check = trailCheck();
  for (const line of of) check.see(line.trimEnd());
  return check.end();
}

t.test('a trail that was taken away holds, and says what is in it', async (t) => {
  t.match(checked(lines()), { flaw: null, rows: 5, said: 2, erased: 0, waiting: 1, last: { seq: 5 } });
  const erased = linked.map((each) => ({ ...each, personal: null }));
  t.match(checked(lines(erased)), { flaw: null, said: 0, erased: 2 }, 'what was said may be erased and the row stands');
  const gaps = linked.filter(({ link }) => link.seq !== 3);
  t.match(checked(lines(gaps, false)), { flaw: null, rows: 4 }, 'a case has gaps, where others’ links lie');
});

const changed = (place: number, change: (line: Record<string, unknown>) => Record<string, unknown>) =>
  lines().map((line, at) => (at === place ? `${JSON.stringify(change(JSON.parse(line)))}\n` : line));

const tampered: readonly (readonly [what: string, lines: string[], flaw: RegExp])[] = [
  [
    'a row written anew',
    changed(2, (line) => ({ ...line, bytes: String(line['bytes']).replace('pause', 'snooze') })),
    /does not follow/,
  ],
  ['a row taken out', lines().filter((_, at) => at !== 3), /Link 3 is missing/],
  [
    'two rows that changed places',
    lines().map((line, at, all) => (at === 2 ? all[3]! : at === 3 ? all[2]! : line)),
    /missing|order/,
  ],
  [
    'words that were never said',
    changed(2, (line) => ({ ...line, personal: { to: 'andre@example.test' } })),
    /What was said at line 3/,
  ],
  ['the end cut off', lines().slice(0, -1), /end is missing/],
  ['the last rows cut off', lines().filter((_, at) => at !== 5), /The end counts 5 rows/],
  [
    'a link of another creditor',
    changed(0, (line) => ({ ...line, creditorId: creditorId.replaceAll('1', '2') })),
    /does not follow/,
  ],
  ['half a line', lines().map((line, at) => (at === 4 ? line.slice(0, 20) : line)), /Line 5 is not JSON/],
  ['a line after the end', [...lines(), lines()[1]!], /after the end/],
  ['something else', ['{"hello":1}'], /does not say rykker-trail/],
];

for (const [what, of, flaw] of tampered) {
  t.test(`${what} is found`, async (t) => {
    t.match(checked(of).flaw, flaw);
  });
}

t.test('the spreadsheet tells who did what, and from what to what', async (t) => {
  const csv = trailWriter('csv', 'Europe/Copenhagen', () => 'Anna');
  const row = {
    ...rowAt(1),
    what: 'setting-changed',
    details: { setting: 'hours', before: { from: 8 }, after: { from: 9 } },
  };
  const text = csv.row({ link: links[0]!, row, personal: null });
  t.match(text, '1;2040-03-12 10:00;Anna;Changed a setting: hours.;from;8;9;setting-changed;');
  t.match(csv.end(5, 0, links[4]!), 'trail check FILE');
});

const changes: readonly (readonly [
  details: Record<string, unknown>,
  personal: Record<string, unknown> | null,
  said: string[],
])[] = [
  [{ beforeMinor: '50000', afterMinor: '20000', currency: 'DKK' }, null, ['sum: DKK 500.00 → DKK 200.00']],
  [{ dueDayBefore: '2040-03-01', dueDay: '2040-03-08' }, null, ['due day: 1 March 2040 → 8 March 2040']],
  [{ grossBeforeMinor: '50000', grossMinor: '40000', currency: 'DKK' }, null, ['gross sum: DKK 500.00 → DKK 400.00']],
  [{ before: null, after: 'acct_1' }, null, ['nothing → acct_1']],
  [{ before: { on: false }, after: { on: true } }, null, ['on: no → yes']],
  [
    {
      before: {
        rungs: [
          { name: 'nudge', days: 3 },
          { name: 'notice', days: 10, feeMinor: '10000' },
        ],
      },
      after: {
        rungs: [
          { name: 'nudge', days: 3 },
          { name: 'notice', days: 12, feeMinor: '9000' },
        ],
      },
    },
    null,
    ['rungs, notice, days: 10 → 12', 'rungs, notice, fee sum: 100.00 → 90.00'],
  ],
  [
    { change: 'email-changed' },
    { before: ['a@x.test'], after: ['b@x.test', 'c@x.test'] },
    ['a@x.test → b@x.test, c@x.test'],
  ],
  [{ change: 'left-aside', beforeMinor: '0', differenceMinor: '100000', currency: 'DKK' }, null, []],
  [{ kind: 'pause' }, { note: 'later' }, []],
  [{}, null, []],
];

t.test('what changed is said from what to what, and only what changed', async (t) => {
  for (const [details, personal, said] of changes)
    t.same(changesOf({ details, personal }).map(changeText), said, JSON.stringify(details));
});
