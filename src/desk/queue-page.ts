/** The queue's rows and its open letter as the view prints them. */
import type { LetterContent } from '../cases/letter-content.ts';
import { holdsOfGuard, type QueueTab } from '../cases/queue-filter.ts';
import type { Skippable } from '../cases/read-skippable.ts';
import type { LetterWhy, Yes } from '../cases/store-letter.ts';
import type { NextLook, QueueCounts, QueueRow, StoredAnswer } from '../cases/store-queue.ts';
import type { GuardName } from '../ladder/guards.ts';
import { kindOf, rungOf } from '../ladder/rungs.ts';
import { amountText, numberText } from '../values/amount-text.ts';
import { daysBetween } from '../values/day.ts';
import { countOfDays, dayText, lateText } from '../values/day-text.ts';
import type { Currency } from '../values/money.ts';
import type { VerdictContext } from './guard-words.ts';
import { holdBriefly } from './hold-words.ts';
import type { Ruling } from './next-step.ts';
import { type QueueLook, queueHref } from './queue-look.ts';
import { rungWord } from './rung-words.ts';
import { answerWords, holdingAnswer } from './verdict-words.ts';
import { nearDayText, notPast, type Place, pastText, shortWhenText, whenText } from './when-words.ts';

export type ChipKind = 'ready' | 'waits' | 'held' | 'asks' | 'sent' | 'paid' | 'failed';
export type State = { readonly kind: ChipKind; readonly text: string };

/** What travels in a form for one letter: which it is, and the fingerprint of what was seen. */
export function letterKey(row: Pick<QueueRow, 'id' | 'hash'>): string {
  return `${row.id}:${row.hash}`;
}

export function queueLine(row: QueueRow, on: VerdictContext, currency: Currency | null) {
  return {
    id: row.id,
    key: letterKey(row),
    debtor: row.debtorName,
    rung: rungWord(row.rung, row.nth),
    amount:
      currency === null ? amountText(row.totalMinor, row.currency, 'en') : numberText(row.totalMinor, currency, 'en'),
    late: lateText(daysBetween(row.oldestDueDay, on.today), 'en'),
    leaves: leavesBriefly(row, on),
    recipient: row.recipient === null ? noAddress(row) : `${row.recipient}${row.channel === 'sms' ? ', SMS' : ''}`,
    ...stateOf(row, on),
  };
}

/** The currency all rows share, for the head of the column; null when they differ. */
export function sharedCurrency(rows: readonly { readonly currency: Currency }[]): Currency | null {
  const currencies = new Set(rows.map((row) => row.currency));
  return currencies.size === 1 ? [...currencies][0]! : null;
}

export function stateOf(row: QueueRow, on: VerdictContext): State {
  switch (row.status) {
    case 'approved':
      return { kind: 'ready', text: row.byStandingYes ? 'Ready by standing yes' : 'Ready' };
    case 'sending':
      return { kind: 'sent', text: 'Leaving now' };
    case 'held':
      return { kind: 'held', text: `Held: ${heldBriefly(row, on)}` };
    default:
      return { kind: 'asks', text: 'Waits for a yes' };
  }
}

/** For guards whose "no" is not a hold: a few words for a narrow column. */
const briefly: { readonly [guard in GuardName]?: string } = {
  'creditor-connected': 'books not connected',
  'facts-are-fresh': 'books not read',
  'balance-supports-claim': 'money may be unmatched',
  'no-payment-in-flight': 'the debtor is paying',
  'no-credit-pending': 'a credit note is open',
  'not-too-old': 'too old',
  'debtor-is-solvent': 'look for insolvency first',
  'not-paused': 'left out by hand',
  'creditor-allows': 'sending is off',
  'market-is-confirmed': 'country not confirmed',
  'rate-is-known': 'rate not published',
  'fee-within-cap': 'fee over the law’s',
  'notice-is-complete': 'notice not complete',
  'recipient-exists': 'no address',
  'address-works': 'address does not work',
};

export function guardBriefly(guard: string | null): string {
  return briefly[guard as GuardName] ?? 'something stands in its way';
}

