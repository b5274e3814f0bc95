/** What the creditor has decided about one debtor, as the view prints it, with what the card itself tells. */
import type { KindClue } from '../cases/debtor-kind.ts';
import type { DebtorRow } from '../cases/store-facts.ts';
import { segments } from '../ladder/ladder-choice.ts';
import { relations } from '../ladder/text-choice.ts';
import { rulesOf } from '../law/rules.ts';
import { countryName } from '../values/country-name.ts';
import { dayIn } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { markets } from '../values/language.ts';
import { kindNames, languageNames, relationNames } from './debtor-words.ts';
import { segmentNames } from './segment-words.ts';
import type { Place } from './when-words.ts';

const clues: { readonly [clue in KindClue]: (word: string | null) => string } = {
  said: () => 'A member has said so.',
  'company-word': (word) => `The name says so: “${word}”.`,
  'trader-word': (word) => `The name says so: “${word}”.`,
  'company-number': () => 'The company number on the card says so.',
  'trader-number': () =>
    'The number on the card is one that people who trade alone have too, and the name names no company.',
  'personal-number': () => 'The number on the card is a person’s, so it is a consumer until somebody says otherwise.',
  'strange-number': () =>
    'The number on the card is not of the country’s form, so it is a consumer until somebody says otherwise.',
  nothing: () => 'The card has no company number, so it is a consumer until somebody says otherwise.',
};

/** `hasSms`: has this house an account for text messages? */
export function decisionsPage(debtor: DebtorRow, place: Place, hasSms: boolean) {
  const { debtorId, decisions, email, emailDead, country, reach } = debtor;
  const market = decisions.market ?? country;
  const { feeAgreement } = decisions;
  return {
    language: decisions.language,
    languages: Object.entries(languageNames).map(([value, name]) => ({ value, name })),
    kind: decisions.kindClue.clue === 'said' ? decisions.kind : '',
    kindName: kindNames[decisions.kind],
    kindSaid: decisions.kindClue.clue === 'said',
    kindWhy: clues[decisions.kindClue.clue](decisions.kindClue.word),
    kinds: Object.entries(kindNames).map(([value, name]) => ({ value, name })),
    market: decisions.market ?? '',
    countryName: countryName(country),
    markets: markets.map((value) => ({ value, name: countryName(value) })),
    rate: decisions.contractRate?.percent.replace('.', ',') ?? '',
    rateNote: decisions.contractRate?.note ?? '',
    feeIfAgreed: rulesOf(market)?.reminderFee?.onlyIfAgreed ?? false,
    feeAgreed: feeAgreement === null ? '' : feeAgreement.agreed ? 'yes' : 'no',
    feeFrom: feeAgreement?.agreed ? feeAgreement.from : '',
    email: email ?? '',
    emailDead,
    hasSms,
    channel: decisions.channelWish ?? '',
    mobile: reach.sms?.to ?? '',
    mobileFromBooks: decisions.mobile === null,
    mobileDead: reach.sms?.dead === true,
    ownLadderHref: `/settings/ladder?ladder=debtor-${debtorId}`,
    segment: decisions.segmentByHand ? decisions.segment : '',
    segmentRule: decisions.segmentByHand ? 'what the rule says' : `${segmentNames[decisions.segment]} (by the rule)`,
    segments: segments.map((value) => ({ value, name: segmentNames[value] })),
    neverFee: decisions.neverFee,
    relation: decisions.relation,
    relations: relations.map((value) => ({ value, name: relationNames[value] ?? value })),
    score: decisions.creditScore,
    leftOut: decisions.leftOutSince !== null,
    solvent: decisions.solventSince === null ? null : dayText(dayIn(decisions.solventSince, place.timeZone), 'en'),
  };
}
