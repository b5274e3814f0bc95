/** What sending asks of a mail provider, and of one for text messages. */
import type { Instant } from '../values/day.ts';
import type { Outcome } from '../values/outcome.ts';

export type Mail = {
  /** Ours; travels as metadata so that a lost answer can be looked up. */
  readonly messageId: string;
  readonly attempt: number;
  readonly fromName: string;
  readonly fromAddress: string;
  readonly replyTo: string | null;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** A word for the provider's statistics: "first-reminder", "receipt". */
  readonly tag: string;
};

export type MailRefusal =
  /** The address is dead at the provider (Postmark 406). */
  | { readonly code: 'inactive-recipient' }
  | { readonly code: 'bad-address'; readonly what: string }
  /** 429: nothing was taken; try again after so many milliseconds. */
  | { readonly code: 'slow-down'; readonly retryAfterMs: number }
  /** Our own account or sender is the trouble: nobody's mail leaves. */
  | { readonly code: 'account'; readonly what: string }
  /** No connection was made: provably nothing left this house. */
  | { readonly code: 'unreachable'; readonly what: string }
  | { readonly code: 'rejected'; readonly what: string };

export type Accepted = { readonly providerId: string; readonly at: Instant };

export interface MailProvider {
  /** One call, never retried inside. A timeout, a reset or a 5xx is `unknown`. */
  send(mail: Mail): Promise<Outcome<Accepted, MailRefusal>>;
  /** Has the provider taken a message with our id? `null`: it knows of none. */
  find(messageId: string): Promise<Outcome<Accepted | null, MailRefusal>>;
}

export type TextMessage = {
  /** Ours; travels in the address the provider calls back. */
  readonly messageId: string;
  readonly attempt: number;
  /** The creditor's name as a sender, at most eleven signs; null: the house's number. */
  readonly from: string | null;
  /** E.164. */
  readonly to: string;
  readonly body: string;
  /** The private link in it, which stands in no other message: what it is found again by. */
  readonly mark: string;
};

/** What sending asks of a provider of text messages. */
export interface TextProvider {
  /** One call, never retried inside. A timeout, a reset or a 5xx is `unknown`. */
  send(text: TextMessage): Promise<Outcome<Accepted, MailRefusal>>;
  /** Has the provider taken this message, made at `since` or later? `null`: it knows of none. */
  find(text: TextMessage, since: Instant): Promise<Outcome<Accepted | null, MailRefusal>>;
}
