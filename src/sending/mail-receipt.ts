import { readStatement } from '../cases/read-statement.ts';
import { readCase } from '../cases/store-cases.ts';
import { readStandings } from '../cases/store-facts.ts';
import { makePortalLink } from '../cases/store-links.ts';
import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { readPayment } from '../payments/read-payment.ts';
import { dayIn, instantPlus } from '../values/day.ts';
import { debtorMail } from './debtor-mail.ts';
import { intendMail } from './intend-mail.ts';
import { portalLinkLife } from './link-place.ts';
import type { SendTools } from './tools.ts';

/** Thanks the debtor for a payment and says what it was used for. Goes to the address reminders go to, if that works. */
export async function mailReceipt(
  work: Work,
  tools: Pick<SendTools, 'press' | 'sealKeys'>,
  paymentId: string,
): Promise<void> {
  const read = await readPayment(work, paymentId);
  if (read === null || read.use === null) return;
  const { payment, use } = read;
  const [standing] = await readStandings(work, [payment.debtorId]);
  const debtor = standing!.debtor;
  if (debtor.email === null || debtor.emailDead) return;
  const aCase = await readCase(work, payment.caseId);
  const stated = await readStatement(work, aCase!);
  const creditor = await readCreditor(work);
  const settings = await readSettings(work);

  const left = stated.statement.totalMinor;
  const mail = tools.press.receipt({
    ...debtorMail(creditor, settings, debtor),
    day: dayIn(work.now, creditor.timeZone),
    currency: payment.currency,
    paidMinor: payment.amountMinor,
    invoices: use.invoices.map((each) => ({
      invoiceNumber: stated.invoices.find((invoice) => invoice.invoiceId === each.invoiceId)?.number ?? '',
      minor: each.amountMinor,
    })),
    feesMinor: use.feesMinor,
    interestMinor: use.interestMinor,
    overMinor: use.overMinor,
    leftMinor: left > 0n ? left : 0n,
    paymentReference: payment.providerPayment,
  });

  const { token } = await makePortalLink(work, payment.debtorId, instantPlus(work.now, portalLinkLife));
  await intendMail(work, tools.sealKeys, {
    kind: 'receipt',
    to: debtor.email,
    ...mail,
    fromName: settings.sender.name,
    replyTo: settings.sender.replyTo,
    courtesy: true,
    link: { kind: 'portal', token },
    caseId: payment.caseId,
    debtorId: payment.debtorId,
  });
}
