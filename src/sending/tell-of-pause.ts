import { readCreditor } from '../creditors/store.ts';
import { readAdmins } from '../creditors/store-members.ts';
import type { Work } from '../db/work.ts';
import { dayIn } from '../values/day.ts';
import { intendMail } from './intend-mail.ts';
import type { SendTools } from './tools.ts';

/** The books are closed to us: every admin is told what happened and where to let us in again. */
export async function tellOfPause(
  work: Work,
  tools: Pick<SendTools, 'press' | 'sealKeys' | 'publicUrl'>,
): Promise<void> {
  const creditor = await readCreditor(work);
  const admins = await readAdmins(work);

  for (const admin of admins) {
    const mail = tools.press.creditorPaused({
      language: 'da',
      memberName: admin.name,
      creditorName: creditor.name,
      day: dayIn(work.now, creditor.timeZone),
      reconnectUrl: `${tools.publicUrl}/install`,
    });
    await intendMail(work, tools.sealKeys, {
      kind: 'creditor-paused',
      to: admin.email,
      ...mail,
      fromName: 'Rykker',
      replyTo: null,
      courtesy: true,
      link: null,
    });
  }
}
