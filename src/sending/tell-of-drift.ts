import { readCreditor } from '../creditors/store.ts';
import { readAdmins } from '../creditors/store-members.ts';
import type { Work } from '../db/work.ts';
import { readComparison } from '../mirror/store-comparisons.ts';
import { dayIn } from '../values/day.ts';
import { intendMail } from './intend-mail.ts';
import type { SendTools } from './tools.ts';

/** The nightly comparison found the mirror to be otherwise than the books: every admin is told how much, and where to look. */
export async function tellOfDrift(
  work: Work,
  tools: Pick<SendTools, 'press' | 'sealKeys' | 'publicUrl'>,
  comparisonId: string,
): Promise<void> {
  const comparison = await readComparison(work, comparisonId);
  if (comparison === null || comparison.differed === 0) return;
  const creditor = await readCreditor(work);
  const admins = await readAdmins(work);

  for (const admin of admins) {
    const mail = tools.press.driftFound({
      language: 'da',
      memberName: admin.name,
      creditorName: creditor.name,
      day: dayIn(comparison.begunAt, creditor.timeZone),
      differed: comparison.differed,
      compared: comparison.customers + comparison.invoices,
      pageUrl: `${tools.publicUrl}/settings/e-conomic`,
    });
    await intendMail(work, tools.sealKeys, {
      kind: 'drift-found',
      to: admin.email,
      ...mail,
      fromName: 'Rykker',
      replyTo: null,
      courtesy: true,
      link: null,
    });
  }
}
