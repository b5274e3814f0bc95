-- What words of a letter are chosen by: the group a customer is in, and how the debtor has paid as the rule saw it last.
alter table debtors add column group_number integer;

create table debtor_habits (
  creditor_id uuid not null references creditors,
  debtor_id uuid not null,
  habit text not null check (habit in ('in-time', 'mixed', 'late')),
  reckoned_at timestamptz not null,
  primary key (creditor_id, debtor_id),
  foreign key (creditor_id, debtor_id) references debtors
);
call isolate('debtor_habits');
grant select, insert, update, delete on debtor_habits to :app;
