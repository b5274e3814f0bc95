/** The guards that ask whether a letter is lawful, for each market of the law room, on the days and sums of their borders. */
import type { InvoiceFacts } from '../../src/ladder/facts.ts';
import { line, plain, table } from './guard-table.ts';
import { complete, facts, noticeFacts } from './world.ts';

const none = { feeMinor: null, compensationMinor: null };
const nordic: Partial<InvoiceFacts> = { market: 'NO', currency: 'NOK' };
const swedish: Partial<InvoiceFacts> = { market: 'SE', currency: 'SEK', feeAgreed: true };
const feeOf = (feeMinor: bigint, invoice: Partial<InvoiceFacts>, today = '2026-03-25') =>
  facts({ today, invoice, letter: { feeMinor } });
const claims = (minor: bigint, invoice: Partial<InvoiceFacts>, feeMinor = 0n) =>
  facts({ invoice, letter: { feeMinor, compensation: [{ invoiceId: 'a', minor }] } });

table('market-is-confirmed', [
  ['Norway, a fee on day 13', feeOf(3500n, { ...nordic, dueDay: '2026-03-12' }), 'ask fee-too-early'],
  ['Norway, a fee on day 14', feeOf(3500n, { ...nordic, dueDay: '2026-03-11' }), 'go'],
  ['Sweden, a fee that is agreed', feeOf(6000n, swedish), 'go'],
  ['Sweden, a fee that is not', feeOf(6000n, { ...swedish, feeAgreed: false }), 'ask fee-not-agreed'],
  ['Britain, a fee', feeOf(100n, { market: 'GB', currency: 'GBP' }), 'ask not-in-this-law'],
  ['Germany, interest alone', feeOf(0n, { market: 'DE', currency: 'EUR' }), 'go'],
  ['the floor, interest', feeOf(0n, { market: 'FR', currency: 'EUR' }), 'ask market-floor-only'],
  ['the floor, plain', facts({ invoice: { market: 'FR' }, letter: plain }), 'go'],
  ['Danish compensation from a business', claims(31_000n, {}), 'go'],
  ['Danish compensation in euro, not set', claims(4000n, { currency: 'EUR' }), 'ask currency-differs'],
  [
    'Danish compensation in euro, set',
    claims(4000n, { currency: 'EUR', ownAmounts: { ...none, compensationMinor: 4000n } }),
    'go',
  ],
  [
    'compensation from a consumer',
    facts({ debtor: { kind: 'consumer' }, letter: { ...plain, compensation: [{ invoiceId: 'a', minor: 1n }] } }),
    'ask consumer',
  ],
  ['a sole trader', facts({ debtor: { kind: 'sole-trader' } }), 'go'],
  ['a Norwegian notice', noticeFacts({ invoice: nordic, letter: plain }), 'go'],
]);

table('fee-within-cap', [
  ['Sweden, 60 kr.', feeOf(6000n, swedish), 'go'],
  ['Sweden, one öre more', feeOf(6001n, swedish), 'ask fee-too-high'],
  ['Sweden, a second one', feeOf(6000n, { ...swedish, feesSoFar: 1 }), 'ask fees-used-up'],
  ['Norway, 35 kr.', feeOf(3500n, nordic), 'go'],
  ['Norway, one øre more', feeOf(3501n, nordic), 'ask fee-too-high'],
  ['Norway, the second', feeOf(3500n, { ...nordic, feesSoFar: 1 }), 'go'],
  ['Norway, the third', feeOf(3500n, { ...nordic, feesSoFar: 2 }), 'ask fees-used-up'],
  ['Finland, 12 euro', feeOf(1200n, { market: 'FI', currency: 'EUR' }), 'go'],
  ['Finland, one cent more', feeOf(1201n, { market: 'FI', currency: 'EUR' }), 'ask fee-too-high'],
  ['Germany', feeOf(1n, { market: 'DE', currency: 'EUR' }), 'ask fee-not-allowed'],
  ['in euro, as set', feeOf(1300n, { currency: 'EUR', ownAmounts: { ...none, feeMinor: 1300n } }), 'go'],
  [
    'in euro, more than set',
    feeOf(1301n, { currency: 'EUR', ownAmounts: { ...none, feeMinor: 1300n } }),
    'ask fee-too-high',
  ],
  ['in euro, nothing set', feeOf(1n, { currency: 'EUR' }), 'ask fee-not-allowed'],
  ['compensation of 310 kr.', claims(31_000n, {}), 'go'],
  ['of one øre', claims(1n, {}), 'go'],
  ['one øre more', claims(31_001n, {}), 'ask compensation-not-allowed'],
  ['none at all, and yet listed', claims(0n, {}), 'ask compensation-not-allowed'],
  ['twice', claims(31_000n, { compensationClaimed: true }), 'ask compensation-twice'],
  ['beside a Danish fee', claims(31_000n, {}, 10_000n), 'go'],
  ['beside a Swedish fee', claims(45_000n, swedish, 6000n), 'ask fee-beside-compensation'],
  [
    'a Swedish fee after compensation',
    feeOf(6000n, { ...swedish, compensationClaimed: true }),
    'ask fee-beside-compensation',
  ],
  [
    'for an invoice that is not on the letter',
    facts({ letter: { compensation: [{ invoiceId: 'other', minor: 1n }] } }),
    'ask compensation-not-allowed',
  ],
]);

