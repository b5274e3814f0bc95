/** What became of a letter that did not arrive, as the timeline says it. */
import type { TrailEntry } from '../trail/store.ts';

export function failedSentence(entry: TrailEntry): string {
  return entry.details['channel'] === 'sms' ? textFailed(entry) : mailCameBack(entry);
}

function mailCameBack(entry: TrailEntry): string {
  return entry.details['dead'] === true
    ? 'It came back: the address does not work. Its fee is taken back and the rung is due again.'
    : 'It came back for now. The provider tries again.';
}

function textFailed(entry: TrailEntry): string {
  const why = entry.details['dead'] === true ? 'the number takes no text message' : 'the telephone was not reached';
  return `The SMS did not arrive: ${why}. Its fee is taken back and the rung is due again.`;
}
