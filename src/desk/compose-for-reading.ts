/** A letter for the eyes of the desk: exactly as it will read, save that nobody's private link stands in it. */
import type { LetterContent } from '../cases/letter-content.ts';
import type { Composition, LetterPress } from '../sending/letter.ts';
import { fillPlaceholders } from '../sending/placeholders.ts';

export function composeForReading(press: LetterPress, content: LetterContent, publicUrl: string): Composition {
  return forReading(press.letter(content), publicUrl);
}

/** The text message of a letter that goes as one; null for a letter by e-mail. */
export function smsForReading(press: LetterPress, content: LetterContent, publicUrl: string): string | null {
  if (content.channel !== 'sms') return null;
  return fillPlaceholders(press.sms(content), { portalLink: `${publicUrl}/portal/l/…` });
}

/** A stored body with the place of its link filled: the debtor's own link is known to nobody but the debtor. */
export function forReading(composition: Composition, publicUrl: string): Composition {
  const links = { portalLink: `${publicUrl}/portal`, signInLink: `${publicUrl}/sign-in` };
  return {
    subject: composition.subject,
    html: fillPlaceholders(composition.html, links),
    text: fillPlaceholders(composition.text, links),
  };
}
