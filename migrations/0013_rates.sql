-- Reference rates that change: what a central bank tells is proposed, and only an operator's act records it. A correction
-- is a further row; the newest row of a half-year rules, and old letters keep the figures they were sent with.

alter table reference_rates drop constraint reference_rates_pkey;
alter table reference_rates add column seq bigint generated always as identity primary key;
alter table reference_rates drop constraint reference_rates_origin_check;
-- 'law': the project's own file; 'operator': confirmed by a person; 'sandbox': the sandbox's banks, which are not law.
alter table reference_rates add constraint reference_rates_origin_check check (origin in ('law', 'operator', 'sandbox'));
create index reference_rates_newest on reference_rates (market, from_day, seq desc);
-- The program records no rate by itself: only through the functions below.
revoke insert on reference_rates from :app;

-- The people who run this house. They sign in with a link made at the shell; what they do is kept with their name.
create table operator_links (
  token_hash text primary key,
  name text not null check (name <> ''),
  expires_at timestamptz not null,
  used_at timestamptz
);
create table operator_sessions (
  token_hash text primary key,
  name text not null,
  opened_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);

create table rate_proposals (
  id uuid primary key default gen_random_uuid(),
  market text not null,
  from_day date not null check (to_char(from_day, 'MM-DD') in ('01-01', '07-01')),
  percent text not null check (percent ~ '^-?[0-9]{1,3}(\.[0-9]{1,6})?$'),
  -- Where a person can check it: the bank's own answer, or what the operator read.
  source text not null check (source <> ''),
  -- How the figure follows from it, in a sentence.
  reasoning text not null,
  proposed_at timestamptz not null default clock_timestamp(),
  by_kind text not null check (by_kind in ('machine', 'operator')),
  by_name text not null
);
create index rate_proposals_of_half_year on rate_proposals (market, from_day, proposed_at);
call append_only('rate_proposals');

-- Each proposal ends at most once. One without a row here is open.
create table rate_proposal_ends (
  proposal_id uuid primary key references rate_proposals,
  what text not null check (what in ('confirmed', 'rejected', 'superseded')),
  ended_at timestamptz not null default clock_timestamp(),
  by_kind text not null check (by_kind in ('machine', 'operator')),
  by_name text not null,
  why text not null,
  check (what = 'superseded' or by_kind = 'operator')
);
call append_only('rate_proposal_ends');
grant select on rate_proposals, rate_proposal_ends to :app;

-- When each central bank was last asked, in business time, and what came of it. One row a bank: the look before is no news.
create table rate_looks (
  bank text primary key,
  looked_at timestamptz not null,
  outcome text not null check (outcome in ('asking', 'done', 'refused', 'unknown')),
  -- Why there was no answer, in words for the operator; empty when there was one.
  what text not null default ''
);
grant select, insert, update (looked_at, outcome, what) on rate_looks to :app;

-- One after the other: whoever records or proposes a rate sees what the one before has done.
create function one_rate_at_a_time() returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtext('reference_rates'))
$$;

create function rate_recorded(in_market text, in_from date) returns text language sql stable as $$
  select percent from reference_rates where market = in_market and from_day = in_from order by seq desc limit 1
$$;

-- A rate has come: letters that waited for it are looked at again. In the creditor's own room, as any row of the timetable.
create function look_again_for_rate(in_market text) returns void language plpgsql as $$
declare
  room text := coalesce(current_setting('rykker.creditors', true), '');
  each uuid;
begin
  for each in select id from creditors loop
    perform set_config('rykker.creditors', format('{%s}', each), true);
    insert into timetable (creditor_id, what, subject_id, due_at) values (each, 'rate-recorded', in_market, business_now())
      on conflict (creditor_id, what, subject_id) do update set due_at = excluded.due_at, taken_at = null;
  end loop;
  perform set_config('rykker.creditors', room, true);
end $$;

create function record_rate(in_market text, in_from date, in_percent text, in_source text, in_confidence text, in_origin text)
returns void language plpgsql as $$
begin
  insert into reference_rates (market, from_day, percent, source, confidence, origin)
  values (in_market, in_from, in_percent, in_source, in_confidence, in_origin);
  perform look_again_for_rate(in_market);
end $$;
revoke all on function record_rate(text, date, text, text, text, text), look_again_for_rate(text) from public;

-- The project's own file, at every start: fills what has no row, and corrects its own rows when the file was corrected.
-- What an operator has confirmed since stays in force. Gives how many rows were new.
create function record_law_rates(rates jsonb) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  row record;
  fresh integer := 0;
begin
  perform one_rate_at_a_time();
  for row in
    select r.market, r."fromDay" as from_day, r.percent, r.source, r.confidence
    from jsonb_to_recordset(rates) as r(market text, "fromDay" date, percent text, source text, confidence text)
    where coalesce((
      select n.origin = 'law' and (n.percent, n.source, n.confidence) is distinct from (r.percent, r.source, r.confidence)
      from reference_rates n where n.market = r.market and n.from_day = r."fromDay" order by n.seq desc limit 1), true)
  loop
    perform record_rate(row.market, row.from_day, row.percent, row.source, row.confidence, 'law');
    fresh := fresh + 1;
  end loop;
  return fresh;
end $$;

-- The sandbox's banks are taken at their word, for half-years that have no rate. Refused in a live house.
create function record_sandbox_rates(rates jsonb) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  row record;
  fresh integer := 0;
