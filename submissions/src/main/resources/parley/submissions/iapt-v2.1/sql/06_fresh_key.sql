-- The keys that this file is the first to use; from now on they are what they are.
create table fresh_key as
select
  s.provider  as provider,
  k.kind      as kind,
  k.key       as key,
  k.local_key as local_key,
  k.heir_of   as heir_of
from local_key k
cross join submission s
where k.fresh = 'Y'
  and (
    (k.kind = 'EpisodeOfCare' and k.key in (select c.course from course_in_period c))
    or (k.kind = 'Patient' and k.key in (select c.patient from course_in_period c))
    or (k.kind = 'Encounter' and k.key in (select t.key from contact_in_period t))
    or (k.kind = 'Procedure' and k.key in (select a.key from activity_in_period a))
    or (k.kind = 'Practitioner' and k.key in (select p.therapist from therapist_in_period p))
  );
