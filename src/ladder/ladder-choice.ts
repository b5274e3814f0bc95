/** Which of a creditor's ladders a debtor's invoices climb, and why. Who is in which segment is decided elsewhere. */
import type { Ladder } from './rungs.ts';

export const segments = ['normal', 'risk', 'vip'] as const;
export type Segment = (typeof segments)[number];

/** A segment's ladder, or one debtor's own. The normal one is always there. */
export type LadderName = Segment | `debtor-${string}`;

/** Those in force, by name. */
export type Ladders = ReadonlyMap<LadderName, Ladder>;

export type LadderChoice = {
  readonly name: LadderName;
  readonly ladder: Ladder;
  readonly why:
    | 'own'
    | 'segment'
    /** The segment has no ladder of its own: the normal one stands for it. */
    | 'segment-without-one'
    | 'normal';
};

export function isSegment(text: unknown): text is Segment {
  return segments.some((each) => each === text);
}

export function isLadderName(text: string): text is LadderName {
  return isSegment(text) || /^debtor-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

export function ownLadderName(debtorId: string): LadderName {
  return `debtor-${debtorId}`;
}

/** A debtor's own ladder comes before its segment's, and that before the normal one. Throws where there is no normal one. */
export function ladderFor(
  debtor: { readonly debtorId: string; readonly segment: Segment },
  ladders: Ladders,
): LadderChoice {
  const own = ladders.get(ownLadderName(debtor.debtorId));
  if (own) return { name: ownLadderName(debtor.debtorId), ladder: own, why: 'own' };
  const ofSegment = ladders.get(debtor.segment);
  if (ofSegment && debtor.segment !== 'normal') return { name: debtor.segment, ladder: ofSegment, why: 'segment' };
  const normal = ladders.get('normal');
  if (!normal) throw new Error('a creditor without a normal ladder');
  return { name: 'normal', ladder: normal, why: debtor.segment === 'normal' ? 'normal' : 'segment-without-one' };
}
