-- What waits quietly for a person is asked for on every page of the desk: it is found without looking at what does not wait.

-- Invoices whose last letter has gone and for which no further rung is looked for.
create index positions_ended on positions (creditor_id, case_id)
  where settled_at is null and look_again_on is null and last_letter_day is not null and handed_over_on is null;

create index promises_broken on holds (creditor_id, ended_at) where ended_why = 'promise-broken';
create index promises_of_debtor on holds (creditor_id, debtor_id, since) where kind = 'promise';
