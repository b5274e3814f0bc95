/** How a guard's table is written: a world, and the verdict in words. */
import t from 'tap';
import type { Facts, HoldFacts, HoldKind } from '../../src/ladder/facts.ts';
import type { GuardName } from '../../src/ladder/guards.ts';
import { guards } from '../../src/ladder/guards.ts';
import type { Verdict } from '../../src/ladder/verdict.ts';
import { letter, local, timeZone } from './world.ts';

/** A verdict on one line: "go", "go (note)", "ask code", "stop code", "wait code until 2026-03-12 08:00". */
export function inWords(verdict: Verdict): string {
  if (verdict.kind === 'go') return verdict.note === null ? 'go' : `go (${verdict.note})`;
  const said = `${verdict.kind} ${verdict.detail['code']}`;
  if (verdict.kind !== 'wait') return said;
  const until = Temporal.Instant.fromEpochMilliseconds(verdict.until.getTime()).toZonedDateTimeISO(timeZone);
  return `${said} until ${until.toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ').replace(/:00$/, '')}`;
}

export type Row = readonly [name: string, facts: Facts, verdict: string];

export function table(guard: GuardName, rows: readonly Row[]): void {
  t.test(guard, async (t) => {
    const { verdict } = guards.find((each) => each.name === guard)!;
    for (const [name, world, expected] of rows) t.equal(inWords(verdict(world)), expected, `${name}: ${expected}`);
  });
}

export const now = local('2026-03-11');
export const held = (kind: HoldKind, until: string | null = null): HoldFacts[] => [
  { kind, sinceDay: '2026-03-02', until },
];
export const nudgeLine = { invoiceId: 'a', rung: 'nudge', principalMinor: 100_000n, alreadySent: false } as const;
export const nudge = { rung: 'nudge', lines: [nudgeLine], feeMinor: 0n, statesInterest: false } as const;
export const line = letter.lines[0]!;
export const plain = { feeMinor: 0n, statesInterest: false };
