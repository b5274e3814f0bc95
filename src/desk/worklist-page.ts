/** What asks for a person, as the view prints it: the largest and longest waiting first, each with its next best act. */
import type { AgeingInvoice } from '../cases/read-ageing.ts';
import type { Asking } from '../cases/store-worklist.ts';
import type { GuardName } from '../ladder/guards.ts';
import type { RefusedRowOnFile } from '../mirror/store-reference.ts';
import type { Message } from '../sending/store.ts';
import { amountText } from '../values/amount-text.ts';
import { dayIn, dayPlus, daysBetween } from '../values/day.ts';
import { countOfDays, dayText } from '../values/day-text.ts';
import { whatWould } from './ages-page.ts';
import type { VerdictContext } from './guard-words.ts';
import { holdWords } from './hold-words.ts';
import { guardBriefly } from './queue-page.ts';
import { capital } from './rung-words.ts';
import { answerWords } from './verdict-words.ts';

export type WorkItem = {
  readonly debtor: string;
  readonly href: string;
  readonly what: string;
  readonly sentence: string;
  readonly amount: string;
  readonly waiting: string;
  /** The next best act, in words: the link goes to where it is done. */
  readonly act: string;
};

type Ranked = WorkItem & { readonly weight: bigint };

/** Money times days waited; a day is given to everything, so that what came today counts too. */
export function worklistItems(
  seen: {
    readonly asking: readonly Asking[];
    readonly ageing: readonly AgeingInvoice[];
    readonly unknown: readonly Message[];
    readonly names: ReadonlyMap<string, string>;
  },
  on: VerdictContext,
): WorkItem[] {
  const items: Ranked[] = [
    ...seen.asking.map((each) => askingItem(each, on)),
    ...seen.ageing.map((each) => ageingItem(each, on)),
    ...seen.unknown.map((each) => unknownItem(each, seen.names, on)),
  ];
  return items.sort((a, b) =>
    a.weight === b.weight ? a.debtor.localeCompare(b.debtor, 'da') : a.weight > b.weight ? -1 : 1,
  );
}

function askingItem(asking: Asking, on: VerdictContext): Ranked {
  const since = dayIn(asking.since, on.timeZone);
  const days = Math.max(0, daysBetween(since, on.today));
  return {
    debtor: asking.debtorName,
    href: `/desk/cases/${asking.caseId}`,
    ...wordsOf(asking, on),
    amount: amountText(asking.minor, asking.currency, 'en'),
    waiting: waitingText(days),
    weight: (onlyOurMatter(asking) ? asking.minor : asking.baseMinor) * BigInt(days + 1),
  };
}

/** No principal hangs on it: what is left is ours, or the debtor's. */
function onlyOurMatter({ kind }: Asking): boolean {
  return kind === 'ours-left' || kind === 'overpaid';
}

const nextActs: { readonly [what: string]: string } = {
  question: 'Answer it',
  complaint: 'Settle it with the debtor',
  'part-payment': 'Confirm the rest',
  'credit-note': 'Set it off',
  'unmatched-money': 'Match it in the books, or say you have looked',
  'chased-there': 'Switch e-conomic’s reminders off, then go on',
  'payment-reversed': 'Look why, and say that it is owed again',
  'handed-over': 'Ring the debtor, or hand the case to a collector',
  'ours-left': 'Say that it is paid, agree on it or give it up',
  overpaid: 'Pay it back, or let it pay the next invoice',
  'balance-supports-claim': 'Match it in the books, or say you have looked',
  'debtor-is-solvent': 'Look, and say so',
  'recipient-exists': 'Write in an address',
  'address-works': 'Write in another address',
  'market-is-confirmed': 'Confirm the country in settings',
  'rate-is-known': 'Wait for it, or send without interest',
  'fee-within-cap': 'Take the fee off in settings',
  'notice-is-complete': 'Complete your details',
};

function wordsOf(asking: Asking, on: VerdictContext): Pick<WorkItem, 'what' | 'sentence' | 'act'> {
  const act = nextActs[asking.what] ?? 'Look at the case';
  if (asking.kind === 'ours-left')
    return {
      what: 'Only fees and interest are left',
      sentence: 'The invoices are paid; no letter goes for the rest.',
      act,
    };
  if (asking.kind === 'overpaid')
    return {
      what: 'Paid too much',
      sentence: 'The case is closed and the debtor has money with you. It pays the next invoice, or you pay it back.',
      act,
    };
  if (asking.kind === 'handed-over')
    return {
      what: 'The ladder has ended: it is yours',
      sentence: 'Every letter of the ladder has gone and the debt is still open. No more leaves by itself.',
      act,
    };
  if (asking.kind === 'hold') {
    const kind = asking.what as keyof typeof holdWords;
    return { what: holdWords[kind].title, sentence: `Since ${dayText(dayIn(asking.since, on.timeZone), 'en')}.`, act };
  }
  const verdict = { kind: 'ask', detail: asking.detail } as const;
  const guard = asking.what as GuardName;
  const words = answerWords({ guard, group: '', verdict }, asking.currency, on);
  return { what: capital(guardBriefly(guard)), sentence: words.sentence, act };
}

/** A claim that will be too old soon: the closer the day, the heavier. */
function ageingItem(ageing: AgeingInvoice, on: VerdictContext): Ranked {
  const waited = Math.max(0, daysBetween(ageing.warnedSince, on.today));
  return {
    debtor: ageing.debtorName,
    href: `/desk/cases/${ageing.caseId}#ages`,
    what: `A claim is too old in ${countOfDays(ageing.daysLeft, 'en')}`,
    sentence: `Invoice ${ageing.number} can be demanded until ${dayText(dayPlus(ageing.day, -1), 'en')}. ${whatWould(ageing.market)}`,
    amount: amountText(ageing.minor, ageing.currency, 'en'),
    waiting: waitingText(waited),
    act: 'Get what starts it anew, and note it',
    weight: ageing.baseMinor * BigInt(91 - ageing.daysLeft),
  };
}

function unknownItem(message: Message, names: ReadonlyMap<string, string>, on: VerdictContext): Ranked {
  const days = Math.max(0, daysBetween(dayIn(message.intendedAt, on.timeZone), on.today));
  return {
    debtor: names.get(message.debtorId ?? '') ?? message.to,
    href: message.caseId === null ? '/desk/worklist' : `/desk/cases/${message.caseId}`,
    what: 'Nobody can tell whether a letter arrived',
    sentence: `“${message.subject}” to ${message.to}. Nothing more leaves on this case until somebody says.`,
    amount: '',
    waiting: waitingText(days),
    act: 'Ask the debtor, and say whether it arrived',
    weight: 10n ** 18n,
  };
}

function waitingText(days: number): string {
  // No break: "for 3" on one line and "days" on the next reads badly in a narrow column.
  return (days === 0 ? 'since today' : `for ${countOfDays(days, 'en')}`).replaceAll(' ', '\u00a0');
}

const rowKinds: { readonly [kind: string]: string } = {
  customer: 'Customer',
  invoice: 'Invoice',
  entry: 'Entry',
  contacts: 'Contact',
};

/** Rows of the books we could not read: they are mended there. */
export function refusedRowLine(row: RefusedRowOnFile) {
  // A claim without an invoice is named by its entry: "entry 91155".
  if (row.kind === 'invoice' && row.key.startsWith('entry ')) return { what: capital(row.key), why: row.what };
  return { what: `${rowKinds[row.kind] ?? row.kind} ${row.key}`, why: row.what };
}
