-- Ladders being edited, and a yes that an admin has given to a rung once for all its letters.

-- One at a time for each ladder of a creditor; gone when it is saved or thrown away.
create table ladder_drafts (
  creditor_id uuid not null references creditors,
  ladder text not null,
  value jsonb not null,
  changed_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  primary key (creditor_id, ladder)
);
call isolate('ladder_drafts');
grant select, insert, update, delete on ladder_drafts to :app;

-- A standing yes holds for letters that read as the rung read then: `reads` is the fingerprint of what it carries.
create table standing_approvals (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  ladder text not null,
  rung text not null,
  reads text not null,
  member_id uuid not null,
  at timestamptz not null,
  ended_at timestamptz,
  ended_by_kind text,
  ended_by_id text,
  ended_why text,
  primary key (creditor_id, id)
);
create unique index one_standing_yes on standing_approvals (creditor_id, ladder, rung) where ended_at is null;
call isolate('standing_approvals');
grant select, insert, update (ended_at, ended_by_kind, ended_by_id, ended_why) on standing_approvals to :app;

-- By which standing yes a letter was approved; null where an admin said yes to that very letter.
alter table approvals add column standing_id uuid;
