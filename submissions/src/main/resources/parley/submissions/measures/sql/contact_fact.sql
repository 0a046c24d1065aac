-- Filled with what the course model says of each contact.
create table contact_fact (
  contact     varchar(64),
  course      varchar(64),
  seen        boolean,
  treatment   boolean,
  in_course   boolean
);
