-- Who asked for what of submissions without the right to. What is done stands in submission_change.
create table submission_refusal (
  id       bigint generated always as identity primary key,
  at       timestamptz not null default now(),
  who      text        not null,
  -- What was asked for, such as 'released: submission 7'.
  asked    text        not null,
  -- The setting that names who may.
  setting  text        not null
);
