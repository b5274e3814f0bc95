/**
 * By which road a letter goes. It goes as one message: by the first channel on its list that reaches the debtor. What the
 * creditor has said of this debtor goes before the rung's list, and a notice goes by e-mail alone, for it has to be in writing
 * that can be kept.
 */
import type { Channel, RungKind } from './rungs.ts';

/** What a creditor may say of one debtor: by e-mail and nothing else, or by SMS before whatever the rung says. */
export const channelWishes = ['email', 'sms'] as const;
export type ChannelWish = (typeof channelWishes)[number];

/**
 * Where a debtor is reached by each channel; null where no address is known. `dead`: what was sent there came back. An address
 * that has changed is no matter of roads: the yes to a letter is to its address too.
 */
export type Reach = {
  readonly [channel in Channel]: { readonly to: string; readonly dead: boolean } | null;
};

export type ChannelQuestion = {
  readonly kind: RungKind;
  /** The rung's own list. */
  readonly channels: readonly Channel[];
  /** Null: as the rung says. */
  readonly wish: ChannelWish | null;
  /** What this house can write by. */
  readonly offered: readonly Channel[];
};

/** The channels a letter may go by, in the order they are tried; never none, for by e-mail every house can write. */
export function channelsFor({ kind, channels, wish, offered }: ChannelQuestion): readonly Channel[] {
  if (kind === 'notice' || wish === 'email') return ['email'];
  const wanted = wish === 'sms' ? ['sms' as const, ...channels.filter((each) => each !== 'sms')] : channels;
  const possible = wanted.filter((each) => offered.includes(each));
  return possible.length > 0 ? possible : ['email'];
}

/** The first channel that reaches, else the first with an address at all, else the first; and the address there. */
export function roadOf(channels: readonly Channel[], reach: Reach): { channel: Channel; to: string | null } {
  const channel =
    channels.find((each) => reach[each]?.dead === false) ??
    channels.find((each) => reach[each]) ??
    channels[0] ??
    'email';
  return { channel, to: reach[channel]?.to ?? null };
}
