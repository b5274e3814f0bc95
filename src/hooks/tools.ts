import type { Database, OpenWork } from '../db/work.ts';
import type { PaymentProvider } from '../payments/port.ts';
import type { Instant } from '../values/day.ts';
import type { BasicKeys } from './basic-proof.ts';

/** What main hands to this door. */
export type HookTools = {
  readonly db: Database;
  readonly openWork: OpenWork;
  readonly payments: PaymentProvider;
  /** Signatures live on wall time. */
  readonly wallNow: () => Instant;
  readonly mailKeys: BasicKeys;
  /** Proves the calls of the provider of text messages, made over the whole address it calls; left out where there is none. */
  readonly texts?: { readonly key: string; readonly publicUrl: string } | null;
  /** Makes e-conomic's addresses; the session key will do. */
  readonly economicKey: string;
};
