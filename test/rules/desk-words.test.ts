import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import t from 'tap';
import { guardWords, type VerdictContext } from '../../src/desk/guard-words.ts';
import { trailLine, trailWords } from '../../src/desk/trail-words.ts';
import { answerWords, holdingAnswer } from '../../src/desk/verdict-words.ts';
import { nearDayText, pastText, shortWhenText, whenText } from '../../src/desk/when-words.ts';
import type { GuardName } from '../../src/ladder/guards.ts';
import { guardNames } from '../../src/ladder/guards.ts';
import { moneyBackWords } from '../../src/payments/follow-money-back.ts';

const root = resolve(import.meta.dirname, '..', '..', 'src');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');
const literals = (text: string) => [...text.matchAll(/'([a-z][a-z-]+)'/g)].map(([, word]) => word!);

/** Monday 12 March 2040, ten in the morning in Copenhagen. */
const place = { timeZone: 'Europe/Copenhagen', now: new Date('2040-03-12T09:00:00Z'), today: '2040-03-12' };
const on: VerdictContext = { ...place, baseCurrency: 'DKK', hours: { from: 8, to: 16 }, weekdays: [1, 2, 3, 4, 5] };

/** Every code a guard's source can answer with. */
function codesOf(guard: GuardName): string[] {
  const source = read(`ladder/guard/${guard}.ts`);
  return [...source.matchAll(/code: ([^,}]+)/g)].flatMap(([, written]) => {
    if (written!.startsWith("'")) return literals(written!);
    if (written!.includes('?')) return literals(written!);
    if (written!.trim() === 'hold.kind') return literals(/holdAmong\(facts, ([^)]*)\)/.exec(source)![1]!);
    if (written!.trim() === 'no.reason')
      return literals(/type ChargeRefusal =([\s\S]*?);/.exec(read('law/charges.ts'))![1]!);
    const road = /^`(address|number)-/.exec(written!)?.[1];
    if (road) return [`${road}-bounced`, `${road}-changed`];
    throw new Error(`${guard}: a code this test cannot read: ${written}`);
  });
}

const everything = {
  invoice: '20417',
  rung: 'second-reminder',
  terms: 'factoring',
  currency: 'DKK',
  nowMinor: '1200',
  statedMinor: '1300',
  balanceMinor: '0',
  openMinor: '100',
  since: '2040-03-02',
  last: '2040-03-05',
  free: '2040-03-16',
  day: '2040-03-16',
  until: '2040-03-16',
  knownTo: '2040-06-30',
  feeMinor: '12000',
  capMinor: '10000',
  fees: 3,
  market: 'SE',
  lacks: 'deadline sums',
  why: 'restored',
  ageSeconds: 4000,
  country: 'SE',
  days: 3,
  owedMinor: '900',
  smallestMinor: '10000',
};

/** What sending itself says for a guard when the books could not be asked (sending/send-letters.ts). */
const fromSending: { readonly [guard in GuardName]?: readonly string[] } = {
  'facts-are-fresh': [
    'books-silent',
    'slow-down',
    'app-refused',
    'grant-revoked',
    'not-permitted',
    'malformed',
    'not-found',
  ],
};

t.test('every answer a guard can give has a sentence, and no sentence is for an answer none gives', async (t) => {
  for (const guard of guardNames) {
    const codes = [...codesOf(guard), ...(fromSending[guard] ?? [])];
    t.same(Object.keys(guardWords[guard].no).sort(), [...new Set(codes)].sort(), guard);
    for (const code of codes) {
      const verdict = { kind: 'wait', until: '2040-03-13T08:00:00Z', detail: { ...everything, code } } as const;
      const { sentence } = answerWords({ guard, group: 'debt', verdict }, 'DKK', on);
      t.match(sentence, /^[A-Z].*\.$/, `${guard} ${code}: ${sentence}`);
      t.notMatch(sentence, /undefined|NaN|Invalid|\b[a-z]+-[a-z]+-[a-z]+\b/, `${guard} ${code} prints nothing raw`);
    }
  }
});

t.test('an answer says what was found and what ends it', async (t) => {
  const said = (guard: GuardName, verdict: Parameters<typeof answerWords>[0]['verdict']) =>
    answerWords({ guard, group: '', verdict }, 'DKK', on).sentence;
  t.equal(
    said('hour-is-decent', { kind: 'wait', until: '2040-03-13T07:00:00Z', detail: { code: 'closed-hours' } }),
    'Waits until tomorrow at 08:00: letters leave between 8 and 16 o’clock.',
  );
  t.equal(
    said('balance-supports-claim', {
      kind: 'ask',
      detail: { code: 'unmatched-payment', balanceMinor: '50000', openMinor: '120000' },
    }),
    'The books’ balance is DKK 500.00 while the open items come to DKK 1,200.00: a payment may lie there that nobody has matched.',
  );
  t.equal(
    said('no-credit-pending', { kind: 'ask', detail: { code: 'credit-note', count: 2 } }).slice(0, 27),
    '2 credit notes are open. En',
  );
  t.equal(
    said('debtor-is-solvent', { kind: 'go', note: 'not-checked' }),
    'Not checked. A reminder may go without; a collection notice may not.',
  );
});

t.test('what the hour or a yes cures does not hold a letter back; the first other no does', async (t) => {
  const hour = { guard: 'hour-is-decent', group: 'time', verdict: { kind: 'wait' as const } };
  const off = { guard: 'creditor-allows', group: 'time', verdict: { kind: 'ask' as const } };
  const address = { guard: 'recipient-exists', group: 'arrive', verdict: { kind: 'ask' as const } };
  const yes = { guard: 'admin-said-yes', group: 'human', verdict: { kind: 'ask' as const } };
  t.equal(holdingAnswer([hour, yes]), null);
  t.equal(holdingAnswer([hour, address, yes]), address);
  t.equal(holdingAnswer([hour, off, address]), off);
});

/** Words written on the trail, found in the source of everything that writes on it. */
function wordsOnTheTrail(): string[] {
  const files = globSync('**/*.ts', { cwd: root }).filter(
    (file) => !file.startsWith('trail/') && /recordTrail|insertTrailOfMany|messageHappening/.test(read(file)),
  );
  const written = files.flatMap((file) =>
    [...read(file).matchAll(/(?:what: |insertTrailOfMany\(\s*work,\s*|messageHappening\([^,]+, )([^\n]+)/g)].flatMap(
      ([, written]) => {
        if (written!.startsWith('`payment-')) return ['payment-expired', 'payment-failed'];
        if (written!.startsWith('`letter-')) return ['letter-delivered', 'letter-bounced', 'letter-complained'];
        if (written!.startsWith('`')) throw new Error(`${file}: a word this test cannot read: ${written}`);
        const [first] = written!.split(/, |\}/);
        return literals(first!);
      },
    ),
  );
  return [...written, ...moneyBackWords];
}

