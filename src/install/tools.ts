import type { Database, OpenWork } from '../db/work.ts';
import type { Bookkeeping } from '../mirror/port.ts';
import type { SignInMailTools } from '../sending/mail-sign-in-link.ts';

/** What main hands to this door. */
export type InstallTools = SignInMailTools & {
  readonly db: Database;
  readonly openWork: OpenWork;
  readonly bookkeeping: Bookkeeping;
  readonly publicUrl: string;
  readonly economic: { readonly installUrl: string; readonly appPublicToken: string };
  readonly sandbox: boolean;
  /** The path that somebody who has signed in comes to. */
  readonly queuePath: string;
};
