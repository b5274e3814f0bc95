-- The bookkeeper's file: what a creditor posts by hand, as it was handed out. Each of our transactions stands in one file,
-- or in none yet: the key says so, so that two files made at once cannot both have it.

create table bookkeeping_files (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  number integer not null,
  -- The last day, by recording, whose transactions were asked for.
  to_day date not null,
  lines integer not null,
  -- To the byte, so that it can be had again after names and account numbers have changed.
  content text not null,
  made_at timestamptz not null,
  actor_kind text not null check (actor_kind in ('member', 'debtor', 'machine')),
  actor_id text not null,
  primary key (creditor_id, id),
  unique (creditor_id, number)
);
call isolate('bookkeeping_files');
call append_only('bookkeeping_files');
grant select, insert on bookkeeping_files to :app;

create table bookkeeping_entries (
  creditor_id uuid not null references creditors,
  transaction_id uuid not null,
  file_id uuid not null,
  primary key (creditor_id, transaction_id),
  foreign key (creditor_id, transaction_id) references transactions,
  foreign key (creditor_id, file_id) references bookkeeping_files
);
call isolate('bookkeeping_entries');
call append_only('bookkeeping_entries');
grant select, insert on bookkeeping_entries to :app;
