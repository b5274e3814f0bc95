-- The house itself: what kind of database this is, whether it may send, its business clock, and how tables are kept apart.

create table house (
  single boolean primary key default true check (single),
  kind text not null check (kind in ('sandbox', 'live')),
  -- Rises each time a person releases sending after a restore or a copy (design §3.15).
  sending_epoch integer not null default 1,
  -- Which cluster, database and timeline was released for sending. A restored or copied database has another.
  identity text not null,
  -- Last minute tick, wall time: a long silence in a live house also asks for a person's release.
  last_tick_at timestamptz not null default clock_timestamp(),
  -- The last tick before such a silence. The tick that ends it does not lift the halt: a person does.
  silent_since timestamptz,
  created_at timestamptz not null default clock_timestamp()
);

create function house_identity() returns text language sql stable as $$
  select (select system_identifier::text from pg_control_system())
      || '/' || (select oid::text from pg_database where datname = current_database())
      || '/' || (select timeline_id::text from pg_control_checkpoint())
      -- A dump poured back into this very database makes the table anew.
      || '/' || 'public.house'::regclass::oid::text
$$;

-- Null when letters may leave; otherwise why not, as a word the desk has a sentence for: 'restored', 'long-silence', or
-- 'unstamped' when nobody has said what kind of house this is. A sandbox may sleep as long as it likes.
create function sending_halted() returns text language sql stable as $$
  select case when count(*) = 0 then 'unstamped' else min(why) end from (
    select case
      when identity <> house_identity() then 'restored'
      when silent_since is not null then 'long-silence'
      when kind = 'live' and last_tick_at < statement_timestamp() - interval '24 hours' then 'long-silence'
    end as why from house
  ) house
$$;

-- The tick itself keeps the silence it ends on record, so that no order of tick and letter lets one slip out.
create function note_silence() returns trigger language plpgsql as $$
begin
  if old.kind = 'live' and old.last_tick_at < clock_timestamp() - interval '24 hours' then
    new.silent_since := coalesce(old.silent_since, old.last_tick_at);
  end if;
  return new;
end $$;
create trigger silence before update of last_tick_at on house for each row
  when (new.sending_epoch = old.sending_epoch) execute function note_silence();

-- A person's act after a restore or a copy, as the owner: this database may send from now on. Gives the new epoch.
create function release_sending() returns integer language sql volatile as $$
  update house set identity = house_identity(), sending_epoch = sending_epoch + 1, last_tick_at = clock_timestamp(),
    silent_since = null
  returning sending_epoch
$$;
revoke all on function release_sending() from public;

grant select on house to :app;
grant update (last_tick_at) on house to :app;

-- Business time is wall time plus this; only a sandbox moves it, and only forward.
create table business_clock (
  single boolean primary key default true check (single),
  ahead interval not null default '0' check (ahead >= interval '0')
);
insert into business_clock default values;
grant select on business_clock to :app;

create function business_now() returns timestamptz language sql volatile as $$
  select clock_timestamp() + ahead from business_clock
$$;

create function turn_business_clock(target timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select kind from house) <> 'sandbox' then
    raise exception 'only a sandbox turns its clock';
  end if;
  update business_clock set ahead = target - clock_timestamp() where target > clock_timestamp() + ahead;
  return found;
end $$;
revoke all on function turn_business_clock(timestamptz) from public;
grant execute on function turn_business_clock(timestamptz) to :app;

-- Isolation (design §3.12). Reads see the allowed set; writes need a set of exactly one.
create function allowed_creditors() returns uuid[] language sql stable as $$
  select coalesce(nullif(current_setting('rykker.creditors', true), ''), '{}')::uuid[]
$$;

create function sole_creditor() returns uuid language sql stable as $$
  select case when cardinality(allowed_creditors()) = 1 then (allowed_creditors())[1] end
$$;

create procedure isolate(target text, key text default 'creditor_id') language plpgsql as $$
begin
  execute format('alter table %I enable row level security', target);
  execute format('alter table %I force row level security', target);
  execute format('create policy seen on %I for select using (%I = any ((select allowed_creditors())::uuid[]))', target, key);
  execute format('create policy added on %I for insert with check (%I = (select sole_creditor()))', target, key);
  execute format('create policy changed on %I for update using (%I = (select sole_creditor())) with check (%I = (select sole_creditor()))', target, key, key);
  execute format('create policy removed on %I for delete using (%I = (select sole_creditor()))', target, key);
end $$;

-- A doorway lets the few listed look-ups (0010) read a table before the creditor is known. The policy names the owner,
-- as whom those functions run; the app gains nothing by it, and the owner still may not write past isolation.
create procedure open_doorway(target text) language plpgsql as $$
begin
  execute format('create policy doorway on %I for select to current_user using (true)', target);
end $$;

-- Append-only: nobody updates, deletes or truncates, the owner neither.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: a correction is a further row', tg_table_name using errcode = 'restrict_violation';
end $$;

create procedure append_only(target text) language plpgsql as $$
begin
  execute format('create trigger append_only_row before update or delete on %I for each row execute function refuse_change()', target);
  execute format('create trigger append_only_all before truncate on %I for each statement execute function refuse_change()', target);
end $$;
