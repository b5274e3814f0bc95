-- A row that names an invoice of its creditor's names the creditor by it: a second key would be asked for every row that
-- a large backlog leaves out.
alter table left_out_invoices drop constraint left_out_invoices_creditor_id_fkey;
alter table grace_days drop constraint grace_days_creditor_id_fkey;
