-- How debts of the time before us were paid: when each fell due, and what settled it.

alter table book_entries add column due_day date;
-- Which of the entries that were there at the first reading have been asked what settled them: up to which number, and up to
-- which it goes. Null: not begun.
alter table mirror_state add column past_entry bigint, add column past_to bigint;
create index book_entries_past on book_entries (creditor_id, number)
  where kind in ('invoice', 'manual-invoice', 'opening') and amount_minor > 0 and remainder_minor = 0;
