import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { instantPlus } from '../values/day.ts';
import { newId, type SealKeys, seal } from '../values/secrets.ts';
import { linkPlace } from './link-place.ts';
import type { OutgoingMail } from './outgoing-mail.ts';
import { settlingTime } from './settling-time.ts';
import { insertMessage } from './store.ts';

/**
 * Puts a message on its way: the record, the job that hands it over and the sweeper's appointment, all in the transaction
 * that decided it. Answers its id.
 */
export async function intendMail(work: Work, keys: SealKeys, mail: OutgoingMail): Promise<string> {
  const id = newId();
  const sealedLink = mail.link === null ? null : seal(keys, linkPlace(work.creditorId), mail.link.token);

  await insertMessage(work, id, mail, sealedLink);
  await putOnTimetable(work, 'look-at-message', id, instantPlus(work.now, settlingTime));
  await work.enqueue('hand-over', { creditorId: work.creditorId, subjectId: id });

  return id;
}
