-- Every message that leaves, written in the transaction of its cause, and every try to send it.
create table outbox (
  id              bigint generated always as identity primary key,
  destination     text        not null,
  kind            text        not null,
  subject         text        not null default '',
  bytes           bytea       not null,
  content_type    text        not null,
  message_id      text        not null,
  correlation_id  text        not null default '',
  state           text        not null default 'waiting'
                  check (state in ('waiting', 'sent', 'dead', 'expired', 'cancelled')),
  attempts        integer     not null default 0,
  created_at      timestamptz not null default now(),
  next_attempt    timestamptz not null default now(),
  expires         timestamptz,
  -- Who took it has until then; attempts tells one taker from the next.
  leased_until    timestamptz,
  reason          text        not null default '',
  reference       text        not null default '',
  answer          bytea,
  unique (destination, message_id)
);

-- The oldest waiting row of each destination is found by one probe.
create index outbox_waiting on outbox (destination, id) where state = 'waiting';
create index outbox_expires on outbox (expires) where state = 'waiting';
create index outbox_state on outbox (state, id) where state <> 'sent';

create table outbox_attempt (
  outbox_id  bigint      not null references outbox (id),
  attempt    integer     not null,
  at         timestamptz not null default now(),
  outcome    text        not null,
  reason     text        not null default '',
  primary key (outbox_id, attempt)
);

-- How a referral came, so that its answers go the same way.
create table referral_origin (
  referral_id     text        primary key,
  journal_id      bigint      not null,
  inlet           text        not null,
  sender          text        not null,
  type            text        not null,
  control_id      text        not null default '',
  correlation_id  text        not null default '',
  received_at     timestamptz not null,
  -- The last decision told, and how many answers were written: their ids are made from it.
  answered        text        not null default '',
  answers         integer     not null default 0,
  -- What an answer repeats as the sender gave it: identifiers and header fields, by their place.
  given           jsonb       not null default '{}'
);
