/** A debtor's past debts as the replay takes them: under the law, the choices and the decisions of today. */
import type { CreditorSettings } from '../creditors/settings.ts';
import type { PastInvoice } from '../ladder/replay.ts';
import type { InterestOn } from '../ladder/replay-tally.ts';
import { interestSheet } from '../law/interest.ts';
import type { RateRow } from '../law/reference-rates.ts';
import { rulesOf } from '../law/rules.ts';
import type { SettledDebt } from '../mirror/settled-days.ts';
import { interestTerms } from './interest-terms.ts';
import { invoiceFacts } from './invoice-facts.ts';
import type { DebtorRow, PositionRow } from './store-facts.ts';

export function pastInvoices(
  debtor: DebtorRow,
  debts: readonly SettledDebt[],
  settings: CreditorSettings,
): PastInvoice[] {
  const positions = debts.map(({ debt }) => asPosition(debtor, debt));
  const facts = new Map(
    invoiceFacts({ debtor: { ...debtor, creditNotes: [] }, positions }, settings).map((each) => [each.invoiceId, each]),
  );
  return debts.map(({ debt, settled }) => ({ facts: facts.get(debt.id)!, settled }));
}

/** Interest on one of them to a day, on what was owed day by day; nothing where a rate is not known to us. */
export function pastInterest(
  debtor: DebtorRow,
  debts: readonly SettledDebt[],
  settings: CreditorSettings,
  rates: readonly RateRow[],
): InterestOn {
  const debtOf = new Map(debts.map((each) => [each.debt.id, each]));
  return (invoiceId, untilDay) => {
    const { debt, settled } = debtOf.get(invoiceId)!;
    const market = debt.market ?? marketOf(debtor);
    const rules = rulesOf(market);
    if (!rules) return 0n;
    const { debtorKind, dayCount, contractRate } = interestTerms(settings, debtor.decisions, market);
    let minor = debt.grossMinor;
    const principal = [{ fromDay: debt.day, minor }];
    for (const each of settled) {
      minor -= each.minor;
      principal.push({ fromDay: each.day, minor });
    }
    const rate = contractRate === null ? {} : { contractRate };
    const sheet = interestSheet({
      rules,
      debtorKind,
      dueDay: debt.dueDay,
      principal,
      untilDay,
      rates,
      dayCount,
      ...rate,
    });
    return sheet.knownTo === null ? sheet.totalMinor : 0n;
  };
}

function marketOf({ decisions, country }: DebtorRow): string {
  return decisions.market ?? country;
}

function asPosition(debtor: DebtorRow, debt: SettledDebt['debt']): PositionRow {
  const { id, number, day, dueDay, currency, grossMinor, market, termsType, termsNumber } = debt;
  return {
    invoiceId: id,
    debtorId: debtor.debtorId,
    caseId: null,
    run: 1,
    number,
    day,
    dueDay,
    booksDueDay: dueDay,
    graceDay: null,
    leftOut: null,
    currency,
    grossMinor,
    remainderMinor: grossMinor,
    clearingMinor: 0n,
    market: market ?? marketOf(debtor),
    termsType,
    termsNumber,
    lastRung: null,
    climbed: [],
    ladderVersion: null,
    handedOverOn: null,
    lastLetterDay: null,
    lastDeadline: null,
    feesSoFar: 0,
    compensationClaimed: false,
    interruptions: [],
  };
}
