/** A ladder as it stands in a settings row: JSON knows no bigint, and rows of an older house name a rung by `name`. */
import { z } from 'zod';
import { isLadderName, type LadderName } from '../ladder/ladder-choice.ts';
import { channels, isRungKey, kindOf, type Ladder, type Rung, type RungKey } from '../ladder/rungs.ts';

const minorUnits = z.string().regex(/^\d{1,15}$/);

/** More rungs than anybody climbs; the words for a twelfth reminder still read well. */
export const mostRungs = 12;

/** The longest a creditor's own words for one rung and language may be. */
export const longestText = 2000;

const rungKey = z.string().refine((text): text is RungKey => isRungKey(text));
const ownText = z.string().min(1).max(longestText).exactOptional();

const rungShape = z.preprocess(
  fromOlder,
  z.object({
    key: rungKey,
    on: z.boolean(),
    days: z.number().int(),
    /** Minor units as a decimal string. */
    feeMinor: minorUnits,
    interest: z.boolean(),
    compensation: z.boolean(),
    daysToPay: z.number().int(),
    channels: z.array(z.enum(channels)).min(1),
    texts: z.object({ da: ownText, sv: ownText, en: ownText }),
  }),
);
export type StoredRung = z.infer<typeof rungShape>;

/** In the order they are climbed; no key twice. */
export const ladderShape = z.object({
  rungs: z
    .array(rungShape)
    .min(1)
    .max(mostRungs)
    .refine((rungs) => new Set(rungs.map((rung) => rung.key)).size === rungs.length),
});
export type StoredLadder = z.infer<typeof ladderShape>;

/** The first houses had four rungs with a name each, claimed compensation by country alone and had no words of their own. */
function fromOlder(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('name' in stored)) return stored;
  const { name, ...rest } = stored;
  const compensation = typeof name === 'string' && isRungKey(name) && kindOf(name) !== 'nudge';
  return { key: name, compensation, channels: ['email'], texts: {}, ...rest };
}

export function storedRung(rung: Rung): StoredRung {
  return { ...rung, feeMinor: rung.feeMinor.toString(), channels: [...rung.channels] };
}

export function rungFromStored(stored: StoredRung): Rung {
  return { ...stored, feeMinor: BigInt(stored.feeMinor) };
}

export function ladderFromStored(version: string, stored: StoredLadder): Ladder {
  return { version, rungs: stored.rungs.map(rungFromStored) };
}

/** A ladder that a segment or a debtor had and has no more: from here the normal one stands for it. */
export const endedLadder = { ended: true } as const;

/** The kind of settings row a ladder's versions are kept under. The normal one was here before there were others. */
export function ladderKind(name: LadderName): string {
  return name === 'normal' ? 'ladder' : `ladder:${name}`;
}

/** Null for rows that are no ladder's. */
export function ladderNameOf(kind: string): LadderName | null {
  if (kind === 'ladder') return 'normal';
  const name = kind.startsWith('ladder:') ? kind.slice('ladder:'.length) : '';
  return isLadderName(name) && name !== 'normal' ? name : null;
}
