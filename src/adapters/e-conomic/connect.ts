/** One connection to e-conomic: a budget of calls and what is known of grants, shared by all that is asked over it. */
import type { Bookkeeping, BooksNews } from '../../mirror/port.ts';
import { booksOf } from './bookkeeping.ts';
import type { Urgency } from './call-budget.ts';
import { callTurns } from './call-turns.ts';
import { type EconomicOptions, economicClient } from './client.ts';
import { grantsSeen, type HouseMemory, nothingRemembered, tellingGrantsApart } from './grants.ts';
import { economicNews } from './news.ts';

/** `books`: the same three times, by how much it hurts to wait: the more urgent goes first. */
export function connectEconomic(
  options: EconomicOptions,
  onAppRefused: () => void = () => {},
  house: HouseMemory = nothingRemembered,
): { readonly books: Readonly<Record<Urgency, Bookkeeping>>; readonly news: BooksNews } {
  const turns = callTurns();
  const seen = grantsSeen();
  const at = (urgency: Urgency) =>
    tellingGrantsApart(economicClient(options, turns, urgency), onAppRefused, house, seen);
  const books = { sending: booksOf(at('sending')), page: booksOf(at('page')), pull: booksOf(at('pull')) };
  return { books, news: economicNews(at('pull')) };
}
