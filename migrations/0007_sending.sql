-- Messages: the record of everything that leaves. The queue is only the alarm clock.

create table messages (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  kind text not null,
  case_id uuid,
  debtor_id uuid,
  proposal_id uuid,
  -- Courtesy messages may be decided anew once after an unknown outcome; one with a fee or a deadline goes to a person.
  courtesy boolean not null,
  to_address text not null,
  subject text not null,
  html text not null,
  text text not null,
  from_name text not null,
  reply_to text,
  fee_minor bigint not null default 0,
  -- The private link's token, sealed until hand-over; the bodies hold a placeholder.
  link_kind text check (link_kind in ('portal', 'sign-in')),
  sealed_link text,
  state text not null check (state in ('intended', 'sending', 'accepted', 'delivered', 'bounced', 'refused', 'unknown', 'void', 'needs-human')),
  attempt integer not null default 0,
  lease uuid,
  lease_until timestamptz,
  -- Wall time of the moment before the facts were read; null on messages that rest on no facts.
  facts_as_of timestamptz,
  provider_id text,
  intended_at timestamptz not null,
  accepted_at timestamptz,
  delivered_at timestamptz,
  bounced_at timestamptz,
  unknown_since timestamptz,
  searches integer not null default 0,
  why text,
  primary key (creditor_id, id),
  foreign key (creditor_id, proposal_id) references proposals
);
create unique index one_message_per_letter on messages (creditor_id, proposal_id)
  where proposal_id is not null and state not in ('void', 'refused');
create index messages_of_case on messages (creditor_id, case_id, intended_at);
create index messages_unsettled on messages (creditor_id, state) where state in ('intended', 'sending', 'unknown');
call isolate('messages');
call open_doorway('messages');
grant select, insert, update on messages to :app;

-- What providers told us, verified and stored once, before anything is done about it.
create table provider_events (
  creditor_id uuid not null references creditors,
  id uuid not null default gen_random_uuid(),
  provider text not null,
  event_id text not null,
  -- What happened, in the provider's word, and to what: a checkout session, a message of ours.
  type text not null,
  subject text,
  body text not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  outcome text,
  primary key (creditor_id, id),
  unique (creditor_id, provider, event_id)
);
call isolate('provider_events');
grant select, insert, update (handled_at, outcome) on provider_events to :app;