export function heldBriefly(row: Pick<QueueRow, 'answers' | 'holds'>, on: VerdictContext): string {
  const answer = holdingAnswer(row.answers);
  const guard = answer?.guard as GuardName | undefined;
  const kinds = guard === undefined ? null : (holdsOfGuard[guard] ?? []);
  const hold = row.holds.find((each) => kinds === null || kinds.includes(each.kind));
  if (hold) return holdBriefly(hold, on.timeZone);
  if (answer === null) return 'looked at again in a moment';
  return guardBriefly(guard ?? null);
}

/** The earliest instant a letter may leave: what was said in the heads-up, or the latest of what it waits for by itself. */
function earliestLeaving(row: QueueRow, on: VerdictContext): Date {
  const waits = row.answers.flatMap(({ verdict }) => (verdict.until === undefined ? [] : [new Date(verdict.until)]));
  const latest = (row.leavesAt === null ? waits : [row.leavesAt]).sort((a, b) => b.getTime() - a.getTime())[0];
  return latest === undefined ? on.now : notPast(latest, on);
}

function leavesBriefly(row: QueueRow, on: VerdictContext): string {
  if (row.status === 'sending') return 'now';
  if (row.status === 'held') return '';
  return shortWhenText(earliestLeaving(row, on), on);
}

export function queueTabsPage(counts: QueueCounts, here: QueueTab, look: QueueLook) {
  const names: { readonly [tab in QueueTab]: string } = {
    waiting: 'Waiting for you',
    leaving: 'Leaving',
    held: 'Held',
  };
  return (['leaving', 'waiting', 'held'] as const).map((tab) => ({
    name: names[tab],
    count: counts[tab],
    href: queueHref(look, { show: tab, reason: tab === 'held' ? look.reason : '' }),
    here: tab === here,
  }));
}

export type EmptyQueue = {
  readonly tab: QueueTab;
  /** Where all letters of this tab are, when only some are looked for; null when all are. */
  readonly allHref: string | null;
  readonly sendingOn: boolean;
  readonly next: NextLook | null;
  readonly counts: QueueCounts;
  readonly place: Place;
};

/** What an empty list says: when there will be something, or what is switched off. */
export function emptyQueue({ tab, allHref, sendingOn, next, counts, place }: EmptyQueue) {
  if (allHref !== null)
    return {
      title: 'Nothing fits',
      sentence: 'No letter here fits what you looked for.',
      href: allHref,
      action: 'Show all',
    };
  const falls =
    next === null
      ? 'No debt has a rung ahead of it.'
      : `The next rung falls due ${nearDayText(next.day, place.today)}: ${next.debtorName}.`;
  if (!sendingOn)
    return {
      title: 'Sending is off',
      sentence:
        'Nothing is proposed and nothing leaves. Look at tonight’s letters first, then switch sending on in settings.',
      href: '/desk/tonight',
      action: 'See tonight’s letters',
    };
  if (tab === 'held') return { title: 'Nothing is held', sentence: falls };
  if (tab === 'leaving')
    return {
      title: 'Nothing leaves',
      sentence:
        counts.waiting > 0
          ? `${counts.waiting === 1 ? 'One letter waits' : `${counts.waiting} letters wait`} for a yes.`
          : falls,
      ...(counts.waiting > 0 ? { href: '/desk/queue?show=waiting', action: 'See what waits' } : {}),
    };
  return { title: 'All clear', sentence: `Nothing waits for a yes. ${falls}` };
}

export type OpenLetter = {
  readonly row: QueueRow;
  readonly content: LetterContent;
  readonly why: readonly LetterWhy[];
  readonly ruling: Ruling;
  readonly text: string;
  /** The text message, where the letter goes as one. */
  readonly sms: string | null;
};

function noAddress({ channel }: QueueRow): string {
  return channel === 'sms' ? 'no number' : 'no address';
}

/** The right pane: the letter, why now, and every guard's answer. */
export function openLetterPage({ row, content, why, ruling, text, sms }: OpenLetter, on: VerdictContext) {
  return {
    id: row.id,
    key: letterKey(row),
    caseHref: `/desk/cases/${row.caseId}`,
    frameSrc: `/desk/queue/${row.id}/letter`,
    title: `${row.debtorName}, ${rungWord(row.rung, row.nth)}`,
    status: row.status,
    recipient: row.recipient ?? `nobody yet: there is ${noAddress(row)}`,
    road: row.channel === 'sms' ? 'by SMS' : 'by e-mail',
    sms,
    leaves: leavesSentence(row, on),
    total: amountText(row.totalMinor, row.currency, 'en'),
    parts: partsOf(content),
    late: lateText(daysBetween(row.oldestDueDay, on.today), 'en'),
    state: stateOf(row, on),
    why: whySentences(why, ruling, on),
    answers: answersPage(row.answers, row.currency, on),
    askedAt: row.askedAt === null ? null : whenText(row.askedAt, on),
    text,
  };
}

