/** Is it time, is it lawful, can it arrive, does a human agree: each guard's borders. */
import type { Ladder } from '../../src/ladder/rungs.ts';
import { line, nudge, plain, table } from './guard-table.ts';
import type { Change } from './world.ts';
import { complete, facts, type invoice, ladder, ladderWith, local, noticeFacts } from './world.ts';

table('creditor-allows', [
  ['on', facts(), 'go'],
  ['off', facts({ creditor: { sendingOn: false } }), 'ask sending-off'],
  ['halted', facts({ creditor: { halted: 'restored' } }), 'ask halted'],
  ['this rung off', facts({ creditor: { ladder: ladderWith({ 'first-reminder': { on: false } }) } }), 'stop rung-off'],
  ['another rung off', facts({ creditor: { ladder: ladderWith({ notice: { on: false } }) } }), 'go'],
  ['a rung the ladder does not have', facts({ creditor: { ladder: { version: 'x', rungs: [] } } }), 'stop rung-off'],
]);

/** At its second reminder by the ladder its first letter went by, while another one is in force. */
const running = (lastLadder: Ladder, inForce: Ladder): Change => ({
  creditor: { ladder: inForce },
  invoice: { climbed: ['first-reminder'], lastLetterDay: '2026-02-28', lastDeadline: '2026-03-10', lastLadder },
  letter: { rung: 'second-reminder', lines: [{ ...line, rung: 'second-reminder' }] },
});
const secondOff = ladderWith({ 'second-reminder': { on: false } });
const secondLater = ladderWith({ 'second-reminder': { days: 20 } });
table('creditor-allows', [
  ['switched off since its last letter: that ladder still rules', facts(running(ladder, secondOff)), 'go'],
  ['off in the ladder of its last letter too', facts(running(secondOff, secondOff)), 'stop rung-off'],
  ['taken out since its last letter', facts(running(ladder, { version: 'x', rungs: [] })), 'go'],
]);
table('deadline-passed', [
  ['more days since its last letter: those of that ladder count', facts(running(ladder, secondLater)), 'go'],
  [
    'fewer days since: those of that ladder count',
    facts(running(secondLater, ladder)),
    'wait not-yet until 2026-03-23 08:00',
  ],
  ['off in the ladder of its last letter', facts(running(secondOff, ladder)), 'stop rung-changed'],
]);
table('not-sent-before', [
  ['the rung after the last it has had', facts(running(ladder, secondLater)), 'go'],
  [
    'one below on the ladder in force, though never sent',
    facts({ ...running(ladder, ladder), letter: { rung: 'nudge-4', lines: [{ ...line, rung: 'nudge-4' }] } }),
    'stop already-sent',
  ],
]);

const secondLetter: Change = {
  invoice: { climbed: ['first-reminder'], lastLetterDay: '2026-02-28', lastDeadline: '2026-03-10' },
  letter: { rung: 'second-reminder', lines: [{ ...line, rung: 'second-reminder' }] },
};
const withInvoice = (change: Change, more: Partial<typeof invoice>) =>
  facts({ ...change, invoice: { ...change.invoice, ...more } });
table('deadline-passed', [
  ['the day before', facts({ today: '2026-03-10' }), 'wait not-yet until 2026-03-11 08:00'],
  ['the day', facts(), 'go'],
  ['the day after', facts({ today: '2026-03-12' }), 'go'],
  [
    'the day is a Saturday',
    facts({ today: '2026-03-12', invoice: { dueDay: '2026-03-09' } }),
    'wait not-yet until 2026-03-16 08:00',
  ],
  ['ten full days since the letter before', facts(secondLetter), 'go'],
  ['nine', withInvoice(secondLetter, { lastLetterDay: '2026-03-01' }), 'wait not-yet until 2026-03-12 08:00'],
  [
    'its deadline is today',
    withInvoice(secondLetter, { lastDeadline: '2026-03-11' }),
    'wait not-yet until 2026-03-12 08:00',
  ],
  ['a nudge the day before the due day', facts({ invoice: { dueDay: '2026-03-12' }, letter: nudge }), 'go'],
  ['a nudge on the due day', facts({ invoice: { dueDay: '2026-03-11' }, letter: nudge }), 'stop rung-changed'],
  [
    'a nudge too early',
    facts({ invoice: { dueDay: '2026-03-16' }, letter: nudge }),
    'wait not-yet until 2026-03-13 08:00',
  ],
  ['a rung skipped', facts({ letter: { lines: [{ ...line, rung: 'notice' }] } }), 'stop rung-changed'],
]);

