/** A message as its provider gets it, with its private link in. */
import { unseal } from '../values/secrets.ts';
import { linkPlace } from './link-place.ts';
import { fillPlaceholders, type Links } from './placeholders.ts';
import type { Mail, TextMessage } from './port.ts';
import type { Message } from './store.ts';
import type { SendTools } from './tools.ts';

export type WrittenOut =
  | { readonly channel: 'email'; readonly mail: Mail }
  | { readonly channel: 'sms'; readonly text: TextMessage };

/** Throws when the link's seal does not open: a bug or a lost key, never a guess. */
export function writtenOut(
  message: Message,
  tools: Pick<SendTools, 'sealKeys' | 'publicUrl' | 'fromAddress'>,
  creditorId: string,
): WrittenOut {
  const links = linksOf(message, tools, creditorId);
  const { attempt } = message;
  const text = fillPlaceholders(message.text, links);
  if (message.channel === 'sms') {
    if (links.portalLink === undefined) throw new Error('a text message without a link to find it by');
    const from = message.fromName === '' ? null : message.fromName;
    const { id: messageId, to } = message;
    return { channel: 'sms', text: { messageId, attempt, from, to, body: text, mark: links.portalLink } };
  }
  return {
    channel: 'email',
    mail: {
      messageId: message.id,
      attempt,
      fromName: message.fromName,
      fromAddress: tools.fromAddress,
      replyTo: message.replyTo,
      to: message.to,
      subject: message.subject,
      html: fillPlaceholders(message.html, links),
      text,
      tag: message.kind,
    },
  };
}

function linksOf(message: Message, tools: Pick<SendTools, 'sealKeys' | 'publicUrl'>, creditorId: string): Links {
  const token = message.sealedLink === null ? null : unseal(tools.sealKeys, linkPlace(creditorId), message.sealedLink);
  if (message.linkKind !== null && token === null) throw new Error('a private link that no seal key opens');
  return {
    ...(message.linkKind === 'portal' ? { portalLink: `${tools.publicUrl}/portal/l/${token}` } : {}),
    ...(message.linkKind === 'sign-in' ? { signInLink: `${tools.publicUrl}/sign-in/${token}` } : {}),
  };
}
