-- The few look-ups that have no creditor yet. Each runs as the owner with a fixed search path, through the doorway
-- policies, and gives back no more than the key it was asked for. This list is checked by a test.

create function creditor_of_agreement(in_system text, in_number text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select id from creditors where system = in_system and agreement_number = in_number
$$;

create function creditor_of_message(message uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select creditor_id from messages where id = message
$$;

create function creditor_of_payment_account(in_account text) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select creditor_id from payment_accounts where account = in_account and ended_at is null
$$;

create function debtor_of_portal_link(hash text, at timestamptz)
returns table (creditor_id uuid, debtor_id uuid, link_id uuid, expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.creditor_id, l.debtor_id, l.id, l.expires_at from portal_links l
  where l.token_hash = hash and l.revoked_at is null and l.expires_at > at
$$;

create function debtor_of_portal_session(hash text, at timestamptz)
returns table (creditor_id uuid, debtor_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.creditor_id, s.debtor_id
  from portal_sessions s join portal_links l on l.creditor_id = s.creditor_id and l.id = s.link_id
  where s.token_hash = hash and s.expires_at > at and l.revoked_at is null
$$;

-- People and their keys.

create function person_of(in_email text, at timestamptz) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare found_id uuid;
begin
  insert into people (email, created_at) values (in_email, at) on conflict do nothing;
  select id into found_id from people where lower(email) = lower(in_email);
  return found_id;
end $$;

-- Where a person with this address may sign in; `claims` where the creditor has nobody yet and waits for this address.
create function sign_in_choices(in_email text)
returns table (creditor_id uuid, creditor_name text, claims boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.name, false from creditors c
    join members m on m.creditor_id = c.id and m.until is null
    join people p on p.id = m.person_id
    where lower(p.email) = lower(in_email)
  union all
  select c.id, c.name, true from creditors c
    where lower(c.claim_email) = lower(in_email)
      and not exists (select from members m where m.creditor_id = c.id and m.until is null)
$$;

-- False, and no link, when the person has five that still work: nobody's inbox is filled from our form.
create function keep_sign_in_link(hash text, person uuid, creditor uuid, in_claims boolean, life interval) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select count(*) from sign_in_links l
      where l.person_id = person and l.used_at is null and l.expires_at > clock_timestamp()) >= 5 then
    return false;
  end if;
  insert into sign_in_links (token_hash, person_id, creditor_id, claims, expires_at)
  values (hash, person, creditor, in_claims, clock_timestamp() + life);
  return true;
end $$;

create function sign_in_link_is_good(hash text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from sign_in_links where token_hash = hash and used_at is null and expires_at > clock_timestamp())
$$;

create function use_sign_in_link(hash text) returns table (person_id uuid, creditor_id uuid, claims boolean, email text)
language sql security definer set search_path = public, pg_temp as $$
  with used as (
    update sign_in_links l set used_at = clock_timestamp()
    where l.token_hash = hash and l.used_at is null and l.expires_at > clock_timestamp()
    returning l.person_id, l.creditor_id, l.claims
  )
  select used.person_id, used.creditor_id, used.claims, p.email from used join people p on p.id = used.person_id
$$;

create function open_session(hash text, person uuid, creditor uuid, life interval) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into sessions (token_hash, person_id, creditor_id, expires_at) values (hash, person, creditor, clock_timestamp() + life)
$$;

create function end_session(hash text) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from sessions where token_hash = hash
$$;

-- Who a session is: nobody once the membership has ended.
create function member_of_session(hash text)
returns table (creditor_id uuid, member_id uuid, person_id uuid, name text, role text, employee_number integer, creditor_name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.creditor_id, m.id, m.person_id, m.name, m.role, m.employee_number, c.name
  from sessions s
    join members m on m.creditor_id = s.creditor_id and m.person_id = s.person_id and m.until is null
    join creditors c on c.id = s.creditor_id
  where s.token_hash = hash and s.expires_at > clock_timestamp()
$$;

-- The creditors a signed-in person may step over to.
create function creditors_of_session(hash text) returns table (creditor_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.name from sessions s
    join members m on m.person_id = s.person_id and m.until is null
    join creditors c on c.id = m.creditor_id
  where s.token_hash = hash and s.expires_at > clock_timestamp()
  order by c.name
$$;

create function switch_session(hash text, creditor uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update sessions s set creditor_id = creditor
  where s.token_hash = hash and s.expires_at > clock_timestamp()
    and exists (select from members m where m.creditor_id = creditor and m.person_id = s.person_id and m.until is null);
  return found;
end $$;

-- Installs that came back before we know whose they are.

create function keep_pending_install(install uuid, sealed text, at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into pending_installs (id, sealed_token, received_at) values (install, sealed, at)
$$;

create function pending_install(install uuid) returns table (sealed_token text, outcome jsonb, tries integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.sealed_token, p.outcome, p.tries from pending_installs p where p.id = install
$$;

create function try_pending_install(install uuid) returns integer
language sql security definer set search_path = public, pg_temp as $$
  update pending_installs p set tries = p.tries + 1 where p.id = install returning p.tries
$$;

-- The token goes; what came of it stays a day. Whoever never came back is forgotten too.
create function end_pending_install(install uuid, what_came jsonb, at timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  update pending_installs set sealed_token = null, outcome = what_came where id = install;
  delete from pending_installs where received_at < at - interval '1 day' and id <> install
$$;

-- The timetable over all creditors, in the order things fall due.
create function timetable_due(at timestamptz, most integer)
returns table (creditor_id uuid, what text, subject_id text, due_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.creditor_id, t.what, t.subject_id, t.due_at from timetable t where t.due_at <= at order by t.due_at limit most
$$;

-- When the next thing falls due, leaving out what a turned calendar need not stop for.
create function timetable_next(leaving_out text[]) returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
  select min(due_at) from timetable where what <> all (leaving_out)
$$;

-- Creditors with a row that is not chained yet. A row may be committed after later ones were chained, so the look goes
-- back some way behind the newest chained; no transaction is open while ten thousand rows are written by others.
create function creditors_to_chain() returns setof uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id from creditors c where exists (
    select from trail t
    where t.creditor_id = c.id
      and t.id > coalesce((select max(h.trail_id) from trail_chain h where h.creditor_id = c.id), 0) - 10000
      and not exists (select from trail_chain h where h.creditor_id = t.creditor_id and h.trail_id = t.id)
  )
$$;

do $$
declare door regprocedure;
begin
  for door in select p.oid::regprocedure from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prosecdef
  loop
    execute format('revoke all on function %s from public', door);
  end loop;
end $$;

grant execute on function
  turn_business_clock(timestamptz),
  creditor_of_agreement(text, text), creditor_of_message(uuid), creditor_of_payment_account(text),
  debtor_of_portal_link(text, timestamptz), debtor_of_portal_session(text, timestamptz),
  person_of(text, timestamptz), sign_in_choices(text), keep_sign_in_link(text, uuid, uuid, boolean, interval),
  sign_in_link_is_good(text), use_sign_in_link(text), open_session(text, uuid, uuid, interval), end_session(text),
  member_of_session(text), creditors_of_session(text), switch_session(text, uuid),
  keep_pending_install(uuid, text, timestamptz), pending_install(uuid), try_pending_install(uuid),
  end_pending_install(uuid, jsonb, timestamptz),
  timetable_due(timestamptz, integer), timetable_next(text[]), creditors_to_chain()
  to :app;
