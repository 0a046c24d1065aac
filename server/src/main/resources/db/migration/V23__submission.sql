-- Which destination of the outbox a released package was handed to; empty for none. Its row there has the
-- package's name as its message id, and says what became of it.
alter table submission_build add column outlet text not null default '';

-- The national system joins months by provider and local key, so that a key is one of its provider's. Empty
-- for keys that were given before providers were told apart: those hold for every provider.
alter table submission_local_key add column provider text not null default '';
-- The course entered in error whose key this one has, because it is of the same referral; empty for none.
alter table submission_local_key add column heir_of text not null default '';
alter table submission_local_key drop constraint submission_local_key_pkey;
alter table submission_local_key add primary key (provider, kind, resource_id);
drop index submission_local_key_once;
-- A key is given once, and handed on once by each that had it.
create unique index submission_local_key_once
  on submission_local_key (provider, kind, upper(local_key), heir_of);
