-- A note typed into the field for an address ("ring efter 10") kept the letter from the address beside it, and so did two addresses
-- run together: what a letter can go to is one address and nothing else. Whether anybody reads it, only a delivery tells.
create function is_one_address(text) returns boolean language sql immutable parallel safe as $$
  select coalesce(btrim($1, e' \t\r\n') ~ '^[^[:space:]@,;<>"]+@[^[:space:]@,;<>"]+\.[^[:space:]@,;<>".]{2,}$', false)
$$;

create or replace view debtor_facts with (security_invoker = true) as
select d.creditor_id, d.id as debtor_id, d.name, d.country, d.company_number, d.balance_base_minor, d.sales_person_number,
  d.read_at, n.number as customer_number, c.email as contact_email, c.name as contact_name,
  (select btrim(each, e' \t\r\n') from unnest(d.emails) with ordinality as card (each, place)
    where is_one_address(each) order by place limit 1) as card_email,
  o.open_items_base_minor, o.credit_notes, s.decided, h.holds, f.last_fee_letter_at,
  (select max(k.payment_until) from cases k
    where k.creditor_id = d.creditor_id and k.debtor_id = d.id and k.closed_at is null and k.payment_until is not null) as payment_until
from debtors d
  left join lateral (
    select number from customer_numbers x
    where x.creditor_id = d.creditor_id and x.debtor_id = d.id and x.until_at is null limit 1
  ) n on true
  -- Whoever is marked to receive reminders comes first, then the one the invoices go to; the lower number, so that it stays the same.
  left join lateral (
    select btrim(email, e' \t\r\n') as email, name from contacts x
    where x.creditor_id = d.creditor_id and x.debtor_id = d.id and not x.deleted and is_one_address(x.email)
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
