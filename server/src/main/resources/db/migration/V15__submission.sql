-- The register of submissions: every build, what came of it and who sent it on.
create table submission_build (
  id               bigint generated always as identity primary key,
  provider         text        not null,
  -- First day of the reporting period.
  period           date        not null,
  type             text        not null check (type in ('primary', 'refresh')),
  dry_run          boolean     not null default false,
  state            text        not null default 'building'
                   check (state in ('building', 'failed', 'cancelled', 'blocked', 'draft',
                                    'checked', 'released', 'uploaded', 'accepted', 'rejected')),
  ordered_by       text        not null,
  ordered_at       timestamptz not null default now(),
  ended_at         timestamptz,
  -- Where the package is or is to be.
  folder           text        not null,
  -- Whether the national system would take the file, and no rule of our own forbids it.
  acceptable       boolean,
  releasable       boolean,
  -- What the file holds; what later ones are compared with once this one is accepted.
  counts           text,
  -- What is told of the build: findings, shortfalls, notes.
  result           jsonb       not null default '{}',
  manifest_sha256  text,
  confirmed_by     text        not null default '',
  confirmed_reason text        not null default '',
  reason           text        not null default ''
);
-- One build of a month at a time, whoever asks and however.
create unique index submission_building on submission_build (provider, period)
  where state = 'building';
create index submission_period on submission_build (provider, period, id);

create table submission_change (
  build_id  bigint      not null references submission_build (id),
  number    integer     not null,
  state     text        not null,
  at        timestamptz not null default now(),
  who       text        not null,
  why       text        not null default '',
  primary key (build_id, number)
);
