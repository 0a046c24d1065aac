-- Agreements by which something was released or asked for; the same url and version never changes.
create table release_agreement (
  url            text        not null,
  version        text        not null,
  sha256         text        not null,
  product        text        not null check (product in ('PSEUDONYMISED', 'ANONYMOUS')),
  content        text        not null,
  registered_by  text        not null,
  registered_at  timestamptz not null default now(),
  primary key (url, version)
);

-- The register of releases: each that was ordered, and each that was refused. No patient's values.
create table release (
  id                bigint generated always as identity primary key,
  -- Empty when the agreement could not be read.
  agreement_url     text        not null default '',
  agreement_version text        not null default '',
  agreement_sha256  text        not null default '',
  product           text        not null default ''
                    check (product in ('', 'PSEUDONYMISED', 'ANONYMOUS')),
  recipient         text        not null default '',
  provider          text        not null,
  -- First days of the first and of the last month.
  first_month       date        not null,
  last_month        date        not null,
  edition           text        not null check (edition in ('primary', 'refresh')),
  dry_run           boolean     not null,
  state             text        not null
                    check (state in ('building', 'failed', 'cancelled', 'refused', 'checked',
                                     'released')),
  ordered_by        text        not null,
  ordered_at        timestamptz not null default now(),
  ended_at          timestamptz,
  ended_by          text        not null default '',
  reason            text        not null default '',
  -- Where the release is or is to be.
  folder            text        not null default '',
  key_id            text        not null default '',
  opt_out_list      date,
  -- Counts, k reached, files with their digests, problems.
  result            jsonb       not null default '{}',
  manifest_sha256   text
);
create unique index release_building on release (agreement_url, provider, first_month, last_month)
  where state = 'building';
create index release_agreement_period on release (agreement_url, provider, last_month, id);

-- What was published, as it was published: later figures are held against it.
create table release_publication (
  number      integer     not null primary key,
  release_id  bigint      not null references release (id),
  -- Figures are held against those of the same provider.
  provider    text        not null,
  -- Sorted, without anything that was not shown.
  content     text        not null,
  at          timestamptz not null default now()
);

-- Each use of a key, and who was given which file.
create table release_audit (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  what        text        not null check (what in ('key-used', 'fetched')),
  who         text        not null,
  release_id  bigint      references release (id),
  product     text        not null,
  key_id      text        not null default '',
  detail      text        not null default ''
);

-- What is done is done: only a release that is being made can still change, and nothing goes.
create function release_kept() returns trigger language plpgsql as $$
begin
  raise exception 'what the register of releases holds is neither changed nor removed';
end
$$;

create function release_done_kept() returns trigger language plpgsql as $$
begin
  if old.state <> 'building'
     or (new.id, new.agreement_url, new.agreement_version, new.agreement_sha256, new.product,
         new.recipient, new.provider, new.first_month, new.last_month, new.edition, new.dry_run,
         new.ordered_by, new.ordered_at)
        is distinct from
        (old.id, old.agreement_url, old.agreement_version, old.agreement_sha256, old.product,
         old.recipient, old.provider, old.first_month, old.last_month, old.edition, old.dry_run,
         old.ordered_by, old.ordered_at) then
    raise exception 'what the register of releases holds is neither changed nor removed';
  end if;
  return new;
end
$$;

create trigger release_done before update on release
  for each row execute function release_done_kept();
create trigger release_stays before delete on release
  for each row execute function release_kept();
create trigger release_whole before truncate on release
  for each statement execute function release_kept();

create trigger release_agreement_stays before update or delete on release_agreement
  for each row execute function release_kept();
create trigger release_agreement_whole before truncate on release_agreement
  for each statement execute function release_kept();

create trigger release_publication_stays before update or delete on release_publication
  for each row execute function release_kept();
create trigger release_publication_whole before truncate on release_publication
  for each statement execute function release_kept();

create trigger release_audit_stays before update or delete on release_audit
  for each row execute function release_kept();
create trigger release_audit_whole before truncate on release_audit
  for each statement execute function release_kept();
