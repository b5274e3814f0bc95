-- The ledger gets a chain like the trail's, and both sequencers get a list of what waits to be chained. Whoever appends
-- announces the row in the same transaction, so that the sequencer finds all that was committed however late it was, and
-- never looks at what is chained already. A row that is neither linked nor announced was tampered with.

-- One sequencer per creditor chains committed transactions, each with its entries: the same hash as trail_chain's.
create table ledger_chain (
  creditor_id uuid not null references creditors,
  seq bigint not null,
  transaction_id uuid not null,
  version smallint not null,
  bytes text not null,
  previous_hash text not null,
  hash text not null,
  primary key (creditor_id, seq),
  unique (creditor_id, transaction_id),
  foreign key (creditor_id, transaction_id) references transactions
);
call isolate('ledger_chain');
call open_doorway('ledger_chain');
call append_only('ledger_chain');
grant select, insert on ledger_chain to :app;

-- No foreign key: the announcement of a row that was taken away stays, and verification names it.
create table trail_unchained (
  creditor_id uuid not null references creditors,
  place bigint generated always as identity,
  trail_id bigint not null,
  primary key (creditor_id, place)
);

create table ledger_unchained (
  creditor_id uuid not null references creditors,
  place bigint generated always as identity,
  transaction_id uuid not null,
  primary key (creditor_id, place)
);

-- What stands and is not chained yet, room by room: the policies bind the owner too.
do $$
declare room uuid;
begin
  for room in select id from creditors loop
    perform set_config('rykker.creditors', format('{%s}', room), true);
    insert into trail_unchained (creditor_id, trail_id)
      select t.creditor_id, t.id from trail t
      where t.creditor_id = room
        and not exists (select from trail_chain c where c.creditor_id = t.creditor_id and c.trail_id = t.id)
      order by t.id;
    insert into ledger_unchained (creditor_id, transaction_id)
      select t.creditor_id, t.id from transactions t where t.creditor_id = room order by t.recorded_at, t.id;
  end loop;
  perform set_config('rykker.creditors', '', true);
end $$;

call isolate('trail_unchained');
call open_doorway('trail_unchained');
grant select, insert, delete on trail_unchained to :app;
call isolate('ledger_unchained');
call open_doorway('ledger_unchained');
grant select, insert, delete on ledger_unchained to :app;

create function announce_trail() returns trigger language plpgsql as $$
begin
  insert into trail_unchained (creditor_id, trail_id) select creditor_id, id from added order by id;
  return null;
end $$;
create trigger announced after insert on trail referencing new table as added
  for each statement execute function announce_trail();

create function announce_transactions() returns trigger language plpgsql as $$
begin
  insert into ledger_unchained (creditor_id, transaction_id) select creditor_id, id from added;
  return null;
end $$;
create trigger announced after insert on transactions referencing new table as added
  for each statement execute function announce_transactions();

-- Creditors with a row that waits. Costs a probe per creditor, whatever has been chained before.
create or replace function creditors_to_chain() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id from creditors c
  where exists (select from trail_unchained u where u.creditor_id = c.id)
    or exists (select from ledger_unchained u where u.creditor_id = c.id)
$$;

-- Where every chain ends now: the daily heads, and the list of chains there are to verify. No personal data.
create function chain_heads() returns table (creditor_id uuid, chain text, seq bigint, hash text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, 'trail', h.seq, h.hash from creditors c
    cross join lateral (select t.seq, t.hash from trail_chain t where t.creditor_id = c.id order by t.seq desc limit 1) h
  union all
  select c.id, 'ledger', h.seq, h.hash from creditors c
    cross join lateral (select l.seq, l.hash from ledger_chain l where l.creditor_id = c.id order by l.seq desc limit 1) h
$$;

-- All creditors of the house by id, for a verification that goes through every room.
create function every_creditor() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select id from creditors order by created_at, id
$$;

revoke all on function chain_heads(), every_creditor() from public;
grant execute on function chain_heads(), every_creditor() to :app;
