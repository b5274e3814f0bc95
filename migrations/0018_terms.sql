-- Which payment terms an invoice stands on, for the setting of each: asked by its number, not by its kind.
create or replace view position_facts with (security_invoker = true) as
select p.creditor_id, p.debtor_id, p.invoice_id, p.run, p.case_id, p.last_rung, p.last_letter_day, p.last_deadline,
  p.fees_so_far, p.look_again_on, i.number, i.day, i.due_day, i.currency, i.gross_minor, i.remainder_minor, i.market,
  t.type as terms_type,
  coalesce(c.clearing_minor, 0)::bigint as clearing_minor,
  coalesce(k.claimed, 0) > 0 as compensation_claimed,
  n.interruptions, i.terms_number
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
