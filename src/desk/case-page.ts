/** One case as the view prints it: what is owed, what comes next, what stops it, and everything that happened. */

import { oursInSurplus } from '../cases/books-surplus.ts';
import { ladderOf } from '../cases/ladder-of.ts';
import type { Question } from '../conversations/store.ts';
import { fillPlaceholders } from '../sending/placeholders.ts';
import type { Message, MessageState } from '../sending/store.ts';
import { amountText } from '../values/amount-text.ts';
import { dayIn } from '../values/day.ts';
import { dayText, instantText } from '../values/day-text.ts';
import { newId } from '../values/secrets.ts';
import { agesPage } from './ages-page.ts';
import { caseState } from './case-list-page.ts';
import { decisionsPage } from './decisions-page.ts';
import type { VerdictContext } from './guard-words.ts';
import { holdSentence, holdWords } from './hold-words.ts';
import { invoicesPage } from './invoices-page.ts';
import { nextStep, nextStepText } from './next-step.ts';
import { answersPage, type ChipKind, guardBriefly } from './queue-page.ts';
import { quietAct } from './quiet-acts.ts';
import { type CaseRead, happeningsOnAPage } from './read-case-page.ts';
import { capital, rungWord } from './rung-words.ts';
import { statementPage } from './statement-page.ts';
import { timelineLine, timelineLooks } from './timeline.ts';
import { closedWords } from './trail-words.ts';
import { answerWords, holdingAnswer } from './verdict-words.ts';
import { whenText } from './when-words.ts';
import { withdrawnLine } from './withdrawn-words.ts';

export function casePage(read: CaseRead, on: VerdictContext, hasSms: boolean) {
  const { aCase, debtor, letter, stated } = read;
  const onlyOurs = isOnlyOurs(read);
  return {
    debtor: debtor.name,
    debtorNumber: debtor.customerNumber,
    state: stateOfCase(read, on),
    closed:
      aCase.closedAt === null
        ? null
        : `Closed on ${dayText(dayIn(aCase.closedAt, on.timeZone), 'en')}: ${closedWords(aCase.closedWhy)}.`,
    opened: dayText(dayIn(aCase.openedAt, on.timeZone), 'en'),
    statement: statementPage(stated, `/desk/cases/${aCase.id}`),
    next: aCase.closedAt === null && !onlyOurs ? capital(nextText(read, on)) : null,
    onlyOurs: onlyOurs ? amountText(stated.statement.totalMinor, aCase.currency, 'en') : null,
    ...moneyPage(read),
    letter:
      letter === null
        ? null
        : {
            href: `/desk/queue?open=${letter.id}`,
            text: `${rungWord(letter.rung, letter.nth)} of ${amountText(letter.totalMinor, letter.currency, 'en')}`,
          },
    withdrawn: read.withdrawn.map((each) => withdrawnLine(each, on)),
    guard: guardOf(read, on),
    holds: read.holds.map((hold) => ({
      id: hold.id,
      title: holdWords[hold.kind].title,
      sentence: holdSentence(hold, on.timeZone),
      end: holdWords[hold.kind].end,
      restedByMember: hold.kind === 'pause' || hold.kind === 'snooze',
      isMoney: hold.kind === 'unmatched-money',
    })),
    leftOut:
      debtor.decisions.leftOutSince === null ? null : dayText(dayIn(debtor.decisions.leftOutSince, on.timeZone), 'en'),
    asked: askedPage(read, on),
    unmatched: unmatchedOf(read, on),
    unknownLetters: read.messages
      .filter((message) => message.state === 'needs-human')
      .map((message) => messageLine(message, aCase.id, on)),
    questions: read.questions.map((question) => questionPage(question, read.names, on)),
    ...timelinePage(read, on),
    others: read.others.map((other) => ({
      href: `/desk/cases/${other.id}`,
      text: `${other.currency}, ${other.closedAt === null ? 'open' : 'closed'}`,
    })),
    ages: agesPage(read, on),
    invoices: invoicesPage(read, on),
    decisions: decisionsPage(debtor, on, hasSms),
  };
}

/** The invoices are paid, and something of ours is left. */
function isOnlyOurs({ aCase, stated }: CaseRead): boolean {
  return aCase.closedAt === null && stated.statement.principalMinor <= 0n && stated.statement.totalMinor > 0n;
}

/** What can be said about money on this case: that it was paid in the books, given up, or paid back. */
function moneyPage({ aCase, debtor, stated, baseCurrency }: CaseRead) {
  const { statement, currency } = stated;
  const amount = (minor: bigint) => amountText(minor, currency, 'en');
  const open = aCase.closedAt === null;
  const offered = open ? oursInSurplus(debtor, stated, baseCurrency) : null;
  const parts = [
    { value: 'fee', name: 'fees', minor: statement.feeMinor },
    { value: 'interest', name: 'interest', minor: statement.interestMinor },
    { value: 'compensation', name: 'compensation', minor: statement.compensationMinor },
  ].filter((part) => part.minor > 0n);
  return {
    ourFee: offered === null ? null : { text: amount(offered), minor: offered.toString() },
    waivable:
      open && parts.length > 0
        ? { key: newId(), parts: parts.map((part) => ({ ...part, text: `${part.name}, ${amount(part.minor)}` })) }
        : null,
    overpaid: statement.creditMinor < 0n ? amount(-statement.creditMinor) : null,
  };
}

