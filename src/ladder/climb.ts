/**
 * Where an invoice stands on a ladder, and what it has had. A ladder may be edited under an invoice that is climbing it:
 * the ladder by which its last letter went says what comes next and when, and the one in force says what that carries.
 */
import type { InvoiceFacts } from './facts.ts';
import { kindOf, kindOrder, type Ladder, type Rung, type RungKey, rungOf } from './rungs.ts';

export type Climb = Pick<
  InvoiceFacts,
  'dueDay' | 'climbed' | 'skipped' | 'lastLadder' | 'lastLetterDay' | 'lastDeadline' | 'graceDay'
>;

type Climbed = Pick<InvoiceFacts, 'climbed' | 'skipped' | 'lastLadder'>;

/** The ladder that says what comes next: the one the last letter went by; before the first letter, the one in force. */
export function ruling(ladder: Ladder, { climbed, lastLadder }: Climbed): Ladder {
  return climbed.length === 0 ? ladder : (lastLadder ?? ladder);
}

/**
 * The rungs that are still ahead on the ruling ladder, lowest first, those that are off left out. They are the ones after
 * the last it has had. A ladder that knows none of what it has had counts: after as many reminders, and after the notice
 * when that has been. Nothing lower than what it has had comes again, and after a notice only a person.
 */
export function rungsAhead(ladder: Ladder, invoice: Climbed): Rung[] {
  const { rungs } = ruling(ladder, invoice);
  return rungs.filter((rung) => rung.on && !isBehind(ladder, invoice, rung.key));
}

/** Has the invoice had this rung, or one that lies above it, or has a person taken it past the rung? */
export function isBehind(ladder: Ladder, invoice: Climbed, key: RungKey): boolean {
  const { climbed } = invoice;
  if (invoice.skipped?.includes(key)) return true;
  if (climbed.length === 0) return false;
  const hadNotice = climbed.some((each) => kindOf(each) === 'notice');
  if (climbed.includes(key) || (hadNotice && kindOf(key) !== 'human')) return true;
  if (kindOrder(key) < Math.max(...climbed.map(kindOrder))) return true;
  const { rungs } = ruling(ladder, invoice);
  const place = rungs.findIndex((rung) => rung.key === key);
  return place >= 0 && place <= placeIn(rungs, climbed);
}

function placeIn(rungs: readonly Rung[], climbed: readonly RungKey[]): number {
  const known = rungs.findLastIndex((rung) => climbed.includes(rung.key));
  if (known >= 0) return known;
  const isReminder = (key: RungKey) => kindOf(key) === 'reminder';
  const reminders = climbed.filter(isReminder).length;
  if (reminders === 0) return -1;
  const places = rungs.flatMap((rung, place) => (isReminder(rung.key) && rung.on ? [place] : []));
  return places[Math.min(reminders, places.length) - 1] ?? -1;
}

/**
 * What a rung carries for this invoice: as the ladder in force has it, since an edit of a fee or of words is meant at once.
 * A rung that the ladder in force no longer sends is still what the last letter's ladder made of it.
 */
export function rungFor(ladder: Ladder, invoice: Climbed, key: RungKey): Rung | undefined {
  const now = rungOf(ladder, key);
  return now?.on ? now : (rungOf(ruling(ladder, invoice), key) ?? now);
}

/** Which of its kind a rung is for an invoice that has had these: the third reminder it gets is 3, whatever its key. */
export function nthOf(key: RungKey, climbed: readonly RungKey[]): number {
  const kind = kindOf(key);
  const at = climbed.indexOf(key);
  const before = at < 0 ? climbed : climbed.slice(0, at);
  return before.filter((each) => kindOf(each) === kind).length + 1;
}
