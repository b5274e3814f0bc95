/** What the last full comparison found, in sentences. */
import type { Drift, DriftKind } from '../mirror/drift.ts';
import type { Comparison } from '../mirror/store-comparisons.ts';
import { dayIn, type Instant, instantPlus, wholeDay } from '../values/day.ts';
import { clockText, dayText } from '../values/day-text.ts';

export type ComparisonSection = {
  /** What was done and when; null before the first one. */
  readonly done: string | null;
  /** What differed, the first few by number. */
  readonly differed: readonly string[];
  /** How many more there were. */
  readonly more: number;
  /** Why there is none, or that it is late. */
  readonly missing: string | null;
};

type Seen = { readonly now: Instant; readonly timeZone: string; readonly booksWereRead: boolean };

export function comparisonSection(last: Comparison | null, seen: Seen): ComparisonSection {
  if (last?.endedAt == null) {
    const missing = seen.booksWereRead
      ? 'The first comparison comes in the night.'
      : 'The first comparison comes the night after the books have been read.';
    return { done: null, differed: [], more: 0, missing };
  }
  const { endedAt, customers, invoices, differed, examples } = last;
  const on = `${dayText(dayIn(endedAt, seen.timeZone), 'en')} at ${clockText(endedAt, seen.timeZone, 'en')}`;
  const read = `${counted(customers, 'customer')} and ${counted(invoices, 'invoice')} were compared`;
  const found =
    differed === 0
      ? 'nothing differed'
      : `${counted(differed, 'row')} differed and ${differed === 1 ? 'was' : 'were'} put right`;
  return {
    done: `${on}: ${read}, ${found}.`,
    differed: examples.map(sentence),
    more: differed - examples.length,
    missing:
      endedAt < instantPlus(seen.now, -2 * wholeDay)
        ? 'No comparison has been whole since. Rykker tries every hour; should this stay, e-conomic does not answer or the permission does not reach.'
        : null,
  };
}

/** "Invoice 20417: what is left, the due day", "Customer 7 was not here". */
function sentence({ about, number, how }: Drift): string {
  const it = `${about === 'invoice' ? 'Invoice' : 'Customer'} ${number}`;
  if (how.includes('missing')) return `${it} was not here.`;
  if (how.includes('extra')) return `${it} was here and is not in the books.`;
  return `${it}: ${how.map((each) => words[each]).join(', ')}.`;
}

function counted(many: number, what: string): string {
  return `${many.toLocaleString('en-GB')} ${what}${many === 1 ? '' : 's'}`;
}

const words: Readonly<Record<DriftKind, string>> = {
  missing: 'not here',
  extra: 'not in the books',
  remainder: 'what is left',
  amount: 'the amount',
  day: 'the day',
  'due-day': 'the due day',
  terms: 'the payment terms',
  reference: 'the reference',
  customer: 'whose it is',
  name: 'the name',
  currency: 'the currency',
  balance: 'the balance',
  'e-mail': 'the e-mail',
  phone: 'the phone',
  address: 'the address',
  'company-number': 'the company number',
  'sales-person': 'the sales person',
  group: 'the group',
  attention: 'the contact',
  barred: 'whether it is barred',
};
