-- One yes to many letters: which letters were on the table, with the fingerprint each had, and what came of each.

create table bulk_approvals (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  offered_at timestamptz not null,
  -- Null until the member has said yes to exactly these letters.
  begun_at timestamptz,
  cancelled_at timestamptz,
  ended_at timestamptz,
  ended_why text check (ended_why in ('done', 'cancelled', 'not-allowed-any-more')),
  primary key (creditor_id, id),
  foreign key (creditor_id, member_id) references members
);
call isolate('bulk_approvals');
grant select, insert, update (begun_at, cancelled_at, ended_at, ended_why), delete on bulk_approvals to :app;

create table bulk_letters (
  creditor_id uuid not null references creditors,
  bulk_id uuid not null,
  proposal_id uuid not null,
  hash text not null,
  done_at timestamptz,
  -- Null where it was approved.
  refusal text,
  primary key (creditor_id, bulk_id, proposal_id),
  foreign key (creditor_id, bulk_id) references bulk_approvals,
  foreign key (creditor_id, proposal_id) references proposals
);
create index bulk_letters_left on bulk_letters (creditor_id, bulk_id, proposal_id) where done_at is null;
call isolate('bulk_letters');
grant select, insert, update (done_at, refusal), delete on bulk_letters to :app;

-- What stands open in a case is asked for case by case, also before anything has been counted.
create index positions_of_case on positions (creditor_id, case_id) where case_id is not null;
