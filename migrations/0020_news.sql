-- News of the books: which web hooks tell us, what the last full comparison found, and whether our own secret was ever accepted.

-- e-conomic says "not accepted" of a pair of secrets. Whether ours (kept here as a hash) was ever accepted tells, after a
-- start, whether a first refusal can be ours.
alter table house add column economic_secret_hash text;
grant update (economic_secret_hash) on house to :app;

-- How many creditors' books are being read, as far as that is worth knowing: alone, or one of several.
create function books_being_read() returns integer
language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::integer from (select 1 from timetable where what = 'poll' limit 3) polls
$$;
revoke execute on function books_being_read() from public;
grant execute on function books_being_read() to :app;

-- What the books tell us of by themselves: one row an event, as it was found or left when last looked at.
create table book_subscriptions (
  creditor_id uuid not null references creditors,
  event text not null check (event in ('invoice-booked', 'journal-booked', 'customer-updated')),
  -- subscribed: by us, through the API. by-hand: the API would not, so a person has to; `why` says so. ended: the grant went.
  state text not null check (state in ('subscribed', 'by-hand', 'ended')),
  why text not null default '',
  looked_at timestamptz not null,
  primary key (creditor_id, event)
);
call isolate('book_subscriptions');
grant select, insert, update on book_subscriptions to :app;

-- Once a night everything open is held against the mirror. One that was cut off stays open here and is gone on with.
create table comparisons (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  begun_at timestamptz not null,
  ended_at timestamptz,
  customers integer not null default 0,
  invoices integer not null default 0,
  -- Rows that were not in the mirror as the books have them.
  differed integer not null default 0,
  -- The first few of them: what it was and its number, never a name or an address.
  examples jsonb not null default '[]',
  primary key (creditor_id, id)
);
create unique index one_comparison_open on comparisons (creditor_id) where ended_at is null;
create index comparisons_newest on comparisons (creditor_id, ended_at desc);
call isolate('comparisons');
grant select, insert, update on comparisons to :app;
