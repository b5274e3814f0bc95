/** Postmark's web hooks: delivery and bounce, with Basic auth, until the app answers. */
import type { Posting } from './posting.ts';
import type { SandboxMail } from './postmark-state.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import { touch, type World } from './world.ts';

/** What becomes of an accepted mail: it bounces where the address is marked so, else it arrives; then the app is told. */
export async function deliverMail(
  world: World,
  options: SandboxOptions,
  posting: Posting,
  mail: SandboxMail,
): Promise<void> {
  const dead = mail.to.find((address) => world.postmark.bouncing.includes(address.toLowerCase()));
  if (dead) return bounceMail(world, options, posting, mail, dead);
  mail.status = 'Sent';
  touch(world);
  await tell(world, options, posting, mail, await deliveryOf(options, mail));
}

/** The mail comes back for good: its address is inactive from now on, and the app is told. */
export async function bounceMail(
  world: World,
  options: SandboxOptions,
  posting: Posting,
  mail: SandboxMail,
  address: string,
): Promise<void> {
  mail.status = 'Bounced';
  mail.hookDelivered = false;
  if (!world.postmark.inactive.includes(address.toLowerCase())) world.postmark.inactive.push(address.toLowerCase());
  touch(world);
  await tell(world, options, posting, mail, await bounceOf(world, options, mail, address));
}

async function tell(
  world: World,
  options: SandboxOptions,
  posting: Posting,
  mail: SandboxMail,
  payload: unknown,
): Promise<void> {
  if (world.postmark.hooksWithheld) return;
  const authorization = `Basic ${Buffer.from(`${options.postmarkHookUser}:${options.postmarkHookPassword}`).toString('base64')}`;
  const delivered = await posting.post(() => ({
    url: new URL('/hooks/postmark', options.appUrl).href,
    headers: { 'content-type': 'application/json', 'user-agent': 'Postmark', authorization },
    body: JSON.stringify(payload),
  }));
  if (delivered) mail.hookDelivered = true;
  touch(world);
}

async function deliveryOf(options: SandboxOptions, mail: SandboxMail): Promise<unknown> {
  return {
    RecordType: 'Delivery',
    ServerID: 23,
    MessageStream: mail.stream,
    MessageID: mail.id,
    Recipient: mail.to[0],
    Tag: mail.tag ?? '',
    DeliveredAt: (await options.now()).toISOString(),
    Details: 'smtp;250 2.0.0 OK',
    Metadata: mail.metadata,
  };
}

async function bounceOf(world: World, options: SandboxOptions, mail: SandboxMail, address: string): Promise<unknown> {
  return {
    RecordType: 'Bounce',
    ID: world.postmark.nextBounceId++,
    Type: 'HardBounce',
    TypeCode: 1,
    Name: 'Hard bounce',
    ServerID: 23,
    MessageStream: mail.stream,
    MessageID: mail.id,
    Tag: mail.tag ?? '',
    Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
    Details: 'smtp;550 5.1.1 The email account that you tried to reach does not exist.',
    Email: address,
    From: mail.from,
    BouncedAt: (await options.now()).toISOString(),
    DumpAvailable: true,
    Inactive: true,
    CanActivate: true,
    Subject: mail.subject,
    Metadata: mail.metadata,
  };
}
