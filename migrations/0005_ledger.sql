-- The claim ledger: double entry per case, appended, never edited; balanced by the database at commit.

create table reference_rates (
  market text not null,
  from_day date not null,
  percent text not null,
  source text not null,
  confidence text not null,
  -- 'law': from a published source; 'sandbox': the sandbox's central bank, which is not law.
  origin text not null check (origin in ('law', 'sandbox')),
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (market, from_day)
);
call append_only('reference_rates');
grant select, insert on reference_rates to :app;

create table cases (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  debtor_id uuid not null,
  currency text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_why text,
  -- A checkout the debtor has begun may still become money until then.
  payment_until timestamptz,
  primary key (creditor_id, id),
  foreign key (creditor_id, debtor_id) references debtors
);
create unique index one_open_case on cases (creditor_id, debtor_id, currency) where closed_at is null;
call isolate('cases');
grant select, insert, update (closed_at, closed_why, payment_until) on cases to :app;

create table transactions (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  -- Makes each posting happen once.
  cause text not null,
  reason text not null,
  recorded_at timestamptz not null,
  actor_kind text not null check (actor_kind in ('member', 'debtor', 'machine')),
  actor_id text not null,
  primary key (creditor_id, id),
  unique (creditor_id, cause),
  foreign key (creditor_id, case_id) references cases
);
call isolate('transactions');
call append_only('transactions');
grant select, insert on transactions to :app;

create table entries (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  transaction_id uuid not null,
  case_id uuid not null,
  invoice_id uuid,
  account text not null check (account in
    ('principal', 'fee', 'interest', 'compensation', 'credit', 'books', 'claimed', 'received', 'waived', 'clearing')),
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null,
  value_day date not null,
  recorded_at timestamptz not null,
  primary key (creditor_id, id),
  foreign key (creditor_id, transaction_id) references transactions,
  foreign key (creditor_id, invoice_id) references invoices
);
create index entries_of_case on entries (creditor_id, case_id);
create index entries_of_transaction on entries (creditor_id, transaction_id);
create index clearing_of_invoice on entries (creditor_id, invoice_id) where account = 'clearing';
call isolate('entries');
call append_only('entries');
grant select, insert on entries to :app;

-- Asked at commit. Policies hold inside a trigger too, so it steps into the creditor's room itself: whoever has left the
-- room by then, or has stepped into another, gets no unbalanced transaction past it. The room is the policies' to keep, so
-- the creditor is not named again: said twice, a table that was never analyzed looks so small that any index would do, and
-- each entry of a first proposing night would read all the others.
create function refuse_unbalanced() returns trigger language plpgsql as $$
declare
  room text := coalesce(current_setting('rykker.creditors', true), '');
  balanced boolean;
begin
  perform set_config('rykker.creditors', format('{%s}', new.creditor_id), true);
  select coalesce(bool_and(sums.minor = 0 and sums.of_its_case), false) into balanced from (
    select sum(amount_minor) as minor,
      bool_and(case_id = (select t.case_id from transactions t where t.id = new.transaction_id)) as of_its_case
    from entries where transaction_id = new.transaction_id group by currency
  ) sums;
  perform set_config('rykker.creditors', room, true);
  if not balanced then
    raise exception 'transaction % does not balance', new.transaction_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on entries deferrable initially deferred
  for each row execute function refuse_unbalanced();