function stateOfCase({ aCase, debtor, holds, letter, positions }: CaseRead, on: VerdictContext) {
  return caseState(
    {
      ...aCase,
      debtorName: debtor.name,
      owedMinor: 0n,
      oldestDueDay: positions[0]?.dueDay ?? null,
      lastLetter: null,
      openLetter:
        letter === null ? null : { status: letter.status, guard: holdingAnswer(letter.answers)?.guard ?? null },
      holds,
      leftOut: debtor.decisions.leftOutSince !== null,
    },
    on,
  );
}

function nextText({ positions, settings, debtor }: CaseRead, on: VerdictContext): string {
  const { ladderVersions } = settings;
  return nextStepText(on.today, nextStep(on.today, { ladder: ladderOf(settings, debtor), ladderVersions }, positions));
}

/** Why nothing was sent: the latest asking, in words. */
function askedPage({ asked, aCase }: CaseRead, on: VerdictContext) {
  if (asked === null) return null;
  const refused = asked.answers.some((answer) => answer.verdict.kind !== 'go');
  return {
    title: aCase.closedAt !== null ? 'What was asked last' : refused ? 'Why it has not left' : 'Why it may leave',
    rung: rungWord(asked.rung, asked.nth),
    when: whenText(asked.at, on),
    answers: answersPage(asked.answers, aCase.currency, on),
  };
}

/** The guard that holds the open letter, and what is done about it; null where a hold or another part of the page says it. */
function guardOf({ aCase, holds, letter, debtor }: CaseRead, on: VerdictContext) {
  const answer = letter?.status === 'held' ? holdingAnswer(letter.answers) : null;
  if (!letter || answer === null || holds.length > 0 || debtor.decisions.leftOutSince !== null) return null;
  if (answer.guard === 'balance-supports-claim') return null;
  const { name, sentence } = answerWords(answer, aCase.currency, on);
  const act = quietAct({ kind: 'letter', what: answer.guard, caseId: aCase.id, subjectId: letter.id });
  return { title: capital(guardBriefly(answer.guard) || name), sentence, act };
}

/** The books' balance is below the open items and no hold says so: the letter's guard does. */
function unmatchedOf({ debtor, letter, settings }: CaseRead, on: VerdictContext): string | null {
  const shortMinor = debtor.openItemsBaseMinor - debtor.balanceBaseMinor - debtor.decisions.shortfallAcceptedMinor;
  if (letter === null || shortMinor <= settings.toleranceBaseMinor) return null;
  return amountText(shortMinor + debtor.decisions.shortfallAcceptedMinor, on.baseCurrency, 'en');
}

const messageStates: { readonly [state in MessageState]: { kind: ChipKind; text: string } } = {
  intended: { kind: 'waits', text: 'On its way out' },
  sending: { kind: 'waits', text: 'Being handed over' },
  accepted: { kind: 'sent', text: 'Sent' },
  delivered: { kind: 'sent', text: 'Delivered' },
  bounced: { kind: 'failed', text: 'Came back' },
  refused: { kind: 'failed', text: 'Refused' },
  unknown: { kind: 'asks', text: 'Nobody knows yet' },
  void: { kind: 'waits', text: 'Came to nothing' },
  'needs-human': { kind: 'asks', text: 'Did it arrive?' },
};

function messageLine(message: Message, caseId: string, on: VerdictContext) {
  const at = message.deliveredAt ?? message.bouncedAt ?? message.acceptedAt ?? message.intendedAt;
  return {
    id: message.id,
    href: `/desk/cases/${caseId}/messages/${message.id}`,
    subject: message.subject,
    to: message.channel === 'sms' ? `${message.to} by SMS` : message.to,
    sms: message.channel === 'sms' ? fillPlaceholders(message.text, { portalLink: 'https://…' }) : null,
    when: instantText(at, on.timeZone, 'en'),
    day: dayIn(at, on.timeZone),
    state: messageStates[message.state],
    asks: message.state === 'needs-human',
  };
}

function questionPage(question: Question, names: ReadonlyMap<string, string>, on: VerdictContext) {
  const { answer, answeredAt, answeredBy } = question;
  return {
    id: question.id,
    asked: instantText(question.askedAt, on.timeZone, 'en'),
    body: question.body,
    answer,
    answered:
      answeredAt === null
        ? null
        : `${names.get(answeredBy ?? '') ?? 'Somebody'}, ${instantText(answeredAt, on.timeZone, 'en')}`,
  };
}

/** One page of what happened; a letter that left stands there with its state now and its exact text. */
function timelinePage(read: CaseRead, on: VerdictContext) {
  const { aCase, trail, timeline, names, messages } = read;
  const href = (look: string, beforeId?: number) =>
    `/desk/cases/${aCase.id}?${new URLSearchParams({ look, ...(beforeId ? { before: String(beforeId) } : {}) })}#timeline`;
  const shown = trail.slice(0, happeningsOnAPage);
  const messageOf = new Map(messages.map((message) => [message.id, message]));
  return {
    timeline: shown.map((entry) => {
      const left = entry.what === 'letter-sent' || entry.what === 'mail-sent';
      const message = left ? messageOf.get(entry.subjectId ?? '') : undefined;
      return { ...timelineLine(entry, names, on), letter: message ? messageLine(message, aCase.id, on) : null };
    }),
    looks: timelineLooks.map(({ look, name }) => ({ name, href: href(look), here: look === timeline.look })),
    newest: timeline.beforeId === null ? null : href(timeline.look),
    older: trail.length > happeningsOnAPage ? href(timeline.look, shown.at(-1)!.id) : null,
  };
}
