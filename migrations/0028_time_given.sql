-- What a member decides about one invoice: left out of all letters, or given more time. State as a row, ended and not
-- removed; the invoice itself is the books' and is never edited.

create table left_out_invoices (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  invoice_id uuid not null,
  -- "backlog": it was overdue before sending was switched on, and an admin chose to leave it out.
  why text not null check (why in ('backlog', 'by-hand')),
  note text,
  since timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  ended_at timestamptz,
  ended_by_kind text,
  ended_by_id text,
  primary key (creditor_id, id),
  foreign key (creditor_id, invoice_id) references invoices
);
create unique index one_leaving_out on left_out_invoices (creditor_id, invoice_id) where ended_at is null;
call isolate('left_out_invoices');
grant select, insert, update (ended_at, ended_by_kind, ended_by_id) on left_out_invoices to :app;

create table grace_days (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  invoice_id uuid not null,
  -- The ladder counts from here instead of from the due day.
  day date not null,
  -- Agreed with the debtor, it is the due day, and interest runs from it too. Else it is a courtesy: only letters wait.
  agreed boolean not null,
  note text not null,
  since timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  ended_at timestamptz,
  ended_by_kind text,
  ended_by_id text,
  primary key (creditor_id, id),
  foreign key (creditor_id, invoice_id) references invoices
);
create unique index one_grace on grace_days (creditor_id, invoice_id) where ended_at is null;
call isolate('grace_days');
grant select, insert, update (ended_at, ended_by_kind, ended_by_id) on grace_days to :app;

-- When the last letter left to a debtor in a currency: what the quiet days are counted from.
create index letters_of_debtor on proposals (creditor_id, debtor_id, currency, sent_at) where status = 'sent';
