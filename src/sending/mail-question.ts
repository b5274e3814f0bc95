import { readStandings } from '../cases/store-facts.ts';
import { makePortalLink } from '../cases/store-links.ts';
import { invoicesOfCase } from '../cases/store-statement.ts';
import { readQuestion } from '../conversations/store.ts';
import { readCreditor } from '../creditors/store.ts';
import { readMembers } from '../creditors/store-members.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { instantPlus } from '../values/day.ts';
import { debtorMail } from './debtor-mail.ts';
import { intendMail } from './intend-mail.ts';
import { portalLinkLife } from './link-place.ts';
import type { SendTools } from './tools.ts';

export type QuestionMailTools = Pick<SendTools, 'press' | 'sealKeys' | 'publicUrl'>;

/** Tells the debtor that the question has come and that the case rests, and tells admins and the owning rep what was asked. */
export async function mailQuestion(work: Work, tools: QuestionMailTools, questionId: string): Promise<void> {
  const question = await readQuestion(work, questionId);
  if (question === null) return;
  const [standing] = await readStandings(work, [question.debtorId]);
  const { debtor } = standing!;
  const creditor = await readCreditor(work);
  const settings = await readSettings(work);
  const invoiceNumbers = (await invoicesOfCase(work, question.caseId))
    .filter((invoice) => !invoice.settled)
    .map((invoice) => invoice.number);
  const concerned = (await readMembers(work)).filter(
    (member) =>
      member.role === 'admin' ||
      (member.role === 'rep' && member.employeeNumber !== null && member.employeeNumber === debtor.salesPersonNumber),
  );

  if (debtor.email !== null && !debtor.emailDead) {
    const mail = tools.press.questionReceived({
      ...debtorMail(creditor, settings, debtor),
      invoiceNumbers,
      question: question.body,
    });
    const { token } = await makePortalLink(work, question.debtorId, instantPlus(work.now, portalLinkLife));
    await intendMail(work, tools.sealKeys, {
      kind: 'question-received',
      to: debtor.email,
      ...mail,
      fromName: settings.sender.name,
      replyTo: settings.sender.replyTo,
      courtesy: true,
      link: { kind: 'portal', token },
      caseId: question.caseId,
      debtorId: question.debtorId,
    });
  }
  for (const member of concerned) {
    const mail = tools.press.questionAsked({
      language: 'da',
      memberName: member.name,
      creditorName: creditor.name,
      debtorName: debtor.name,
      invoiceNumbers,
      question: question.body,
      caseUrl: `${tools.publicUrl}/desk/cases/${question.caseId}`,
    });
    await intendMail(work, tools.sealKeys, {
      kind: 'question-asked',
      to: member.email,
      ...mail,
      fromName: 'Rykker',
      replyTo: null,
      courtesy: true,
      link: null,
      caseId: question.caseId,
      debtorId: question.debtorId,
    });
  }
}
