-- One pull of a creditor's books at a time: until this moment (wall time) another one stands back. Moved on with every page.
alter table mirror_state add column pulling_until timestamptz;

-- Of its own: e-conomic's own reminder was booked, so the debtor was chased there already.
alter table holds drop constraint holds_kind_check;
alter table holds add constraint holds_kind_check check (kind in ('question', 'complaint', 'plan', 'promise', 'part-payment',
  'credit-note', 'unmatched-money', 'payment-reversed', 'chased-there', 'insolvency', 'pause', 'snooze'));
drop index one_hold_of_a_kind;
create unique index one_hold_of_a_kind on holds (creditor_id, debtor_id, kind, coalesce(invoice_id, '00000000-0000-0000-0000-000000000000'))
  where ended_at is null and kind in ('part-payment', 'credit-note', 'unmatched-money', 'payment-reversed', 'chased-there', 'insolvency');
