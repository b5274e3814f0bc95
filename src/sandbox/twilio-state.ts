/** What Twilio knows: the messages it took, and the numbers it does not reach. */

/** Those the sandbox goes through, of Twilio's thirteen. */
export type TextStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed';

/** A text message Twilio took. The list of these is the sandbox's other inbox. */
export type SandboxText = {
  sid: string;
  receivedAt: string;
  from: string;
  to: string;
  body: string;
  status: TextStatus;
  errorCode: number | null;
  /** Where the app asked to be told. */
  callback: string | null;
  /** True once the app has answered 2xx to the last status. */
  hookDelivered: boolean;
};

export type TwilioState = {
  texts: SandboxText[];
  /** Numbers whose messages do not arrive, with the code Twilio gives for it. */
  unreachable: Array<{ number: string; code: number }>;
  /** Numbers that are refused at once, with the code. */
  refused: Array<{ number: string; code: number }>;
  /** While true no status is told, so that a test can see what the app learns without one. */
  hooksWithheld: boolean;
};
