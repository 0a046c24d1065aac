-- What the transport said of a message beside its bytes, such as the headers of a request: names and
-- values of parley.mappings.Transport.Fact. A replay or recovery sees the same facts.
alter table message_journal add column transport jsonb not null default '{}';
