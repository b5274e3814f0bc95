/**
 * The order of the letters and the days between them, by the versions of the ladders as they are stored: the letter before
 * says by which version the next one goes (the first goes by the one in force), and what comes is the next rung of it that is
 * on. None is left out but by a skip that a person has recorded. Said anew here, not asked of the ladder room.
 */
import type { Ladder, Rung } from '../../src/ladder/rungs.ts';
import { type Day, dayIn, daysBetween } from '../../src/values/day.ts';
import { zone } from './world.ts';

export type Sent = {
  readonly creditorId: string;
  readonly proposalId: string;
  readonly debtorId: string;
  readonly invoice: string;
  readonly run: number;
  readonly rung: string;
  /** Of the ladder in force for its debtor when the letter left. */
  readonly version: string;
  readonly market: string;
  readonly dueDay: Day;
  /** The day until which a member had given time when the letter left. */
  readonly graceDay: Day | null;
  readonly earlierDeadline: Day | null;
  readonly feeMinor: string;
  readonly at: Date;
  readonly voided: boolean;
};

export type Skipped = {
  readonly creditorId: string;
  readonly invoice: string;
  readonly run: number;
  readonly rung: string;
  readonly at: Date;
};

type Versions = ReadonlyMap<string, Ladder>;

const climbOf = ({ invoice, run }: { readonly invoice: string; readonly run: number }) => `${invoice}, run ${run}`;

/** Broken, a sentence each. A letter that bounced gave its rung back. */
export function lawsOfClimb(sent: readonly Sent[], skips: readonly Skipped[], versions: Versions): string[] {
  const standing = sent.filter((each) => !each.voided);
  const skippedOf = Map.groupBy(skips, climbOf);
  return [...Map.groupBy(standing, climbOf)].flatMap(([climb, lines]) =>
    lines.flatMap((line, place) => {
      const earlier = lines.slice(0, place);
      const skipped = (skippedOf.get(climb) ?? []).filter(({ at }) => at <= line.at).map(({ rung }) => rung);
      const ladder = versions.get((earlier.at(-1) ?? line).version);
      if (!ladder) return [`invoice ${climb}: ${line.rung} by a ladder that is not known`];
      const wrong = line.rung.startsWith('nudge')
        ? wrongNudge(line, earlier)
        : wrongDemand(line, earlier, skipped, ladder);
      return wrong === null ? [] : [`invoice ${climb}: ${wrong} (had ${earlier.map(({ rung }) => rung).join(', ')})`];
    }),
  );
}

function countedFrom({ dueDay, graceDay }: Sent): Day {
  return graceDay !== null && graceDay > dueDay ? graceDay : dueDay;
}

/** Before the due day, after nothing that demands, once, and not on the day of another. */
function wrongNudge(line: Sent, earlier: readonly Sent[]): string | null {
  const day = dayIn(line.at, zone);
  if (day >= countedFrom(line)) return `${line.rung} on ${day}, due ${countedFrom(line)}`;
  if (earlier.some(({ rung }) => rung === line.rung || !rung.startsWith('nudge')))
    return `${line.rung} again or too late`;
  return earlier.some(({ at }) => dayIn(at, zone) >= day) ? `${line.rung} on the day of another` : null;
}

function wrongDemand(line: Sent, earlier: readonly Sent[], skipped: readonly string[], ladder: Ladder): string | null {
  const next = nextDemand(
    ladder.rungs,
    earlier.map(({ rung }) => rung),
    skipped,
  );
  if (next?.key !== line.rung) return `${line.rung} came, ${next?.key ?? 'nothing'} was next`;
  const day = dayIn(line.at, zone);
  const before = earlier.at(-1);
  if (!before || before.rung.startsWith('nudge')) {
    const days = daysBetween(countedFrom(line), day);
    return days >= Math.max(next.days, 1) ? null : `${line.rung} ${days} days after the due day, not ${next.days}`;
  }
  if (line.graceDay !== null && day <= line.graceDay)
    return `${line.rung} on ${day}, and there was time until ${line.graceDay}`;
  const days = daysBetween(dayIn(before.at, zone), day);
  if (days <= next.days) return `${line.rung} ${days} days after ${before.rung}, and ${next.days} must lie between`;
  return line.earlierDeadline !== null && day <= line.earlierDeadline
    ? `${line.rung} on ${day}, before the deadline ${line.earlierDeadline} was over`
    : null;
}

/** After the highest rung it has had; where the ladder knows none of them, after as many reminders; after a notice only a person. */
function nextDemand(rungs: readonly Rung[], had: readonly string[], skipped: readonly string[]): Rung | undefined {
  const demands = rungs.filter(
    ({ key, on }) => on && !key.startsWith('nudge') && !had.includes(key) && !skipped.includes(key),
  );
  const isReminder = (key: string) => key.includes('reminder');
  const known = rungs.findLastIndex(({ key }) => had.includes(key));
  const reminders = rungs.filter(({ key, on }) => on && isReminder(key));
  const counted = reminders[Math.min(had.filter(isReminder).length, reminders.length) - 1];
  const place = known >= 0 ? known : counted ? rungs.indexOf(counted) : -1;
  const above = demands.filter((rung) => rungs.indexOf(rung) > place);
  return had.some((key) => key.startsWith('notice')) ? above.find(({ key }) => key.startsWith('human')) : above[0];
}
