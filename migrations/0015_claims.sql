-- Why an entry is made is a closed list; money that a provider took back; and the hold that a person looks at then.

alter table transactions add constraint reason_is_known check (reason in (
  'books-observed', 'fee-claimed', 'fee-reversed', 'interest-claimed', 'compensation-claimed', 'compensation-reversed',
  'payment-received', 'paid-in-books', 'credit-used', 'credit-kept', 'credit-paid-back', 'claims-waived',
  'payment-refunded', 'payment-charged-back', 'chargeback-won', 'moved'));

-- What the provider has given back of a payment, and what a cardholder's bank has taken back of it: the ledger has
-- followed so far. A dispute that is won lowers the second again.
alter table payments add column refunded_minor bigint not null default 0 check (refunded_minor >= 0);
alter table payments add column charged_back_minor bigint not null default 0 check (charged_back_minor >= 0);
create index payments_at_provider on payments (creditor_id, provider_payment) where provider_payment is not null;

alter table holds drop constraint holds_kind_check;
alter table holds add constraint holds_kind_check check (kind in ('question', 'complaint', 'plan', 'promise', 'part-payment',
  'credit-note', 'unmatched-money', 'payment-reversed', 'insolvency', 'pause', 'snooze'));
drop index one_hold_of_a_kind;
create unique index one_hold_of_a_kind on holds (creditor_id, debtor_id, kind, coalesce(invoice_id, '00000000-0000-0000-0000-000000000000'))
  where ended_at is null and kind in ('part-payment', 'credit-note', 'unmatched-money', 'payment-reversed', 'insolvency');

create index credit_of_case on entries (creditor_id, case_id) where account = 'credit';
