-- What the books say, read-only: nothing here is ever edited by hand, only read again.

create table debtors (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  name text not null,
  emails text[] not null default '{}',
  phone text,
  address text,
  zip text,
  city text,
  country text,
  company_number text,
  currency text not null,
  -- Base currency of the creditor, unmatched money off.
  balance_base_minor bigint not null,
  terms_number integer,
  sales_person_number integer,
  attention_number integer,
  barred boolean not null default false,
  -- Wall time before the read that last changed the row: an older answer that arrives late changes nothing.
  read_at timestamptz not null,
  contacts_read_at timestamptz,
  gone_at timestamptz,
  primary key (creditor_id, id)
);
call isolate('debtors');
grant select, insert, update on debtors to :app;

-- Customer numbers are renumbered and reused; our own id is not. A number belongs to one debtor at a time.
create table customer_numbers (
  creditor_id uuid not null references creditors,
  debtor_id uuid not null,
  number text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  primary key (creditor_id, debtor_id, number, from_at),
  foreign key (creditor_id, debtor_id) references debtors
);
create unique index number_in_use on customer_numbers (creditor_id, number) where until_at is null;
call isolate('customer_numbers');
grant select, insert, update (until_at) on customer_numbers to :app;

create table contacts (
  creditor_id uuid not null references creditors,
  debtor_id uuid not null,
  number integer not null,
  name text not null,
  email text,
  receives_reminders boolean not null,
  deleted boolean not null,
  read_at timestamptz not null,
  primary key (creditor_id, debtor_id, number),
  foreign key (creditor_id, debtor_id) references debtors
);
call isolate('contacts');
grant select, insert, update on contacts to :app;

create table payment_terms (
  creditor_id uuid not null references creditors,
  number integer not null,
  name text not null,
  type text not null,
  days integer,
  primary key (creditor_id, number)
);
call isolate('payment_terms');
grant select, insert, update on payment_terms to :app;

create table employees (
  creditor_id uuid not null references creditors,
  number integer not null,
  name text not null,
  email text,
  primary key (creditor_id, number)
);
call isolate('employees');
grant select, insert, update on employees to :app;

create table invoices (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  number text not null,
  debtor_id uuid not null,
  day date not null,
  due_day date not null,
  currency text not null,
  gross_minor bigint not null,
  remainder_minor bigint not null,
  remainder_base_minor bigint not null,
  terms_number integer,
  reference text,
  -- Country whose law rules the claim, proposed from the debtor's country when first seen.
  market text not null,
  first_seen_at timestamptz not null,
  -- As debtors.read_at. How fresh the whole is stands in mirror_state.
  read_at timestamptz not null,
  primary key (creditor_id, id),
  unique (creditor_id, number),
  foreign key (creditor_id, debtor_id) references debtors
);
create index invoices_open on invoices (creditor_id, debtor_id) where remainder_minor <> 0;
create index invoices_of_debtor on invoices (creditor_id, debtor_id);
call isolate('invoices');
grant select, insert, update on invoices to :app;

-- Lines of the books' debtor ledger, for payments' value days.
create table book_entries (
  creditor_id uuid not null references creditors,
  number bigint not null,
  customer_number text not null,
  kind text not null,
  day date not null,
  currency text not null,
  amount_minor bigint not null,
  remainder_minor bigint not null,
  invoice_number text,
  primary key (creditor_id, number)
);
create index book_entries_of_customer on book_entries (creditor_id, customer_number, number);
create index book_entries_of_invoice on book_entries (creditor_id, invoice_number) where kind = 'invoice';
call isolate('book_entries');
grant select, insert, update on book_entries to :app;

-- Which entries settle which, as far as somebody had reason to ask. A match can be undone, so pairs go again.
create table book_matches (
  creditor_id uuid not null references creditors,
  from_entry bigint not null,
  to_entry bigint not null,
  primary key (creditor_id, from_entry, to_entry)
);
create index book_matches_back on book_matches (creditor_id, to_entry);
call isolate('book_matches');
grant select, insert, delete on book_matches to :app;

-- Progress and freshness: what is being read, how far, when it was last whole.
create table mirror_state (
  creditor_id uuid primary key references creditors,
  phase text not null check (phase in ('first', 'quiet', 'paused')),
  step text,
  rows_done integer not null default 0,
  rows_total integer,
  -- Where a first pull that was cut off goes on within its step.
  cursor text,
  -- Wall time of the moment before the first read of the pull under way, or of the last one.
  started_at timestamptz,
  -- Wall time of the moment before the oldest read of the last whole pull.
  books_read_at timestamptz,
  last_entry bigint not null default 0,
  problem text,
  failures integer not null default 0
);
call isolate('mirror_state');
grant select, insert, update on mirror_state to :app;

-- Rows of the books that could not be understood: named, never dropped unsaid.
create table refused_rows (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  kind text not null,
  key text not null,
  what text not null,
  at timestamptz not null,
  primary key (creditor_id, kind, key)
);
call isolate('refused_rows');
grant select, insert, update, delete on refused_rows to :app;
