/** A debtor's open invoices and reviewed credit notes as the ladder looks at them. */
import { choicesFor, type LawChoices } from '../creditors/law-choices.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import type { InvoiceFacts } from '../ladder/facts.ts';
import { paymentTermsThatForbid } from '../mirror/payment-terms.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import type { DebtorDecisions } from './debtor-decisions.ts';
import { limitationOf } from './limitation-of.ts';
import type { DebtorStanding } from './store-facts.ts';

/**
 * What is owed on an invoice is what the books show less what is in clearing. A credit note that a member has looked at is
 * an invoice with a negative sum, so that the net is demanded; one nobody has looked at is `no-credit-pending`'s to see.
 */
export function invoiceFacts(standing: DebtorStanding, settings: LawSettings): readonly InvoiceFacts[] {
  const known = workedOut.get(standing);
  if (known?.settings === settings) return known.facts;
  const facts = factsOf(standing, settings);
  workedOut.set(standing, { settings, facts });
  return facts;
}

type LawSettings = Pick<CreditorSettings, 'confirmedMarkets' | 'law' | 'terms' | 'ladderVersions'>;

/** A look asks for the same facts three times: for the draft, for the guards and for the next look. */
const workedOut = new WeakMap<
  DebtorStanding,
  { readonly settings: LawSettings; readonly facts: readonly InvoiceFacts[] }
>();

function factsOf(standing: DebtorStanding, settings: LawSettings): InvoiceFacts[] {
  const { debtor, positions } = standing;
  const lawOf = (each: { readonly market: string; readonly day: Day; readonly currency: Currency }) =>
    chosenFor(each, settings, debtor.decisions);
  const invoices = positions.map(
    (position): InvoiceFacts => ({
      invoiceId: position.invoiceId,
      number: position.number,
      run: position.run,
      day: position.day,
      dueDay: position.dueDay,
      currency: position.currency,
      grossMinor: position.grossMinor,
      owedMinor: position.remainderMinor - position.clearingMinor,
      ...lawOf(position),
      climbed: position.climbed,
      skipped: position.skipped ?? [],
      lastLadder:
        position.ladderVersion === null ? null : (settings.ladderVersions.get(position.ladderVersion) ?? null),
      lastLetterDay: position.lastLetterDay,
      lastDeadline: position.lastDeadline,
      feesSoFar: position.feesSoFar,
      termsForbid: paymentTermsThatForbid(
        position.termsType === null ? null : { type: position.termsType },
        position.termsNumber === null ? undefined : settings.terms[String(position.termsNumber)],
      ),
      limitationDay: limitationOf(position, debtor.decisions.kind).day,
      compensationClaimed: position.compensationClaimed,
      graceDay: position.graceDay,
      leftOutSince: position.leftOut?.sinceDay ?? null,
    }),
  );
  const market = positions[0]?.market ?? '';
  const credits = debtor.creditNotes
    .filter((note) => note.reviewed)
    .map(
      (note): InvoiceFacts => ({
        invoiceId: note.invoiceId,
        number: note.number,
        run: 1,
        day: note.day,
        dueDay: note.day,
        currency: note.currency,
        grossMinor: -note.minor,
        owedMinor: -note.minor,
        ...lawOf({ ...note, market }),
        climbed: [],
        lastLadder: null,
        lastLetterDay: null,
        lastDeadline: null,
        feesSoFar: 0,
        termsForbid: null,
        limitationDay: limitationOf(
          { market, day: note.day, dueDay: note.day, lastRung: null, lastLetterDay: null, interruptions: [] },
          debtor.decisions.kind,
        ).day,
        compensationClaimed: false,
        graceDay: null,
        leftOutSince: null,
      }),
    );
  return [...invoices, ...credits];
}

/** What is confirmed, chosen and agreed for an invoice under the law of its market. */
function chosenFor(
  { market, day, currency }: { readonly market: string; readonly day: Day; readonly currency: Currency },
  settings: LawSettings,
  decisions: DebtorDecisions,
) {
  const choices = choicesFor(settings.law, market);
  return {
    market,
    marketConfirmed: settings.confirmedMarkets.includes(market),
    feeAgreed: feeAgreed(day, choices, decisions),
    ownAmounts: choices.amounts[currency] ?? { feeMinor: null, compensationMinor: null },
    compensationFrom: choices.compensationFrom,
  };
}

/** Agreed by the time the debt arose, which is the invoice's day at the latest. A word about this debtor outweighs the terms. */
function feeAgreed(day: Day, choices: LawChoices, { feeAgreement }: DebtorDecisions): boolean {
  if (feeAgreement !== null) return feeAgreement.agreed && feeAgreement.from <= day;
  return choices.feeAgreedFrom !== null && choices.feeAgreedFrom <= day;
}
