/** What asks for a person, as the view prints it: ranked by a stated rule, each with why it stands there and its next best act. */
import type { AgeingInvoice } from '../cases/read-ageing.ts';
import { type Asking, byWeight, type QuietKind, quietKindOf, weightOf } from '../cases/worklist.ts';
import type { GuardName } from '../ladder/guards.ts';
import type { RefusedRowOnFile } from '../mirror/store-reference.ts';
import type { Message } from '../sending/store.ts';
import { amountText } from '../values/amount-text.ts';
import { dayIn, dayPlus, daysBetween } from '../values/day.ts';
import { countOfDays, dayText, lateText } from '../values/day-text.ts';
import type { Currency } from '../values/money.ts';
import { whatWould } from './ages-page.ts';
import type { VerdictContext } from './guard-words.ts';
import { moneySentence } from './hold-words.ts';
import { type QuietAct, quietAct } from './quiet-acts.ts';
import { quietWords } from './quiet-words.ts';
import { capital } from './rung-words.ts';
import { answerWords } from './verdict-words.ts';
import { pastDayText } from './when-words.ts';

/** One thing that waits, weighed; what is printed of it is worked out for the page that is shown only. */
export type QuietItem = {
  readonly kind: QuietKind;
  readonly rep: number | null;
  readonly currency: Currency | null;
  readonly weight: bigint;
  readonly days: number;
  readonly key: string;
  readonly page: () => WorkItem;
};

export type WorkItem = {
  readonly debtor: string;
  readonly href: string;
  readonly what: string;
  readonly sentence: string;
  /** Why it stands where it stands: "DKK 12,400.00, 94 days late, promise broken on Monday". */
  readonly why: string;
  readonly waiting: string;
  readonly closes: string;
  readonly act: QuietAct;
};

type Seen = {
  readonly asking: readonly Asking[];
  readonly ageing: readonly AgeingInvoice[];
  readonly unknown: readonly Message[];
  /** Debtors of unknown letters, by id. */
  readonly debtors: ReadonlyMap<string, { readonly name: string; readonly rep: number | null }>;
};

/** Everything, heaviest first. */
export function rankedItems(seen: Seen, on: VerdictContext): QuietItem[] {
  return [
    ...seen.asking.map((each) => askingItem(each, on)),
    ...seen.ageing.map((each) => ageingItem(each, on)),
    ...seen.unknown.map((each) => unknownItem(each, seen.debtors, on)),
  ].sort(byWeight);
}

function askingItem(asking: Asking, on: VerdictContext): QuietItem {
  const since = dayIn(asking.since, on.timeZone);
  const days = Math.max(0, daysBetween(since, on.today));
  return {
    kind: quietKindOf(asking),
    rep: asking.rep,
    currency: asking.currency,
    weight: weightOf(asking.baseMinor, days),
    days,
    key: `${asking.debtorName} ${asking.subjectId}`,
    page: () => {
      const words = quietWords(asking);
      const late = asking.oldestDueDay === null ? null : daysBetween(asking.oldestDueDay, on.today);
      const why = [
        amountText(asking.minor, asking.currency, 'en'),
        ...(late === null ? [] : [lateText(late, 'en')]),
        `${words.happened} ${pastDayText(since, on.today)}`,
      ];
      return {
        debtor: asking.debtorName,
        href: `/desk/cases/${asking.caseId}`,
        what: words.title,
        sentence: sentenceOf(asking, words.sentence, on),
        why: why.join(', '),
        waiting: waitingText(days),
        closes: words.closes,
        act: quietAct(asking),
      };
    },
  };
}

/** What the guard found, in its own sentence, where there is one. */
function sentenceOf(asking: Asking, sentence: string, on: VerdictContext): string {
  const { kind, what, detail } = asking;
  if (kind === 'promise-broken' && typeof detail['day'] === 'string')
    return `It was to be paid on ${dayText(detail['day'], 'en')}.`;
  if (kind === 'hold' && what === 'unmatched-money') return moneySentence(detail);
  const answers = kind === 'letter' || (kind === 'late-letter' && what !== 'late-letter');
  if (sentence !== '' || !answers) return sentence;
  const verdict = { kind: 'ask', detail } as const;
  return answerWords({ guard: what as GuardName, group: '', verdict }, asking.currency, on).sentence;
}

/** A claim that will be too old soon: the closer the day, the heavier. */
function ageingItem(ageing: AgeingInvoice, on: VerdictContext): QuietItem {
  const waited = Math.max(0, daysBetween(ageing.warnedSince, on.today));
  return {
    kind: 'old',
    rep: ageing.rep,
    currency: ageing.currency,
    weight: ageing.baseMinor * BigInt(91 - ageing.daysLeft),
    days: waited,
    key: `${ageing.debtorName} ${ageing.invoiceId}`,
    page: () => ({
      debtor: ageing.debtorName,
      href: `/desk/cases/${ageing.caseId}#ages`,
      what: `A claim is too old in ${countOfDays(ageing.daysLeft, 'en')}`,
      sentence: `Invoice ${ageing.number} can be demanded until ${dayText(dayPlus(ageing.day, -1), 'en')}. ${whatWould(ageing.market)}`,
      why: `${amountText(ageing.minor, ageing.currency, 'en')}, ${countOfDays(ageing.daysLeft, 'en')} left`,
      waiting: waitingText(waited),
      closes: 'it is paid, or something that starts it anew is noted',
      act: {
        kind: 'link',
        href: `/desk/cases/${ageing.caseId}#ages`,
        name: 'Get what starts it anew, and note it',
        forAdmins: true,
      },
    }),
  };
}

/** Whether a letter arrived decides whether a fee stands: it goes before all that is weighed in money. */
const beforeMoney = 10n ** 24n;

function unknownItem(message: Message, debtors: Seen['debtors'], on: VerdictContext): QuietItem {
  const days = Math.max(0, daysBetween(dayIn(message.intendedAt, on.timeZone), on.today));
  const debtor = debtors.get(message.debtorId ?? '');
  const href = message.caseId === null ? '/desk/worklist' : `/desk/cases/${message.caseId}#stops`;
  return {
    kind: 'letter',
    rep: debtor?.rep ?? null,
    currency: null,
    weight: beforeMoney,
    days,
    key: message.id,
    page: () => ({
      debtor: debtor?.name ?? message.to,
      href,
      what: 'Nobody can tell whether a letter arrived',
      sentence: `“${message.subject}” to ${message.to}. Nothing more leaves on this case until somebody says.`,
      why: 'before all else: a fee may hang on it',
      waiting: waitingText(days),
      closes: 'somebody says whether it arrived',
      act: { kind: 'link', href, name: 'Ask the debtor, and say whether it arrived', forAdmins: true },
    }),
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
  // A claim without an invoice is named by its entry: "entry 91155".
  if (row.kind === 'invoice' && row.key.startsWith('entry ')) return { what: capital(row.key), why: row.what };
  return { what: `${rowKinds[row.kind] ?? row.kind} ${row.key}`, why: row.what };
}
