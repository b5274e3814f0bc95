import fc from 'fast-check';
import t from 'tap';
import { type MoneyStanding, weighMoney } from '../../src/cases/unmatched-money.ts';

/** Tolerance 1.00; nothing accepted, nothing held. */
const plain: MoneyStanding = {
  balanceMinor: 100_000n,
  openItemsMinor: 100_000n,
  acceptedMinor: 0n,
  toleranceMinor: 100n,
  hold: null,
};
const held = (differenceMinor: bigint | null) => ({ differenceMinor });

/** How it stands → what is done, the difference, what is accepted from now on (null: as before). */
const table: [string, Partial<MoneyStanding>, string, bigint, bigint | null][] = [
  ['the books agree', {}, 'none', 0n, null],
  ['a higher balance is nothing against the claim', { balanceMinor: 900_000n }, 'none', -800_000n, null],
  ['one øre less, by rounding', { balanceMinor: 99_999n }, 'none', 1n, null],
  ['exactly the tolerance', { balanceMinor: 99_900n }, 'none', 100n, null],
  ['one øre beyond the tolerance', { balanceMinor: 99_899n }, 'record', 101n, null],
  ['all of it lies there', { balanceMinor: 0n }, 'record', 100_000n, null],
  ['more than all: the customer has money with us', { balanceMinor: -5_000n }, 'record', 105_000n, null],
  ['it is known already', { balanceMinor: 0n, hold: held(100_000n) }, 'none', 100_000n, null],
  ['more came', { balanceMinor: -1n, hold: held(100_000n) }, 'change', 100_001n, null],
  ['part of it was matched', { balanceMinor: 40_000n, hold: held(100_000n) }, 'change', 60_000n, null],
  ['the books agree again', { hold: held(100_000n) }, 'lift', 0n, null],
  ['agree but for a rounding', { balanceMinor: 99_950n, hold: held(100_000n) }, 'lift', 50n, null],
  ['a hold that no balance opened is a person’s to end', { hold: held(null) }, 'none', 0n, null],
  ['and is not opened twice', { balanceMinor: 0n, hold: held(null) }, 'none', 100_000n, null],
  ['a member has left it aside', { balanceMinor: 0n, acceptedMinor: 100_000n }, 'none', 100_000n, null],
  ['beyond what was left aside', { balanceMinor: -101n, acceptedMinor: 100_000n }, 'record', 100_101n, null],
  ['what was left aside was matched', { acceptedMinor: 100_000n }, 'none', 0n, 0n],
  ['a part of it was', { balanceMinor: 70_000n, acceptedMinor: 100_000n }, 'none', 30_000n, 30_000n],
  ['it moved by a rate', { balanceMinor: 50n, acceptedMinor: 100_000n }, 'none', 99_950n, null],
  [
    'left aside while it was held',
    { balanceMinor: 0n, acceptedMinor: 100_000n, hold: held(100_000n) },
    'lift',
    100_000n,
    null,
  ],
];

for (const [what, standing, deed, differenceMinor, acceptedNowMinor] of table) {
  t.test(what, async (t) => {
    t.strictSame(weighMoney({ ...plain, ...standing }), { deed, differenceMinor, acceptedNowMinor });
  });
}

t.test('after it was done there is nothing more to do: no difference is recorded twice', async (t) => {
  const minor = fc.bigInt({ min: -200_000n, max: 200_000n });
  const hold = fc.option(fc.record({ differenceMinor: fc.option(minor) }));
  fc.assert(
    fc.property(minor, minor, fc.bigInt({ min: 0n, max: 200_000n }), hold, (balance, open, accepted, hold) => {
      const standing = { ...plain, balanceMinor: balance, openItemsMinor: open, acceptedMinor: accepted, hold };
      const found = weighMoney(standing);
      const after = {
        ...standing,
        acceptedMinor: found.acceptedNowMinor ?? accepted,
        hold: found.deed === 'none' ? hold : found.deed === 'lift' ? null : { differenceMinor: found.differenceMinor },
      };
      const again = weighMoney(after);
      return again.deed === 'none' && again.acceptedNowMinor === null;
    }),
  );
  t.pass('settled at once');
});
