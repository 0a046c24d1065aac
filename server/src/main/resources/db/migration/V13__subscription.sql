-- The files of bulk exports, noted with the transaction that stores each.
create table export_file (
  binary_id  text        primary key,
  job_id     text        not null,
  made_at    timestamptz not null default now()
);
create index export_file_job on export_file (job_id);

-- What a rest-hook Subscription asks for, written with the resource. A row outlives its Subscription:
-- the numbers of events never begin again, so a receiver never sees one id twice.
create table rest_hook (
  subscription_id  text        primary key,
  version          text        not null,
  -- requested, active, error or off, as in Subscription.status
  status           text        not null,
  resource_type    text        not null,
  criteria         text        not null,
  endpoint         text        not null,
  -- NOTHING, RESOURCE, or of the backport guide EMPTY, ID_ONLY, FULL
  payload          text        not null,
  content_type     text        not null,
  headers          text[]      not null,
  ends             timestamptz,
  events           bigint      not null default 0,
  -- The last row of the outbox for which the Subscription became an error.
  given_up         bigint      not null default 0
);
create index rest_hook_matching on rest_hook (resource_type) where status in ('requested', 'active');
