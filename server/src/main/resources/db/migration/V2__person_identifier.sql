-- One person is one Patient: an identifier belongs to at most one.
create table person_identifier (
  system      text not null,
  value       text not null,
  patient_id  text not null,
  primary key (system, value)
);
create index person_identifier_patient on person_identifier (patient_id);
