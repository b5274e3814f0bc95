-- Creditors, the people who sign in, what each creditor has decided, and the timetable of what falls due.

create table creditors (
  id uuid primary key default gen_random_uuid(),
  system text not null default 'e-conomic',
  agreement_number text not null,
  name text not null,
  company_number text,
  address text,
  country text,
  email text,
  phone text,
  base_currency text not null,
  time_zone text not null default 'Europe/Copenhagen',
  bank_name text,
  bank_sort_code text,
  bank_account text,
  -- The address that /self gave: the only one the first sign-in link may go to.
  claim_email text,
  -- Who that is, as the books write it: the first admin's name.
  claim_name text,
  created_at timestamptz not null,
  unique (system, agreement_number)
);
call isolate('creditors', 'id');
call open_doorway('creditors');
grant select, insert, update on creditors to :app;

-- A grant is a row; renewing adds one, revoking dates it. The token is sealed, bound to creditor and column.
create table grants (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  sealed_token text not null,
  granted_at timestamptz not null,
  ended_at timestamptz,
  ended_why text check (ended_why in ('revoked', 'renewed')),
  primary key (creditor_id, id)
);
create unique index one_grant_in_force on grants (creditor_id) where ended_at is null;
call isolate('grants');
grant select, insert, update (ended_at, ended_why) on grants to :app;

-- A token that came back from the grant page, before we know whose it is. Reached only through 0010's functions.
-- When it is known, the token is gone and what came of it stays for the page that tells it, for a day.
create table pending_installs (
  id uuid primary key,
  sealed_token text,
  received_at timestamptz not null,
  tries integer not null default 0,
  outcome jsonb,
  check ((sealed_token is null) = (outcome is not null))
);

create table people (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  created_at timestamptz not null
);
create unique index one_person_per_address on people (lower(email));

create table members (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null references people,
  name text not null,
  email text not null,
  role text not null check (role in ('admin', 'rep', 'bookkeeper', 'auditor')),
  -- The rep's number in the books: whose customers are theirs.
  employee_number integer,
  since timestamptz not null,
  until timestamptz,
  primary key (creditor_id, id)
);
create unique index one_membership on members (creditor_id, person_id) where until is null;
call isolate('members');
call open_doorway('members');
grant select, insert, update (name, role, employee_number, until) on members to :app;

-- Sessions and sign-in links live on wall time: turning the business clock signs nobody out.
create table sessions (
  token_hash text primary key,
  person_id uuid not null references people,
  creditor_id uuid not null references creditors,
  opened_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);

create table sign_in_links (
  token_hash text primary key,
  person_id uuid not null references people,
  creditor_id uuid not null references creditors,
  -- The first admin's link also makes the membership.
  claims boolean not null default false,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- What a creditor has decided: dated rows, the latest per kind rules.
create table settings (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  kind text not null,
  value jsonb not null,
  from_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  -- Which of two decisions of the same moment came later.
  seq bigint generated always as identity,
  primary key (creditor_id, id)
);
create index settings_by_kind on settings (creditor_id, kind, from_at desc, seq desc);
call isolate('settings');
call append_only('settings');
grant select, insert on settings to :app;

-- The creditor's own account at the payment provider.
create table payment_accounts (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  account text not null,
  connected_at timestamptz not null,
  ended_at timestamptz,
  primary key (creditor_id, id)
);
create unique index one_payment_account on payment_accounts (creditor_id) where ended_at is null;
create index payment_account_lookup on payment_accounts (account) where ended_at is null;
call isolate('payment_accounts');
call open_doorway('payment_accounts');
grant select, insert, update (ended_at) on payment_accounts to :app;

-- What falls due and when, in business time. Which verb each word means is clock's to say.
create table timetable (
  creditor_id uuid not null references creditors,
  what text not null,
  subject_id text not null default '',
  due_at timestamptz not null,
  -- Handed to the queue at this time. The row stays until the work is done, so that a lost job is found again.
  taken_at timestamptz,
  primary key (creditor_id, what, subject_id)
);
create index timetable_due on timetable (due_at);
call isolate('timetable');
call open_doorway('timetable');
grant select, insert, update, delete on timetable to :app;
