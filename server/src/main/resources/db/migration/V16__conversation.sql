-- When the receiver of a message first answered that it cannot take it, and when the message was over.
alter table outbox add column objected_since timestamptz;
alter table outbox add column closed_at timestamptz;
update outbox set closed_at = greatest(created_at, next_attempt) where state <> 'waiting';

-- Since when the bytes and the answer are gone; SHA-256 of the bytes stays, and so does the row, by
-- which a message is known that is put in again.
alter table outbox add column removed_at timestamptz;
alter table outbox add column sha256 bytea;
create index outbox_finished on outbox (closed_at)
  where state in ('sent', 'cancelled') and removed_at is null;

-- Destinations that refused the last messages they were offered, and how many in a row.
create table outbox_refusing (
  destination  text        primary key,
  refusals     integer     not null,
  since        timestamptz not null default now()
);

-- The same for what was fetched from MESH; sender, local id and hash stay.
alter table mesh_message add column removed_at timestamptz;
create index mesh_message_finished on mesh_message (received_at)
  where state in ('worked', 'report', 'repeated') and removed_at is null;
