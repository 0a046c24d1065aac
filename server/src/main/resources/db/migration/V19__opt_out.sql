-- National data opt-outs as the national service told them. By law not on the record: nothing refers
-- to these tables, and they name no Patient.
create table opt_out_check (
  id          bigint generated always as identity primary key,
  -- Name of the request file and Mex-LocalID, by which the answer is known.
  reference   text        not null unique,
  route       text        not null check (route in ('file', 'mesh')),
  asked_by    text        not null,
  -- The list is of this moment, however late its answer comes.
  asked_at    timestamptz not null,
  asked       integer     not null,
  state       text        not null default 'asked'
              check (state in ('asked', 'answered', 'refused', 'over')),
  answered_at timestamptz,
  answer_hash bytea,
  reason      text        not null default ''
);
create index opt_out_check_answered on opt_out_check (asked_at) where state = 'answered';

-- Who was asked about; clear when the answer had their number. Removed when the list is over.
create table opt_out_asked (
  check_id    bigint      not null references opt_out_check (id),
  nhs_number  text        not null,
  clear       boolean     not null default false,
  primary key (check_id, nhs_number)
);

-- Every ask to lead pseudonyms back, written before anything is looked up, refused ones too.
create table reidentification_audit (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default now(),
  -- The ask that an outcome belongs to; none for the ask itself.
  ask         bigint      references reidentification_audit (id),
  event       text        not null check (event in ('asked', 'refused', 'answered', 'failed')),
  who         text        not null,
  -- Account of the operating system that ran the command.
  account     text        not null,
  reason      text        not null,
  recipient   text        not null default '',
  purpose     text        not null default '',
  epoch       text        not null default '',
  key_id      text        not null default '',
  kind        text        not null default '',
  tokens      text[]      not null default '{}',
  -- Why it was refused, or how many were found.
  outcome     text        not null default ''
);

create function reidentification_audit_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the audit of re-identification is only added to';
end $$;
create trigger reidentification_audit_rows before update or delete on reidentification_audit
  for each row execute function reidentification_audit_stays();
create trigger reidentification_audit_whole before truncate on reidentification_audit
  for each statement execute function reidentification_audit_stays();

-- Pseudonymised exports: under which agreement, by whom asked for, and what came of each.
create table deidentified_export (
  id           text        primary key,
  agreement    text        not null,
  url          text        not null,
  version      text        not null,
  digest       text        not null,
  recipient    text        not null,
  key_id       text        not null,
  request      text        not null,
  types        text        not null,
  asked_by     text        not null,
  asked_at     timestamptz not null,
  state        text        not null default 'running'
               check (state in ('running', 'offered', 'stopped', 'failed', 'cancelled', 'over')),
  ended_at     timestamptz,
  -- Files, numbers and what was withheld; nothing of a person.
  result       jsonb       not null default '{}',
  reason       text        not null default ''
);
create index deidentified_export_state on deidentified_export (state, ended_at);
