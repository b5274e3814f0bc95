/** What stands in the debtor ledger without an invoice: claims booked by hand, opening entries, e-conomic's own reminders. */
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { type BookEntry, entryTypes } from './agreement.ts';
import { addEntry, dueUnder, rateOf } from './book-lines.ts';
import { agreementOf, customerOf } from './people.ts';
import { SandboxRefusal } from './refusal.ts';
import { touch, type World } from './world.ts';

const debtorAccount = 5600;
const openingAccount = 9900;

export const claimKinds = { manual: 'manualCustomerInvoice', opening: 'opening', carried: 'carriedOver' } as const;
export type ClaimKind = keyof typeof claimKinds;

export type ClaimToBook = {
  agreement: number;
  customer: number;
  kind: ClaimKind;
  /** Above zero: owed to the creditor; below zero: a credit. */
  amountMinor: bigint;
  day: Day;
  /** Left out: reckoned from the customer's payment terms. */
  dueDay?: Day;
  currency?: Currency;
  ratePer100Minor?: bigint;
  /** The number that was typed on it, where there was one. */
  invoiceNumber?: number;
  text?: string;
};

/** Books a claim that has no invoice and no PDF: a debtor line that stays open and its counterpart; the balance moves. */
export function bookClaim(world: World, given: ClaimToBook): BookEntry {
  if (given.amountMinor === 0n) throw new SandboxRefusal('a claim of nothing is none');
  const agreement = agreementOf(world, given.agreement);
  const customer = customerOf(agreement, given.customer);
  const currency = given.currency ?? customer.currency;
  const terms = agreement.paymentTerms.find((each) => each.number === customer.paymentTerms);
  const common = {
    type: entryTypes[claimKinds[given.kind]],
    voucher: agreement.nextVoucher++,
    day: given.day,
    text: given.text ?? (given.kind === 'manual' ? 'Manuel faktura' : 'Åbningspost'),
    currency,
    ratePer100Minor: given.ratePer100Minor ?? rateOf(currency),
    invoice: null,
    ...(given.invoiceNumber === undefined ? {} : { typedNumber: given.invoiceNumber }),
  };
  const line = addEntry(agreement, {
    ...common,
    account: debtorAccount,
    amountMinor: given.amountMinor,
    customer: customer.number,
    dueDay: given.dueDay ?? dueUnder(terms, given.day),
  });
  const other = addEntry(agreement, {
    ...common,
    account: openingAccount,
    amountMinor: -given.amountMinor,
    customer: null,
    dueDay: null,
  });
  world.bell.emit('news', {
    agreement: given.agreement,
    eventType: 'JOURNAL_BOOKED',
    merge: { DAYBOOKNO: '1', FROMSERIALNO: String(line.number), TOSERIALNO: String(other.number) },
  });
  touch(world);
  return line;
}
