-- Which law: what a member has said of a debtor, in the order it was said; what starts a limitation period anew; and the
-- read model that knows both.

-- Two decisions of one instant (a calendar that stands still): the later one rules.
alter table debtor_settings add column seq bigint generated always as identity;
drop index debtor_settings_by_kind;
create index debtor_settings_by_kind on debtor_settings (creditor_id, debtor_id, kind, from_at desc, seq desc);

-- What a member has told us of that may start an invoice's limitation period anew. Whether it does is the law's of its
-- market. Appended; what was told by mistake is taken back by a further row.
create table interruptions (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  invoice_id uuid not null,
  kind text not null check (kind in ('reminder', 'acknowledgment', 'signed-plan', 'part-payment')),
  day date not null,
  note text not null,
  -- The row that counts no more; only `take-back-interruption` writes it, and of the same invoice.
  takes_back uuid,
  recorded_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  primary key (creditor_id, id),
  foreign key (creditor_id, invoice_id) references invoices
);
create index interruptions_of_invoice on interruptions (creditor_id, invoice_id);
create unique index one_taking_back on interruptions (creditor_id, takes_back) where takes_back is not null;
call isolate('interruptions');
call append_only('interruptions');
grant select, insert on interruptions to :app;

create index compensation_of_invoice on entries (creditor_id, invoice_id) where account = 'compensation';
-- What grows old: read for every page of the desk.
create index invoices_owed_by_age on invoices (creditor_id, due_day) where remainder_minor > 0;

create or replace view position_facts with (security_invoker = true) as
select p.creditor_id, p.debtor_id, p.invoice_id, p.run, p.case_id, p.last_rung, p.last_letter_day, p.last_deadline,
  p.fees_so_far, p.look_again_on, i.number, i.day, i.due_day, i.currency, i.gross_minor, i.remainder_minor, i.market,
  t.type as terms_type,
  coalesce(c.clearing_minor, 0)::bigint as clearing_minor,
  coalesce(k.claimed, 0) > 0 as compensation_claimed,
  n.interruptions
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

create or replace view debtor_facts with (security_invoker = true) as
select d.creditor_id, d.id as debtor_id, d.name, d.country, d.company_number, d.balance_base_minor, d.sales_person_number,
  d.read_at, n.number as customer_number, c.email as contact_email, c.name as contact_name, d.emails[1] as card_email,
  o.open_items_base_minor, o.credit_notes, s.decided, h.holds, f.last_fee_letter_at,
  (select max(k.payment_until) from cases k
    where k.creditor_id = d.creditor_id and k.debtor_id = d.id and k.closed_at is null) as payment_until
from debtors d
  left join lateral (
    select number from customer_numbers x
    where x.creditor_id = d.creditor_id and x.debtor_id = d.id and x.until_at is null limit 1
  ) n on true
  -- Whoever is marked to receive reminders comes first, then the one the invoices go to.
  left join lateral (
    select email, name from contacts x
    where x.creditor_id = d.creditor_id and x.debtor_id = d.id and not x.deleted and x.email is not null
      and (x.receives_reminders or x.number = d.attention_number)
    order by x.receives_reminders desc, x.number limit 1
  ) c on true
  left join lateral (
    select coalesce(sum(i.remainder_base_minor), 0)::bigint as open_items_base_minor,
      coalesce(jsonb_agg(jsonb_build_object('invoiceId', i.id, 'number', i.number, 'day', i.day, 'currency', i.currency,
        'minor', (-i.remainder_minor)::text,
        'reviewed', exists (select from holds h where h.creditor_id = i.creditor_id and h.debtor_id = i.debtor_id
          and h.kind = 'credit-note' and h.invoice_id = i.id and h.ended_at is not null)))
        filter (where i.remainder_minor < 0), '[]') as credit_notes
    from invoices i where i.creditor_id = d.creditor_id and i.debtor_id = d.id and i.remainder_minor <> 0
  ) o on true
  left join lateral (
    select jsonb_object_agg(kind, jsonb_build_object('value', value, 'from', from_at)) as decided
    from (select distinct on (kind) kind, value, from_at from debtor_settings x
      where x.creditor_id = d.creditor_id and x.debtor_id = d.id order by kind, from_at desc, seq desc) latest
  ) s on true
  left join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'since', since, 'until', until)), '[]') as holds
    from holds x where x.creditor_id = d.creditor_id and x.debtor_id = d.id and x.ended_at is null
  ) h on true
  left join lateral (
    select max(sent_at) as last_fee_letter_at from proposals x
    where x.creditor_id = d.creditor_id and x.debtor_id = d.id and x.status = 'sent' and x.fee_minor > 0
  ) f on true;