begin
  if (select kind from house) is distinct from 'sandbox' then
    raise exception 'only a sandbox takes its banks at their word';
  end if;
  perform one_rate_at_a_time();
  for row in
    select r.market, r."fromDay" as from_day, r.percent, r.source, r.confidence
    from jsonb_to_recordset(rates) as r(market text, "fromDay" date, percent text, source text, confidence text)
    where rate_recorded(r.market, r."fromDay") is null
  loop
    perform record_rate(row.market, row.from_day, row.percent, row.source, row.confidence, 'sandbox');
    fresh := fresh + 1;
  end loop;
  return fresh;
end $$;

create function operator_of_session(hash text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select name from operator_sessions where token_hash = hash and expires_at > clock_timestamp()
$$;

-- Puts a figure before the operators. The id of the new proposal, or why there is none: 'recorded' (the same figure is in
-- force), 'open' (the same figure is proposed already), 'rejected' (an operator has said no to this figure from this
-- source), 'no-session'. Another open figure for the half-year is superseded. With a session the operator proposes; without, the machine.
create function propose_rate(in_market text, in_from date, in_percent text, in_source text, in_reasoning text, session text default null)
returns table (proposal_id uuid, refusal text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who text := case when session is null then 'rates' else operator_of_session(session) end;
  kind text := case when session is null then 'machine' else 'operator' end;
  made uuid;
begin
  if who is null then return query select null::uuid, 'no-session'; return; end if;
  perform one_rate_at_a_time();
  if rate_recorded(in_market, in_from)::numeric = in_percent::numeric then
    return query select null::uuid, 'recorded'; return;
  end if;
  if exists (select from rate_proposals p where p.market = in_market and p.from_day = in_from
      and p.percent::numeric = in_percent::numeric
      and not exists (select from rate_proposal_ends e where e.proposal_id = p.id)) then
    return query select null::uuid, 'open'; return;
  end if;
  -- The machine does not ask twice, nor does it push aside what an operator has written.
  if kind = 'machine' and exists (select from rate_proposals p left join rate_proposal_ends e on e.proposal_id = p.id
      where p.market = in_market and p.from_day = in_from
        and (e.what = 'rejected' and p.percent::numeric = in_percent::numeric and p.source = in_source
          or e.what is null and p.by_kind = 'operator')) then
    return query select null::uuid, 'rejected'; return;
  end if;
  insert into rate_proposal_ends (proposal_id, what, by_kind, by_name, why)
    select p.id, 'superseded', kind, who, format('%s per cent was proposed instead', in_percent) from rate_proposals p
    where p.market = in_market and p.from_day = in_from
      and not exists (select from rate_proposal_ends e where e.proposal_id = p.id);
  insert into rate_proposals (market, from_day, percent, source, reasoning, by_kind, by_name)
    values (in_market, in_from, in_percent, in_source, in_reasoning, kind, who) returning id into made;
  return query select made, null::text;
end $$;

-- An operator's word on a proposal: 'done', 'ended' (somebody decided before), 'unknown', 'no-session'. A yes records the
-- rate in the same transaction.
create function decide_rate(session text, proposal uuid, yes boolean, in_why text) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who text := operator_of_session(session);
  asked rate_proposals;
begin
  if who is null then return 'no-session'; end if;
  perform one_rate_at_a_time();
  select * into asked from rate_proposals p where p.id = proposal;
  if not found then return 'unknown'; end if;
  if exists (select from rate_proposal_ends e where e.proposal_id = proposal) then return 'ended'; end if;
  insert into rate_proposal_ends (proposal_id, what, by_kind, by_name, why)
    values (proposal, case when yes then 'confirmed' else 'rejected' end, 'operator', who, in_why);
  if yes then
    perform record_rate(asked.market, asked.from_day, asked.percent, asked.source, 'high', 'operator');
  end if;
  return 'done';
end $$;

-- A link made without the shell: only the sandbox's console may.
create function keep_sandbox_operator_link(hash text, in_name text, life interval) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select kind from house) is distinct from 'sandbox' then
    raise exception 'an operator of a live house gets a link at the shell';
  end if;
  insert into operator_links (token_hash, name, expires_at) values (hash, in_name, clock_timestamp() + life);
end $$;

create function operator_link_is_good(hash text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from operator_links where token_hash = hash and used_at is null and expires_at > clock_timestamp())
$$;

-- Once: the link is used up and a session opens under the link's name. Null when it no longer works.
create function use_operator_link(hash text, session text, life interval) returns text
language sql security definer set search_path = public, pg_temp as $$
  with used as (
    update operator_links set used_at = clock_timestamp()
    where token_hash = hash and used_at is null and expires_at > clock_timestamp() returning name
  ), opened as (
    insert into operator_sessions (token_hash, name, expires_at) select session, name, clock_timestamp() + life from used returning name
  )
  select name from opened
$$;

create function end_operator_session(hash text) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from operator_sessions where token_hash = hash
$$;

do $$
declare door text;
begin
  foreach door in array array[
    'record_law_rates(jsonb)', 'record_sandbox_rates(jsonb)', 'operator_of_session(text)',
    'propose_rate(text, date, text, text, text, text)', 'decide_rate(text, uuid, boolean, text)',
    'keep_sandbox_operator_link(text, text, interval)', 'operator_link_is_good(text)',
    'use_operator_link(text, text, interval)', 'end_operator_session(text)']
  loop
    execute format('revoke all on function %s from public', door);
  end loop;
end $$;
grant execute on function
  record_law_rates(jsonb), record_sandbox_rates(jsonb), operator_of_session(text),
  propose_rate(text, date, text, text, text, text), decide_rate(text, uuid, boolean, text),
  keep_sandbox_operator_link(text, text, interval), operator_link_is_good(text),
  use_operator_link(text, text, interval), end_operator_session(text)
  to :app;
