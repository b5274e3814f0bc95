/**
 * What the creditor has decided about one debtor, read from its dated rows; what was not decided follows from the card:
 * the careful side wins, since late-payment law differs for consumers and for people who trade under their own name.
 */
import { type ChannelWish, channelWishes } from '../ladder/channel-choice.ts';
import { isSegment, type Segment } from '../ladder/ladder-choice.ts';
import { type Relation, relations } from '../ladder/text-choice.ts';
import type { DebtorKind } from '../law/rules.ts';
import { type Day, isDay } from '../values/day.ts';
import type { Language } from '../values/language.ts';
import { type DetectedKind, detectKind } from './debtor-kind.ts';

/** A rate agreed with this debtor, per cent a year, and where it is agreed. */
export type ContractRate = { readonly percent: string; readonly note: string };

/** A reminder fee agreed with this debtor for debts that arise on a day or later, or expressly not. */
export type FeeAgreement = { readonly agreed: true; readonly from: Day } | { readonly agreed: false };

/** A score somebody else has given, 0 to 100 with 100 the safest; who, and on which day. */
export type CreditScore = { readonly score: number; readonly source: string; readonly day: Day };

export type DebtorDecisions = {
  readonly language: Language;
  readonly kind: DebtorKind;
  /** What tells the kind: a member's word, or what stands on the card. */
  readonly kindClue: DetectedKind;
  /** The law a member says this debtor's invoices are under; null: the one of its country. */
  readonly market: string | null;
  readonly contractRate: ContractRate | null;
  /** Null: nothing was said of this debtor, so the creditor's terms of sale hold. */
  readonly feeAgreement: FeeAgreement | null;
  /** How it is treated: normal where nobody has said, and whether a person said it or the rule did. */
  readonly segment: Segment;
  readonly segmentByHand: boolean;
  readonly neverFee: boolean;
  readonly creditScore: CreditScore | null;
  /** Usual where nobody has said. */
  readonly relation: Relation;
  /** Left out by hand: the instant it was decided, or null. */
  readonly leftOutSince: Date | null;
  /** An address a member wrote in; null: the books' own. */
  readonly email: string | null;
  /** A mobile number a member wrote in, E.164; null: the books' own. */
  readonly mobile: string | null;
  /** Null: letters go as their rung says. */
  readonly channelWish: ChannelWish | null;
  readonly solventSince: Date | null;
  /** How much less than its open items the books' balance may show: what a member has looked at and accepted. */
  readonly shortfallAcceptedMinor: bigint;
};

type Decided = Readonly<Record<string, { readonly value: Readonly<Record<string, unknown>>; readonly from: string }>>;

/** `country` is the card's country as a code; the creditor's own where the card names none. */
export function debtorDecisions(
  decided: Decided | null,
  card: { readonly name: string; readonly companyNumber: string | null; readonly country: string },
): DebtorDecisions {
  const said = decided ?? {};
  const value = (kind: string, field: string): unknown => said[kind]?.value[field];
  const language = value('language', 'language');
  const email = value('address', 'email');
  const mobile = value('mobile', 'number');
  const shortfall = value('shortfall-accepted', 'minor');
  const market = value('market', 'market');
  const clue = kindOf(value('kind', 'kind'), card);
  return {
    language: language === 'da' || language === 'sv' || language === 'en' ? language : languageOf(card.country),
    kind: clue.kind,
    kindClue: clue,
    market: typeof market === 'string' ? market : null,
    contractRate: rateOf(value('contract-rate', 'percent'), value('contract-rate', 'note')),
    feeAgreement: agreementOf(value('fee-agreed', 'agreed'), value('fee-agreed', 'from')),
    segment: segmentOf(value('segment', 'segment')),
    segmentByHand: value('segment', 'byHand') === true,
    neverFee: value('never-fee', 'never') === true,
    creditScore: scoreOf(value('credit-score', 'score'), value('credit-score', 'source'), value('credit-score', 'day')),
    relation: relations.find((each) => each === value('relation', 'relation')) ?? 'usual',
    leftOutSince: value('left-out', 'out') === true ? new Date(said['left-out']!.from) : null,
    email: typeof email === 'string' ? email : null,
    mobile: typeof mobile === 'string' ? mobile : null,
    channelWish: channelWishes.find((each) => each === value('channel', 'channel')) ?? null,
    solventSince: value('solvency', 'solvent') === true ? new Date(said['solvency']!.from) : null,
    shortfallAcceptedMinor: typeof shortfall === 'string' ? BigInt(shortfall) : 0n,
  };
}

function kindOf(said: unknown, card: Parameters<typeof detectKind>[0]): DetectedKind {
  if (said === 'business' || said === 'sole-trader' || said === 'consumer')
    return { kind: said, clue: 'said', word: null };
  return detectKind(card);
}

function segmentOf(said: unknown): Segment {
  return isSegment(said) ? said : 'normal';
}

function scoreOf(score: unknown, source: unknown, day: unknown): CreditScore | null {
  return typeof score === 'number' && typeof source === 'string' && typeof day === 'string'
    ? { score, source, day }
    : null;
}

function rateOf(percent: unknown, note: unknown): ContractRate | null {
  return typeof percent === 'string' && typeof note === 'string' ? { percent, note } : null;
}

function agreementOf(agreed: unknown, from: unknown): FeeAgreement | null {
  if (agreed === false) return { agreed: false };
  return agreed === true && typeof from === 'string' && isDay(from) ? { agreed: true, from } : null;
}

/** The language of a country we write to: Danish at home, Swedish in Sweden, English elsewhere. */
function languageOf(country: string): Language {
  if (country === 'DK') return 'da';
  return country === 'SE' ? 'sv' : 'en';
}
