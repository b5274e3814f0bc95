-- The immutable record of everything that happened to a case. Personal data stands outside; its salted hash inside.

create table trail (
  creditor_id uuid not null references creditors,
  id bigint generated always as identity,
  case_id uuid,
  debtor_id uuid,
  what text not null,
  subject_id text,
  details jsonb not null default '{}',
  at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  actor_kind text not null check (actor_kind in ('member', 'debtor', 'machine')),
  actor_id text not null,
  private_hash text,
  primary key (creditor_id, id)
);
create index trail_of_case on trail (creditor_id, case_id, id);
create index trail_of_debtor on trail (creditor_id, debtor_id) where case_id is null and debtor_id is not null;
call isolate('trail');
call open_doorway('trail');
call append_only('trail');
grant select, insert on trail to :app;

-- Names, addresses and words said. Erasing a row breaks nothing: the chain knows only the salted hash.
create table trail_private (
  creditor_id uuid not null references creditors,
  trail_id bigint not null,
  salt text not null,
  body jsonb not null,
  primary key (creditor_id, trail_id),
  foreign key (creditor_id, trail_id) references trail
);
call isolate('trail_private');
grant select, insert on trail_private to :app;

-- One sequencer per creditor chains committed rows: sha256(version | creditor | seq | previous hash | stored bytes).
create table trail_chain (
  creditor_id uuid not null references creditors,
  seq bigint not null,
  trail_id bigint not null,
  version smallint not null,
  bytes text not null,
  previous_hash text not null,
  hash text not null,
  primary key (creditor_id, seq),
  unique (creditor_id, trail_id),
  foreign key (creditor_id, trail_id) references trail
);
call isolate('trail_chain');
call open_doorway('trail_chain');
call append_only('trail_chain');
grant select, insert on trail_chain to :app;
