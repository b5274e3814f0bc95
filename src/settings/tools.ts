import type { ProposeTools } from '../cases/propose.ts';
import type { Database, OpenWork } from '../db/work.ts';
import type { SignInMailTools } from '../sending/mail-sign-in-link.ts';

/** What main hands to this door. */
export type SettingsTools = SignInMailTools &
  ProposeTools & {
    readonly db: Database;
    readonly openWork: OpenWork;
    readonly publicUrl: string;
    /** `connectUrl`: where the payment provider's own pages for connecting an account are, without a slash at the end. */
    readonly stripe: { readonly connectUrl: string; readonly connectClientId: string; readonly secretKey: string };
    readonly sandbox: boolean;
    /** Where e-conomic tells us of changes in one creditor's books: a path that cannot be guessed. */
    readonly economicHookPath: (creditorId: string) => string;
    /** The path of the page that shows tonight's letters. */
    readonly tonightPath: string;
  };
