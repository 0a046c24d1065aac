-- Which destination of the outbox a released package was handed to; empty for none. Its row there has the
-- package's name as its message id, and says what became of it.
alter table submission_build add column outlet text not null default '';
