/** The half-years of every market as the operator's page prints them. */
import { isRateSeries, type RateSeries, sourceText } from '../law/reference-rates.ts';
import {
  type BankName,
  bankNames,
  halfYearAfter,
  halfYearsFixedBy,
  halfYearsUntil,
  type ReferenceSource,
  referenceSources,
} from '../law/reference-sources.ts';
import type { RateLook, RateProposal, RecordedRate } from '../ledger/store-rates.ts';
import type { Day } from '../values/day.ts';
import { dayText, instantText } from '../values/day-text.ts';

const timeZone = 'Europe/Copenhagen';

export type RatesSeen = {
  readonly today: Day;
  readonly recorded: readonly RecordedRate[];
  readonly proposals: readonly RateProposal[];
  readonly looks: readonly RateLook[];
  /** Every half-year since the oldest; else the latest few. */
  readonly all: boolean;
};

const fewHalfYears = 4;

export function ratesPage(seen: RatesSeen) {
  const open = seen.proposals.filter((proposal) => proposal.end === null);
  return {
    all: seen.all,
    open: open.map((proposal) => openProposal(proposal, seen.recorded)),
    missing: referenceSources.flatMap((source) => missingOf(source, seen, open)),
    markets: referenceSources.map((source) => marketSection(source, seen, open)),
    ended: seen.proposals.filter((proposal) => proposal.end !== null).map(endedProposal),
    banks: bankNames.map((bank) => bankLine(bank, seen.looks)),
    series: referenceSources.map(({ series, name }) => ({ series, name: capital(name) })),
    fromDays: [...halfYearsUntil(seen.today), nextHalfYear(seen.today)]
      .reverse()
      .map((fromDay) => ({ fromDay, text: dayText(fromDay, 'en') })),
  };
}

/** May a person enter a figure for this half-year: the known ones, and the next, whose rate is published ahead of it. */
export function mayBeEntered(series: string, fromDay: string, today: Day): series is RateSeries {
  return isRateSeries(series) && [...halfYearsUntil(today), nextHalfYear(today)].includes(fromDay);
}

function nextHalfYear(today: Day): Day {
  return halfYearAfter(halfYearsUntil(today).at(-1)!);
}

function openProposal(proposal: RateProposal, recorded: readonly RecordedRate[]) {
  const source = sourceOf(proposal);
  const before = recorded.find((row) => row.market === proposal.series && row.fromDay === proposal.fromDay);
  return {
    id: proposal.id,
    title: `${capital(source.name)} from ${dayText(proposal.fromDay, 'en')}: ${proposal.percent} per cent`,
    correction: before ? `Recorded until now: ${before.percent} per cent (${sourceLink(before.source).text}).` : null,
    reasoning: proposal.reasoning,
    read: sourceLink(proposal.source),
    officialPage: source.officialPage,
    caution: proposal.by.kind === 'machine' ? source.caution : null,
    by: `${byWords(proposal.by)}, ${instantText(proposal.proposedAt, timeZone, 'en')}`,
  };
}

function missingOf(source: ReferenceSource, seen: RatesSeen, open: readonly RateProposal[]) {
  return wanted(source, seen).flatMap((fromDay) => {
    const known = seen.recorded.some((row) => row.market === source.series && row.fromDay === fromDay);
    const proposed = open.some((proposal) => proposal.series === source.series && proposal.fromDay === fromDay);
    if (known || proposed) return [];
    return [{ text: `${capital(source.name)} from ${dayText(fromDay, 'en')}`, officialPage: source.officialPage }];
  });
}

/** Half-years that ought to have a rate: from the first the market has one for. */
function wanted(source: ReferenceSource, { recorded, today }: RatesSeen): Day[] {
  const first = recorded.find((row) => row.market === source.series)?.fromDay ?? '';
  const fixed = source.bank === null ? halfYearsUntil(today) : halfYearsFixedBy(source, today);
  return fixed.filter((fromDay) => fromDay >= first);
}

function marketSection(source: ReferenceSource, seen: RatesSeen, open: readonly RateProposal[]) {
  const fromDays = wanted(source, seen).reverse();
  const { series, name, what, paragraph, officialPage, caution } = source;
  return {
    id: series,
    name: capital(name),
    what: `${capital(what)} (${paragraph}).`,
    officialPage,
    caution,
    rows: (seen.all ? fromDays : fromDays.slice(0, fewHalfYears)).map((fromDay) => {
      const row = seen.recorded.find((each) => each.market === series && each.fromDay === fromDay);
      const proposed = open.find((each) => each.series === series && each.fromDay === fromDay);
      return {
        from: dayText(fromDay, 'en'),
        percent: row?.percent ?? '',
        state: stateOf(row, proposed),
        confidence: row?.confidence ?? '',
        read: row ? sourceLink(row.source) : null,
        origin: row ? originWords(row) : '',
      };
    }),
  };
}

function stateOf(row: RecordedRate | undefined, proposed: RateProposal | undefined) {
  if (proposed)
    return { kind: 'asks', text: row ? `Correction proposed: ${proposed.percent}` : `Proposed: ${proposed.percent}` };
  return row ? { kind: 'paid', text: 'Known' } : { kind: 'held', text: 'Missing' };
}

function originWords(row: RecordedRate): string {
  const words = {
    law: 'The project’s own file',
    operator: 'Confirmed by an operator',
    sandbox: 'The sandbox’s bank, not law',
  };
  const corrected =
    row.corrections === 0 ? '' : row.corrections === 1 ? ', corrected once' : `, corrected ${row.corrections} times`;
  return `${words[row.origin]}${corrected}`;
}

function endedProposal(proposal: RateProposal) {
  const { end } = proposal;
  return {
    when: instantText(end!.at, timeZone, 'en'),
    text: `${capital(sourceOf(proposal).name)} from ${dayText(proposal.fromDay, 'en')}, ${proposal.percent} per cent: ${end!.what} by ${byWords(end!)}.`,
    why: end!.why,
  };
}

function bankLine(bank: BankName, looks: readonly RateLook[]) {
  const look = looks.find((each) => each.bank === bank);
  if (!look) return { bank, when: 'not asked yet', problem: null };
  const problem = look.outcome === 'refused' || look.outcome === 'unknown' ? look.what : null;
  return { bank, when: `asked ${instantText(look.at, timeZone, 'en')}`, problem };
}

function byWords({ kind, name }: { readonly kind: 'machine' | 'operator'; readonly name: string }): string {
  return kind === 'machine' ? 'the weekly look' : name;
}

function sourceOf(proposal: RateProposal): ReferenceSource {
  return referenceSources.find((source) => source.series === proposal.series)!;
}

/** A source that begins with an address is a link to it; what stands after the address, and any other source, is text. */
function sourceLink(source: string): { readonly href: string | null; readonly text: string } {
  const [address] = /^https?:\/\/\S+/.exec(source) ?? [];
  return { href: address ?? null, text: sourceText(source) };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
