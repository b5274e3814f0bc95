-- The debtor's private door, and what is said through it.

-- A link belongs to a debtor at one creditor, lives beside later ones and ends on its day. Only the hash is kept.
create table portal_links (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  debtor_id uuid not null,
  token_hash text not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (creditor_id, id),
  foreign key (creditor_id, debtor_id) references debtors
);
call isolate('portal_links');
call open_doorway('portal_links');
grant select, insert, update (revoked_at) on portal_links to :app;

create table portal_sessions (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  link_id uuid not null,
  debtor_id uuid not null,
  token_hash text not null unique,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (creditor_id, id),
  foreign key (creditor_id, link_id) references portal_links
);
call isolate('portal_sessions');
call open_doorway('portal_sessions');
grant select, insert on portal_sessions to :app;

create table questions (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  debtor_id uuid not null,
  body text not null,
  asked_at timestamptz not null,
  answer text,
  answered_at timestamptz,
  answered_by uuid,
  hold_id uuid not null,
  primary key (creditor_id, id),
  foreign key (creditor_id, case_id) references cases
);
call isolate('questions');
grant select, insert, update (answer, answered_at, answered_by) on questions to :app;
