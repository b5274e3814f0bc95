import t from 'tap';
import { debtors, nordvind } from '../../src/sandbox/nordvind-debtors.ts';
import { agreementOf, customerOf } from '../../src/sandbox/people.ts';
import { startRig } from './sandbox-rig.ts';

t.test("Nordvind's debtors are each in the trouble that gives them their name", async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const agreement = agreementOf(rig.sandbox.world, nordvind);
  const overdue = (customer: number) =>
    agreement.invoices
      .filter((each) => each.customer === customer && each.remainderMinor > 0n && each.dueDay < '2026-11-23')
      .map((each) => each.dueDay);
  const open = (customer: number) =>
    agreement.invoices.filter((each) => each.customer === customer && each.remainderMinor !== 0n);
  const card = (customer: number) => customerOf(agreement, customer);
  t.same(overdue(debtors.paysLate), ['2026-11-14'], 'nine days');
  t.equal(overdue(debtors.neverPays).length, 4);
  t.match(open(debtors.partPaid), [{ grossMinor: 1_250_000n, remainderMinor: 750_000n }]);
  t.same(
    open(debtors.openCreditNote).map((each) => each.remainderMinor),
    [875_000n, -125_000n],
  );
  t.equal(open(debtors.unmatchedPayment).length, 1);
  t.equal(card(debtors.unmatchedPayment).balanceMinor, 0n);
  t.equal(card(debtors.noAddress).email, null);
  t.ok(rig.sandbox.world.postmark.bouncing.includes(card(debtors.bounces).email ?? ''));
  t.match(open(debtors.swedish), [{ currency: 'SEK' }]);
  t.match(open(debtors.english), [{ currency: 'EUR' }]);
  t.equal(card(debtors.consumer).companyNumber, null);
  t.same(
    open(debtors.twoCurrencies).map((each) => each.currency),
    ['DKK', 'EUR'],
  );
  t.same(
    open(debtors.dueInTwoDays).map((each) => each.dueDay),
    ['2026-11-25'],
  );
  t.same(overdue(debtors.notYetDue), []);
  t.same(overdue(debtors.factoring), ['2026-10-29']);
  t.same(open(debtors.paysOnTime), []);
  for (const customer of agreement.customers) {
    const debt = agreement.entries
      .filter((each) => each.customer === customer.number && each.currency === 'DKK')
      .reduce((sum, each) => sum + each.amountMinor, 0n);
    const only = agreement.entries.every((each) => each.customer !== customer.number || each.currency === 'DKK');
    if (only) t.equal(customer.balanceMinor, debt, `the balance of ${customer.name} is the sum of its lines`);
  }
});
