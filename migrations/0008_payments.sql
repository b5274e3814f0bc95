-- A debtor's payment through the creditor's own account at the provider. No money passes us.

create table payments (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  debtor_id uuid not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  -- Which invoices the debtor chose to pay.
  invoice_ids uuid[] not null,
  account text not null,
  session_id text,
  state text not null check (state in ('started', 'open', 'processing', 'paid', 'expired', 'failed')),
  started_at timestamptz not null,
  expires_at timestamptz not null,
  paid_at timestamptz,
  provider_payment text,
  primary key (creditor_id, id),
  foreign key (creditor_id, case_id) references cases
);
create index payments_of_debtor on payments (creditor_id, debtor_id, started_at);
create unique index payment_of_session on payments (creditor_id, session_id) where session_id is not null;
call isolate('payments');
grant select, insert, update on payments to :app;
