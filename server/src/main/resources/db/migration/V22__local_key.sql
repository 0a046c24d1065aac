-- The local keys that files were made with. A row never changes and is never deleted: the resource keeps
-- its key, and no other resource of its kind gets it, also when the resource is gone.
create table submission_local_key (
  -- Type of the resource; a referral is named by its EpisodeOfCare.
  kind        text not null,
  resource_id text not null,
  local_key   text not null check (length(local_key) between 1 and 20),
  given_at    timestamptz not null default now(),
  primary key (kind, resource_id)
);
-- Databases of Access do not tell capitals from small letters in a key.
create unique index submission_local_key_once on submission_local_key (kind, upper(local_key));