t.test('every word the house writes on the trail has a sentence', async (t) => {
  const words = [...new Set(wordsOnTheTrail())].sort();
  t.ok(words.length > 35, `${words.length} words`);
  t.same(
    words.filter((word) => !Object.hasOwn(trailWords, word)),
    [],
    words.join(' '),
  );
  t.same(
    Object.keys(trailWords).filter((word) => !words.includes(word)),
    [],
    'and no sentence is for nothing',
  );
  for (const what of words) {
    const entry = { id: 1, what, at: place.now, caseId: null, subjectId: null, details: {}, personal: null };
    const { sentence } = trailLine({ ...entry, actorKind: 'machine', actorId: 'test' }, place);
    t.match(sentence, /^[A-Z].*\.$/, `${what}: ${sentence}`);
    t.notMatch(sentence, /undefined|NaN/, `${what} stands without its details, as an erased one does`);
  }
});

t.test('days near by are called by their name, and the year is said where it is another', async (t) => {
  t.equal(whenText(new Date('2040-03-12T14:00:00Z'), place), 'today at 15:00');
  t.equal(whenText(new Date('2040-03-12T23:30:00Z'), place), 'tomorrow at 00:30', 'by the creditor’s clock');
  t.equal(nearDayText('2040-03-18', place.today), 'Sunday');
  t.equal(nearDayText('2040-03-19', place.today), '19 March 2040', 'a week ahead is a date again');
  t.equal(nearDayText('2040-03-11', place.today), '11 March 2040', 'so is yesterday');
  t.equal(shortWhenText(new Date('2040-03-12T14:00:00Z'), place), '15:00');
  t.equal(pastText(new Date('2040-03-01T09:00:00Z'), place), '1 Mar 10:00');
  t.equal(pastText(new Date('2039-12-31T09:00:00Z'), place), '31 Dec 2039');
});
