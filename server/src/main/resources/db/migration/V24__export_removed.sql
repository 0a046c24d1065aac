-- Who takes an export under an agreement back is written down too.
alter table release_audit drop constraint release_audit_what_check;
alter table release_audit add constraint release_audit_what_check
  check (what in ('key-used', 'fetched', 'removed'));
