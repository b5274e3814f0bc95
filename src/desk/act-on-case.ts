import { acceptShortfall } from '../cases/accept-shortfall.ts';
import type { Act } from '../cases/act-refusal.ts';
import { endRest } from '../cases/end-rest.ts';
import { giveUpOurs } from '../cases/give-up-ours.ts';
import { markAsOurs } from '../cases/mark-as-ours.ts';
import { notePromise } from '../cases/note-promise.ts';
import { payCreditBack } from '../cases/pay-credit-back.ts';
import { recordInterruption } from '../cases/record-interruption.ts';
import { restCase } from '../cases/rest-case.ts';
import { isCaseOf } from '../cases/store-case-list.ts';
import { type CaseRow, readCase } from '../cases/store-cases.ts';
import { readHolds } from '../cases/store-holds.ts';
import { takeBackInterruption } from '../cases/take-back-interruption.ts';
import { waiveClaims } from '../cases/waive-claims.ts';
import { answerQuestion } from '../conversations/answer-question.ts';
import { readQuestion } from '../conversations/store.ts';
import type { Member } from '../creditors/member.ts';
import type { Work } from '../db/work.ts';
import { answerUnknown } from '../sending/answer-unknown.ts';
import { readMessage } from '../sending/store.ts';
import { amountText } from '../values/amount-text.ts';
import { dayText } from '../values/day-text.ts';
import { type Currency, minorFromDecimal } from '../values/money.ts';
import { refusalWords, restedSentence, type Told } from './act-words.ts';
import type { CaseAct } from './case-acts.ts';
import { decideAboutDebtor } from './decide-about-debtor.ts';
import { holdWords } from './hold-words.ts';
import { mayDecide, mayRest, salesPersonOf } from './roles.ts';
import type { Place } from './when-words.ts';

export type ActedOnCase =
  | { readonly kind: 'told'; readonly told: Told }
  | { readonly kind: 'unknown-case' }
  | { readonly kind: 'not-allowed' };

/** One act on a case, by somebody who may. What belongs to another case is not there. */
export async function actOnCase(
  work: Work,
  member: Member,
  caseId: string,
  act: CaseAct,
  place: Place,
): Promise<ActedOnCase> {
  if (!(await isCaseOf(work, caseId, salesPersonOf(member)))) return { kind: 'unknown-case' };
  const aCase = (await readCase(work, caseId))!;

  if (!(await mayDo(work, member, aCase, act))) return { kind: 'not-allowed' };

  const told = await doIt(work, aCase, act, place);
  return told === null ? { kind: 'unknown-case' } : { kind: 'told', told };
}

/** A rep rests own debtors' cases and wakes what a member rested; all else is an admin's. */
async function mayDo(work: Work, member: Member, aCase: CaseRow, act: CaseAct): Promise<boolean> {
  if (mayDecide(member)) return true;
  if (act.kind === 'rest' || act.kind === 'promise') return mayRest(member);
  if (act.kind !== 'end-hold') return false;
  const hold = (await readHolds(work, aCase.debtorId)).find((each) => each.id === act.holdId);
  return mayRest(member) && (hold?.kind === 'pause' || hold?.kind === 'snooze');
}

/** What was done, told; null when what the act is about is not on this case. */
async function doIt(work: Work, aCase: CaseRow, act: CaseAct, place: Place): Promise<Told | null> {
  switch (act.kind) {
    case 'rest':
      return toldOf(await restCase(work, aCase.id, act.hold, act.until, act.note), restedSentence(act, place));
    case 'promise':
      return toldOf(
        await notePromise(work, aCase.id, act.day, act.note),
        `Noted: to be paid on ${dayText(act.day, 'en')}. Letters wait until the money has had two bank days to come.`,
      );
    case 'end-hold':
      return endHold(work, aCase, act);
    case 'answer':
      return answer(work, aCase, act);
    case 'arrived':
      return settleUnknown(work, aCase, act);
    case 'look-at-money':
      if (act.note === '') return whyMissing;
      await acceptShortfall(work, aCase.id, act.note);
      return { kind: 'done', sentence: holdWords['unmatched-money'].ended };
    case 'decide':
      return decideAboutDebtor(work, aCase.debtorId, act.decision);
    case 'waive':
      return waive(work, aCase, act);
    case 'our-fee':
      return toldOf(
        await markAsOurs(work, aCase.id, act.minor),
        'Noted: it is your fees and interest, and they are paid. Post the money in the books as such.',
      );
    case 'paid-back':
      return toldOf(await payCreditBack(work, aCase.id), 'Noted: the debtor has got it back.');
    case 'interrupt':
      return toldOf(
        await recordInterruption(work, aCase.id, { ...act, kind: act.what }),
        'Noted. Where the law lets it count, the day the claim grows too old has moved.',
      );
    case 'take-back-interruption':
      return toldOf(await takeBackInterruption(work, aCase.id, act.interruptionId), 'Taken back: it no longer counts.');
    case 'give-up':
      return toldOf(
        await giveUpOurs(work, aCase.id),
        'Given up and closed. Nothing more is asked of this debtor here.',
      );
  }
}

