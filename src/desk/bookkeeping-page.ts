/** The bookkeeper's page as the view prints it: the lines to post, what they come to, and the files made before. */
import { lineText } from '../bookkeeping/book-file.ts';
import { type BookAccount, type BookLine, bookAccounts } from '../bookkeeping/book-lines.ts';
import type { BookFileRow } from '../bookkeeping/store.ts';
import { amountText, numberText } from '../values/amount-text.ts';
import { dayText, instantText } from '../values/day-text.ts';
import { type Currency, sum } from '../values/money.ts';

export const accountNames: { readonly [account in BookAccount]: string } = {
  fee: 'reminder fees',
  interest: 'late interest',
  compensation: 'compensation',
  provider: 'the payment provider',
};

export function bookLinesPage(lines: readonly BookLine[]) {
  return {
    toPost: lines.map((line) => ({
      day: dayText(line.day, 'en'),
      customer: line.customerNumber ?? 'none any more',
      text: lineText(line),
      against: accountNames[line.against],
      amount: numberText(line.amountMinor, line.currency, 'en'),
      currency: line.currency,
      file: line.fileNumber === null ? 'not yet' : `no. ${line.fileNumber}`,
    })),
    sums: sumsOf(lines),
  };
}

/** What goes against each account, in each currency. */
function sumsOf(lines: readonly BookLine[]) {
  const currencies = [...new Set(lines.map((line) => line.currency))].sort();
  return currencies.flatMap((currency: Currency) =>
    bookAccounts.flatMap((account) => {
      const own = lines.filter((line) => line.currency === currency && line.against === account);
      const minor = sum(own.map((line) => line.amountMinor));
      return own.length === 0 ? [] : [{ name: accountNames[account], amount: amountText(minor, currency, 'en') }];
    }),
  );
}

export function bookFilesPage(files: readonly BookFileRow[], names: ReadonlyMap<string, string>, timeZone: string) {
  return files.map((file) => ({
    name: `No. ${file.number}`,
    href: `/desk/bookkeeping/files/${file.id}`,
    upTo: dayText(file.toDay, 'en'),
    lines: file.lines === 1 ? '1 line' : `${file.lines} lines`,
    made: `${instantText(file.madeAt, timeZone, 'en')} by ${names.get(file.actorId) ?? 'somebody'}`,
  }));
}
