/** What every mail to a debtor that is not a letter of the ladder says of the two: who writes, and to whom. */
import { letterCreditor } from '../cases/draft-letter.ts';
import type { DebtorRow } from '../cases/store-facts.ts';
import type { Creditor } from '../creditors/creditor.ts';
import type { CreditorSettings } from '../creditors/settings.ts';

export function debtorMail(creditor: Creditor, settings: CreditorSettings, debtor: DebtorRow) {
  return {
    language: debtor.decisions.language,
    creditor: letterCreditor(creditor),
    senderName: settings.sender.name,
    debtorName: debtor.name,
    contactFirstName: debtor.contactName?.split(/\s+/)[0] ?? null,
  };
}
