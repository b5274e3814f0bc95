-- Replays of past months under a policy: what was asked, how far it is, and what came of it. Nothing of a case is in it.

create table replays (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  from_day date not null,
  to_day date not null,
  -- The draft that is tried, and which ladder it would be; null where the policy in force is replayed alone.
  ladder_name text,
  ladder jsonb,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done')),
  debtors_done integer not null default 0,
  debtors_in_all integer not null default 0,
  -- Where one that was cut off goes on: after this debtor, with what was added up so far.
  after_debtor uuid,
  result jsonb,
  asked_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  ended_at timestamptz,
  primary key (creditor_id, id)
);
create index replays_by_time on replays (creditor_id, asked_at desc);
call isolate('replays');
grant select, insert, update (state, debtors_done, debtors_in_all, after_debtor, result, ended_at) on replays to :app;