const whyMissing: Told = {
  kind: 'refused',
  sentence: 'Write why it is chased all the same: the trail keeps it.',
};

async function endHold(
  work: Work,
  aCase: CaseRow,
  { holdId, note }: Extract<CaseAct, { readonly kind: 'end-hold' }>,
): Promise<Told | null> {
  const hold = (await readHolds(work, aCase.debtorId)).find((each) => each.id === holdId);
  if (!hold) return null;
  const words = holdWords[hold.kind];
  if (words.end === null) return { kind: 'refused', sentence: 'Answer the question: that ends it.' };
  const isMoney = hold.kind === 'unmatched-money';
  if (isMoney && note === '') return whyMissing;
  const ended = await endRest(work, holdId, words.endWhy, aCase.id);
  if (ended.ok && isMoney) await acceptShortfall(work, aCase.id, note);
  return toldOf(ended, words.ended);
}

async function waive(
  work: Work,
  aCase: CaseRow,
  { part, amount, note, key }: Extract<CaseAct, { readonly kind: 'waive' }>,
): Promise<Told> {
  const mostMinor = amount === '' ? null : amountMinor(amount, aCase.currency);
  if (amount !== '' && (mostMinor === null || mostMinor <= 0n))
    return { kind: 'refused', sentence: 'Write the sum as in 100.00, or leave it empty to give up all of it.' };
  if (mostMinor !== null && part === 'all')
    return { kind: 'refused', sentence: 'Choose fees, interest or compensation to give up a part of it.' };
  const waived = await waiveClaims(work, aCase.id, { part, mostMinor, note, key });
  return toldOf(
    waived,
    waived.ok ? `Gave up ${amountText(waived.value, aCase.currency, 'en')}. Letters ask for what is left.` : '',
  );
}

/** "1.234,50", "1234.50" and "1234" as people write them; null when it is none of these. */
function amountMinor(text: string, currency: Currency): bigint | null {
  return minorFromDecimal(text.includes(',') ? text.replaceAll('.', '').replace(',', '.') : text, currency);
}

async function answer(
  work: Work,
  aCase: CaseRow,
  { questionId, text }: { readonly questionId: string; readonly text: string },
): Promise<Told | null> {
  const question = await readQuestion(work, questionId);
  if (question?.caseId !== aCase.id) return null;
  const answered = await answerQuestion(work, questionId, text);
  if (answered.ok)
    return { kind: 'done', sentence: 'Answered. The debtor reads it on the private page, and the case goes on.' };
  return {
    kind: 'refused',
    sentence: answered.refusal === 'empty' ? 'Write an answer of up to 4,000 characters.' : refusalWords.gone,
  };
}

async function settleUnknown(
  work: Work,
  aCase: CaseRow,
  { messageId, arrived }: { readonly messageId: string; readonly arrived: boolean },
): Promise<Told | null> {
  const message = await readMessage(work, messageId);
  if (message?.caseId !== aCase.id) return null;
  return toldOf(
    await answerUnknown(work, messageId, arrived),
    arrived ? 'Noted: it arrived. It counts as sent.' : 'Noted: it did not arrive. A new one is made where one is due.',
  );
}

function toldOf(act: Act<unknown>, done: string): Told {
  return act.ok ? { kind: 'done', sentence: done } : { kind: 'refused', sentence: refusalWords[act.refusal] };
}
