/** What a letter may know of a payment at the till: in flight until its time is over, and longer where nobody knows yet what became of it. */
import t from 'tap';
import { letterFacts } from '../../src/cases/letter-facts.ts';

const now = new Date('2026-03-11T10:00:00Z');

t.test('a payment is in flight until its fate is known, however late that is', async (t) => {
  const cases: readonly (readonly [string, string | null, string | null])[] = [
    ['no payment', null, null],
    ['at the till', '2026-03-11T10:20:00Z', '2026-03-11T10:20:00Z'],
    ['its time is just over, and nobody has asked the provider', '2026-03-11T10:00:00Z', '2026-03-11T10:05:00Z'],
    ['its time was over while the program was down', '2026-03-09T08:00:00Z', '2026-03-11T10:05:00Z'],
  ];
  for (const [what, paymentUntil, expected] of cases)
    t.equal(inFlight(paymentUntil)?.toISOString() ?? null, expected && new Date(expected).toISOString(), what);
});

function inFlight(paymentUntil: string | null): Date | null {
  const debtor = {
    paymentUntil: paymentUntil === null ? null : new Date(paymentUntil),
    decisions: { shortfallAcceptedMinor: 0n, leftOutSince: null, solventSince: null, segment: 'normal' },
    lastLetterAt: new Map(),
    lastFeeLetterAt: null,
    creditNotes: [],
    holds: [],
  };
  const settings = { ladders: new Map([['normal', {}]]), toleranceBaseMinor: 0n, ladderVersions: new Map() };
  const on = { now, wallNow: now, timeZone: 'Europe/Copenhagen', settings, booksReadAt: now, factsMaxAgeSeconds: 60 };
  return letterFacts(on as never, { debtor, positions: [] } as never, true, {} as never).debtor.paymentInFlightUntil;
}