/** Who said yes to the letter, and what a standing yes is taken back by. */
export function yesPage(yes: Yes | null, on: Place) {
  if (yes === null) return null;
  const { memberName, at, standing } = yes;
  if (standing === null) return { sentence: `${memberName} said yes ${pastText(at, on)}.`, standing };
  const sentence = `By the standing yes to every ${rungWord(standing.rung)}, which ${memberName} gave ${pastText(at, on)}.`;
  return { sentence, standing };
}

/** What can be left out, as a person chooses it: "Invoice 20417: friendly note". */
export function skipChoices(skippable: readonly Skippable[]) {
  return skippable.map(({ invoiceId, number, rung, nth }) => ({
    value: invoiceId,
    name: `Invoice ${number}: ${rungWord(rung, nth)}`,
  }));
}

export function answersPage(answers: readonly StoredAnswer[], currency: Currency, on: VerdictContext) {
  return answers.map((answer) => answerWords(answer, currency, on));
}

function leavesSentence(row: QueueRow, on: VerdictContext): string {
  switch (row.status) {
    case 'sending':
      return 'at this moment';
    case 'approved':
      return whenText(earliestLeaving(row, on), on);
    case 'held':
      return 'not before what holds it is over';
    default:
      return `${whenText(earliestLeaving(row, on), on)}, if an admin says yes`;
  }
}

/** "12,000.00 of principal, 100.00 fee and 245.00 interest". */
function partsOf(content: LetterContent): string {
  const number = (minor: bigint) => numberText(minor, content.currency, 'en');
  const earlier = content.earlierFees.reduce((total, fee) => total + fee.minor, 0n);
  const parts = [
    `${number(content.principalMinor)} of invoices`,
    ...(content.feeMinor > 0n ? [`${number(content.feeMinor)} fee`] : []),
    ...(earlier > 0n ? [`${number(earlier)} earlier fees`] : []),
    ...(content.interest ? [`${number(content.interest.minor)} interest`] : []),
  ];
  return parts.length === 1 ? '' : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const mostReasons = 6;

function whySentences(why: readonly LetterWhy[], ruling: Ruling, on: VerdictContext): string[] {
  const sentences = why.slice(0, mostReasons).map((line) => whySentence(line, ruling, on));
  const more = why.length - mostReasons;
  return more > 0 ? [...sentences, `And ${more} more invoices in the same way.`] : sentences;
}

function whySentence(line: LetterWhy, { ladder, ladderVersions }: Ruling, on: VerdictContext): string {
  const invoice = `Invoice ${line.invoiceNumber}`;
  const last = ladderVersions.get(line.ladderVersion ?? '') ?? ladder;
  const days = (rungOf(last, line.rung) ?? rungOf(ladder, line.rung))?.days ?? 0;
  const rung = rungWord(line.rung, line.nth);
  if (kindOf(line.rung) === 'nudge')
    return `${invoice} falls due ${nearDayText(line.dueDay, on.today)}: a friendly note leaves ${countOfDays(days, 'en')} before.`;
  const due = `${invoice} fell due on ${dayText(line.dueDay, 'en')}`;
  if (line.earlierRung === null || kindOf(line.earlierRung) === 'nudge' || line.earlierLetterDay === null)
    return `${due}. Your ladder sends the ${rung} ${countOfDays(days, 'en')} after that.`;
  const earlier = `Its ${rungWord(line.earlierRung, line.earlierNth)} left on ${dayText(line.earlierLetterDay, 'en')}`;
  const deadline = line.earlierDeadline === null ? '' : ` and gave until ${dayText(line.earlierDeadline, 'en')}`;
  return `${due}. ${earlier}${deadline}; ${countOfDays(days, 'en')} lie between it and the ${rung}.`;
}
