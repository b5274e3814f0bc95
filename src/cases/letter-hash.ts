/** The fingerprint an admin's yes is bound to: everything the letter says but the days and the interest that grows with them. */
import { sha256 } from '../values/secrets.ts';
import type { LetterContent } from './letter-content.ts';

/** Sha256 in hex over the letter's channel, rung, lines, sums, recipient, signature and the version of its text. */
export function letterHash(content: LetterContent, recipient: string | null, textVersion: string): string {
  const said = [
    4,
    content.channel,
    content.language,
    content.rung,
    content.nth,
    content.currency,
    content.lines.map((line) => [
      line.invoiceNumber,
      line.rung,
      line.nth,
      line.soonDue,
      line.principalMinor.toString(),
    ]),
    content.creditNotes.map((note) => [note.number, note.minor.toString()]),
    content.principalMinor.toString(),
    content.feeMinor.toString(),
    content.earlierFees.map((fee) => [fee.day, fee.minor.toString()]),
    content.compensation.map((each) => [each.invoiceNumber, each.minor.toString(), each.instead]),
    content.earlierCompensationMinor.toString(),
    content.interest?.bases ?? null,
    content.debtorName,
    content.contactFirstName,
    content.senderName,
    content.greeting,
    content.ownText,
    content.creditor,
    content.paysOnline,
    recipient,
    textVersion,
  ];
  return sha256(JSON.stringify(said));
}