const feeLetterOn = (day: string | null, change: Change = {}) =>
  facts({ ...change, debtor: { lastFeeLetterDay: day } });
table('spacing-kept', [
  ['no fee letter before', feeLetterOn(null), 'go'],
  ['nine full days between', feeLetterOn('2026-03-01'), 'wait fee-spacing until 2026-03-12 08:00'],
  ['ten full days between', feeLetterOn('2026-02-28'), 'go'],
  ['eleven full days between', feeLetterOn('2026-02-27'), 'go'],
  ['today already', feeLetterOn('2026-03-11'), 'wait fee-spacing until 2026-03-23 08:00'],
  ['a market that knows no days between', feeLetterOn('2026-03-10', { invoice: { market: 'US' } }), 'go'],
  ['a letter without a fee', feeLetterOn('2026-03-11', { letter: plain }), 'go'],
  [
    'a fee of one øre',
    feeLetterOn('2026-03-11', { letter: { feeMinor: 1n } }),
    'wait fee-spacing until 2026-03-23 08:00',
  ],
]);

table('market-is-confirmed', [
  ['Denmark confirmed', facts(), 'go'],
  [
    'not confirmed, with a fee',
    facts({ invoice: { marketConfirmed: false }, letter: { statesInterest: false } }),
    'ask market-unconfirmed',
  ],
  [
    'not confirmed, with interest',
    facts({ invoice: { marketConfirmed: false }, letter: { feeMinor: 0n } }),
    'ask market-unconfirmed',
  ],
  ['not confirmed, plain', facts({ invoice: { marketConfirmed: false }, letter: plain }), 'go'],
  [
    'not confirmed, a notice that carries nothing',
    noticeFacts({ invoice: { marketConfirmed: false }, letter: plain }),
    'ask market-unconfirmed',
  ],
  ['a market without rules, with a fee', facts({ invoice: { market: 'US' } }), 'ask market-not-in-law-room'],
  ['a market without rules, plain', facts({ invoice: { market: 'US' }, letter: plain }), 'go'],
  [
    'a market without rules, one øre',
    facts({ invoice: { market: 'US' }, letter: { feeMinor: 1n, statesInterest: false } }),
    'ask market-not-in-law-room',
  ],
  ['a consumer with a fee', facts({ debtor: { kind: 'consumer' } }), 'ask consumer'],
  ['a consumer, plain', facts({ debtor: { kind: 'consumer' }, letter: plain }), 'go'],
  ['a Danish invoice in euro with a fee', facts({ invoice: { currency: 'EUR' } }), 'ask currency-differs'],
  ['a nudge', facts({ invoice: { market: 'US' }, letter: nudge }), 'go'],
]);

table('rate-is-known', [
  ['known', facts(), 'go'],
  ['not after June', facts({ letter: { interestKnownTo: '2026-06-30' } }), 'ask rate-unknown'],
  ['not stated', facts({ letter: { interestKnownTo: '2026-06-30', statesInterest: false } }), 'go'],
]);

const fees = (feeMinor: bigint, feesSoFar = 0, change: Change = {}) =>
  facts({ ...change, invoice: { feesSoFar, ...change.invoice }, letter: { feeMinor } });
