/** When a claim grows too old, and what starts its time anew in each market. */
import t from 'tap';
import { type Ageing, limitationOf } from '../../src/cases/limitation-of.ts';

const claim: Ageing = {
  market: 'DK',
  day: '2026-02-04',
  dueDay: '2026-03-06',
  lastRung: null,
  lastLetterDay: null,
  interruptions: [],
};
const at = (market: string, change: Partial<Ageing> = {}, kind: Parameters<typeof limitationOf>[1] = 'business') =>
  limitationOf({ ...claim, market, ...change }, kind).day;
const letter = { lastRung: 'notice', lastLetterDay: '2026-04-20' } as const;
const told = (kind: 'reminder' | 'acknowledgment' | 'signed-plan' | 'part-payment', day: string) => ({
  interruptions: [{ kind, day }],
});

t.same(
  ['DK', 'SE', 'NO', 'FI', 'DE', 'NL', 'GB', 'FR', 'US'].map((market) => `${market} ${at(market)}`),
  [
    'DK 2029-03-06',
    'SE 2036-02-04',
    'NO 2029-03-06',
    'FI 2029-03-06',
    'DE 2030-01-01',
    'NL 2031-03-06',
    'GB 2032-03-06',
    'FR 2029-03-06',
    'US 2029-03-06',
  ],
  'a business debtor: from the due day, the invoice’s day (SE), or the end of the year (DE)',
);
t.equal(at('SE', {}, 'consumer'), '2029-02-04', 'a Swedish consumer: three years');

t.test('a reminder of ours starts it anew in Sweden and Finland alone', async (t) => {
  t.equal(at('DK', letter), '2029-03-06');
  t.equal(at('NO', letter), '2029-03-06');
  t.equal(at('SE', letter), '2036-04-20');
  t.equal(at('FI', letter), '2029-04-20');
  t.equal(at('SE', { ...letter, lastRung: 'nudge' }), '2036-02-04', 'a nudge demands nothing');
});

t.test('what a member has told counts where the law lets it', async (t) => {
  t.equal(at('DK', told('acknowledgment', '2027-05-01')), '2037-05-01', 'Denmark: ten years (forældelsesloven § 5)');
  t.equal(at('DK', told('signed-plan', '2027-05-01')), '2037-05-01');
  t.equal(at('DK', told('part-payment', '2027-05-01')), '2029-03-06', 'a part payment alone does not');
  t.equal(at('DE', told('part-payment', '2027-05-01')), '2030-05-01', 'Germany: § 212');
  t.equal(at('GB', told('part-payment', '2027-05-01')), '2033-05-01');
  t.equal(at('NL', told('reminder', '2027-05-01')), '2031-03-06');
});

t.test('the day before it is barred counts, the day itself does not revive it', async (t) => {
  t.equal(at('NO', told('acknowledgment', '2029-03-05')), '2032-03-05');
  t.equal(at('NO', told('acknowledgment', '2029-03-06')), '2029-03-06');
  t.same(limitationOf({ ...claim, ...told('acknowledgment', '2027-05-01') }, 'business').anewBy, {
    kind: 'acknowledgment',
    day: '2027-05-01',
  });
  t.equal(limitationOf(claim, 'business').anewBy, null);
});
t.end();
