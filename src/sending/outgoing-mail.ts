/** A message ready to be put on its way. */
import type { Channel } from '../ladder/rungs.ts';
import type { Instant } from '../values/day.ts';

export type OutgoingMail = {
  readonly kind: string;
  /** By e-mail where nothing is said. Beside a text message `html` is the whole letter it stands for. */
  readonly channel?: Channel;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly fromName: string;
  readonly replyTo: string | null;
  /** May be sent anew once when nobody can tell whether it left. One with a fee or a legal deadline may not. */
  readonly courtesy: boolean;
  /** The private link its placeholder stands for; the token is sealed until hand-over. */
  readonly link: { readonly kind: 'sign-in' | 'portal'; readonly token: string } | null;
  readonly caseId?: string;
  readonly debtorId?: string;
  readonly letter?: { readonly proposalId: string; readonly feeMinor: bigint; readonly factsAsOf: Instant };
};
