-- Every message fetched from the MESH mailbox, whole, before MESH was told to forget it.
create table mesh_message (
  id               bigint generated always as identity primary key,
  message_id       text        not null unique,
  mailbox          text        not null,
  -- Mailbox of the sender, and the sender's own reference.
  sender           text        not null default '',
  local_id         text        not null default '',
  workflow         text        not null default '',
  headers          jsonb       not null default '{}',
  body             bytea       not null default '',
  sha256           bytea,
  size             bigint      not null default 0,
  received_at      timestamptz not null default now(),
  acknowledged_at  timestamptz,
  state            text        not null
                   check (state in ('kept', 'worked', 'refused', 'report', 'repeated', 'left')),
  -- How many messages its bytes held.
  messages         integer     not null default 0,
  reason           text        not null default ''
);
create index mesh_message_waiting on mesh_message (mailbox, id) where state = 'kept';
create index mesh_message_repeat on mesh_message (sender, local_id) where local_id <> '';

-- How far each message is on its way into MESH, so that none goes twice.
create table mesh_sent (
  id          bigint generated always as identity primary key,
  outbox_id   bigint      not null references outbox (id),
  local_id    text        not null unique,
  created_at  timestamptz not null default now(),
  -- From then on MESH may have it.
  posted_at   timestamptz,
  message_id  text,
  chunks      integer     not null default 0,
  state       text        not null default 'sending'
              check (state in ('sending', 'sent', 'sent_twice', 'acknowledged', 'failed')),
  -- When MESH was last asked what became of it.
  asked_at    timestamptz,
  reason      text        not null default ''
);
create index mesh_sent_outbox on mesh_sent (outbox_id, id);
create index mesh_sent_message on mesh_sent (message_id);
create index mesh_sent_open on mesh_sent (asked_at) where state = 'sent';
