import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Ladder } from '../ladder/rungs.ts';
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
import { ladderFromStored } from './stored-ladder.ts';
import { settings } from './tables.ts';

type Stored = { readonly id: string; readonly value: unknown };

/** Everything the creditor has decided and what stands now, in one query. */
export async function readSettings(work: Work): Promise<CreditorSettings> {
  const [row] = await work.tx.execute<{
    decided: Partial<Record<SettingKind, Stored>>;
    ladders: Record<string, unknown>;
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
        select jsonb_object_agg(l.id, l.value) from settings l where l.creditor_id = ${work.creditorId} and l.kind = 'ladder'
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
  return {
    ladder: ladderVersions.get(row.decided.ladder?.id ?? defaultVersion) ?? defaultLadder,
    ladderVersions,
    sendingOn: latest('sending').on,
    sender: { name: sender.name ?? row.name, replyTo: sender.replyTo ?? row.email, greetings: sender.greetings },
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
    terms: latest('terms'),
    paymentAccount: row.account,
    connected: row.connected,
    halted: row.halted,
  };
}

function versionsFrom(stored: Record<string, unknown>): Map<string, Ladder> {
  const saved = Object.entries(stored).map(
    ([id, value]) => [id, ladderFromStored(id, settingFromStored('ladder', value))] as const,
  );
  return new Map([[defaultVersion, defaultLadder], ...saved]);
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
  const [row] = await work.tx
    .insert(settings)
    .values({
      creditorId: work.creditorId,
      kind,
      value,
      fromAt: work.now,
      actorKind: work.actor.kind,
      actorId: work.actor.id,
    })
    .returning({ id: settings.id });
  return row!.id;
}

function decidedOr<Kind extends SettingKind>(kind: Kind, stored: Stored | undefined): SettingValue<Kind> {
  return stored === undefined ? defaultSettings[kind] : settingFromStored(kind, stored.value);
}
