-- People who are in no release, with all that is recorded of them. Statements that are run one after the
-- other, the deepest first, for each finds its people by what hangs between.
delete from activity_observation where activity in (
  select a.key from activity a
  join contact t on t.key = a.contact
  join course c on c.key = t.course
  join left_out l on l.patient = c.patient
);
delete from activity where contact in (
  select t.key from contact t
  join course c on c.key = t.course
  join left_out l on l.patient = c.patient
);
delete from contact where course in (
  select c.key from course c join left_out l on l.patient = c.patient
);
delete from internet_log where course in (
  select c.key from course c join left_out l on l.patient = c.patient
);
delete from course_pause where key in (
  select c.key from course c join left_out l on l.patient = c.patient
);
delete from course_problem where key in (
  select c.key from course c join left_out l on l.patient = c.patient
);
delete from course where patient in (select l.patient from left_out l);
delete from referral where subject in (select l.patient from left_out l);
delete from appointment where person in (select l.patient from left_out l);
delete from loinc_score where subject in (select l.patient from left_out l);
delete from score where subject in (select l.patient from left_out l);
delete from social_fact where subject in (select l.patient from left_out l);
delete from condition where subject in (select l.patient from left_out l);
delete from patient_nhs_number where key in (select l.patient from left_out l);
delete from patient_link where key in (select l.patient from left_out l);
delete from patient_address where key in (select l.patient from left_out l);
delete from patient_practice where key in (select l.patient from left_out l);
delete from patient where key in (select l.patient from left_out l);
