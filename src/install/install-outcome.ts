/** What came of an install: kept with the pending one, so that its page can be read again. No name and no whole address. */
import { z } from 'zod';

export const installOutcome = z.discriminatedUnion('kind', [
  /** The books answered. `mailedTo` is masked; null when they gave no address, or no link was needed. */
  z.object({
    kind: z.literal('installed'),
    creditorId: z.uuid(),
    how: z.enum(['first', 'renewed', 'already']),
    mailedTo: z.string().nullable(),
    /** Somebody can sign in here already. */
    hasMembers: z.boolean(),
  }),
  z.object({ kind: z.literal('refused'), why: z.enum(['not-accepted', 'not-permitted', 'not-understood']) }),
]);

export type InstallOutcome = z.infer<typeof installOutcome>;
export type InstallRefusal = Extract<InstallOutcome, { kind: 'refused' }>['why'];

/** "mette@nordvind.dk" as "m…@n….dk": enough to recognise one's own, not enough to write to. */
export function maskedAddress(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  const dot = domain.lastIndexOf('.');
  const ending = dot > 0 ? domain.slice(dot) : '';
  return `${name.slice(0, 1)}…@${domain.slice(0, 1)}…${ending}`;
}
