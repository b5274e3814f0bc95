/** What main hands to sending. */
import type { Wording } from '../cases/port.ts';
import type { OpenWork, Work } from '../db/work.ts';
import type { Bookkeeping } from '../mirror/port.ts';
import type { SealKeys } from '../values/secrets.ts';
import type { LetterPress } from './letter.ts';
import type { MailProvider, TextProvider } from './port.ts';

/** The moments of a send at which a process may die; tests stop it there for real. */
export const sendPoints = [
  'wave-taken',
  'books-read',
  'books-observed',
  'before-intent',
  'after-intent',
  'before-claim',
  'claim-uncommitted',
  'claimed',
  'before-call',
  'after-call',
  'settle-uncommitted',
  'settled',
  'before-search',
  'after-search',
] as const;
export type SendPoint = (typeof sendPoints)[number];

export type SendTools = {
  readonly openWork: OpenWork;
  readonly bookkeeping: Bookkeeping;
  readonly mail: MailProvider;
  /** Null where this house has no account for text messages. */
  readonly texts?: TextProvider | null;
  readonly press: LetterPress;
  readonly wording: Wording;
  readonly sealKeys: SealKeys;
  readonly wallNow: () => Date;
  readonly publicUrl: string;
  /** The address mail is sent from; the name on it is the creditor's. */
  readonly fromAddress: string;
  /** Told where a send has come to. Does nothing in the running program. */
  readonly reached: (point: SendPoint) => void | Promise<void>;
};

export function machine(deed: string): { readonly kind: 'machine'; readonly id: string } {
  return { kind: 'machine', id: deed };
}

/** Opens works of one creditor under the machine's name for the deed. */
export function worksOf(tools: Pick<SendTools, 'openWork'>, creditorId: string, deed: string) {
  return <Value>(act: (work: Work) => Promise<Value>): Promise<Value> =>
    tools.openWork({ creditorId, actor: machine(deed) }, act);
}
