/** Letters that were withdrawn today, as the queue and the case page print them. */
import type { WithdrawnLetter } from '../cases/store-withdrawn.ts';
import { capital, rungWord } from './rung-words.ts';
import { type Place, whenText } from './when-words.ts';

export function withdrawnLine({ id, caseId, debtorName, rung, nth, at }: WithdrawnLetter, place: Place) {
  return {
    action: `/desk/queue/${id}/propose-again`,
    caseHref: `/desk/cases/${caseId}`,
    debtor: debtorName,
    what: capital(rungWord(rung, nth)),
    when: whenText(at, place),
  };
}
