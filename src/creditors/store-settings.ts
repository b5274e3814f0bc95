import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { LadderName } from '../ladder/ladder-choice.ts';
import type { Ladder } from '../ladder/rungs.ts';
import type { Instant } from '../values/day.ts';
import { choicesFromStored } from './law-choices.ts';
import {
  type CreditorSettings,
  defaultLadder,
  defaultSettings,
  defaultVersion,
  type SettingKind,
  type SettingValue,
  settingFromStored,
} from './settings.ts';
import {
  type endedLadder,
  ladderFromStored,
  ladderKind,
  ladderNameOf,
  ladderShape,
  type StoredLadder,
} from './stored-ladder.ts';
import { textRulesFrom } from './stored-texts.ts';
import { settings } from './tables.ts';

type StoredVersion = { readonly kind: string; readonly value: unknown };
type Stored = { readonly id: string; readonly value: unknown };

/** Everything the creditor has decided and what stands now, in one query. */
export async function readSettings(work: Work): Promise<CreditorSettings> {
  const [row] = await work.tx.execute<{
    decided: Partial<Record<string, Stored>>;
    ladders: Record<string, StoredVersion>;
    name: string;
    email: string | null;
    account: string | null;
    connected: boolean;
    halted: string | null;
  }>(sql`
    select
      coalesce((
        select jsonb_object_agg(s.kind, jsonb_build_object('id', s.id, 'value', s.value))
        from (
          select distinct on (kind) kind, id, value from settings
          where creditor_id = ${work.creditorId} and from_at <= ${work.now.toISOString()} order by kind, from_at desc, seq desc
        ) s
      ), '{}') as decided,
      coalesce((
        select jsonb_object_agg(l.id, jsonb_build_object('kind', l.kind, 'value', l.value)) from settings l
        where l.creditor_id = ${work.creditorId} and l.kind like 'ladder%'
      ), '{}') as ladders,
      c.name, c.email,
      (select account from payment_accounts where creditor_id = ${work.creditorId} and ended_at is null) as account,
      exists (select from grants where creditor_id = ${work.creditorId} and ended_at is null) as connected,
      sending_halted() as halted
    from creditors c where c.id = ${work.creditorId}
  `);
  if (!row) throw new Error('there is no such creditor');
  const latest = <Kind extends SettingKind>(kind: Kind) => decidedOr(kind, row.decided[kind]);
  const sender = latest('sender');
  const ladderVersions = versionsFrom(row.ladders);
  const ladders = laddersInForce(row.decided, ladderVersions);
  return {
    ladder: ladders.get('normal') ?? defaultLadder,
    ladders,
    ladderVersions,
    sendingOn: latest('sending').on,
    sender: { name: sender.name ?? row.name, replyTo: sender.replyTo ?? row.email, greetings: sender.greetings },
    smsName: latest('sms-sender').name,
    confirmedMarkets: Object.keys(latest('market')).sort(),
    law: Object.fromEntries(
      Object.entries(latest('law')).map(([market, stored]) => [market, choicesFromStored(stored)]),
    ),
    hours: latest('sending-hours'),
    weekdays: latest('sending-days').weekdays,
    spreadMinutes: latest('sending-spread').minutes,
    quietDays: latest('quiet-days').days,
    smallestSums: sumsFromStored(latest('smallest-sum')),
    holdWindowHours: latest('hold-window').hours,
    factsMaxAgeSeconds: latest('facts-age').seconds,
    toleranceBaseMinor: BigInt(latest('fx-tolerance').minor),
    allocation: latest('allocation').order,
    oursLeft: oursLeftFromStored(latest('ours-left')),
    texts: textRulesFrom(latest('texts')),
    terms: latest('terms'),
    paymentAccount: row.account,
    connected: row.connected,
    halted: row.halted,
  };
}

/** Every version there is, but those that end a ladder. */
function versionsFrom(stored: Record<string, StoredVersion>): Map<string, Ladder> {
  const saved = Object.entries(stored).flatMap(([id, { value }]) => {
    const read = ladderShape.safeParse(value);
    return read.success ? [[id, ladderFromStored(id, read.data)] as const] : [];
  });
  return new Map([[defaultVersion, defaultLadder], ...saved]);
}

/** The latest version of each; one that was ended is not there, and the normal one is always. */
function laddersInForce(
  decided: Partial<Record<string, Stored>>,
  versions: ReadonlyMap<string, Ladder>,
): Map<LadderName, Ladder> {
  const ladders = new Map<LadderName, Ladder>([['normal', defaultLadder]]);
  for (const [kind, latest] of Object.entries(decided)) {
    const name = ladderNameOf(kind);
    const ladder = versions.get(latest?.id ?? '');
    if (name !== null && ladder) ladders.set(name, ladder);
  }
  return ladders;
}

function oursLeftFromStored({ choice, below }: SettingValue<'ours-left'>): CreditorSettings['oursLeft'] {
  return { choice, below: sumsFromStored(below) };
}

function sumsFromStored(stored: SettingValue<'smallest-sum'>): { readonly [currency: string]: bigint } {
  return Object.fromEntries(Object.entries(stored).map(([currency, minor]) => [currency, BigInt(minor ?? 0)]));
}

/** What was decided of one kind, as stored, or the default: what a form shows. */
export async function readSetting<Kind extends SettingKind>(work: Work, kind: Kind): Promise<SettingValue<Kind>> {
  const [row] = await work.tx.execute<Stored>(sql`
    select id, value from settings
    where creditor_id = ${work.creditorId} and kind = ${kind} and from_at <= ${work.now.toISOString()} order by from_at desc, seq desc limit 1
  `);
  return decidedOr(kind, row);
}

export async function insertSetting<Kind extends SettingKind>(
  work: Work,
  kind: Kind,
  value: SettingValue<Kind>,
): Promise<string> {
  return insertDated(work, kind, value, work.now);
}

/** A further version of a ladder, in force from `from` on. */
export async function insertLadderVersion(
  work: Work,
  name: LadderName,
  value: StoredLadder | typeof endedLadder,
  from: Instant,
): Promise<string> {
  return insertDated(work, ladderKind(name), value, from);
}

async function insertDated(work: Work, kind: string, value: unknown, fromAt: Instant): Promise<string> {
  const { kind: actorKind, id: actorId } = work.actor;
  const [row] = await work.tx
    .insert(settings)
    .values({ creditorId: work.creditorId, kind, value, fromAt, actorKind, actorId })
    .returning({ id: settings.id });
  return row!.id;
}

function decidedOr<Kind extends SettingKind>(kind: Kind, stored: Stored | undefined): SettingValue<Kind> {
  return stored === undefined ? defaultSettings[kind] : settingFromStored(kind, stored.value);
}
