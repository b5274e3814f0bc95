-- Rungs a person has taken an invoice past without a letter: who, when, which climb. They count as had when the next rung
-- is looked for, and as nothing that was sent: days are counted from letters that really left.
create table skipped_rungs (
  creditor_id uuid not null references creditors,
  invoice_id uuid not null,
  debtor_id uuid not null,
  run integer not null,
  rung text not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  primary key (creditor_id, invoice_id, run, rung),
  foreign key (creditor_id, invoice_id) references invoices
);
create index skipped_rungs_of_debtor on skipped_rungs (creditor_id, debtor_id);
call isolate('skipped_rungs');
call append_only('skipped_rungs');
grant select, insert on skipped_rungs to :app;
