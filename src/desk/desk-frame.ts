/** What stands around every page of the desk: whose it is, how fresh its figures are, what waits. */
import type { Creditor } from '../creditors/creditor.ts';
import type { Member } from '../creditors/member.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import { ageOfBooks } from '../mirror/freshness.ts';
import { progressOf } from '../mirror/progress.ts';
import type { MirrorState, PullStep } from '../mirror/store-state.ts';
import { dayIn, type Instant, minute } from '../values/day.ts';
import { clockText, instantText } from '../values/day-text.ts';
import type { DeskPage, DeskSection } from '../web/render-page.ts';
import type { VerdictContext } from './guard-words.ts';
import type { Place } from './when-words.ts';

export type Around = {
  readonly creditor: Creditor;
  readonly member: Member;
  readonly mirror: MirrorState | null;
  readonly now: Instant;
  readonly wallNow: Instant;
  readonly waiting: number;
  readonly asking: number;
};

export type Reading = { readonly label: string; readonly done: number; readonly of: number; readonly sentence: string };

export type Frame = Omit<DeskPage, 'title'> & {
  readonly sandbox: boolean;
  /** The first reading of the books, while it goes on. */
  readonly reading: Reading | null;
};

export function deskFrame(around: Around, section: DeskSection, sandbox: boolean): Frame {
  const { creditor, member, mirror } = around;
  return {
    layout: 'desk',
    creditorName: creditor.name,
    memberName: member.name,
    section,
    sandbox,
    counts: { queue: around.waiting, worklist: around.asking },
    ...freshness(around),
    reading: mirror === null || mirror.phase === 'first' ? readingOf(mirror) : null,
  };
}

/** Where and when the page is read, in business time. */
export function placeOf({ creditor, now }: Pick<Around, 'creditor' | 'now'>): Place {
  return { timeZone: creditor.timeZone, now, today: dayIn(now, creditor.timeZone) };
}

/** What sentences about guards need; sums are in `currency`. */
export function verdictContext(
  around: Pick<Around, 'creditor' | 'now'>,
  settings: Pick<CreditorSettings, 'hours' | 'weekdays'>,
): VerdictContext {
  return {
    ...placeOf(around),
    baseCurrency: around.creditor.baseCurrency,
    hours: settings.hours,
    weekdays: settings.weekdays,
  };
}

/** As of when the page's sums are true; when that is longer ago than promised, what to do about it. */
function freshness({ creditor, mirror, wallNow }: Around): { freshness: string; stale?: boolean } {
  const age = ageOfBooks(mirror, wallNow);
  if (mirror === null || mirror.booksReadAt === null)
    return { freshness: 'The books have not been read to the end yet: sums may be missing.' };
  const readAt = mirror.booksReadAt;
  const sameDay = dayIn(readAt, creditor.timeZone) === dayIn(wallNow, creditor.timeZone);
  const when = sameDay
    ? `at ${clockText(readAt, creditor.timeZone, 'en')}`
    : instantText(readAt, creditor.timeZone, 'en');
  if (age === 'fresh') return { freshness: `Books read ${when}.` };
  if (age === 'paused')
    return {
      freshness: `The books may not be read any more, so nothing leaves. Last read ${when}. Connect them again in settings.`,
      stale: true,
    };
  const why = mirror.problem === null ? '' : ` ${mirror.problem}`;
  return {
    freshness: `The books were last read ${when}.${why} Rykker keeps trying, and no letter leaves before the books have been read again. If this lasts, look under settings, In e-conomic.`,
    stale: true,
  };
}

const stepWords: { readonly [step in PullStep]: string } = {
  reference: 'payment terms and employees',
  customers: 'customers',
  entries: 'entries',
  invoices: 'invoices',
  claims: 'claims without an invoice',
  settled: 'what was settled',
  contacts: 'contacts',
  past: 'how earlier debts were paid',
};

/** Rows are counted in thousands. */
const grouped = new Intl.NumberFormat('en-GB');

function readingOf(mirror: MirrorState | null): Reading {
  const label = 'First reading of the books';
  if (mirror === null || mirror.step === null) return { label, done: 0, of: 0, sentence: 'It begins in a moment.' };
  const { rows, of, pages, leftMs } = progressOf(mirror);
  const read = of > 0 ? `${grouped.format(rows)} of ${grouped.format(of)} rows` : `${grouped.format(rows)} rows`;
  const sentence = `Reading ${stepWords[mirror.step]}: ${read}, ${pages} ${pages === 1 ? 'page' : 'pages'} so far. ${leftText(leftMs)}What is known shows already, and nothing is sent before all is read.`;
  return { label, done: rows, of, sentence };
}

function leftText(leftMs: number | null): string {
  if (leftMs === null) return '';
  const minutes = Math.round(leftMs / minute);
  return minutes < 1 ? 'Less than a minute left. ' : `About ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left. `;
}
