-- The one declared read model over mirror, ledger and decisions that the tick reads (design §2): what stands, per open
-- position and per debtor. Views run with their reader's rights, so isolation holds inside them.

create view position_facts with (security_invoker = true) as
select p.creditor_id, p.debtor_id, p.invoice_id, p.run, p.case_id, p.last_rung, p.last_letter_day, p.last_deadline,
  p.fees_so_far, p.look_again_on, i.number, i.day, i.due_day, i.currency, i.gross_minor, i.remainder_minor, i.market,
  t.type as terms_type,
  coalesce(c.clearing_minor, 0)::bigint as clearing_minor
from positions p
  join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
  left join payment_terms t on t.creditor_id = i.creditor_id and t.number = i.terms_number
  left join lateral (
    select sum(e.amount_minor) as clearing_minor from entries e
    where e.creditor_id = p.creditor_id and e.invoice_id = p.invoice_id and e.account = 'clearing'
  ) c on true
where p.settled_at is null and i.remainder_minor > 0;

create view debtor_facts with (security_invoker = true) as
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
      where x.creditor_id = d.creditor_id and x.debtor_id = d.id order by kind, from_at desc) latest
  ) s on true
  left join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'since', since, 'until', until)), '[]') as holds
    from holds x where x.creditor_id = d.creditor_id and x.debtor_id = d.id and x.ended_at is null
  ) h on true
  left join lateral (
    select max(sent_at) as last_fee_letter_at from proposals x
    where x.creditor_id = d.creditor_id and x.debtor_id = d.id and x.status = 'sent' and x.fee_minor > 0
  ) f on true;

create index fee_letters_of_debtor on proposals (creditor_id, debtor_id, sent_at) where status = 'sent' and fee_minor > 0;
grant select on position_facts, debtor_facts to :app;
