/**
 * Asks the central bank for reference rates of half-years that have begun and are not recorded. Only the sandbox's bank is
 * taken at its word, under its own label; a live house keeps what the law's own file says until a person confirms more.
 */
import { sql } from 'drizzle-orm';
import type { Database } from '../db/work.ts';
import { halfYearStart } from '../law/interest.ts';
import type { CentralBank } from '../ledger/port.ts';
import { readRates, recordRates } from '../ledger/store.ts';
import { type Day, dayIn } from '../values/day.ts';
import { businessNow } from './store.ts';
