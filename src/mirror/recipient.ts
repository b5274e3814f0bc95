/** Whom a reminder is addressed to, of all the addresses in the books. */
import type { Contact, MirroredDebtor } from './mirrored.ts';

export type Recipient = {
  readonly email: string;
  readonly name: string | null;
  readonly from: 'reminder-contact' | 'attention' | 'card';
};

/**
 * The contact marked for reminders, else the customer's attention contact, else the first address on the customer's
 * card; null when there is none that a letter can go to. Of several marked contacts the one with the lowest number, so
 * that the answer does not wander.
 */
export function whereToWrite(
  debtor: Pick<MirroredDebtor, 'emails' | 'attentionNumber'>,
  contacts: readonly Pick<Contact, 'number' | 'name' | 'email' | 'receivesReminders' | 'deleted'>[],
): Recipient | null {
  const reachable = contacts
    .filter((contact) => !contact.deleted && contact.email !== null && looksLikeAddress(contact.email))
    .toSorted((a, b) => a.number - b.number);
  const marked = reachable.find((contact) => contact.receivesReminders);
  if (marked) return { email: marked.email!.trim(), name: marked.name, from: 'reminder-contact' };

  const attention = reachable.find((contact) => contact.number === debtor.attentionNumber);
  if (attention) return { email: attention.email!.trim(), name: attention.name, from: 'attention' };

  const email = debtor.emails.find(looksLikeAddress);
  return email === undefined ? null : { email: email.trim(), name: null, from: 'card' };
}

/** One address and nothing else. Whether anybody reads it, only a delivery tells. */
function looksLikeAddress(text: string): boolean {
  return /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/.test(text.trim());
}
