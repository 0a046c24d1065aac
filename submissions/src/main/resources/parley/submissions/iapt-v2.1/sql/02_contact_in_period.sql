-- Contacts of those courses.
create table contact_in_period as
select
  t.*,
  y.local_key as care_contact_id,
  k.service_request_id,
  k.commissioner as course_commissioner
from contact_of_period t
join course_in_period k on k.course = t.course
join local_key y on y.kind = 'Encounter' and y.key = t.key;
