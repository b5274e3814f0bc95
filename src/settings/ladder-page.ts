/** One ladder as its pages print it. */
import { rungReads } from '../cases/standing-yes.ts';
import type { LadderFault } from '../creditors/ladder-fault.ts';
import { mostRungs } from '../creditors/stored-ladder.ts';
import { isSegment, type LadderName, segments } from '../ladder/ladder-choice.ts';
import { knownValues } from '../ladder/own-text.ts';
import { kindOf, type Rung } from '../ladder/rungs.ts';
import { dayIn } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { krTyped } from './ladder-differences.ts';
import { rungPages } from './ladder-form.ts';
import { ladderPicture } from './ladder-picture.ts';
import type { LadderOnPage } from './read-ladder-page.ts';
import { roadOf, roads } from './road-choice.ts';
import { ladderTitle, rungLabel, whenText } from './rung-label.ts';

export function ladderHref(name: LadderName, page = ''): string {
  return `/settings/ladder${page}?ladder=${name}`;
}

/** `hasSms`: has this house an account for text messages? `typed`: the refused form's body and what was wrong with it; null for what is being made. */
export function ladderEditPage(
  on: LadderOnPage,
  timeZone: string,
  hasSms: boolean,
  typed: { readonly body: unknown; readonly rungs: readonly Rung[]; readonly faults: readonly LadderFault[] } | null,
) {
  const rungs = typed?.rungs ?? on.rungs;
  // What is offered and not in use is not judged; what is in force may have been overtaken by a country or a setting.
  const faults = typed?.faults ?? (on.draft === null && !on.exists ? [] : on.faults);
  return {
    ladder: on.name,
    ladderTitle: ladderTitle(on.name, on.debtorName),
    tabs: ladderTabs(on),
    exists: on.exists,
    isDraft: on.draft !== null,
    mayEnd: on.exists && on.name !== 'normal',
    picture: ladderPicture(rungs, 'The days of this ladder'),
    rungs: rungPages(rungs, typed?.body ?? null, faults).map((page, place) => ({
      ...page,
      standing: standingPage(on, rungs[place]!, timeZone),
    })),
    hasSms,
    roads,
    whole: faults.filter((each) => each.rung === null),
    errors: faults.filter((each) => each.weight === 'error').length,
    full: rungs.length >= mostRungs,
    hasNotice: rungs.some((rung) => kindOf(rung.key) === 'notice'),
    hasPerson: rungs.some((rung) => kindOf(rung.key) === 'human'),
    values: knownValues.map((value) => `{${value}}`),
    changeHref: ladderHref(on.name, '/change'),
    versionsHref: ladderHref(on.name, '/versions'),
    previewQuery: `&ladder=${on.name}`,
  };
}

/** The ladders there are and those offered; the debtor's own beside them when it is looked at. */
function ladderTabs({ name, settings, debtorName }: LadderOnPage) {
  const names: LadderName[] = [...segments, ...(isSegment(name) ? [] : [name])];
  return names.map((each) => ({
    href: ladderHref(each),
    name: ladderTitle(each, debtorName),
    here: each === name,
    note: settings.ladders.has(each) ? '' : 'not in use',
  }));
}

/** A yes counts for the rung in force as it reads; null where there is none to give. */
function standingPage({ exists, inForce, standing }: LadderOnPage, rung: Rung, timeZone: string) {
  const now = inForce.find((each) => each.key === rung.key);
  if (!exists || !now?.on || kindOf(rung.key) === 'human') return null;
  const yes = standing.get(rung.key);
  if (!yes) return { kind: 'none' as const };
  const day = dayText(dayIn(yes.at, timeZone), 'en');
  return yes.reads === rungReads(now)
    ? { kind: 'given' as const, by: yes.by, day }
    : { kind: 'lapsed' as const, by: yes.by, day };
}

/** The ladder as a list of sentences, for whoever only reads it. */
export function ladderLines(rungs: readonly Rung[]) {
  return rungs
    .filter((rung) => rung.on)
    .map((rung) => {
      const demands = ['reminder', 'notice'].includes(kindOf(rung.key));
      const gives = demands ? ` Gives ${rung.daysToPay} days to pay` : '';
      const fee =
        demands && rung.feeMinor > 0n ? `, bears a fee of ${krTyped(rung.feeMinor)} kr.` : demands ? ', no fee.' : '';
      const road = rung.channels.includes('sms') ? ` Goes ${roadOf(rung.channels).name}.` : '';
      const words = Object.keys(rung.texts).length > 0 ? ' In your own words.' : '';
      return {
        key: rung.key,
        label: rungLabel(rungs, rung),
        when: `${rung.days} ${whenText(rungs, rung)}.${gives}${fee}${road}${words}`,
      };
    });
}
