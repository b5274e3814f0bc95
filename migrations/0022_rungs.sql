-- Any number of rungs: what an invoice has had in this climb, by which ladder its last letter went, and which of its kind
-- a letter was. A rung's key says its kind.

alter table positions
  -- The rungs whose letters were accepted in this run, in the order they left.
  add column climbed text[] not null default '{}',
  -- The ladder's version by which the last of them went: it says what comes next.
  add column ladder_version text,
  -- The human rung has come: since this day a person has the invoice. A mark that every look refreshes.
  add column handed_over_on date;

alter table proposals add column nth integer not null default 1 check (nth > 0);
alter table proposal_lines
  add column nth integer not null default 1 check (nth > 0),
  -- By which ladder the letter before it went, for a bounce that gives the rung back.
  add column earlier_ladder_version text;

-- What stood before: a letter each, in the order they were accepted. The owner sees every creditor's rows for this moment.
alter table positions no force row level security;
alter table proposals no force row level security;
alter table proposal_lines no force row level security;
update positions p set climbed = coalesce((
    select array_agg(l.rung order by x.sent_at) from proposal_lines l
      join proposals x on x.creditor_id = l.creditor_id and x.id = l.proposal_id
    where l.creditor_id = p.creditor_id and l.invoice_id = p.invoice_id and l.run = p.run
      and l.voided_at is null and x.status = 'sent'), '{}'),
  ladder_version = (
    select x.ladder_version from proposal_lines l
      join proposals x on x.creditor_id = l.creditor_id and x.id = l.proposal_id
    where l.creditor_id = p.creditor_id and l.invoice_id = p.invoice_id and l.run = p.run
      and l.voided_at is null and x.status = 'sent' order by x.sent_at desc limit 1)
where p.last_rung is not null;
-- A rung nobody knows a letter of still counts as had.
update positions set climbed = climbed || last_rung where last_rung is not null and last_rung <> all (climbed);
update proposals set nth = 2 where rung = 'second-reminder';
update proposal_lines set nth = 2 where rung = 'second-reminder';
alter table positions force row level security;
alter table proposals force row level security;
alter table proposal_lines force row level security;

create or replace view position_facts with (security_invoker = true) as
select p.creditor_id, p.debtor_id, p.invoice_id, p.run, p.case_id, p.last_rung, p.last_letter_day, p.last_deadline,
  p.fees_so_far, p.look_again_on, i.number, i.day, i.due_day, i.currency, i.gross_minor, i.remainder_minor, i.market,
  t.type as terms_type,
  coalesce(c.clearing_minor, 0)::bigint as clearing_minor,
  coalesce(k.claimed, 0) > 0 as compensation_claimed,
  n.interruptions, i.terms_number, p.climbed, p.ladder_version, p.handed_over_on
from positions p
  join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
  left join payment_terms t on t.creditor_id = i.creditor_id and t.number = i.terms_number
  left join lateral (
    select sum(e.amount_minor) as clearing_minor from entries e
    where e.creditor_id = p.creditor_id and e.invoice_id = p.invoice_id and e.account = 'clearing'
  ) c on true
  -- Claimed and not taken back again: once per invoice, ever.
  left join lateral (
    select count(*) filter (where x.reason = 'compensation-claimed') - count(*) filter (where x.reason = 'compensation-reversed') as claimed
    from entries e join transactions x on x.creditor_id = e.creditor_id and x.id = e.transaction_id
    where e.creditor_id = p.creditor_id and e.invoice_id = p.invoice_id and e.account = 'compensation'
  ) k on true
  left join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('kind', x.kind, 'day', x.day) order by x.day), '[]') as interruptions
    from interruptions x
    where x.creditor_id = p.creditor_id and x.invoice_id = p.invoice_id and x.takes_back is null
      and not exists (select from interruptions b where b.creditor_id = x.creditor_id and b.takes_back = x.id)
  ) n on true
where p.settled_at is null and i.remainder_minor > 0;

-- What a person has taken over, for the worklist.
create index positions_handed_over on positions (creditor_id, handed_over_on) where handed_over_on is not null and settled_at is null;
