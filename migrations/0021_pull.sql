-- What a pull keeps beside the rows: contacts read in bulk, how far a first pull has come, copies of invoices.

-- Contacts come as one list with the time each was last changed: what is asked for is what changed since then, and once a day
-- everything. Wall times, of the moment before the pull that read them to the end. Null: all of them are read again.
alter table mirror_state add column contacts_read_at timestamptz, add column contacts_whole_at timestamptz;
alter table debtors drop column contacts_read_at;
-- A contact that moved to another customer is found by its number alone.
create index contacts_of_number on contacts (creditor_id, number);

-- How far a first pull has come over all its lists: what the books said they hold (null: they did not say), what was read of it
-- in how many pages, and how long that took, the time between a kill and the next try not counted.
alter table mirror_state add column rows_planned integer, add column rows_read integer not null default 0,
  add column pages_read integer not null default 0, add column read_ms bigint not null default 0;

-- The books' own PDF of an invoice, fetched when somebody first asked for it. Plain bytes behind row level security, like all
-- the mirror: it says nothing that the mirror's rows beside it do not. A cache and nothing else: any row may go at any time.
-- `due_day` and `gross_minor` as the mirror had them then: when the invoice is another one now, so is its copy.
create table invoice_copies (
  creditor_id uuid not null references creditors,
  invoice_id uuid not null,
  pdf bytea not null,
  size integer not null,
  due_day date not null,
  gross_minor bigint not null,
  fetched_at timestamptz not null,
  primary key (creditor_id, invoice_id),
  foreign key (creditor_id, invoice_id) references invoices,
  constraint no_larger_than_five_megabytes check (octet_length(pdf) <= 5 * 1024 * 1024)
);
-- A PDF is compressed already.
alter table invoice_copies alter column pdf set storage external;
create index invoice_copies_oldest on invoice_copies (creditor_id, fetched_at);
call isolate('invoice_copies');
grant select, insert, update, delete on invoice_copies to :app;
