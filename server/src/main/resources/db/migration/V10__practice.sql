-- What single FHIR resources say of activities, staff and supervision, one resource a row or a few,
-- written in the transaction that writes the resource. Nothing here is judged or counted: that is
-- done when it is asked for. All of it can be made anew from the resources.
create table care_activity (
  procedure_id  text    not null,
  -- Empty where the activity names none, or no code.
  performer     text    not null,
  therapy       text    not null,
  performers    integer not null,
  day           date,
  encounter_id  text,
  primary key (procedure_id, performer)
);
create index care_activity_rule on care_activity (performer, therapy, day);
create index care_activity_encounter on care_activity (encounter_id);

create table care_contact (
  encounter_id  text primary key,
  day           date,
  course_id     text,
  organisation  text,
  -- Entered in error: what is said to have been done in it was not.
  withdrawn     boolean not null
);

create table course_record (
  course_id     text primary key,
  patient_id    text,
  care_manager  text,
  organisation  text,
  open          boolean not null
);
create index course_record_manager on course_record (care_manager) where open;

create table practitioner_qualification (
  practitioner_id  text    not null,
  position         integer not null,
  system           text    not null,
  code             text    not null,
  in_training      boolean not null,
  awarded          date,
  until            date,
  primary key (practitioner_id, position)
);

create table practitioner_post (
  role_id          text primary key,
  practitioner_id  text not null,
  organisation     text,
  from_day         date,
  until_day        date
);
create index practitioner_post_practitioner on practitioner_post (practitioner_id);

create table practitioner_supervision (
  role_id     text    not null,
  position    integer not null,
  supervisee  text    not null,
  supervisor  text    not null,
  from_day    date,
  until_day   date,
  primary key (role_id, position)
);
create index practitioner_supervision_supervisee on practitioner_supervision (supervisee);
create index practitioner_supervision_supervisor on practitioner_supervision (supervisor);

create table supervision_session (
  appointment_id  text not null,
  supervisor      text not null,
  supervisee      text not null,
  day             date not null,
  primary key (appointment_id, supervisor, supervisee)
);
create index supervision_session_supervisee on supervision_session (supervisee, day);

-- Which edition of the rows above the database holds: made anew when the program has a later one.
create table projection_edition (
  name     text    primary key,
  edition  integer not null
);

-- How a course stood when it was last asked for. A row answers only while every record of the
-- patient, the thresholds and the program are those it was worked out from.
create table course_summary (
  course_id    text  primary key,
  fingerprint  text  not null,
  model        text  not null,
  summary      jsonb not null
);
