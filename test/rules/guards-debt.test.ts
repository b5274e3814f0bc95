/** May we trust the facts, is there a debt, may this debtor be asked: each guard's borders. */
import { instantPlus } from '../../src/values/day.ts';
import { held, line, now, nudge, nudgeLine, table } from './guard-table.ts';
import { facts, invoice, local, noticeFacts } from './world.ts';

table('creditor-connected', [
  ['connected', facts(), 'go'],
  ['the grant was revoked', facts({ creditor: { connected: false } }), 'ask disconnected'],
]);

table('facts-are-fresh', [
  ['just read', facts(), 'go'],
  ['59 seconds ago', facts({ booksReadAt: instantPlus(now, -59_000) }), 'go'],
  ['60 seconds ago', facts({ booksReadAt: instantPlus(now, -60_000) }), 'go'],
  ['a moment more', facts({ booksReadAt: instantPlus(now, -60_001) }), 'wait stale until 2026-03-11 10:01'],
  ['never', facts({ booksReadAt: null }), 'wait never-read until 2026-03-11 10:01'],
  [
    'a day old in the queue',
    facts({ booksReadAt: local('2026-03-10'), creditor: { factsMaxAgeSeconds: 3600 } }),
    'wait stale until 2026-03-11 10:15',
  ],
]);

table('case-is-open', [
  ['open', facts(), 'go'],
  ['closed', facts({ caseOpen: false }), 'stop case-closed'],
]);

table('not-sent-before', [
  ['never', facts(), 'go'],
  ['the rung below', facts({ invoice: { climbed: ['nudge'] } }), 'go'],
  ['this rung', facts({ invoice: { climbed: ['first-reminder'] } }), 'stop already-sent'],
  ['a higher rung', facts({ invoice: { climbed: ['notice'] } }), 'stop already-sent'],
  [
    'this rung, which the ladder has no more',
    facts({ creditor: { ladder: { version: 'x', rungs: [] } }, invoice: { climbed: ['first-reminder'] } }),
    'stop already-sent',
  ],
  [
    'a new nudge after a nudge and a reminder',
    facts({
      invoice: { climbed: ['nudge', 'first-reminder'] },
      letter: { rung: 'nudge-4', lines: [{ ...line, rung: 'nudge-4' }] },
    }),
    'stop already-sent',
  ],
  [
    'a reminder it has not had, which the ladder has no more',
    facts({
      invoice: { climbed: ['first-reminder'] },
      letter: { rung: 'reminder-9', lines: [{ ...line, rung: 'reminder-9' }] },
    }),
    'go',
  ],
  ['the line is marked', facts({ letter: { lines: [{ ...line, alreadySent: true }] } }), 'stop already-sent'],
]);

const creditNote = (owedMinor: bigint) => [{ ...invoice, invoiceId: 'credit', owedMinor }];
const twoLines = { lines: [line, { ...line, invoiceId: 'gone' }] };
table('debt-remains', [
  ['owed in full', facts(), 'go'],
  [
    'one øre, as stated',
    facts({ invoice: { owedMinor: 1n }, letter: { lines: [{ ...line, principalMinor: 1n }] } }),
    'go',
  ],
  ['settled (metasfresh-dunning-03)', facts({ invoice: { owedMinor: 0n } }), 'stop settled'],
  ['one of two settled', facts({ letter: twoLines }), 'stop settled'],
  ['one øre less than stated', facts({ invoice: { owedMinor: 99_999n } }), 'stop sum-changed'],
  ['one øre more than stated', facts({ invoice: { owedMinor: 100_001n } }), 'stop sum-changed'],
  ['sold to a factor', facts({ invoice: { termsForbid: 'factoring' } }), 'stop terms-forbid'],
  ['a credit note one øre below', facts({ others: creditNote(-99_999n) }), 'go'],
  ['a credit note for all', facts({ others: creditNote(-100_000n) }), 'stop nothing-owed'],
  ['a credit note in another currency', facts({ others: [{ ...creditNote(-100_000n)[0]!, currency: 'EUR' }] }), 'go'],
  ['a nudge', facts({ letter: nudge }), 'go'],
  ['only what falls due soon on a reminder', facts({ letter: { lines: [nudgeLine] } }), 'stop nothing-owed'],
  ['no lines', facts({ letter: { lines: [] } }), 'stop nothing-owed'],
]);

