/** One connection to e-conomic: what tells grants apart is known to all that is asked over it. */
import type { Bookkeeping, BooksNews } from '../../mirror/port.ts';
import { bookkeepingOver } from './bookkeeping.ts';
import { type EconomicOptions, economicClient } from './client.ts';
import { type HouseMemory, tellingGrantsApart } from './grants.ts';
import { economicNews } from './news.ts';

export function connectEconomic(
  options: EconomicOptions,
  onAppRefused: () => void,
  house: HouseMemory,
): { readonly bookkeeping: Bookkeeping; readonly news: BooksNews } {
  const client = tellingGrantsApart(economicClient(options), onAppRefused, house);
  return { bookkeeping: bookkeepingOver(client), news: economicNews(client) };
}
