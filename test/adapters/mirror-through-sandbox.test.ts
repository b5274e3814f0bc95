/** The mirror through the real adapter, over HTTP, against the sandbox's books. */
import t from 'tap';
import { economicBookkeeping } from '../../src/adapters/e-conomic/bookkeeping.ts';
import { debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { invoicesByKey, openInvoiceKeys } from '../../src/mirror/store-invoices.ts';
import { readRefusedRows } from '../../src/mirror/store-reference.ts';
import { mirrorState } from '../../src/mirror/store-state.ts';
import { bookCreditNote, registerPayment } from '../../src/sandbox/books.ts';
import { grantAccess } from '../../src/sandbox/people.ts';
import { mirrorHouse } from '../rooms/mirror-house.ts';
import { startRig } from './sandbox-rig.ts';

t.test(
  "Nordvind's books arrive whole, and a payment and a credit note made there are told as what they are",
  async (t) => {
    const rig = await startRig();
    t.teardown(rig.close);
    const { world, economicRestUrl, economicOpenApiUrl } = rig.sandbox;
    const agreement = world.agreements.toSorted((a, b) => b.invoices.length - a.invoices.length)[0]!;
    const { creditor } = await mirrorHouse(t.teardown);
    const house = await creditor({
      bookkeeping: economicBookkeeping({
        restUrl: economicRestUrl,
        openApiUrl: economicOpenApiUrl,
        appSecretToken: rig.options.economicAppSecretToken,
        timeoutMs: 5_000,
      }),
    });
    house.grant = grantAccess(world, agreement.number);
    const unpaid = () => agreement.invoices.filter((invoice) => invoice.remainderMinor !== 0n);

    t.match(await house.pull(), { kind: 'done' });

    const compare = () =>
      house.inWork(async (work) => {
        const mirrored = await invoicesByKey(work, await openInvoiceKeys(work));
        t.same(
          [...mirrored.values()].map((one) => [one.number, one.remainderMinor, one.dueDay, one.currency]).sort(),
          unpaid()
            .map((one) => [String(one.number), one.remainderMinor, one.dueDay, one.currency])
            .sort(),
        );
        const numbers = agreement.customers.map((customer) => String(customer.number));
        const debtors = await debtorsByNumber(work, numbers);
        t.same(
          numbers.map((number) => debtors.get(number)?.balanceBaseMinor),
          agreement.customers.map((customer) => customer.balanceMinor),
        );
        t.same(await readRefusedRows(work, 10), []);
        t.match(await mirrorState(work), { phase: 'quiet', problem: null });
      });
    t.ok(unpaid().length > 5);
    await compare();

    const [one, other] = unpaid().filter((invoice) => invoice.remainderMinor > 10_000n);
    const day = '2026-11-20';
    const whole = { agreement: agreement.number, day, matched: true };
    registerPayment(world, { ...whole, invoice: one!.number, amountMinor: one!.remainderMinor });
    bookCreditNote(world, { ...whole, invoice: other!.number, amountMinor: 10_000n });
    await house.pull();

    await compare();
    t.match(
      house.changes.filter((change) => change.about === 'invoice').toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
      [
        { kind: 'credited', valueDay: day },
        { kind: 'paid', valueDay: day, afterMinor: 0n },
      ],
    );
  },
);
