-- Who treats may be named as a Practitioner or as a PractitionerRole. Rows keep the name as it was
-- written ("id", or "PractitionerRole/id"), because each is made of one resource alone; whose role
-- it is is looked up here when it is asked for, so that a corrected role changes the answer at once.
create table role_holder (
  role             text primary key,
  practitioner_id  text not null
);
create index role_holder_practitioner on role_holder (practitioner_id);

-- Who gave care in a contact that took place.
create table contact_giver (
  encounter_id  text not null,
  who           text not null,
  primary key (encounter_id, who)
);
create index contact_giver_who on contact_giver (who);

-- Care of some weeks is found by its day, however long the history.
create index care_contact_day on care_contact (day);
create index care_activity_day on care_activity (day);
