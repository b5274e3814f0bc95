import { readLetterWhy } from '../cases/store-letter.ts';
import { readProposal } from '../cases/store-proposals.ts';
import type { QueueRow } from '../cases/store-queue.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import type { LetterPress } from '../sending/letter.ts';
import { composeForReading, smsForReading } from './compose-for-reading.ts';
import type { OpenLetter } from './queue-page.ts';

/** Everything the right pane shows of one letter. */
export async function readOpenLetter(
  work: Work,
  row: QueueRow,
  press: LetterPress,
  publicUrl: string,
): Promise<OpenLetter | null> {
  const proposal = await readProposal(work, row.id);
  if (proposal === null) return null;
  const { ladder: normal, ladderVersions } = await readSettings(work);
  const ladder = ladderVersions.get(proposal.ladderVersion) ?? normal;
  const { text } = composeForReading(press, proposal.content, publicUrl);
  return {
    row,
    content: proposal.content,
    why: await readLetterWhy(work, row.id),
    ruling: { ladder, ladderVersions },
    text,
    sms: smsForReading(press, proposal.content, publicUrl),
  };
}
