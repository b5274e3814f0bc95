/** A ladder as it stands in a settings row: JSON knows no bigint, and rows of an older house name a rung by `name`. */
import { z } from 'zod';
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