table('fee-within-cap', [
  ['none', fees(0n, 3), 'go'],
  ['one øre', fees(1n), 'go'],
  ['100 kr', fees(10_000n), 'go'],
  ['100.01 kr', fees(10_001n), 'ask fee-too-high'],
  ['below nothing', fees(-1n), 'ask fee-not-allowed'],
  ['the third', fees(10_000n, 2), 'go'],
  ['the fourth', fees(10_000n, 3), 'ask fees-used-up'],
  [
    'a line at a rung with a fee of one øre',
    fees(10_000n, 3, { creditor: { ladder: ladderWith({ 'first-reminder': { feeMinor: 1n } }) } }),
    'ask fees-used-up',
  ],
  [
    'a line at a rung without a fee',
    fees(10_000n, 3, { creditor: { ladder: ladderWith({ 'first-reminder': { feeMinor: 0n } }) } }),
    'go',
  ],
  ['a market without rules', fees(10_000n, 0, { invoice: { market: 'US' } }), 'ask fee-not-allowed'],
  ['a nudge', facts({ letter: { ...nudge, feeMinor: 1n } }), 'ask fee-not-allowed'],
]);

table('notice-is-complete', [
  ['another letter', facts(), 'go'],
  ['complete', noticeFacts(), 'go'],
  ['nine days to pay', noticeFacts({ letter: { notice: { ...complete, deadlineDays: 9 } } }), 'ask notice-incomplete'],
  ['eleven days to pay', noticeFacts({ letter: { notice: { ...complete, deadlineDays: 11 } } }), 'go'],
  [
    'no word of further costs',
    noticeFacts({ letter: { notice: { ...complete, furtherCostsNamed: false } } }),
    'ask notice-incomplete',
  ],
  ['nothing said', noticeFacts({ letter: { notice: null } }), 'ask notice-incomplete'],
  [
    'one of two lines that has not climbed to it',
    noticeFacts({ letter: { lines: [{ ...line, rung: 'notice' }, line] } }),
    'stop line-not-at-notice',
  ],
  ['a line that has not climbed to it', noticeFacts({ letter: { lines: [line] } }), 'stop line-not-at-notice'],
  ['a market without rules', noticeFacts({ invoice: { market: 'US' } }), 'ask market-not-in-law-room'],
]);

const nowhere = { email: null, sms: null };
const works = { to: '+46701740605', dead: false };
const dead = { to: '+46701740606', dead: true };
const both = ['sms', 'email'] as const;
table('recipient-exists', [
  ['one', facts(), 'go'],
  ['none', facts({ debtor: { reach: nowhere } }), 'ask no-address'],
  ['a number, and a letter by e-mail', facts({ debtor: { reach: { ...nowhere, sms: works } } }), 'ask no-address'],
  ['no number, and a letter by SMS alone', facts({ letter: { channels: ['sms'] } }), 'ask no-number'],
  ['no number, and e-mail after it', facts({ letter: { channels: both } }), 'go'],
  ['neither', facts({ debtor: { reach: nowhere }, letter: { channels: both } }), 'ask no-address-no-number'],
]);

table('address-works', [
  ['works', facts(), 'go'],
  ['bounced', facts({ debtor: { reach: { ...nowhere, email: dead } } }), 'ask address-bounced'],
  [
    'a dead number, an address after it',
    facts({ debtor: { reach: { email: works, sms: dead } }, letter: { channels: both } }),
    'go',
  ],
  [
    'a dead number and no address',
    facts({ debtor: { reach: { email: null, sms: dead } }, letter: { channels: both } }),
    'ask number-bounced',
  ],
  [
    'a dead address that SMS cannot stand in for',
    facts({ debtor: { reach: { email: dead, sms: works } } }),
    'ask address-bounced',
  ],
]);

const toldAt = (headsUpAt: Date | null, holdWindowHours = 24) => facts({ letter: { headsUpAt, holdWindowHours } });
table('hold-window-over', [
  ['a minute to go', toldAt(local('2026-03-10', 10, 1)), 'wait hold-window until 2026-03-11 10:01'],
  ['over this instant', toldAt(local('2026-03-10', 10)), 'go'],
  ['over a minute ago', toldAt(local('2026-03-10', 9, 59)), 'go'],
  ['nobody was told', toldAt(null), 'wait no-heads-up until 2026-03-12 10:00'],
  ['no window', toldAt(null, 0), 'go'],
]);

table('admin-said-yes', [
  ['to this letter', facts(), 'go'],
  ['to none', facts({ letter: { approvedHash: null } }), 'ask not-approved'],
  ['to another letter', facts({ letter: { approvedHash: 'another letter' } }), 'ask changed-since-approval'],
]);
