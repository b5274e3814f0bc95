-- A queue of thousands: what it is sorted and filtered by stands on the proposal, and the open ones have an index of their own.

-- The due day of the oldest invoice on the letter, as the letter says it.
alter table proposals add column oldest_due_day date;
alter table proposals no force row level security;
update proposals p set oldest_due_day = coalesce(
  (select min((line ->> 'dueDay')::date) from jsonb_array_elements(p.content -> 'lines') line), p.proposed_at::date);
alter table proposals force row level security;
alter table proposals alter column oldest_due_day set not null;

create index proposals_in_queue on proposals (creditor_id, status, leaves_at, total_minor desc, id)
  where status in ('waiting', 'held', 'approved', 'sending');

-- What a person has withdrawn is not proposed again on the same day.
create index proposals_withdrawn on proposals (creditor_id, ended_at) where status = 'withdrawn';
