/** Twilio's status callbacks: "sent" and then how it ended, each signed over the address it is told to. */
import { createHmac } from 'node:crypto';
import type { Posting } from './posting.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import type { SandboxText, TextStatus } from './twilio-state.ts';
import { touch, type World } from './world.ts';

/** What becomes of a message that was taken: it arrives, or it does not where its number is marked so; the app is told. */
export async function deliverText(
  world: World,
  options: SandboxOptions,
  posting: Posting,
  text: SandboxText,
): Promise<void> {
  const dead = world.twilio.unreachable.find((each) => each.number === text.to);
  await tell(world, options, posting, text, 'sent', null);
  await tell(world, options, posting, text, dead ? 'undelivered' : 'delivered', dead?.code ?? null);
}

async function tell(
  world: World,
  options: SandboxOptions,
  posting: Posting,
  text: SandboxText,
  status: TextStatus,
  errorCode: number | null,
): Promise<void> {
  text.status = status;
  text.errorCode = errorCode;
  touch(world);
  const { callback } = text;
  if (world.twilio.hooksWithheld || callback === null || !options.twilio) return;
  const { accountSid, authToken } = options.twilio;
  const form = new URLSearchParams({
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    From: text.from,
    MessageSid: text.sid,
    MessageStatus: status,
    SmsSid: text.sid,
    SmsStatus: status,
    To: text.to,
    ...(errorCode === null ? {} : { ErrorCode: String(errorCode) }),
  });
  const said = [...form].sort(([a], [b]) => (a < b ? -1 : 1)).flat();
  const signature = createHmac('sha1', authToken)
    .update(callback + said.join(''))
    .digest('base64');
  const delivered = await posting.post(() => ({
    url: callback,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
    body: form.toString(),
  }));
  if (delivered && status !== 'sent') text.hookDelivered = true;
  touch(world);
}
