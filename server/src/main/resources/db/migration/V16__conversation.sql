-- When the receiver of a message first answered that it cannot take it, how long the message has waited
-- because of such answers, and when it was over.
alter table outbox add column objected_since timestamptz;
alter table outbox add column objected_for interval not null default interval '0';
alter table outbox add column closed_at timestamptz;
update outbox set closed_at = greatest(created_at, next_attempt) where state <> 'waiting';

-- Since when the bytes and the answer are gone; SHA-256 of the bytes stays, and so does the row, by
-- which a message is known that is put in again.
alter table outbox add column removed_at timestamptz;
alter table outbox add column sha256 bytea;
-- A gateway of the version before, still running, ends rows without closed_at.
create index outbox_finished on outbox (coalesce(closed_at, next_attempt))
  where state in ('sent', 'cancelled') and removed_at is null;

-- The messages that a destination refused since it last took one, each once however often it was tried.
create table outbox_refused (
  outbox_id    bigint      primary key references outbox (id),
  destination  text        not null,
  since        timestamptz not null default now()
);
create index outbox_refused_destination on outbox_refused (destination);

-- The message of a stopped destination that is tried before its oldest one.
create table outbox_probe (
  destination  text    primary key,
  outbox_id    bigint  not null references outbox (id)
);

-- The same for what was fetched from MESH; sender, local id and hash stay.
alter table mesh_message add column removed_at timestamptz;
create index mesh_message_finished on mesh_message (received_at)
  where state in ('worked', 'report', 'repeated') and removed_at is null;
