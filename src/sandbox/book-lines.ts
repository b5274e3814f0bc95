/** The single lines of the ledger: added, found, reckoned in the base currency and settled against each other. */
import { type Day, dayPlus } from '../values/day.ts';
import { type Currency, decimalsOf, roundedQuotient } from '../values/money.ts';
import { type Agreement, type BookEntry, type BookedInvoice, entryTypes, type PaymentTerms } from './agreement.ts';
import { agreementOf, customerOf } from './people.ts';
import { SandboxRefusal } from './refusal.ts';
import { touch, type World } from './world.ts';

/** Minor units of the base currency for 100 units: what the sandbox's books reckon with unless told otherwise. */
const usualRates: Partial<Record<Currency, bigint>> = {
  DKK: 10_000n,
  EUR: 74_610n,
  SEK: 6_640n,
  NOK: 6_420n,
  GBP: 87_900n,
  USD: 68_550n,
};

/** Settles two open lines of one debtor against each other, as far as the smaller of them reaches. */
export function matchEntries(world: World, agreementNumber: number, from: number, to: number): void {
  const agreement = agreementOf(world, agreementNumber);
  const [first, second] = [entryOf(agreement, from), entryOf(agreement, to)];
  if (first.currency !== second.currency || first.customer !== second.customer)
    throw new SandboxRefusal('only lines of one debtor in one currency match');
  if (first.remainderMinor > 0n === second.remainderMinor > 0n)
    throw new SandboxRefusal('one line must owe and the other have');
  const applied = least(magnitude(first.remainderMinor), magnitude(second.remainderMinor));
  for (const entry of [first, second]) {
    entry.remainderMinor += entry.remainderMinor > 0n ? -applied : applied;
    const invoice = entry.invoice === null ? null : invoiceOf(agreement, entry.invoice);
    if (invoice) invoice.remainderMinor = entry.remainderMinor;
  }
  agreement.matches.push({ from, to, appliedMinor: applied });
  touch(world);
}

/** Undoes everything that was matched with this line: both sides are as open as they were. Returns how many matches there were. */
export function undoMatches(world: World, agreementNumber: number, entry: number): number {
  const agreement = agreementOf(world, agreementNumber);
  const undone = agreement.matches.filter((each) => each.from === entry || each.to === entry);
  agreement.matches = agreement.matches.filter((each) => !undone.includes(each));
  for (const { from, to, appliedMinor } of undone) {
    for (const line of [entryOf(agreement, from), entryOf(agreement, to)]) {
      line.remainderMinor += line.amountMinor > 0n ? appliedMinor : -appliedMinor;
      const invoice = line.invoice === null ? null : invoiceOf(agreement, line.invoice);
      if (invoice) invoice.remainderMinor = line.remainderMinor;
    }
  }
  touch(world);
  return undone.length;
}

/** A number that was never booked is refused. */
export function invoiceOf(agreement: Agreement, number: number): BookedInvoice {
  const found = agreement.invoices.find((each) => each.number === number);
  if (!found) throw new SandboxRefusal(`no booked invoice ${number} on agreement ${agreement.number}`);
  return found;
}

/** An amount in the base currency, rounded half away from zero as the books do. */
export function inBase(agreement: Agreement, amountMinor: bigint, currency: Currency, ratePer100Minor: bigint): bigint {
  const scale = 10n ** BigInt(decimalsOf(currency));
  return roundedQuotient(
    amountMinor * ratePer100Minor * 10n ** BigInt(decimalsOf(agreement.baseCurrency)),
    scale * 10_000n,
  );
}

/** The day an invoice of that day falls due under these terms. */
export function dueUnder(terms: PaymentTerms | undefined, day: Day): Day {
  const days = terms?.days ?? 0;
  if (terms?.type !== 'invoiceMonth') return dayPlus(day, days);
  const lastOfMonth = Temporal.PlainDate.from(day).add({ months: 1 }).with({ day: 1 }).subtract({ days: 1 });
  return dayPlus(lastOfMonth.toString(), days);
}

/** A new line with the next number, open to its whole amount; a debtor's line moves his balance. */
export function addEntry(agreement: Agreement, given: Omit<BookEntry, 'number' | 'remainderMinor'>): BookEntry {
  const entry: BookEntry = { ...given, number: agreement.nextEntry++, remainderMinor: given.amountMinor };
  agreement.entries.push(entry);
  if (entry.customer !== null) {
    customerOf(agreement, entry.customer).balanceMinor += inBase(
      agreement,
      entry.amountMinor,
      entry.currency,
      entry.ratePer100Minor,
    );
  }
  return entry;
}

/** The line of an invoice that says what the debtor owes. */
export function debtorEntry(agreement: Agreement, invoice: number): BookEntry {
  const found = agreement.entries.find((each) => each.invoice === invoice && each.customer !== null);
  if (!found) throw new SandboxRefusal(`invoice ${invoice} has no debtor line`);
  return found;
}

/** A debtor's line without an invoice that is owed (or a credit), by its entry; anything else is refused. */
export function claimOf(agreement: Agreement, entry: number): BookEntry {
  const found = agreement.entries.find((each) => each.number === entry && isClaim(each));
  if (!found) throw new SandboxRefusal(`entry ${entry} on agreement ${agreement.number} is no claim`);
  return found;
}

export function isClaim({ type, customer }: BookEntry): boolean {
  return customer !== null && claimTypes.has(type);
}

const claimTypes: ReadonlySet<number> = new Set([
  entryTypes.opening,
  entryTypes.carriedOver,
  entryTypes.manualCustomerInvoice,
]);

function entryOf(agreement: Agreement, number: number): BookEntry {
  const found = agreement.entries.find((each) => each.number === number);
  if (!found) throw new SandboxRefusal(`no entry ${number} on agreement ${agreement.number}`);
  return found;
}

/** Refuses a currency the sandbox has no rate for. */
export function rateOf(currency: Currency): bigint {
  const rate = usualRates[currency];
  if (rate === undefined) throw new SandboxRefusal(`the sandbox has no rate for ${currency}: give ratePer100Minor`);
  return rate;
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
