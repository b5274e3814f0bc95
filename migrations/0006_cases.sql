-- Where each invoice stands on the ladder, why a case rests, and the letters that are due.

-- One row per invoice that is or was open. A debt that was settled and came back starts a new run.
create table positions (
  creditor_id uuid not null references creditors,
  invoice_id uuid not null,
  debtor_id uuid not null,
  run integer not null default 1,
  case_id uuid,
  last_rung text,
  last_letter_day date,
  last_deadline date,
  fees_so_far integer not null default 0,
  -- Only a hint that makes the tick cheap; every change of fact refreshes it. Null: nothing to look for.
  look_again_on date,
  settled_at timestamptz,
  primary key (creditor_id, invoice_id),
  foreign key (creditor_id, invoice_id) references invoices
);
create index positions_due on positions (creditor_id, look_again_on) where look_again_on is not null;
create index positions_of_debtor on positions (creditor_id, debtor_id);
call isolate('positions');
grant select, insert, update on positions to :app;

create table holds (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  case_id uuid,
  debtor_id uuid not null,
  invoice_id uuid,
  kind text not null check (kind in ('question', 'complaint', 'plan', 'promise', 'part-payment', 'credit-note',
    'unmatched-money', 'insolvency', 'pause', 'snooze')),
  until date,
  details jsonb not null default '{}',
  since timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  ended_at timestamptz,
  ended_by_kind text,
  ended_by_id text,
  ended_why text,
  primary key (creditor_id, id),
  foreign key (creditor_id, debtor_id) references debtors
);
create index holds_in_force on holds (creditor_id, debtor_id) where ended_at is null;
create unique index one_hold_of_a_kind on holds (creditor_id, debtor_id, kind, coalesce(invoice_id, '00000000-0000-0000-0000-000000000000'))
  where ended_at is null and kind in ('part-payment', 'credit-note', 'unmatched-money', 'insolvency');
call isolate('holds');
grant select, insert, update (ended_at, ended_by_kind, ended_by_id, ended_why) on holds to :app;

-- What the creditor has decided about one debtor: left out, language, kind, address, solvency looked up.
create table debtor_settings (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  debtor_id uuid not null,
  kind text not null,
  value jsonb not null,
  from_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  primary key (creditor_id, id),
  foreign key (creditor_id, debtor_id) references debtors
);
create index debtor_settings_by_kind on debtor_settings (creditor_id, debtor_id, kind, from_at desc);
call isolate('debtor_settings');
call append_only('debtor_settings');
grant select, insert on debtor_settings to :app;

create table proposals (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  debtor_id uuid not null,
  currency text not null,
  rung text not null,
  status text not null check (status in ('waiting', 'held', 'approved', 'sending', 'sent', 'withdrawn', 'void')),
  -- The exact letter as proposed, and the fingerprint a yes is given to.
  content jsonb not null,
  principal_minor bigint not null,
  fee_minor bigint not null,
  interest_minor bigint,
  total_minor bigint not null,
  recipient text,
  text_version text not null,
  ladder_version text not null,
  hash text not null,
  proposed_at timestamptz not null,
  heads_up_at timestamptz,
  leaves_at timestamptz,
  -- The latest decision: who said no first and why, or go.
  verdict text not null,
  verdict_guard text,
  verdict_detail jsonb not null default '{}',
  look_again_at timestamptz,
  sent_at timestamptz,
  ended_at timestamptz,
  ended_why text,
  primary key (creditor_id, id),
  foreign key (creditor_id, case_id) references cases
);
create unique index one_open_proposal on proposals (creditor_id, debtor_id, currency)
  where status in ('waiting', 'held', 'approved', 'sending');
create index proposals_of_case on proposals (creditor_id, case_id, proposed_at);
call isolate('proposals');
grant select, insert, update on proposals to :app;

create table proposal_lines (
  creditor_id uuid not null references creditors,
  proposal_id uuid not null,
  invoice_id uuid not null,
  run integer not null,
  rung text not null,
  principal_minor bigint not null,
  -- Where the invoice stood before this letter, so that a bounce can give the rung back.
  earlier_rung text,
  earlier_letter_day date,
  earlier_deadline date,
  voided_at timestamptz,
  primary key (creditor_id, proposal_id, invoice_id),
  foreign key (creditor_id, proposal_id) references proposals,
  foreign key (creditor_id, invoice_id) references invoices
);
-- One rung of one climb of one invoice is on one letter, ever (unless that letter came to nothing).
create unique index one_rung_once on proposal_lines (creditor_id, invoice_id, run, rung) where voided_at is null;
call isolate('proposal_lines');
grant select, insert, update (voided_at) on proposal_lines to :app;

create table approvals (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  proposal_id uuid not null,
  hash text not null,
  member_id uuid not null,
  at timestamptz not null,
  ended_at timestamptz,
  ended_why text,
  primary key (creditor_id, id),
  foreign key (creditor_id, proposal_id) references proposals
);
create unique index one_yes on approvals (creditor_id, proposal_id) where ended_at is null;
call isolate('approvals');
grant select, insert, update (ended_at, ended_why) on approvals to :app;

-- Every time the guards were asked, with every answer. "Why was nothing sent?" is a SELECT.
create table verdicts (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  proposal_id uuid not null,
  at timestamptz not null,
  stage text not null check (stage in ('mirror', 'live', 'hand-over')),
  verdict text not null,
  guard text,
  answers jsonb not null,
  primary key (creditor_id, id),
  foreign key (creditor_id, proposal_id) references proposals
);
create index verdicts_of_proposal on verdicts (creditor_id, proposal_id, at desc);
call isolate('verdicts');
call append_only('verdicts');
grant select, insert on verdicts to :app;

-- Addresses that a provider has told us are dead, per creditor.
create table dead_addresses (
  creditor_id uuid not null references creditors,
  address text not null,
  why text not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (creditor_id, address, since)
);
call isolate('dead_addresses');
grant select, insert, update (ended_at) on dead_addresses to :app;
