-- A claim booked by hand or carried in as an opening balance is a receivable like an invoice, but there is no invoice behind
-- it: no number of its own, no PDF. It is known by its line of the debtor ledger, and the number a bookkeeper typed on it may be one that
-- an invoice has as well.
alter table invoices add column entry bigint;
alter table invoices drop constraint invoices_creditor_id_number_key;
create unique index booked_invoices on invoices (creditor_id, number) where entry is null;
create unique index manual_claims on invoices (creditor_id, entry) where entry is not null;