const after = (last: string, invoice: Partial<InvoiceFacts>, today = '2026-03-25') =>
  facts({ today, invoice, debtor: { lastFeeLetterDay: last } });
table('spacing-kept', [
  ['Norway, thirteen full days', after('2026-03-11', nordic), 'wait fee-spacing until 2026-03-26 08:00'],
  ['Norway, fourteen', after('2026-03-10', nordic), 'go'],
  ['Sweden, seven full days', after('2026-03-17', swedish), 'wait fee-spacing until 2026-03-26 08:00'],
  ['Sweden, eight', after('2026-03-16', swedish), 'go'],
  ['Finland, ten', after('2026-03-14', { market: 'FI' }), 'go'],
  ['Finland, nine', after('2026-03-15', { market: 'FI' }), 'wait fee-spacing until 2026-03-26 08:00'],
]);

const gives = (
  deadlineDays: number,
  market: string,
  kind: 'business' | 'sole-trader' = 'business',
  replyFormEnclosed = false,
) =>
  noticeFacts({
    debtor: { kind },
    invoice: { market },
    letter: { notice: { ...complete, deadlineDays, replyFormEnclosed } },
  });
table('notice-is-complete', [
  ['Sweden, seven days', gives(7, 'SE'), 'ask notice-incomplete'],
  ['Sweden, eight', gives(8, 'SE'), 'go'],
  ['Denmark, nine', gives(9, 'DK'), 'ask notice-incomplete'],
  ['Denmark, ten', gives(10, 'DK'), 'go'],
  ['Norway, thirteen', gives(13, 'NO'), 'ask notice-incomplete'],
  ['Norway, fourteen', gives(14, 'NO'), 'go'],
  ['Finland, thirteen', gives(13, 'FI'), 'ask notice-incomplete'],
  ['Germany, fourteen', gives(14, 'DE'), 'go'],
  ['the Netherlands, fourteen', gives(14, 'NL'), 'go'],
  ['a British company, fourteen', gives(14, 'GB'), 'go'],
  ['a British sole trader, twenty-nine', gives(29, 'GB', 'sole-trader', true), 'ask notice-incomplete'],
  ['a British sole trader, thirty', gives(30, 'GB', 'sole-trader', true), 'go'],
  ['a British sole trader without a form to answer on', gives(30, 'GB', 'sole-trader'), 'ask notice-incomplete'],
  ['a market without rules', gives(30, 'US'), 'ask market-not-in-law-room'],
]);

table('not-too-old', [
  ['the day before', facts({ invoice: { limitationDay: '2026-03-12' } }), 'go'],
  ['the day', facts({ invoice: { limitationDay: '2026-03-11' } }), 'stop too-old'],
  ['the day after', facts({ invoice: { limitationDay: '2026-03-10' } }), 'stop too-old'],
  ['an invoice that is not on the letter', facts({ letter: { lines: [{ ...line, invoiceId: 'other' }] } }), 'go'],
]);
