-- Moves between segments that the creditor's rule asks for: a person takes them or leaves them. What a debtor's segment is
-- stands with its other decisions (`debtor_settings`), whoever decided it.
create table segment_moves (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  debtor_id uuid not null,
  from_segment text not null,
  to_segment text not null,
  -- The signs the rule saw, with figures and limits; `reads` is their names: the same for the same reasons.
  why jsonb not null,
  reads text not null,
  proposed_at timestamptz not null,
  answered_at timestamptz,
  answer text check (answer in ('taken', 'left', 'gone')),
  actor_kind text,
  actor_id text,
  primary key (creditor_id, id),
  foreign key (creditor_id, debtor_id) references debtors,
  check ((answered_at is null) = (answer is null))
);
create unique index one_open_move on segment_moves (creditor_id, debtor_id) where answered_at is null;
create index moves_of_debtor on segment_moves (creditor_id, debtor_id, proposed_at desc);
call isolate('segment_moves');
grant select, insert, update (answered_at, answer, actor_kind, actor_id) on segment_moves to :app;
