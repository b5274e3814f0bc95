/** The versions of a ladder as the view prints them: listed, one read, two compared. */
import { defaultVersion } from '../creditors/settings.ts';
import type { LadderVersion } from '../creditors/store-ladders.ts';
import { defaultRungs } from '../ladder/rungs.ts';
import { dayIn, type Instant } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { ladderDifferences } from './ladder-differences.ts';
import { ladderHref, ladderLines } from './ladder-page.ts';
import { ladderPicture } from './ladder-picture.ts';
import type { LadderOnPage } from './read-ladder-page.ts';
import { ladderTitle } from './rung-label.ts';

export type VersionsRead = {
  readonly now: Instant;
  readonly timeZone: string;
  readonly versions: readonly LadderVersion[];
  readonly names: ReadonlyMap<string, string>;
};

const first: LadderVersion = {
  version: defaultVersion,
  fromAt: new Date(0),
  actorKind: 'machine',
  actorId: '',
  rungs: defaultRungs,
};

/** `asked`: which version to read, and which to lay beside it instead of the one before. */
export function ladderVersionsPage(
  on: LadderOnPage,
  { now, timeZone, versions, names }: VersionsRead,
  asked: { readonly version?: string | undefined; readonly with?: string | undefined },
) {
  const all = on.name === 'normal' ? [...versions, first] : versions;
  const shown = all.find((each) => each.version === asked.version);
  const other = all.find((each) => each.version === asked.with);
  const before = other ?? (shown && all[all.indexOf(shown) + 1]);
  const title = (version: LadderVersion) =>
    version === first ? 'What everybody starts with' : `From ${dayText(dayIn(version.fromAt, timeZone), 'en')}`;
  return {
    ladder: on.name,
    ladderTitle: ladderTitle(on.name, on.debtorName),
    editHref: ladderHref(on.name),
    versions: all.map((version) => ({
      version: version.version,
      name: title(version),
      by: version === first ? '' : (names.get(version.actorId) ?? 'Rykker'),
      ended: version.rungs === null,
      inForce: version.version === on.settings.ladders.get(on.name)?.version,
      planned: version.fromAt > now,
      href: `${ladderHref(on.name, '/versions')}&version=${version.version}`,
      chosen: version === shown,
    })),
    shown: shown?.rungs
      ? {
          name: title(shown),
          picture: ladderPicture(shown.rungs, `The days of the ladder ${title(shown).toLowerCase()}`),
          lines: ladderLines(shown.rungs),
          differences: before?.rungs ? ladderDifferences(before.rungs, shown.rungs) : null,
          beside: before ? title(before) : '',
        }
      : null,
  };
}
