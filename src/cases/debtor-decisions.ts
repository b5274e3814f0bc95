/**
 * What the creditor has decided about one debtor, read from its dated rows; what was not decided follows from the card.
 * No company number means a consumer until somebody says otherwise (late-payment law differs, so the careful side wins).
 */
import type { Language } from '../values/language.ts';

export type DebtorDecisions = {
  readonly language: Language;
  readonly kind: 'business' | 'consumer';
  /** Left out by hand: the instant it was decided, or null. */
  readonly leftOutSince: Date | null;
  /** An address a member wrote in; null: the books' own. */
  readonly email: string | null;
  readonly solventSince: Date | null;
  /** How much less than its open items the books' balance may show: what a member has looked at and accepted. */
  readonly shortfallAcceptedMinor: bigint;
};

type Decided = Readonly<Record<string, { readonly value: Readonly<Record<string, unknown>>; readonly from: string }>>;

export function debtorDecisions(
  decided: Decided | null,
  card: { companyNumber: string | null; country: string | null },
): DebtorDecisions {
  const said = decided ?? {};
  const value = (kind: string, field: string): unknown => said[kind]?.value[field];
  const kind = value('kind', 'kind');
  const language = value('language', 'language');
  const email = value('address', 'email');
  const shortfall = value('shortfall-accepted', 'minor');
  return {
    language: language === 'da' || language === 'sv' || language === 'en' ? language : languageOf(card.country),
    kind: kind === 'business' || kind === 'consumer' ? kind : card.companyNumber ? 'business' : 'consumer',
    leftOutSince: value('left-out', 'out') === true ? new Date(said['left-out']!.from) : null,
    email: typeof email === 'string' ? email : null,
    solventSince: value('solvency', 'solvent') === true ? new Date(said['solvency']!.from) : null,
    shortfallAcceptedMinor: typeof shortfall === 'string' ? BigInt(shortfall) : 0n,
  };
}

/** The language of a country we write to: Danish at home, Swedish in Sweden, English elsewhere. */
function languageOf(country: string | null): Language {
  const name = (country ?? '').trim().toLowerCase();
  if (['', 'danmark', 'denmark', 'dk'].includes(name)) return 'da';
  return ['sverige', 'sweden', 'se'].includes(name) ? 'sv' : 'en';
}
