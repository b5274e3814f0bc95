import type { Database, OpenWork } from '../db/work.ts';
import type { CopyTools } from '../mirror/read-copy.ts';
import type { PaperPress } from '../papers/press.ts';
import type { PaymentProvider } from '../payments/port.ts';
import type { Instant } from '../values/day.ts';

/** What main hands to this door. */
export type PortalTools = {
  readonly db: Database;
  readonly openWork: OpenWork;
  readonly payments: PaymentProvider;
  readonly papers: PaperPress;
  readonly copies: CopyTools;
  /** The provider lives on wall time; everything else here is the business's. */
  readonly wallNow: () => Instant;
  readonly publicUrl: string;
  /** Where the views are, and the portal's words with them. */
  readonly viewsDir: string;
  readonly sandbox: boolean;
};
