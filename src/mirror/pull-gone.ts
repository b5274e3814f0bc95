import { done } from '../values/outcome.ts';
import type { DebtorChange } from './difference.ts';
import { lookUpLive } from './look-up-live.ts';
import { noteCustomers } from './note-customers.ts';
import { noteExtras } from './note-extras.ts';
import { observeCustomers } from './observe-customers.ts';
import type { PullingStep } from './pull.ts';
import { reactTo } from './react-to.ts';
import { allNumbersInUse, endDebtors } from './store-debtors.ts';

const numbersPerCall = 200;

/**
 * Customers the list did not have any more. A list that moves while it is read can skip one, so they are asked for by
 * number before they are called gone. Comes after the invoices, which show who was only renumbered.
 */
export const pullGone: PullingStep['run'] = async (pull) => {
  const seen = pull.seenCustomers;
  if (seen === null) return done(null);
  const unlisted = (await pull.inWork(allNumbersInUse)).filter((number) => !seen.has(number));

  for (let at = 0; at < unlisted.length; at += numbersPerCall) {
    const customerNumbers = unlisted.slice(at, at + numbersPerCall);
    const look = await lookUpLive(pull.tools, { grant: pull.grant, invoiceKeys: [], customerNumbers });
    if (look.kind !== 'done') return look;

    const { customers } = look.value;
    const there = new Set(customers.rows.map((row) => row.number));
    const gone = customerNumbers.filter((number) => !there.has(number));
    await pull.inWork(async (work) => {
      await noteCustomers(work, pull.comparing, customers.rows);
      await noteExtras(work, pull.comparing, 'customer', gone);
      const changes = await observeCustomers(work, { ...customers, refusedRows: [] });
      const ended = await endDebtors(work, gone);
      const departures = ended.map((one): DebtorChange => ({ about: 'debtor', kind: 'gone', ...one }));
      await reactTo(pull, work, [...changes, ...departures]);
    });
  }
  return done(null);
};