table('balance-supports-claim', [
  ['equal', facts(), 'go'],
  ['above', facts({ debtor: { balanceBaseMinor: 100_001n } }), 'go'],
  ['one øre below (tryton-12)', facts({ debtor: { balanceBaseMinor: 99_999n } }), 'ask unmatched-payment'],
  ['at the tolerance', facts({ debtor: { balanceBaseMinor: 99_900n, toleranceBaseMinor: 100n } }), 'go'],
  [
    'past the tolerance',
    facts({ debtor: { balanceBaseMinor: 99_899n, toleranceBaseMinor: 100n } }),
    'ask unmatched-payment',
  ],
  ['nothing left', facts({ debtor: { balanceBaseMinor: 0n } }), 'ask unmatched-payment'],
  ['not read', facts({ debtor: { balanceBaseMinor: null } }), 'wait balance-not-read until 2026-03-11 10:15'],
]);

table('no-payment-in-flight', [
  ['none', facts(), 'go'],
  [
    'until later',
    facts({ debtor: { paymentInFlightUntil: local('2026-03-11', 10, 30) } }),
    'wait payment-in-flight until 2026-03-11 10:30',
  ],
  ['until now', facts({ debtor: { paymentInFlightUntil: now } }), 'go'],
  ['until before', facts({ debtor: { paymentInFlightUntil: local('2026-03-11', 9) } }), 'go'],
]);

table('no-credit-pending', [
  ['none', facts(), 'go'],
  ['a part payment', facts({ holds: held('part-payment') }), 'ask part-payment'],
  ['a credit note held', facts({ holds: held('credit-note') }), 'ask credit-note'],
  ['a reminder of the books’ own', facts({ holds: held('chased-there') }), 'ask chased-there'],
  ['unmatched money', facts({ holds: held('unmatched-money') }), 'ask unmatched-money'],
  ['one credit note nobody looked at', facts({ debtor: { creditNotesOpen: 1 } }), 'ask credit-note'],
  ['held until tomorrow', facts({ holds: held('part-payment', '2026-03-12') }), 'ask part-payment'],
  ['held until today', facts({ holds: held('part-payment', '2026-03-11') }), 'go'],
  ['another kind of hold', facts({ holds: held('question') }), 'go'],
]);

table('not-too-old', [
  ['the day before', facts({ invoice: { limitationDay: '2026-03-12' } }), 'go'],
  ['the day', facts({ invoice: { limitationDay: '2026-03-11' } }), 'stop too-old'],
  ['the day after', facts({ invoice: { limitationDay: '2026-03-10' } }), 'stop too-old'],
]);

table('no-open-question', [
  ['none', facts(), 'go'],
  ['one (metasfresh-dunning-02)', facts({ holds: held('question') }), 'ask question'],
  ['a complaint is another guard', facts({ holds: held('complaint') }), 'go'],
]);

table('not-complained', [
  ['none', facts(), 'go'],
  ['one', facts({ holds: held('complaint') }), 'ask complaint'],
]);

table('not-promised', [
  ['none', facts(), 'go'],
  ['until tomorrow', facts({ holds: held('promise', '2026-03-12') }), 'wait promise until 2026-03-12 08:00'],
  ['until today', facts({ holds: held('promise', '2026-03-11') }), 'go'],
  ['until Saturday', facts({ holds: held('promise', '2026-03-14') }), 'wait promise until 2026-03-16 08:00'],
  ['without a day', facts({ holds: held('promise') }), 'ask promise'],
  ['another kind', facts({ holds: held('snooze', '2026-03-12') }), 'go'],
]);

table('debtor-is-solvent', [
  ['nobody looked, a reminder', facts(), 'go (not-checked)'],
  ['nobody looked, a notice', noticeFacts({ debtor: { solventCheckedDay: null } }), 'ask not-checked'],
  ['looked 13 days ago, a notice', noticeFacts({ debtor: { solventCheckedDay: '2026-02-26' } }), 'go'],
  ['looked 14 days ago, a notice', noticeFacts({ debtor: { solventCheckedDay: '2026-02-25' } }), 'go'],
  ['looked 15 days ago, a notice', noticeFacts({ debtor: { solventCheckedDay: '2026-02-24' } }), 'ask not-checked'],
  ['looked 15 days ago, a reminder', facts({ debtor: { solventCheckedDay: '2026-02-24' } }), 'go (not-checked)'],
  ['bankrupt', facts({ holds: held('insolvency') }), 'ask insolvency'],
  ['bankrupt after somebody looked', noticeFacts({ holds: held('insolvency') }), 'ask insolvency'],
]);

table('not-paused', [
  ['not', facts(), 'go'],
  ['left out by hand', facts({ debtor: { excludedSince: '2026-01-01' } }), 'ask left-out'],
  ['paused without end', facts({ holds: held('pause') }), 'ask pause'],
  ['snoozed until tomorrow', facts({ holds: held('snooze', '2026-03-12') }), 'wait snooze until 2026-03-12 08:00'],
  ['snoozed until Saturday', facts({ holds: held('snooze', '2026-03-14') }), 'wait snooze until 2026-03-16 08:00'],
  ['snoozed until today', facts({ holds: held('snooze', '2026-03-11') }), 'go'],
]);
