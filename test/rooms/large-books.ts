/** Books of several thousand rows, the same every time, and a way to see each page of them that is handed out. */
import type { Bookkeeping } from '../../src/mirror/port.ts';
import { openBooks } from './mirror-books.ts';

export const size = { customers: 600, invoices: 2400, page: 200 };

/** 600 customers with a contact each, 2,400 open invoices with an entry each: 30 pages of 200. */
export function largeBooks() {
  const books = openBooks(size.page);
  for (let number = 1; number <= size.customers; number += 1) {
    books.addCustomer(String(number));
    books.keepContact({ number, customerNumber: String(number), name: `Kontakt ${number}` });
  }
  for (let count = 0; count < size.invoices; count += 1)
    books.book(String(1 + (count % size.customers)), 1_000n + BigInt(count));
  return books;
}

/** Tells of every page of a list that was handed out, before it is. */
export function countingPages(bookkeeping: Bookkeeping, told: (page: string) => void): Bookkeeping {
  return {
    ...bookkeeping,
    customers: async (grant, cursor) => telling(await bookkeeping.customers(grant, cursor), `customers ${cursor}`),
    unpaidInvoices: async (grant, cursor) =>
      telling(await bookkeeping.unpaidInvoices(grant, cursor), `invoices ${cursor}`),
    bookEntries: async (grant, after, cursor) =>
      telling(await bookkeeping.bookEntries(grant, after, cursor), `entries ${cursor}`),
    contacts: async (grant, since, cursor) =>
      telling(await bookkeeping.contacts(grant, since, cursor), `contacts ${cursor}`),
  };

  function telling<Answer extends { readonly kind: string }>(answer: Answer, page: string): Answer {
    if (answer.kind === 'done') told(page);
    return answer;
  }
}
