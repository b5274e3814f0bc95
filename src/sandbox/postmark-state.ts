/** What Postmark knows: the mail it accepted, and the addresses it will not write to. */

export type MailStatus = 'Queued' | 'Sent' | 'Bounced';

/** A mail Postmark took. The list of these is the sandbox's inbox. */
export type SandboxMail = {
  id: string;
  receivedAt: string;
  from: string;
  to: string[];
  replyTo: string | null;
  subject: string;
  html: string | null;
  text: string | null;
  tag: string | null;
  stream: string;
  headers: Array<{ name: string; value: string }>;
  metadata: Record<string, string>;
  status: MailStatus;
  /** True once the app has answered 2xx to the delivery or bounce hook. */
  hookDelivered: boolean;
};

export type PostmarkState = {
  mails: SandboxMail[];
  /** Addresses whose next mail bounces hard. Lower case. */
  bouncing: string[];
  /** Addresses that bounced: refused with 406 from then on. Lower case. */
  inactive: string[];
  /** While true no hook is sent, so that a test can see what the app learns without one. */
  hooksWithheld: boolean;
  nextBounceId: number;
};
