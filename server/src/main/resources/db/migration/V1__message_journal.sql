-- Every message ever received, and every attempt to apply it.
create table message_journal (
  id            bigint generated always as identity primary key,
  inlet         text        not null,
  sender        text        not null,
  control_id    text,
  type          text        not null,
  raw           bytea       not null,
  sha256        bytea       not null,
  received_at   timestamptz not null,
  state         text        not null default 'received'
                check (state in ('received', 'applied', 'rejected', 'parked')),
  -- Parked because the store was away: tried again without a person.
  retryable     boolean     not null default false,
  -- The sender had used the control id before, for other bytes.
  conflict      boolean     not null default false,
  problems      jsonb       not null default '[]',
  answer        bytea,
  attempts      integer     not null default 0,
  patient_keys  text[]      not null default '{}'
);

create unique index message_journal_key
  on message_journal (sender, control_id) where control_id is not null and not conflict;
create unique index message_journal_conflict_key
  on message_journal (sender, control_id, sha256) where conflict;
-- The few rows still to be applied; scanned for earlier messages of the same patient.
create index message_journal_pending
  on message_journal (id) where state = 'received' or (state = 'parked' and retryable);
create index message_journal_state on message_journal (state, id) where state <> 'applied';
create index message_journal_received_at on message_journal (received_at);

create table message_attempt (
  journal_id  bigint      not null references message_journal (id),
  attempt     integer     not null,
  at          timestamptz not null default now(),
  cause       text        not null,
  outcome     text        not null,
  problems    jsonb       not null default '[]',
  answer      bytea,
  primary key (journal_id, attempt)
);
