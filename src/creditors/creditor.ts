import type { Currency } from '../values/money.ts';

export type BankDetails = {
  readonly name: string | null;
  readonly sortCode: string | null;
  readonly account: string | null;
};

/** The business that is owed, as its books describe it. What they leave out is null. */
export type CreditorProfile = {
  /** Which accounting system, and its number there: together the creditor's key. */
  readonly system: string;
  readonly agreementNumber: string;
  readonly name: string;
  readonly companyNumber: string | null;
  readonly address: string | null;
  /** As the books write it: a name or a code. */
  readonly country: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly baseCurrency: Currency;
  readonly bank: BankDetails;
};

/** Who granted access, as the books know them: the only one the first sign-in link may go to. */
export type Claimant = { readonly email: string | null; readonly name: string | null };

export type Creditor = CreditorProfile & {
  readonly id: string;
  readonly timeZone: string;
  readonly claimant: Claimant;
};
